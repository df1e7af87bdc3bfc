"""A dropdown: one of several, in sight only while choosing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

import pygame

from dilemma_client.paint import Brush, Look
from dilemma_client.theme import BODY, SPACING
from dilemma_client.widgets.base import Covering, Place, Size, Stroke
from dilemma_client.widgets.button import ACTIVATORS
from dilemma_client.widgets.choice import Option
from dilemma_client.widgets.memory import Memory


class Dropdown(Covering):
    """A list that opens on Enter, Space or a click; arrows choose, Escape leaves it as it was."""

    role: ClassVar[str] = "dropdown"

    def __init__(
        self,
        key: str,
        label: str,
        options: Sequence[Option],
        chosen: str,
        on_change: Callable[[str], None],
        *,
        why_not: str = "",
        hint: str = "",
        grow: float = 0.0,
    ) -> None:
        super().__init__(key, label, why_not=why_not, hint=hint, grow=grow)
        self.options = list(options)
        self.chosen = chosen
        self.on_change = on_change
        self._row = 0

    @property
    def value(self) -> str:
        return next((option.label for option in self.options if option.value == self.chosen), "")

    def measure(self, look: Look, width: int) -> Size:
        return width, look.px(SPACING.control)

    def arrange(self, look: Look, rect: pygame.Rect) -> None:
        self.rect = rect
        self._row = look.px(SPACING.control - 2)

    def _at(self) -> int:
        values = [option.value for option in self.options]
        return values.index(self.chosen) if self.chosen in values else 0

    def _choose(self, place: int, memory: Memory) -> None:
        memory.opened = ""
        option = self.options[place]
        if not option.why_not and option.value != self.chosen:
            self.on_change(option.value)

    def _toggle(self, memory: Memory) -> None:
        if not self.is_enabled:
            return
        memory.opened = "" if memory.opened == self.key else self.key
        memory.highlight = self._at()

    def release(self, at: Place, memory: Memory) -> None:
        if self.rect.collidepoint(at):
            self._toggle(memory)

    def stroke(self, stroke: Stroke, memory: Memory) -> bool:
        is_open = memory.opened == self.key
        step = (stroke.key == pygame.K_DOWN) - (stroke.key == pygame.K_UP)
        if stroke.key in ACTIVATORS:
            if is_open:
                self._choose(memory.highlight, memory)
            else:
                self._toggle(memory)
        elif stroke.key == pygame.K_ESCAPE and is_open:
            memory.opened = ""
        elif step and is_open:
            memory.highlight = (memory.highlight + step) % len(self.options)
        elif step and self.is_enabled:
            self._choose((self._at() + step) % len(self.options), memory)
        else:
            return False
        return True

    def cover(self, look: Look, window: pygame.Rect, memory: Memory) -> pygame.Rect:
        height = self._row * len(self.options) + 2 * look.px(4)
        below = pygame.Rect(self.rect.x, self.rect.bottom + look.px(4), self.rect.width, height)
        if below.bottom > window.bottom:
            below.bottom = max(height, self.rect.top - look.px(4))
        return below.clamp(window)

    def press_cover(self, at: Place, cover: pygame.Rect, memory: Memory) -> None:
        place = (at[1] - cover.y - 4) // max(1, self._row)
        if 0 <= place < len(self.options):
            self._choose(place, memory)

    def draw(self, brush: Brush, memory: Memory) -> None:
        theme = brush.theme
        lit = memory.hover == self.key or memory.opened == self.key
        edge = theme.text if lit else theme.edge
        brush.box(self.rect, theme.sunken, edge, brush.px(SPACING.radius - 2))
        inside = self.rect.inflate(-2 * brush.px(10), 0)
        inside.width -= brush.px(18)
        ink = theme.text if self.is_enabled else theme.muted
        brush.text_in(self.value or self.why_not, BODY, ink, inside, 0.0)
        at = (self.rect.right - brush.px(15), self.rect.centery)
        brush.icon("down", theme.muted, at, brush.px(16))
        self.draw_focus(brush, memory)

    def draw_cover(self, brush: Brush, cover: pygame.Rect, memory: Memory) -> None:
        theme = brush.theme
        brush.box(cover, theme.raised, theme.edge, brush.px(SPACING.radius))
        y = cover.y + brush.px(4)
        for place, option in enumerate(self.options):
            row = pygame.Rect(cover.x + brush.px(4), y, cover.width - 2 * brush.px(4), self._row)
            if place == memory.highlight:
                brush.box(row, theme.accent_dim, radius=brush.px(5))
            if option.value == self.chosen:
                at = (row.x + brush.px(12), row.centery)
                brush.icon("check", theme.accent, at, brush.px(14))
            words = pygame.Rect(row.x + brush.px(26), row.y, row.width - brush.px(30), row.height)
            ink = theme.muted if option.why_not else theme.text
            brush.text_in(option.label, BODY, ink, words, 0.0)
            y += self._row
