"""A choice: one of a few, all of them in sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

import pygame
from msgspec import Struct

from dilemma_client.paint import Brush, Look
from dilemma_client.theme import SMALL, SMALL_STRONG, SPACING
from dilemma_client.widgets.base import Control, Place, Size, Stroke
from dilemma_client.widgets.memory import Memory

BACKWARDS = (pygame.K_LEFT, pygame.K_UP)
FORWARDS = (pygame.K_RIGHT, pygame.K_DOWN)


class Option(Struct, frozen=True):
    """One thing that can be chosen; `why_not` says why it cannot be now."""

    value: str
    label: str
    icon: str = ""
    hint: str = ""
    why_not: str = ""


class Choice(Control):
    """A group of options in rows, one of them chosen; arrows move the choice."""

    role: ClassVar[str] = "choice"

    def __init__(
        self,
        key: str,
        label: str,
        options: Sequence[Option],
        chosen: str,
        on_change: Callable[[str], None],
        *,
        height: float = 28,
        why_not: str = "",
        hint: str = "",
        grow: float = 0.0,
    ) -> None:
        super().__init__(key, label, why_not=why_not, hint=hint, grow=grow)
        self.options = list(options)
        self.chosen = chosen
        self.on_change = on_change
        self.height = height
        self._cells: list[pygame.Rect] = []
        self._pointed = -1

    @property
    def value(self) -> str:
        return next((option.label for option in self.options if option.value == self.chosen), "")

    @property
    def tip(self) -> str:
        if self.why_not:
            return self.why_not
        pointed = self.options[self._pointed] if self._pointed >= 0 else None
        chosen = next((option for option in self.options if option.value == self.chosen), None)
        about = pointed or chosen
        return (about.why_not or about.hint or self.hint) if about else self.hint

    def choose(self, place: int) -> None:
        """Choose an option by its place, if that is allowed."""
        option = self.options[place]
        if self.is_enabled and not option.why_not and option.value != self.chosen:
            self.on_change(option.value)

    def point(self, at: Place) -> bool:
        """Remember which option the pointer is on, for what is said about it."""
        self._pointed = self._place_at(at)
        return True

    def measure(self, look: Look, width: int) -> Size:
        rows = self._rows(look, width)
        gap, height = look.px(SPACING.tight), look.px(self.height)
        return width, len(rows) * height + gap * max(0, len(rows) - 1)

    def arrange(self, look: Look, rect: pygame.Rect) -> None:
        self.rect = rect
        self._cells = []
        gap, height, y = look.px(SPACING.tight), look.px(self.height), rect.y
        for row in self._rows(look, rect.width):
            spare = rect.width - sum(row) - gap * (len(row) - 1)
            x = rect.x
            for place, width in enumerate(row):
                width += spare // len(row) + (1 if place < spare % len(row) else 0)
                self._cells.append(pygame.Rect(x, y, width, height))
                x += width + gap
            y += height + gap

    def _rows(self, look: Look, width: int) -> list[list[int]]:
        """Widths of the options, row by row: no more rows than needed, all alike in length."""
        wanted = [min(width, self._wide(look, option)) for option in self.options]
        rows = _filled(wanted, width, look.px(SPACING.tight), len(wanted))
        for most in range(-(-len(wanted) // max(1, len(rows))), len(wanted)):
            even = _filled(wanted, width, look.px(SPACING.tight), most)
            if len(even) <= len(rows):
                return even
        return rows

    def _wide(self, look: Look, option: Option) -> int:
        wide = look.fonts.width(option.label, SMALL_STRONG) + look.px(14)
        return wide + (look.px(19) if option.icon else 0)

    def _place_at(self, at: Place) -> int:
        found = (place for place, cell in enumerate(self._cells) if cell.collidepoint(at))
        return next(found, -1)

    def release(self, at: Place, memory: Memory) -> None:
        place = self._place_at(at)
        if place >= 0:
            self.choose(place)

    def stroke(self, stroke: Stroke, memory: Memory) -> bool:
        step = (stroke.key in FORWARDS) - (stroke.key in BACKWARDS)
        if not step or not self.options:
            return False
        values = [option.value for option in self.options]
        at = values.index(self.chosen) if self.chosen in values else (-1 if step > 0 else 0)
        for _ in self.options:
            at = (at + step) % len(values)
            if not self.options[at].why_not:
                self.choose(at)
                break
        return True

    def draw(self, brush: Brush, memory: Memory) -> None:
        for place, (option, cell) in enumerate(zip(self.options, self._cells, strict=True)):
            pointed = memory.hover == self.key and place == self._pointed
            self._draw_option(brush, option, cell, pointed)
        self.draw_focus(brush, memory)

    def _draw_option(self, brush: Brush, option: Option, cell: pygame.Rect, lifted: bool) -> None:
        theme = brush.theme
        chosen = option.value == self.chosen
        fill = theme.accent_dim if chosen else (theme.raised if lifted else theme.sunken)
        edge = theme.accent if chosen else theme.edge
        brush.box(cell, fill, edge, brush.px(6), brush.px(1.5) if chosen else 1)
        ink = theme.text if chosen or lifted else theme.muted
        style = SMALL_STRONG if chosen else SMALL
        text = option.label
        side = brush.px(15) if option.icon else 0
        gap = brush.px(4) if option.icon else 0
        wide = min(brush.look.fonts.width(text, style), cell.width - side - gap - brush.px(6))
        x = cell.centerx - (wide + side + gap) // 2
        if option.icon:
            brush.icon(option.icon, ink, (x + side / 2, cell.centery), side)
        inside = pygame.Rect(x + side + gap, cell.y, wide, cell.height)
        brush.text_in(text, style, ink, inside, 0.0)
        if option.why_not:
            y = cell.centery + brush.px(1)
            brush.line((inside.x, y), (inside.right, y), theme.muted)


def _filled(widths: Sequence[int], room: int, gap: int, most: int) -> list[list[int]]:
    """Widths put into rows one after the other: as many as fit in `room`, at most `most` a row."""
    rows: list[list[int]] = [[]]
    for width in widths:
        row = rows[-1]
        if row and (len(row) >= most or sum(row) + gap * len(row) + width > room):
            rows.append([])
        rows[-1].append(width)
    return rows
