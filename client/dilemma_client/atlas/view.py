"""The map as a control: states are chosen on it, by pointer or by arrows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar, NamedTuple

import pygame

from dilemma_client.atlas.geography import Geography, Point
from dilemma_client.atlas.knowledge import Knowledge
from dilemma_client.atlas.overlay import TIGHT, draw_overlay
from dilemma_client.atlas.picture import Pictures, fit
from dilemma_client.paint import Brush, Look
from dilemma_client.tongue import say, spoken
from dilemma_client.widgets.base import Control, Place, Size, Stroke
from dilemma_client.widgets.memory import Memory

COUNTER = 20
"""Logical units from the middle of a force's sign within which the pointer is on it."""


class MapSheets:
    """Finished maps, so that a map that has not changed is only copied to the screen."""

    def __init__(self) -> None:
        self.pictures = Pictures()
        self._key: tuple[object, ...] = ()
        self._sheet: pygame.Surface | None = None

    def sheet(
        self, look: Look, size: tuple[int, int], drawn: Geography, known: Knowledge, selected: str
    ) -> pygame.Surface:
        """The map with all that is known, in an area of `size` pixels."""
        key = (id(drawn), size, look, spoken(), known, selected)
        if self._sheet is None or key != self._key:
            sheet = self.pictures.picture(drawn, look.theme, size).copy()
            scale, corner = fit(drawn.size, sheet.get_rect())

            def place(point: Point) -> Point:
                return corner[0] + point[0] * scale, corner[1] + point[1] * scale

            draw_overlay(Brush(sheet, look), drawn, place, known, selected)
            self._key, self._sheet = key, sheet
        return self._sheet


class Counter(NamedTuple):
    """A force on the map: where its sign lies, and what it says."""

    place: pygame.Rect
    words: str


class MapView(Control):
    """The map; arrows go from state to state."""

    role: ClassVar[str] = "map"

    def __init__(
        self,
        key: str,
        drawn: Geography,
        known: Knowledge,
        selected: str,
        on_select: Callable[[str], None],
        sheets: MapSheets,
        *,
        grow: float = 1.0,
    ) -> None:
        super().__init__(key, say("Map"), grow=grow)
        self.drawn = drawn
        self.known = known
        self.selected = selected
        self.on_select = on_select
        self.sheets = sheets
        self._fit: tuple[float, Point] = (1.0, (0.0, 0.0))
        self._counters: list[Counter] = []
        self._pointed: Counter | None = None

    @property
    def value(self) -> str:
        shown = next((s for s in self.known.states if s.id == self.selected), None)
        return shown.name if shown else ""

    def measure(self, look: Look, width: int) -> Size:
        return width, round(width * self.drawn.size[1] / self.drawn.size[0])

    def arrange(self, look: Look, rect: pygame.Rect) -> None:
        self.rect = rect
        self._fit = fit(self.drawn.size, rect)
        has_room = rect.height >= look.px(TIGHT)
        self._counters = list(self._forces(look.px(COUNTER))) if has_room else []
        self._pointed = None

    def _forces(self, radius: int) -> Iterator[Counter]:
        """The counters that lie on the map, and what each says."""
        for state in self.known.states:
            country = self.drawn.states[state.id]
            forces = ((say("Offence"), state.offence), (say("Defence"), state.defence))
            for (kind, force), camp in zip(forces, country.camps, strict=True):
                if force is None or state.is_beaten:
                    continue
                x, y = self.place(camp)
                place = pygame.Rect(round(x) - radius, round(y) - radius, 2 * radius, 2 * radius)
                words = say(
                    "{kind} of {name}, in points: {points}. The sharper the sign, the better it is "
                    "known; a question mark could be anything.",
                    kind=kind,
                    name=state.name,
                    points=force.words,
                )
                yield Counter(place, words)

    @property
    def tip(self) -> str:
        return self._pointed.words if self._pointed is not None else ""

    @property
    def tip_rect(self) -> pygame.Rect:
        return self._pointed.place if self._pointed is not None else self.rect

    def point(self, at: Place) -> bool:
        """Remember which counter the pointer is on, for what is said about it."""
        self._pointed = next((c for c in self._counters if c.place.collidepoint(at)), None)
        return False

    def place(self, point: Point) -> Point:
        """Where in the window a point of the map lies."""
        scale, corner = self._fit
        return corner[0] + point[0] * scale, corner[1] + point[1] * scale

    def release(self, at: Place, memory: Memory) -> None:
        scale, corner = self._fit
        found = self.drawn.at(((at[0] - corner[0]) / scale, (at[1] - corner[1]) / scale))
        if found:
            self.on_select(found)

    def stroke(self, stroke: Stroke, memory: Memory) -> bool:
        step = (stroke.key in (pygame.K_RIGHT, pygame.K_DOWN)) - (
            stroke.key in (pygame.K_LEFT, pygame.K_UP)
        )
        if not step or not self.known.states:
            return False
        ids = [state.id for state in self.known.states]
        at = ids.index(self.selected) if self.selected in ids else 0
        self.on_select(ids[(at + step) % len(ids)])
        return True

    def draw(self, brush: Brush, memory: Memory) -> None:
        size = (max(1, self.rect.width), max(1, self.rect.height))
        sheet = self.sheets.sheet(brush.look, size, self.drawn, self.known, self.selected)
        brush.surface.blit(sheet, self.rect.topleft)
        self.draw_focus(brush, memory)

    def draw_focus(self, brush: Brush, memory: Memory) -> None:
        if memory.focus == self.key:
            brush.ring(self.rect, brush.theme.focus, brush.px(8), max(2, brush.px(2)))
