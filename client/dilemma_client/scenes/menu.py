"""The main menu."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

import pygame

from dilemma_client.entry import Solo
from dilemma_client.library import scenarios
from dilemma_client.scenes.scene import Moment, Scene
from dilemma_client.scenes.setting import Backdrop
from dilemma_client.scenes.transitions import (
    ComeBack,
    Go,
    Learn,
    Place,
    PlaySolo,
    Quit,
    Renounce,
)
from dilemma_client.seats import KeptSeat
from dilemma_client.theme import BODY, DISPLAY, HEADING, SMALL, Tone
from dilemma_client.tongue import mark, say
from dilemma_client.widgets.base import Stroke, Widget
from dilemma_client.widgets.boxes import Align, Column, Fixed, Layers, Padded, Row, Space
from dilemma_client.widgets.button import Button, Weight
from dilemma_client.widgets.scroll import Scroll
from dilemma_client.widgets.text import Line, Text, reason

FIRST_BOT = "tit_for_tat"
"""Who plays against a person who has not chosen: somebody who answers in kind."""

DEFAULT_NAME = mark("Player")

MOST_SEATS = 3
"""Matches to go back to that are offered at a time."""


KEYS = mark(
    "Everything works by keyboard: Tab, arrows, Enter. In a match F1 says what the words mean."
)
"""What a newcomer has to know of the keyboard."""


WAYS = {
    Place.PLAY_NOW: (
        mark("Choose a match"),
        "orders",
        mark("Against bots on this machine: scenario, your state, and who plays the others."),
    ),
    Place.JOIN: (
        mark("Join by code"),
        "join",
        mark("A match that somebody else has opened; or watch it, or look for a public one."),
    ),
    Place.HOST: (
        mark("Host a match"),
        "people",
        mark("Open a match on a server, and get a code for the others."),
    ),
    Place.REPLAYS: (
        mark("Replays"),
        "replays",
        mark("Every match that ended here, with all that was secret in it."),
    ),
    Place.SETTINGS: (
        mark("Settings"),
        "settings",
        mark("Size of text, colours, language, sounds and your name; F10 from anywhere."),
    ),
}
"""Where the menu leads: what that is called, its sign, and what is there."""


class MenuScene(Scene):
    """Where everything begins."""

    place: ClassVar[Place] = Place.MENU

    def __init__(self) -> None:
        super().__init__()
        self._doubted: KeptSeat | None = None

    def build(self, moment: Moment) -> Widget:
        seats = moment.seats.kept()[:MOST_SEATS]
        buttons: list[Widget] = [
            *(self._way_back(place, seat) for place, seat in enumerate(seats)),
            Button(
                "play",
                say("Play now"),
                lambda: self._play(moment.preferences.name or say(DEFAULT_NAME)),
                icon="play",
                weight=Weight.NORMAL if seats else Weight.PRIMARY,
                height=48,
                hint=say("Two states, one border, you against one bot."),
            ),
            Button(
                "learn",
                say("Learn"),
                lambda: self.ask(Learn()),
                icon="learn",
                height=38,
                style=HEADING,
                hint=say("A short match with a coach: ten minutes at most."),
            ),
            *(self._way(place, *way) for place, way in WAYS.items()),
            Button(
                "quit",
                say("Quit"),
                lambda: self.ask(Quit()),
                icon="leave",
                height=38,
                style=HEADING,
            ),
        ]
        column = Column(
            [
                Space(grow=1),
                Text(say("Security\nDilemma"), DISPLAY),
                Text(say("A game about fear between states that want peace."), BODY, Tone.MUTED),
                Space(height=18),
                reason(moment.note, Tone.DANGER) if moment.note else None,
                *buttons,
                Space(grow=1),
                Text(say(KEYS), SMALL, Tone.MUTED),
            ],
            gap=10,
        )
        width = min(340.0, moment.width - 64)
        scroll = Scroll("menu.scroll", say("Menu"), Padded(column, 24, 20, grow=1))
        menu = Backdrop(Row([Fixed(scroll, width=width + 64)], align=Align.STRETCH))
        return menu if self._doubted is None else Layers([menu, self._asking(self._doubted)])

    def shortcut(self, stroke: Stroke) -> bool:
        if stroke.key == pygame.K_ESCAPE and self._doubted is not None:
            self._doubt(None)
            return True
        return super().shortcut(stroke)

    def _way_back(self, place: int, seat: KeptSeat) -> Widget:
        """To a match that goes on without the player, and a way to be rid of it."""
        back = Button(
            f"back.{place}",
            say("Back to your match"),
            lambda: self.ask(ComeBack(seat)),
            icon="undo",
            weight=Weight.NORMAL if place else Weight.PRIMARY,
            height=42,
            style=HEADING,
            hint=say("Your seat is still yours; what you have sealed stands."),
            grow=1,
        )
        rid = Button(
            f"renounce.{place}",
            say("Give up your seat in {match}", match=_named(seat)),
            partial(self._doubt, seat),
            icon="cross",
            weight=Weight.QUIET,
            shows_label=False,
            height=42,
            hint=say("Give up your seat in it; asked once more."),
        )
        return Column([Row([back, rid], gap=6), Line(_named(seat), SMALL, Tone.MUTED)], gap=3)

    def _asking(self, seat: KeptSeat) -> Widget:
        """Keep the seat or give it up; keeping is what comes first."""
        from dilemma_client.scenes.question import question_sheet

        keep = Button(
            "keep", say("Keep it"), partial(self._doubt, None), weight=Weight.PRIMARY, height=36
        )
        rid = Button(
            "renounce.now",
            say("Give it up"),
            partial(self._renounce, seat),
            icon="leave",
            height=36,
        )
        if seat.home is None:
            words = say(
                "{match}. You cannot come back, and somebody else may take the seat.",
                match=_named(seat),
            )
        else:
            words = say("{match}. The match on this machine ends with it.", match=_named(seat))
        return question_sheet(say("Give up your seat?"), words, keep, rid)

    def _doubt(self, seat: KeptSeat | None) -> None:
        self._doubted = seat

    def _renounce(self, seat: KeptSeat) -> None:
        self._doubted = None
        self.ask(Renounce(seat))

    def _way(self, place: Place, label: str, icon: str, hint: str) -> Button:
        return Button(
            str(place.value),
            say(label),
            lambda: self.ask(Go(place)),
            icon=icon,
            height=38,
            style=HEADING,
            hint=say(hint),
        )

    def _play(self, name: str) -> None:
        """One click: the smallest scenario, its first seat, a bot in every other."""
        scenario = scenarios()[0]
        bots = (FIRST_BOT,) * (len(scenario.states) - 1)
        self.ask(PlaySolo(Solo(scenario.name, scenario.ids[0], bots, name)))


def _named(seat: KeptSeat) -> str:
    """What a match is called where it is spoken of."""
    return say("{match}, {code}", match=seat.title, code=seat.code)
