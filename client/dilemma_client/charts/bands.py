"""Bands: an estimate with its 80 % interval, never a bare number."""

from __future__ import annotations

from typing import ClassVar

import pygame

from dilemma.view import Estimate
from dilemma_client.paint import Brush, Look
from dilemma_client.theme import BODY, SMALL, STRONG, Ink, Tone, mix
from dilemma_client.tongue import say, shown
from dilemma_client.widgets.base import Figure, Size
from dilemma_client.widgets.memory import Memory


class Band(Figure):
    """An estimate on a scale from 0 to `limit`; `before` marks where it stood last turn."""

    role: ClassVar[str] = "estimate"

    def __init__(
        self,
        label: str,
        estimate: Estimate,
        limit: float,
        *,
        icon: str = "",
        before: float | None = None,
        note: str = "",
        ink: Ink = Tone.ACCENT,
    ) -> None:
        low, high = shown(estimate.low, ".0f"), shown(estimate.high, ".0f")
        self.is_sure = low == high
        words = (
            low
            if self.is_sure
            else say(
                "≈ {estimate:.0f}, between {low} and {high}",
                estimate=estimate.value,
                low=low,
                high=high,
            )
        )
        super().__init__(label, words)
        self.estimate = estimate
        self.limit = max(limit, 1.0)
        self.icon = icon
        self.before = before
        self.note = note
        self.ink = ink

    def measure(self, look: Look, width: int) -> Size:
        return width, look.fonts.line_height(BODY) + look.px(16)

    def draw(self, brush: Brush, memory: Memory) -> None:
        theme, fonts = brush.theme, brush.look.fonts
        line = fonts.line_height(BODY)
        x, middle = self.rect.x, self.rect.y + line // 2
        if self.icon:
            brush.icon(self.icon, theme.muted, (x + brush.px(8), middle), brush.px(16))
            x += brush.px(22)
        brush.text(self.label, BODY, theme.text, (x, self.rect.y))
        value = shown(self.estimate.value, ".0f")
        number = value if self.is_sure else f"≈ {value}"
        half = fonts.width(number, STRONG) / 2
        beside = x + fonts.width(self.label, BODY) + brush.px(6) + half
        centre = max(self.rect.x + self.rect.width * 0.52, beside)
        brush.text(number, STRONG, theme.text, (centre, self.rect.y), 0.5)
        low, high = shown(self.estimate.low, ".0f"), shown(self.estimate.high, ".0f")
        band = "" if self.is_sure else f"{low}–{high}"
        note = " ".join(filter(None, (band, self.note)))
        at = (self.rect.right, self.rect.y + brush.px(2))
        brush.text(note, SMALL, theme.muted, at, 1.0)
        self._draw_scale(brush, self.rect.y + line + brush.px(3))

    def _draw_scale(self, brush: Brush, y: int) -> None:
        theme = brush.theme
        track = pygame.Rect(self.rect.x, y, self.rect.width, brush.px(11))
        brush.box(track, theme.sunken, theme.border, brush.px(3))
        colour = theme.ink(self.ink)
        low, value, high = (
            self._at(track, n) for n in (self.estimate.low, self.estimate.value, self.estimate.high)
        )
        inner = pygame.Rect(low, y + brush.px(2), max(brush.px(3), high - low), brush.px(7))
        brush.box(inner, mix(theme.panel, colour, 0.55), radius=brush.px(3))
        core = pygame.Rect((low + value) // 2, inner.y, max(1, (high - low) // 2), inner.height)
        if not self.is_sure:
            brush.box(core, mix(theme.panel, colour, 0.85), radius=brush.px(2))
        if self.before is not None:
            at = self._at(track, self.before)
            brush.fill(pygame.Rect(at, y - brush.px(1), brush.px(2), brush.px(13)), theme.caution)
        tick = pygame.Rect(value - brush.px(1), y - brush.px(1), brush.px(3), brush.px(13))
        brush.fill(tick, theme.text)

    def _at(self, track: pygame.Rect, number: float) -> int:
        return track.x + round(min(1.0, max(0.0, number / self.limit)) * (track.width - 2))


class Meter(Figure):
    """A share in [0, 1] as a bar, with words beside it."""

    role: ClassVar[str] = "meter"

    def __init__(
        self,
        label: str,
        share: float,
        words: str,
        *,
        ink: Ink = Tone.ACCENT,
        width: float = 120,
        grow: float = 0.0,
    ) -> None:
        super().__init__(label, words, grow=grow)
        self.share = min(1.0, max(0.0, share))
        self.ink = ink
        self.wide = width

    def measure(self, look: Look, width: int) -> Size:
        return min(width, look.px(self.wide)), look.px(11)

    def draw(self, brush: Brush, memory: Memory) -> None:
        theme = brush.theme
        track = pygame.Rect(self.rect.x, 0, self.rect.width, brush.px(11))
        track.centery = self.rect.centery
        brush.box(track, theme.sunken, theme.border, brush.px(3))
        done = track.inflate(-2, -2)
        done.width = max(brush.px(2), round(done.width * self.share))
        brush.box(done, theme.ink(self.ink), radius=brush.px(2))
        for part in (0.25, 0.5, 0.75):
            x = track.x + round(track.width * part)
            brush.fill(pygame.Rect(x, track.y + 1, 1, track.height - 2), theme.border_strong)
