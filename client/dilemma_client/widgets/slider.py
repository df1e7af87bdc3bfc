"""A slider: a number between two ends, with the value written beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import pygame

from dilemma_client.paint import Brush, Look
from dilemma_client.theme import BODY, SMALL, SPACING, STRONG, Colour, Ink, Tone
from dilemma_client.tongue import shown as written
from dilemma_client.widgets.base import Control, Place, Size, Stroke
from dilemma_client.widgets.memory import Memory


def in_percent(number: float) -> str:
    """A share as people read it."""
    return written(number, ".0%")


class Slider(Control):
    """A number from `low` to `high` in steps; `shown` says it in words or units.

    Arrows move one step, Page Up and Down five, Home and End to the ends.
    """

    role: ClassVar[str] = "slider"

    def __init__(
        self,
        key: str,
        label: str,
        number: float,
        on_change: Callable[[float], None],
        *,
        low: float = 0.0,
        high: float = 1.0,
        step: float = 0.05,
        shown: Callable[[float], str] = in_percent,
        icon: str = "",
        ink: Ink = Tone.ACCENT,
        label_width: float = 88,
        value_width: float = 42,
        why_not: str = "",
        hint: str = "",
        grow: float = 0.0,
    ) -> None:
        super().__init__(key, label, why_not=why_not, hint=hint, grow=grow)
        self.number = number
        self.on_change = on_change
        self.low, self.high, self.step = low, high, step
        self.shown = shown
        self.icon = icon
        self.ink = ink
        self.label_width = label_width
        self.value_width = value_width
        self._track = pygame.Rect(0, 0, 0, 0)
        self._box = pygame.Rect(0, 0, 0, 0)

    @property
    def value(self) -> str:
        return self.shown(self.number)

    def move_to(self, number: float) -> None:
        """Set it to the nearest step."""
        steps = round((number - self.low) / self.step)
        number = min(self.high, max(self.low, self.low + steps * self.step))
        if self.is_enabled and abs(number - self.number) > 1e-9:
            self.on_change(round(number, 6))

    def measure(self, look: Look, width: int) -> Size:
        return width, look.px(28)

    def arrange(self, look: Look, rect: pygame.Rect) -> None:
        self.rect = rect
        left = look.px(self.label_width) + (look.px(22) if self.icon else 0)
        value = look.px(self.value_width)
        gap = look.px(SPACING.near)
        self._track = pygame.Rect(
            rect.x + left + gap, rect.y, max(1, rect.width - left - value - 3 * gap), rect.height
        )
        self._box = pygame.Rect(rect.right - value, rect.centery - look.px(11), value, look.px(22))

    def press(self, at: Place, memory: Memory) -> None:
        if at[0] >= self._track.x - 10:
            self.drag(at, memory)

    def drag(self, at: Place, memory: Memory) -> None:
        share = (at[0] - self._track.x) / self._track.width
        self.move_to(self.low + min(1.0, max(0.0, share)) * (self.high - self.low))

    def stroke(self, stroke: Stroke, memory: Memory) -> bool:
        moves = {
            pygame.K_LEFT: self.number - self.step,
            pygame.K_RIGHT: self.number + self.step,
            pygame.K_PAGEDOWN: self.number - 5 * self.step,
            pygame.K_PAGEUP: self.number + 5 * self.step,
            pygame.K_HOME: self.low,
            pygame.K_END: self.high,
        }
        if stroke.key not in moves:
            return False
        self.move_to(moves[stroke.key])
        return True

    def draw(self, brush: Brush, memory: Memory) -> None:
        theme = brush.theme
        x = self.rect.x
        if self.icon:
            brush.icon(self.icon, theme.muted, (x + brush.px(8), self.rect.centery), brush.px(17))
            x += brush.px(22)
        words = pygame.Rect(x, self.rect.y, self._track.x - x - brush.px(4), self.rect.height)
        brush.text_in(self.label, BODY, theme.text, words, 0.0)
        self._draw_track(brush, theme.ink(self.ink), memory.hover == self.key)
        brush.box(self._box, theme.sunken, theme.border, brush.px(5))
        style = STRONG if brush.look.fonts.width(self.value, STRONG) < self._box.width else SMALL
        brush.text_in(self.value, style, theme.text, self._box)
        self.draw_focus(brush, memory)

    def _draw_track(self, brush: Brush, colour: Colour, lifted: bool) -> None:
        theme, track = brush.theme, self._track
        thick = brush.px(5)
        groove = pygame.Rect(track.x, track.centery - thick // 2, track.width, thick)
        brush.box(groove, theme.track, radius=thick // 2)
        span = self.high - self.low
        share = min(1.0, max(0.0, (self.number - self.low) / span)) if span else 0.0
        knob = track.x + round(share * track.width)
        if knob > groove.x:
            done = pygame.Rect(groove.x, groove.y, knob - groove.x, thick)
            brush.box(done, colour if self.is_enabled else theme.muted, radius=thick // 2)
        rim = theme.text if lifted else colour
        brush.disc((knob, track.centery), brush.px(8), theme.text, rim, brush.px(3))
