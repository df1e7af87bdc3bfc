"""Host: open a match on a server, for others to join by its code or from the list."""

from __future__ import annotations

from typing import ClassVar

import pygame

from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import CreateMatch
from dilemma_client.contents import scenario_told
from dilemma_client.library import scenario_named, scenarios
from dilemma_client.scenes.door import name_part, server_part, why_no_way_in
from dilemma_client.scenes.menu import FIRST_BOT
from dilemma_client.scenes.play_now import CLOCKS, clock_option, own_clock
from dilemma_client.scenes.scene import Moment, Scene
from dilemma_client.scenes.setting import group, sheet_of
from dilemma_client.scenes.transitions import Go, HostMatch, Place
from dilemma_client.theme import SMALL, TITLE, Tone
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Stroke, Widget
from dilemma_client.widgets.boxes import Align, Column, Row
from dilemma_client.widgets.button import Button, Checkbox, Weight
from dilemma_client.widgets.choice import Choice, Option
from dilemma_client.widgets.text import Text, reason


class HostScene(Scene):
    """Lays a table on a server; name and server are those of joining."""

    place: ClassVar[Place] = Place.HOST

    def __init__(self) -> None:
        super().__init__()
        self.scenario = scenarios()[0]
        self.seat = self.scenario.ids[0]
        self.seconds = ""
        self.public = False
        self.spectators = True
        self.covers = True

    def build(self, moment: Moment) -> Widget:
        told = scenario_told(self.scenario)
        shipped = [Option(each.name, each.title) for each in map(scenario_told, scenarios())]
        seats = [Option(state.id, state.name) for state in told.states]
        clocks = (own_clock(self.scenario), *map(clock_option, CLOCKS))
        summary = " ".join(told.summary.split())
        scenario = Choice(
            "scenario",
            say("Scenario"),
            shipped,
            self.scenario.name,
            self._take,
            height=34,
            hint=say("The world of the match; what it is about stands below."),
        )
        parts: list[Widget | None] = [
            Text(say("Host a match"), TITLE),
            Text(say("You get a code for the others."), SMALL, Tone.MUTED),
            reason(moment.note, Tone.DANGER) if moment.note else None,
            group(say("Scenario"), scenario, Text(summary, SMALL, Tone.MUTED)),
            group(
                say("Your state"),
                Choice(
                    "seat",
                    say("Your state"),
                    seats,
                    self.seat,
                    self._sit,
                    height=34,
                    hint=say("Whose government you are; the others take what is free."),
                ),
            ),
            group(
                say("Time for a turn"),
                Choice(
                    "clock",
                    say("Time for a turn"),
                    clocks,
                    self.seconds,
                    self._time,
                    hint=say("A turn closes then at the latest, and as soon as all have sealed."),
                ),
            ),
            self._house(),
            Row(
                [
                    name_part(moment, self.ask, grow=1),
                    server_part(moment, grow=1.4),
                ],
                gap=16,
                align=Align.START,
            ),
            self._buttons(moment),
        ]
        return sheet_of(Column(parts, gap=14), 640)

    def shortcut(self, stroke: Stroke) -> bool:
        if stroke.key == pygame.K_ESCAPE:
            self._back()
            return True
        return super().shortcut(stroke)

    def _house(self) -> Widget:
        """How the table is kept."""
        boxes = [
            Checkbox(
                "public",
                say("List it for everybody on the server"),
                self.public,
                self._set_public,
                hint=say("Otherwise only those with the code find it."),
            ),
            Checkbox(
                "spectators",
                say("Spectators may watch"),
                self.spectators,
                self._set_spectators,
                hint=say("They see what is public and nothing else."),
            ),
            Checkbox(
                "covers",
                say("A bot plays for who is away"),
                self.covers,
                self._set_covers,
                hint=say("After a minute; who comes back has his seat again."),
            ),
        ]
        return group(say("The table"), *boxes)

    def _buttons(self, moment: Moment) -> Widget:
        why_not = why_no_way_in(moment)
        lines = [reason(why_not)] if why_not else []
        back = Button("back", say("Back"), self._back, icon="left", height=42, grow=1)
        host = Button(
            "host",
            say("Open the table"),
            lambda: self._host(moment),
            icon="people",
            weight=Weight.PRIMARY,
            height=42,
            why_not=why_not,
            hint=say("You sit down, and get the code for the others."),
            grow=1.6,
        )
        return Column([*lines, Row([back, host], gap=12)], gap=6)

    def _take(self, name: str) -> None:
        found = scenario_named(name)
        if found is not None:
            self.scenario, self.seat = found, found.ids[0]

    def _sit(self, seat: str) -> None:
        self.seat = seat

    def _time(self, seconds: str) -> None:
        self.seconds = seconds

    def _set_public(self, public: bool) -> None:
        self.public = public

    def _set_spectators(self, spectators: bool) -> None:
        self.spectators = spectators

    def _set_covers(self, covers: bool) -> None:
        self.covers = covers

    def _back(self) -> None:
        self.ask(Go(Place.MENU))

    def _host(self, moment: Moment) -> None:
        first = CreateMatch(
            version=PROTOCOL_VERSION,
            name=moment.preferences.name.strip(),
            scenario=self.scenario.name,
            seat=self.seat,
            turn_seconds=int(self.seconds) if self.seconds else None,
            ready=False,
            public=self.public,
            spectators=self.spectators,
            cover=FIRST_BOT if self.covers else None,
        )
        self.ask(HostMatch(moment.server.strip(), first))
