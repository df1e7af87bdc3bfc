"""Play now: scenario, seat and bots; everything is chosen already, so Start is enough."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

import pygame

from dilemma.scenario import Scenario
from dilemma_client.contents import scenario_told
from dilemma_client.entry import UNHURRIED, Solo
from dilemma_client.library import scenario_named, scenarios
from dilemma_client.preferences import LONGEST_NAME
from dilemma_client.scenes.menu import DEFAULT_NAME, FIRST_BOT
from dilemma_client.scenes.scene import Moment, Scene
from dilemma_client.scenes.setting import group, sheet_of
from dilemma_client.scenes.transitions import Go, Place, PlaySolo, Prefer
from dilemma_client.theme import BODY, SMALL, TITLE, Tone
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Stroke, Widget
from dilemma_client.widgets.boxes import Align, Column, Fixed, Row, Space
from dilemma_client.widgets.button import Button, Weight
from dilemma_client.widgets.choice import Choice, Option
from dilemma_client.widgets.dropdown import Dropdown
from dilemma_client.widgets.field import Field
from dilemma_client.widgets.text import Line, Text, reason
from dilemma_client.words.durations import duration
from dilemma_client.words.terms import BOTS, DIFFICULTIES

CLOCKS = (60, 600, UNHURRIED)
"""Seconds for a turn that can be chosen beside the scenario's own."""


class PlayNowScene(Scene):
    """A match against bots, chosen freely."""

    place: ClassVar[Place] = Place.PLAY_NOW

    def __init__(self) -> None:
        super().__init__()
        self.name: str | None = None
        self.scenario = scenarios()[0]
        self.seat = self.scenario.ids[0]
        self.bots: dict[str, str] = {}
        self.seconds = str(UNHURRIED)

    def build(self, moment: Moment) -> Widget:
        told = scenario_told(self.scenario)
        shipped = [
            Option(s.name, say("{title} ({states} states)", title=s.title, states=len(s.states)))
            for s in map(scenario_told, scenarios())
        ]
        seats = [Option(state.id, state.name) for state in told.states]
        flowing = " ".join(told.summary.split())
        words = f"{DIFFICULTIES[self.scenario.difficulty]}. {flowing}"
        summary = Text(words, SMALL, Tone.MUTED)
        scenario = Choice(
            "scenario",
            say("Scenario"),
            shipped,
            self.scenario.name,
            self._take,
            height=34,
            hint=say("The world of the match; what it is about stands below."),
        )
        seat = Choice(
            "seat",
            say("Your state"),
            seats,
            self.seat,
            self._sit,
            height=34,
            hint=say("Whose government you are; bots take the others."),
        )
        called = self._called(moment)
        parts: list[Widget | None] = [
            Text(say("Choose a match"), TITLE),
            reason(moment.note, Tone.DANGER) if moment.note else None,
            group(say("Scenario"), scenario, summary),
            group(say("Your state"), seat),
            group(say("The others are played by"), *self._opponents(told)),
            Row(
                [
                    group(say("Time for a turn"), self._clock(), grow=1.5),
                    group(say("Your name"), self._name(called), grow=1),
                ],
                gap=16,
                align=Align.START,
            ),
            Space(height=0),
            self._buttons(called.strip()),
        ]
        return sheet_of(Column(parts, gap=14), 640)

    def _clock(self) -> Widget:
        return Choice(
            "clock",
            say("Time for a turn"),
            (own_clock(self.scenario), *map(clock_option, CLOCKS)),
            self.seconds,
            self._time,
            height=30,
            hint=say("A turn closes then at the latest, and as soon as all have sealed."),
        )

    def _name(self, called: str) -> Widget:
        return Field(
            "name",
            say("Your name"),
            called,
            self._call,
            longest=LONGEST_NAME,
            hint=say("All at the table read it, and so does the debrief."),
        )

    def _opponents(self, scenario: Scenario) -> list[Widget]:
        options = [Option(name, term.name, hint=term.hint) for name, term in BOTS.items()]
        rows: list[Widget] = []
        for state in scenario.states:
            if state.id == self.seat:
                continue
            bot = self.bots.get(state.id, FIRST_BOT)
            dropdown = Dropdown(
                f"bot.{state.id}",
                say("Who plays {state}", state=state.name),
                options,
                bot,
                partial(self.bots.__setitem__, state.id),
                hint=BOTS[bot].hint,
                grow=1,
            )
            hint = Text(BOTS[bot].hint, SMALL, Tone.MUTED, grow=1.3)
            rows.append(Row([Fixed(Line(state.name, BODY), width=90), dropdown, hint], gap=10))
        return rows

    def _called(self, moment: Moment) -> str:
        if self.name is not None:
            return self.name
        return moment.preferences.name or say(DEFAULT_NAME)

    def _buttons(self, name: str) -> Widget:
        why_not = "" if name else say("Write a name for the others to read.")
        start = Button(
            "start",
            say("Start"),
            lambda: self._start(name),
            icon="play",
            weight=Weight.PRIMARY,
            height=42,
            why_not=why_not,
            grow=1.6,
        )
        back = Button("back", say("Back"), self._back, icon="left", height=42, grow=1)
        lines = [reason(why_not)] if why_not else []
        return Column([*lines, Row([back, start], gap=12)], gap=6)

    def shortcut(self, stroke: Stroke) -> bool:
        if stroke.key == pygame.K_ESCAPE:
            self._back()
            return True
        return super().shortcut(stroke)

    def _take(self, name: str) -> None:
        found = scenario_named(name)
        if found is not None:
            self.scenario = found
            self.seat = found.ids[0]

    def _sit(self, seat: str) -> None:
        self.seat = seat

    def _time(self, seconds: str) -> None:
        self.seconds = seconds

    def _call(self, name: str) -> None:
        self.name = name
        self.ask(Prefer({"name": name}))

    def _back(self) -> None:
        self.ask(Go(Place.MENU))

    def _start(self, name: str) -> None:
        others = [state for state in self.scenario.ids if state != self.seat]
        bots = tuple(self.bots.get(state, FIRST_BOT) for state in others)
        seconds = int(self.seconds) if self.seconds else None
        self.ask(PlaySolo(Solo(self.scenario.name, self.seat, bots, name, seconds)))


def own_clock(scenario: Scenario) -> Option:
    """The time that the scenario itself gives for a turn."""
    hint = say("The time that the scenario gives for a turn.")
    return Option("", duration(scenario.turn_seconds), hint=hint)


def clock_option(seconds: int) -> Option:
    """A time for a turn that a table may have."""
    hint = say("Take your time; the bots do not mind.") if seconds >= 3600 else ""
    return Option(str(seconds), duration(seconds), hint=hint)
