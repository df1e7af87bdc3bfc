"""Waiting: until the match has begun."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

import pygame

from dilemma_client.model import Connection
from dilemma_client.scenes.question import leaving_question, removal_question
from dilemma_client.scenes.scene import Moment, Scene
from dilemma_client.scenes.setting import sheet_of
from dilemma_client.scenes.transitions import GiveUp, Leave, Place, Transition, Unseat
from dilemma_client.theme import BODY, TITLE, Tone
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Stroke, Widget
from dilemma_client.widgets.boxes import Column, Layers, Row
from dilemma_client.widgets.button import Button
from dilemma_client.widgets.text import Icon, Text


class WaitingScene(Scene):
    """Says what is being waited for, and lets the player stop waiting."""

    place: ClassVar[Place] = Place.WAITING

    def __init__(self) -> None:
        super().__init__()
        self.removing = ""
        self.is_leaving = False

    def build(self, moment: Moment) -> Widget:
        question = self._question(moment)
        table = self._table(moment)
        return table if question is None else Layers([table, question])

    def _question(self, moment: Moment) -> Widget | None:
        """What has to be answered first."""
        table = moment.model.table
        player = table.players.get(self.removing) if table is not None else None
        if player is not None:
            return removal_question(player, partial(self._remove, ""), self._remove_now)
        if self.is_leaving and moment.model.code:
            words = say(
                "Your seat becomes free for somebody else. With the code you can join again as "
                "long as one is free."
            )
            return leaving_question(words, partial(self._think_of_leaving, False), self._leave)
        return None

    def _table(self, moment: Moment) -> Widget:
        model = moment.model
        title, words = _state(moment)
        parts: list[Widget] = [
            Row([Icon("clock", 30, Tone.ACCENT), Text(title, TITLE, grow=1)], gap=12),
            Text(words, BODY, Tone.MUTED),
        ]
        if model.code:
            from dilemma_client.scenes.lobby import lobby_parts

            parts += lobby_parts(moment, self._ask_or_question)
            leave = Button(
                "leave",
                say("Leave"),
                partial(self._think_of_leaving, True),
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
            self._back()
            return True
        return super().shortcut(stroke)

    def _ask_or_question(self, transition: Transition) -> None:
        """Whom to remove is asked once more; all else is done at once."""
        if isinstance(transition, Unseat):
            self._remove(transition.seat)
        else:
            self.ask(transition)

    def _remove(self, seat: str) -> None:
        self.removing = seat

    def _remove_now(self) -> None:
        self.ask(Unseat(self.removing))
        self.removing = ""

    def _think_of_leaving(self, is_leaving: bool) -> None:
        self.is_leaving = is_leaving

    def _back(self) -> None:
        """A way out of what is asked, or else to the menu; a seat is kept then."""
        if self.removing or self.is_leaving:
            self.removing, self.is_leaving = "", False
        else:
            self._cancel()

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
