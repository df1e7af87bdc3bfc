"""Waiting: until the match has begun."""

from __future__ import annotations

from typing import ClassVar

import pygame

from dilemma_client.model import Connection
from dilemma_client.scenes.scene import Moment, Scene
from dilemma_client.scenes.setting import sheet_of
from dilemma_client.scenes.transitions import GiveUp, Leave, Place
from dilemma_client.theme import BODY, TITLE, Tone
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Stroke, Widget
from dilemma_client.widgets.boxes import Column, Row
from dilemma_client.widgets.button import Button
from dilemma_client.widgets.text import Icon, Text


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
            from dilemma_client.scenes.lobby import lobby_parts

            parts += lobby_parts(moment, self.ask)
            leave = Button(
                "leave",
                say("Leave"),
                self._leave,
                icon="leave",
                height=38,
                hint=say("Your seat becomes free for somebody else."),
            )
            parts.append(leave)
        else:
            parts.append(Button("cancel", say("Cancel"), self._cancel, icon="cross", height=38))
        return sheet_of(Column(parts, gap=12), 620 if model.code else 460)

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

    def _leave(self) -> None:
        self.ask(GiveUp())


def _state(moment: Moment) -> tuple[str, str]:
    model = moment.model
    if model.connection is Connection.WAITING:
        retry = model.retry_in(moment.now) or 0.0
        again = say("Trying again in {retry:.0f} s.", retry=retry)
        return say("No connection yet"), f"{_sentence(say(model.lost))} {again}"
    if not model.seat:
        return say("One moment"), say("The match is being prepared.")
    return say("Waiting for the others"), say(
        "The first turn opens when every seat is taken and everybody is ready."
    )


def _sentence(words: str) -> str:
    words = words.strip()
    return f"{words[:1].upper()}{words[1:]}." if words and not words.endswith(".") else words
