"""Replays: the matches that ended here, each with its debrief."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

import pygame

from dilemma_client.archive import Volume
from dilemma_client.contents import heading_told
from dilemma_client.replay import Heading
from dilemma_client.scenes.scene import Moment, Scene
from dilemma_client.scenes.setting import sheet_of
from dilemma_client.scenes.transitions import DeleteReplay, Go, OpenReplay, Place
from dilemma_client.scenes.veil import Veil
from dilemma_client.theme import BODY, SMALL, SMALL_STRONG, TITLE, Tone
from dilemma_client.tongue import count, day, say
from dilemma_client.widgets.base import Stroke, Widget
from dilemma_client.widgets.boxes import Column, Layers, Row, Space
from dilemma_client.widgets.button import Button, Weight
from dilemma_client.widgets.panel import Card
from dilemma_client.widgets.text import Icon, Line, Text, reason
from dilemma_client.words.terms import VERDICTS

PAGE = 8
"""Matches listed at a time."""


class ReplaysScene(Scene):
    """Every match kept, the newest first; one is opened, or deleted once that is confirmed."""

    place: ClassVar[Place] = Place.REPLAYS

    def __init__(self) -> None:
        super().__init__()
        self.page = 0
        self._volumes: tuple[Volume, ...] | None = None
        self._doomed: Volume | None = None

    def build(self, moment: Moment) -> Widget:
        if self._volumes is None:
            self._volumes = moment.archive.volumes() if moment.archive is not None else ()
        volumes = self._volumes
        last = max(0, (len(volumes) - 1) // PAGE)
        self.page = min(self.page, last)
        shown = volumes[self.page * PAGE : (self.page + 1) * PAGE]
        parts: list[Widget | None] = [
            Text(say("Replays"), TITLE),
            reason(moment.note, Tone.DANGER) if moment.note else None,
            Text(_in_words(len(volumes)), SMALL, Tone.MUTED),
            *(self._entry(volume) for volume in shown),
            self._pages(last) if last else None,
            Button("back", say("Back"), self._back, icon="left", height=40),
        ]
        sheet = sheet_of(Column(parts, gap=10), 720)
        return sheet if self._doomed is None else Layers([sheet, self._asking(self._doomed)])

    def shortcut(self, stroke: Stroke) -> bool:
        if stroke.key != pygame.K_ESCAPE:
            return super().shortcut(stroke)
        if self._doomed is not None:
            self._doom(None)
        else:
            self._back()
        return True

    def _entry(self, volume: Volume) -> Widget:
        """One match: what it was, a way into it, and a way to be rid of it."""
        heading, key = volume.heading, volume.path.stem
        if heading is None:
            name, ways = volume.path.name, []
            words = say("{file} cannot be read: {trouble}.", file=name, trouble=volume.trouble)
            said: Widget = reason(words)
            said.grow = 1.0
        else:
            told = heading_told(heading)
            said, name = _described(told), _named(told)
            way_in = Button(
                f"open.{key}",
                say("Open {match}", match=name),
                partial(self._open, volume.path),
                icon="right",
                shows_label=False,
                height=36,
                hint=say("Look at its debrief."),
            )
            ways = [way_in]
        rid = Button(
            f"delete.{key}",
            say("Delete {match}", match=name),
            partial(self._doom, volume),
            icon="cross",
            weight=Weight.QUIET,
            shows_label=False,
            height=36,
            hint=say("Delete it; asked once more."),
        )
        return Card(Row([said, *ways, rid], gap=10))

    def _pages(self, last: int) -> Widget:
        """Back and forth through the list."""
        newer = Button(
            "newer",
            say("Newer"),
            partial(self._turn, -1),
            icon="left",
            why_not="" if self.page else say("These are the newest."),
        )
        older = Button(
            "older",
            say("Older"),
            partial(self._turn, 1),
            icon="right",
            why_not="" if self.page < last else say("These are the oldest."),
        )
        where = say("{page} of {pages}", page=self.page + 1, pages=last + 1)
        return Row([newer, Space(grow=1), Line(where, SMALL, Tone.MUTED), Space(grow=1), older])

    def _asking(self, volume: Volume) -> Widget:
        """Keep or delete; keeping is what comes first."""
        name = volume.path.name if volume.heading is None else _named(heading_told(volume.heading))
        keep = Button(
            "keep",
            say("Keep it"),
            partial(self._doom, None),
            weight=Weight.PRIMARY,
            height=36,
        )
        rid = Button("delete.now", say("Delete for good"), self._delete, icon="cross", height=36)
        words = Text(say("{match}. Its record goes with it.", match=name), BODY, Tone.MUTED)
        parts = [
            Text(say("Delete this match?"), TITLE),
            words,
            Row([Space(grow=1), rid, keep], gap=12),
        ]
        return Veil(Card(Column(parts, gap=14), across=24, along=20), 520)

    def _turn(self, by: int) -> None:
        self.page += by

    def _doom(self, volume: Volume | None) -> None:
        self._doomed = volume

    def _delete(self) -> None:
        if self._doomed is not None:
            self.ask(DeleteReplay(self._doomed.path))
        self._doomed, self._volumes = None, None

    def _open(self, path: Path) -> None:
        self.ask(OpenReplay(path))

    def _back(self) -> None:
        self.ask(Go(Place.MENU))


def _in_words(matches: int) -> str:
    if not matches:
        return say("No match has ended here yet. Every match that does is kept with its debrief.")
    return count("{n} match, kept on this machine.", "{n} matches, the newest first.", matches)


def _named(heading: Heading) -> str:
    """What a match is called where it is spoken of."""
    return say("{scenario} of {day}", scenario=heading.scenario, day=_day(heading.ended))


def _day(ended: float) -> str:
    """When a match ended, by the player's own clock."""
    return day(datetime.fromtimestamp(ended, UTC))


def _described(heading: Heading) -> Widget:
    term = VERDICTS[heading.verdict]
    scores = ", ".join(f"{name} {score:.0f}" for name, score in heading.scores.items())
    title = Row(
        [
            Line(heading.scenario, SMALL_STRONG, grow=1),
            Line(_day(heading.ended), SMALL, Tone.MUTED),
        ]
    )
    words = say("As {state}. {verdict}.", state=heading.seat, verdict=term.name)
    told = Row(
        [Icon(term.icon, 16, Tone.ACCENT), Text(f"{words} {scores}", SMALL, Tone.MUTED, grow=1)],
        gap=7,
    )
    return Column([title, told], gap=2, grow=1)
