"""The debrief scene: verdict, scores, and three lanes scrubbed turn by turn."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

import pygame

from dilemma.protocol.hindsight import Hindsight
from dilemma_client.atlas.geography import livery_places
from dilemma_client.model import Model
from dilemma_client.scenes.debrief.findings import Record, findings_panel
from dilemma_client.scenes.debrief.lanes import lanes_panel
from dilemma_client.scenes.debrief.scores import scores_panel
from dilemma_client.scenes.debrief.scrub import Scrub
from dilemma_client.scenes.scene import Moment, Scene
from dilemma_client.scenes.transitions import CloseReplay, Leave, Place, PlayAgain, SaveRecord
from dilemma_client.scenes.turn.topbar import Bar
from dilemma_client.theme import SMALL, SPACING, STRONG, Tone
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Stroke, Widget
from dilemma_client.widgets.boxes import Align, Column, Fixed, Padded, Row
from dilemma_client.widgets.button import Button
from dilemma_client.widgets.choice import Choice, Option
from dilemma_client.widgets.text import Icon, Line, Text

WIDE = 1100
"""Logical units from which the three columns stand side by side."""


def tabs() -> list[Option]:
    """The three parts of the debrief."""
    return [
        Option("findings", say("Verdict")),
        Option("lanes", say("Turn by turn")),
        Option("scores", say("Scores")),
    ]


class DebriefScene(Scene):
    """The fog lifts."""

    place: ClassVar[Place] = Place.DEBRIEF
    shortcuts: ClassVar[dict[int, str]] = {
        pygame.K_F2: "findings",
        pygame.K_F3: "lanes",
        pygame.K_F4: "scores",
    }

    def __init__(self) -> None:
        super().__init__()
        self.scrub = Scrub()
        self.tab = "findings"
        self.asked_to_save = False

    def follow(self, model: Model) -> None:
        if model.hindsight is None or model.about is None:
            return
        self.scrub.liveries = livery_places(model.about.scenario, tuple(model.names))
        self.scrub.names = model.names
        if self.scrub.state not in model.names:
            self.scrub.state = model.seat or next(iter(model.names))

    def build(self, moment: Moment) -> Widget:
        model = moment.model
        if model.hindsight is None:
            return Text(say("There is no debrief yet."))
        body = self._body(moment, model.hindsight)
        parts: list[Widget | None] = [
            Icon("events", 20, Tone.ACCENT),
            Line(say("The fog lifts"), STRONG),
            Line(" · ".join(filter(None, (model.title, model.code))), SMALL, Tone.MUTED, grow=1),
            *self._ways_out(model),
        ]
        bar = Bar(Padded(Row(parts, gap=10), SPACING.normal, 5))
        told = Padded(Text(moment.note, SMALL, Tone.ACCENT), SPACING.normal, SPACING.near)
        below = Padded(body, SPACING.near, SPACING.near, grow=1)
        return Column([bar, told if moment.note else None, below], gap=0)

    def _body(self, moment: Moment, hindsight: Hindsight) -> Widget:
        record = self._record(moment, hindsight)
        if moment.width >= WIDE:
            lanes = lanes_panel(self.scrub, hindsight, has_room=True)
            lanes.grow = 1.0
            return Row(
                [
                    Fixed(findings_panel(self.scrub, hindsight, record), width=306),
                    lanes,
                    Fixed(scores_panel(self.scrub, hindsight), width=264),
                ],
                align=Align.STRETCH,
            )
        panels: dict[str, Callable[[], Widget]] = {
            "findings": lambda: findings_panel(self.scrub, hindsight, record),
            "lanes": lambda: lanes_panel(self.scrub, hindsight),
            "scores": lambda: scores_panel(self.scrub, hindsight),
        }
        shown = panels[self.tab]()
        shown.grow = 1.0
        return Column(
            [
                Choice(
                    "tabs",
                    say("Part of the debrief"),
                    tabs(),
                    self.tab,
                    self._show,
                    hint=say("With text of this size there is room for one at a time."),
                ),
                shown,
            ]
        )

    def _record(self, moment: Moment, hindsight: Hindsight) -> Record | None:
        """What can be done with the record, where there is a place to put it."""
        if moment.archive is None:
            return None
        path = moment.archive.record_path(hindsight) if self.asked_to_save else None
        return Record(self._save, path if path is not None and path.exists() else None)

    def _save(self) -> None:
        self.asked_to_save = True
        self.ask(SaveRecord())

    def _ways_out(self, model: Model) -> list[Widget]:
        """To the menu, or to the same match again; back to the list where it was one of those."""
        if not model.code:
            back = partial(self.ask, CloseReplay())
            return [Button("replays", say("Back to the replays"), back, icon="left")]
        again = Button(
            "again",
            say("Play again"),
            lambda: self.ask(PlayAgain()),
            icon="play",
            hint=say("The same scenario and the same seats, for everybody who asks for it."),
        )
        menu = Button("menu", say("Back to the menu"), self._leave, icon="leave")
        return [again, menu] if model.seat else [menu]

    def shortcut(self, stroke: Stroke) -> bool:
        self.tab = self.shortcuts.get(stroke.key, self.tab)
        return super().shortcut(stroke)

    def _show(self, tab: str) -> None:
        self.tab = tab

    def _leave(self) -> None:
        self.ask(Leave())
