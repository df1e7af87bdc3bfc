"""Waiting: until the match has begun."""

from __future__ import annotations

from typing import ClassVar

import pygame

from dilemma_client.model import Connection, Model
from dilemma_client.scenes.scene import Moment, Scene
from dilemma_client.scenes.setting import sheet_of
from dilemma_client.scenes.transitions import Leave, Place
from dilemma_client.theme import BODY, HEADING, SMALL, TITLE, Tone
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Stroke, Widget
from dilemma_client.widgets.boxes import Column, Row
from dilemma_client.widgets.button import Button
from dilemma_client.widgets.text import Icon, Line, Text, caption


class WaitingScene(Scene):
    """Says what is being waited for, and lets the player stop waiting."""

    place: ClassVar[Place] = Place.WAITING

    def build(self, moment: Moment) -> Widget:
        model = moment.model
        title, words = _state(moment)
        parts: list[Widget] = [
            Row([Icon("clock", 30, Tone.ACCENT), Text(title, TITLE, grow=1)], gap=12),
            Text(words, BODY, Tone.MUTED),
        ]
        if model.code:
            parts += [caption(say("Join code")), Text(model.code, HEADING, Tone.ACCENT)]
            parts += [caption(say("Seats")), *_seats(model)]
        parts.append(Button("cancel", say("Cancel"), self._cancel, icon="cross", height=38))
        return sheet_of(Column(parts, gap=12), 460)

    def clock(self, moment: Moment) -> object:
        retry = moment.model.retry_in(moment.now)
        return None if retry is None else int(retry)

    def shortcut(self, stroke: Stroke) -> bool:
        if stroke.key == pygame.K_ESCAPE:
            self._cancel()
            return True
        return super().shortcut(stroke)

    def _cancel(self) -> None:
        self.ask(Leave())


def _state(moment: Moment) -> tuple[str, str]:
    model = moment.model
    if model.connection is Connection.WAITING:
        retry = model.retry_in(moment.now) or 0.0
        return say("No connection yet"), say(
            "{lost} Trying again in {retry:.0f} s.", lost=_sentence(say(model.lost)), retry=retry
        )
    if not model.seat:
        return say("One moment"), say("The match is being prepared.")
    return say("Waiting for the others"), say("The first turn opens when every seat is taken.")


def _sentence(words: str) -> str:
    words = words.strip()
    return f"{words[:1].upper()}{words[1:]}." if words and not words.endswith(".") else words


def _seats(model: Model) -> list[Widget]:
    players = model.table.players if model.table else {}
    rows: list[Widget] = []
    for state, name in model.names.items():
        player = players.get(state)
        who = player or say("free")
        sign = Icon("check" if player else "people", 16, Tone.GOOD if player else Tone.MUTED)
        ink = Tone.TEXT if player else Tone.MUTED
        rows.append(Row([sign, Line(name, BODY, grow=1), Line(who, SMALL, ink)]))
    return rows
