"""The watch scene: map, states and public record for a spectator, and who has sealed."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import pygame

from dilemma.view import PublicView
from dilemma_client.atlas.geography import Geography, geography, islands, livery_places
from dilemma_client.atlas.knowledge import Knowledge
from dilemma_client.atlas.view import MapSheets, MapView
from dilemma_client.model import Model
from dilemma_client.scenes.scene import Moment, Scene
from dilemma_client.scenes.transitions import Go, Leave, Place
from dilemma_client.scenes.turn.board import MapPanel
from dilemma_client.scenes.turn.events import record_of
from dilemma_client.scenes.turn.legend import signs_of
from dilemma_client.scenes.turn.topbar import Bar, clock_parts, seals, turn_parts
from dilemma_client.scenes.watch.beginning import not_begun
from dilemma_client.scenes.watch.knowing import public_knowledge
from dilemma_client.scenes.watch.pages import pages_panel
from dilemma_client.theme import SMALL, SPACING, STRONG, Tone
from dilemma_client.tongue import mark, say
from dilemma_client.widgets.base import Stroke, Widget
from dilemma_client.widgets.boxes import Align, Column, Fitting, Fixed, Padded, Row, Space
from dilemma_client.widgets.button import Button, Weight
from dilemma_client.widgets.choice import Choice, Option
from dilemma_client.widgets.panel import Panel
from dilemma_client.widgets.scroll import Scroll
from dilemma_client.widgets.text import Icon, Line

WIDE = 1100
"""Logical units from which the three columns stand side by side."""

PUBLIC_SIGNS = (
    ("defence_pact", mark("Defence pact"), Tone.GOOD),
    ("war", mark("War"), Tone.DANGER),
)
"""What can be seen on a map without forces."""

TABS = {pygame.K_F2: "states", pygame.K_F4: "record", pygame.K_F6: "map"}


class WatchScene(Scene):
    """What everybody may see of a match, until its debrief."""

    place: ClassVar[Place] = Place.WATCH
    shortcuts: ClassVar[dict[int, str]] = TABS

    def __init__(self) -> None:
        super().__init__()
        self.tab = "map"
        self.selected = ""
        self.sheets = MapSheets()
        self.drawn: Geography = islands(())
        self.known = Knowledge()
        self.liveries: dict[str, int] = {}

    def follow(self, model: Model) -> None:
        if model.watched is None:
            return
        states = tuple(model.names)
        self.liveries = livery_places(model.watched.scenario, states)
        self.drawn = geography(model.watched.scenario, states)
        if self.selected not in states:
            self.selected = states[0]
        if model.public is not None:
            self.known = public_knowledge(model.public, model.names)

    def clock(self, moment: Moment) -> object:
        return None if moment.left is None else int(moment.left)

    def build(self, moment: Moment) -> Widget:
        view = moment.model.public
        if view is None:
            return not_begun(moment, self._leave)
        has_room = moment.width >= WIDE
        body = self._columns(moment, view) if has_room else self._tabs(moment, view)
        return Column([self._bar(moment), Padded(body, SPACING.near, SPACING.near, grow=1)], gap=0)

    def shortcut(self, stroke: Stroke) -> bool:
        if stroke.key == pygame.K_ESCAPE:
            self._leave()
            return True
        self.tab = TABS.get(stroke.key, self.tab)
        return super().shortcut(stroke)

    def _bar(self, moment: Moment) -> Widget:
        model = moment.model
        parts: list[tuple[int | None, Widget]] = [
            (12, Icon("intelligence", 18, Tone.ACCENT)),
            (None, Line(say("You are watching"), STRONG)),
            (5, Line(model.title, SMALL, Tone.MUTED)),
            (None, Space(grow=0.5)),
            *turn_parts(model),
            (None, Space(grow=0.5)),
            *clock_parts(moment),
            (None, Space(grow=0.5)),
            (None, seals(model, self.liveries)),
            (29, Line(model.code, SMALL, Tone.MUTED)),
            (None, self._settings()),
            (None, self._way_out()),
        ]
        return Bar(Padded(Fitting(parts, gap=10), SPACING.normal, 4))

    def _settings(self) -> Widget:
        hint = say("Settings (F10); the match goes on")
        return _sign("settings", say("Settings"), lambda: self.ask(Go(Place.SETTINGS)), hint)

    def _way_out(self) -> Widget:
        return _sign("leave", say("Leave"), self._leave, say("Stop watching (Esc)"))

    def _columns(self, moment: Moment, view: PublicView) -> Widget:
        return Row(
            [
                Fixed(pages_panel(moment.model, view, self.liveries), width=306),
                self._map(),
                Fixed(_record(moment.model, view), width=306),
            ],
            align=Align.STRETCH,
        )

    def _tabs(self, moment: Moment, view: PublicView) -> Widget:
        options = [
            Option("states", say("States")),
            Option("map", say("Map")),
            Option("record", say("Record")),
        ]
        if self.tab == "states":
            shown = pages_panel(moment.model, view, self.liveries)
        elif self.tab == "record":
            shown = _record(moment.model, view)
        else:
            shown = self._map()
        shown.grow = 1.0
        return Column(
            [
                Choice(
                    "tabs",
                    say("Part of the screen"),
                    options,
                    self.tab,
                    self._show,
                    hint=say("With text of this size there is room for one at a time."),
                ),
                shown,
            ]
        )

    def _map(self) -> Widget:
        shown = MapView(
            "map.view", self.drawn, self.known, self.selected, self._select, self.sheets
        )
        panel = MapPanel(shown, signs_of(PUBLIC_SIGNS))
        panel.grow = 1.0
        return panel

    def _select(self, state: str) -> None:
        self.selected = state

    def _show(self, tab: str) -> None:
        self.tab = tab

    def _leave(self) -> None:
        self.ask(Leave())


def _record(model: Model, view: PublicView) -> Widget:
    """Everything that happened before everybody's eyes, the latest turn on top."""
    body = Scroll("record.scroll", say("Public record"), record_of(view, model.names))
    return Panel("record", say("Public record"), body, icon="events", note="F4")


def _sign(icon: str, label: str, press: Callable[[], None], hint: str) -> Widget:
    return Button(icon, label, press, icon=icon, weight=Weight.QUIET, shows_label=False, hint=hint)
