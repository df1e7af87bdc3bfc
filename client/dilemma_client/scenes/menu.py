"""The main menu."""

from __future__ import annotations

from typing import ClassVar

from dilemma_client.entry import Solo
from dilemma_client.library import scenarios
from dilemma_client.scenes.scene import Moment, Scene
from dilemma_client.scenes.setting import Backdrop
from dilemma_client.scenes.transitions import Go, Learn, Place, PlaySolo, Quit
from dilemma_client.theme import BODY, DISPLAY, HEADING, SMALL, Tone
from dilemma_client.tongue import mark, say
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Align, Column, Fixed, Padded, Row, Space
from dilemma_client.widgets.button import Button, Weight
from dilemma_client.widgets.scroll import Scroll
from dilemma_client.widgets.text import Text, reason

FIRST_BOT = "tit_for_tat"
"""Who plays against a person who has not chosen: somebody who answers in kind."""

DEFAULT_NAME = mark("Player")


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

    def build(self, moment: Moment) -> Widget:
        buttons = [
            Button(
                "play",
                say("Play now"),
                lambda: self._play(moment.preferences.name or say(DEFAULT_NAME)),
                icon="play",
                weight=Weight.PRIMARY,
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
        return Backdrop(Row([Fixed(scroll, width=width + 64)], align=Align.STRETCH))

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
