"""A scroll area: more than fits, seen through a window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import pygame

from dilemma_client.paint import Brush, Look
from dilemma_client.widgets.base import Control, Place, Size, Stroke, Widget
from dilemma_client.widgets.boxes import Centred
from dilemma_client.widgets.memory import Memory

END = 1 << 30
"""Scrolled as far as it goes, however far that is next time."""

LINE = 40
"""Logical units that one step of a wheel or an arrow key scrolls."""

PAGING = (pygame.K_PAGEUP, pygame.K_PAGEDOWN, pygame.K_HOME, pygame.K_END)
"""Keys that scroll by more than a line."""

MARGIN, GUTTER = 5, 11
"""Logical units left free around the content, for focus rings, and at the right, for the bar."""


class Scroll(Control):
    """A window on its content; `from_end` shows the end of it until the reader scrolls back."""

    role: ClassVar[str] = "scroll area"

    def __init__(
        self, key: str, label: str, inside: Widget, *, from_end: bool = False, grow: float = 1.0
    ) -> None:
        super().__init__(key, label, grow=grow)
        self.inside = inside
        self.from_end = from_end
        self.offset = 0
        self.overflow = 0
        self._step = LINE
        self._edge = 0
        self._grip = GUTTER

    def children(self) -> Sequence[Widget]:
        return (self.inside,)

    @property
    def value(self) -> str:
        return f"{self.offset / self.overflow:.0%}" if self.overflow else ""

    @property
    def takes_focus(self) -> bool:
        inside = (widget for widget in self.inside.walk() if isinstance(widget, Control))
        return self.overflow > 0 and not any(control.takes_focus for control in inside)

    def recall(self, memory: Memory) -> None:
        """Take the position kept from before."""
        self.offset = memory.scrolled.get(self.key, END if self.from_end else 0)

    def measure(self, look: Look, width: int) -> Size:
        return self.inside.size(look, max(1, width - look.px(MARGIN + GUTTER)))[0], look.px(40)

    def arrange(self, look: Look, rect: pygame.Rect) -> None:
        self.rect = rect
        self._step = look.px(LINE)
        margin = look.px(MARGIN)
        width = max(1, rect.width - margin - look.px(GUTTER))
        height = self.inside.size(look, width)[1] + 2 * margin
        self.overflow = max(0, height - rect.height)
        self.offset = min(max(0, self.offset), self.overflow)
        top = rect.y + margin - self.offset
        height = max(height, rect.height) - 2 * margin
        self.inside.arrange(look, pygame.Rect(rect.x + margin, top, width, height))
        self._grip = look.px(GUTTER)
        content = self.inside.content if isinstance(self.inside, Centred) else self.inside.rect
        self._edge = min(rect.right, content.right + self._grip)

    def scroll_by(self, pixels: int, memory: Memory) -> None:
        """Move the content up by so many pixels."""
        offset = min(max(0, self.offset + pixels), self.overflow)
        memory.scrolled[self.key] = END if self.from_end and offset == self.overflow else offset

    def reveal(self, rect: pygame.Rect, memory: Memory, below: int = 10) -> None:
        """Scroll as little as shows `rect`, with so much room below it, in pixels."""
        above = 10
        if rect.top - above < self.rect.top:
            self.scroll_by(rect.top - above - self.rect.top, memory)
        elif rect.bottom + below > self.rect.bottom:
            most = rect.top - above - self.rect.top
            self.scroll_by(min(most, rect.bottom + below - self.rect.bottom), memory)

    def turn_wheel(self, steps: float, memory: Memory) -> None:
        """Scroll by steps of the wheel; up is positive."""
        self.scroll_by(round(-steps * self._step), memory)

    def stroke(self, stroke: Stroke, memory: Memory) -> bool:
        page = max(self._step, self.rect.height - self._step)
        moves = {
            pygame.K_UP: -self._step,
            pygame.K_DOWN: self._step,
            pygame.K_PAGEUP: -page,
            pygame.K_PAGEDOWN: page,
            pygame.K_HOME: -END,
            pygame.K_END: END,
        }
        if stroke.key not in moves or not self.overflow:
            return False
        self.scroll_by(moves[stroke.key], memory)
        return True

    def press(self, at: Place, memory: Memory) -> None:
        self.drag(at, memory)

    def drag(self, at: Place, memory: Memory) -> None:
        """Drag the bar, when the pointer is on it."""
        if self.overflow and abs(at[0] - self._edge) <= self._grip:
            share = (at[1] - self.rect.y) / max(1, self.rect.height)
            self.scroll_by(round(share * self.overflow) - self.offset, memory)

    def draw(self, brush: Brush, memory: Memory) -> None:
        with brush.clipped(self.rect):
            self.inside.draw(brush, memory)
        if self.overflow:
            self._draw_bar(brush)
        self.draw_focus(brush, memory)

    def draw_focus(self, brush: Brush, memory: Memory) -> None:
        if memory.focus == self.key:
            brush.ring(self.rect, brush.theme.focus, brush.px(6), max(2, brush.px(2)))

    def _draw_bar(self, brush: Brush) -> None:
        """Where one is, and an arrow while there is more below."""
        width, side = brush.px(4), brush.px(14)
        room = self.rect.height - side
        length = max(brush.px(24), room * self.rect.height // (self.rect.height + self.overflow))
        y = self.rect.y + (room - length) * self.offset // self.overflow
        bar = pygame.Rect(self._edge - width, y, width, length)
        brush.box(bar, brush.theme.edge, radius=width // 2)
        if self.offset < self.overflow:
            at = (self._edge - width // 2 - brush.px(1), self.rect.bottom - side // 2)
            brush.icon("down", brush.theme.text, at, side)
