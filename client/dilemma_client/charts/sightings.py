"""Sightings: what somebody saw or believed, laid over what was so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import pygame

from dilemma.view import Estimate
from dilemma_client.paint import Brush, Look
from dilemma_client.theme import FINE, FINE_STRONG, Colour, Ink, Tone, mix
from dilemma_client.tongue import say, shown
from dilemma_client.widgets.base import Figure, Size
from dilemma_client.widgets.memory import Memory

BETWEEN = 8
"""Logical units at least between what stands at both ends of a line."""


def heads(look: Look, label: str, value: str, width: int) -> int:
    """Lines that a name and what is said of it take: one, or each its own where room is short."""
    wide = look.fonts.width(label, FINE_STRONG) + look.fonts.width(value, FINE)
    return 1 if wide + look.px(BETWEEN) <= width else 2


def draw_heads(brush: Brush, figure: Figure, colour: Colour) -> int:
    """Draw a figure's label and value; the pixels of height that they took."""
    rect, line = figure.rect, brush.look.fonts.line_height(FINE)
    lines = heads(brush.look, figure.label, figure.value, rect.width)
    brush.text(figure.label, FINE_STRONG, brush.theme.text, rect.topleft)
    end = (rect.right, rect.y) if lines == 1 else (rect.x, rect.y + line)
    brush.text(figure.value, FINE, colour, end, 1.0 if lines == 1 else 0.0)
    return lines * line


class Sighting(Figure):
    """One watcher's band against the truth, on a scale from 0 to `limit`."""

    role: ClassVar[str] = "sighting"

    def __init__(
        self, label: str, estimate: Estimate, truth: float, limit: float, ink: Ink = Tone.ACCENT
    ) -> None:
        inside = estimate.low <= truth <= estimate.high
        words = say(
            "saw {low:.0f}–{high:.0f}, was {truth:.0f}",
            low=estimate.low,
            high=estimate.high,
            truth=truth,
        )
        super().__init__(label, words)
        self.is_right = inside
        self.estimate = estimate
        self.truth = truth
        self.limit = max(limit, 1.0)
        self.ink = ink

    def measure(self, look: Look, width: int) -> Size:
        lines = heads(look, self.label, self.value, width)
        return width, lines * look.fonts.line_height(FINE) + look.px(14)

    def draw(self, brush: Brush, memory: Memory) -> None:
        theme = brush.theme
        taken = draw_heads(brush, self, theme.muted if self.is_right else theme.caution)
        y = self.rect.y + taken + brush.px(2)
        track = pygame.Rect(self.rect.x, y, self.rect.width, brush.px(9))
        brush.box(track, theme.sunken, theme.border, brush.px(3))
        low, high = (self._at(track, n) for n in (self.estimate.low, self.estimate.high))
        band = pygame.Rect(low, y + brush.px(2), max(brush.px(3), high - low), brush.px(5))
        brush.box(band, mix(theme.panel, theme.ink(self.ink), 0.65), radius=brush.px(2))
        value = self._at(track, self.estimate.value)
        brush.fill(pygame.Rect(value, band.y, brush.px(2), band.height), theme.ink(self.ink))
        truth = self._at(track, self.truth)
        brush.disc((truth, track.centery), brush.px(4.5), theme.text, theme.shade, 1)

    def _at(self, track: pygame.Rect, number: float) -> int:
        return track.x + round(min(1.0, max(0.0, number / self.limit)) * (track.width - 2))


class Belief(Figure):
    """How likely one watcher thought it that a state means harm, and that it attacks."""

    role: ClassVar[str] = "belief"

    def __init__(self, label: str, harm: float, attack: float) -> None:
        super().__init__(
            label, say("harm {harm:.0%}, attack {attack:.0%}", harm=harm, attack=attack)
        )
        self.harm = harm
        self.attack = attack

    def measure(self, look: Look, width: int) -> Size:
        lines = heads(look, self.label, self.value, width)
        return width, lines * look.fonts.line_height(FINE) + look.px(14)

    def draw(self, brush: Brush, memory: Memory) -> None:
        theme = brush.theme
        y = self.rect.y + draw_heads(brush, self, theme.muted) + brush.px(2)
        for share, ink in ((self.harm, theme.caution), (self.attack, theme.danger)):
            track = pygame.Rect(self.rect.x, y, self.rect.width, brush.px(4))
            brush.box(track, theme.sunken, radius=brush.px(2))
            done = track.copy()
            done.width = max(brush.px(2), round(track.width * share))
            brush.box(done, ink, radius=brush.px(2))
            y += brush.px(5)


class Shares(Figure):
    """How a whole was shared out, as pieces of one bar; what is missing was saved."""

    role: ClassVar[str] = "shares"

    def __init__(self, label: str, pieces: Sequence[tuple[str, float, Ink]]) -> None:
        words = ", ".join(
            f"{name} {shown(share, '.0%')}" for name, share, _ in pieces if share >= 0.005
        )
        super().__init__(label, words or say("all saved"))
        self.pieces = list(pieces)

    def measure(self, look: Look, width: int) -> Size:
        return width, look.px(17)

    def draw(self, brush: Brush, memory: Memory) -> None:
        theme = brush.theme
        brush.box(self.rect, theme.sunken, theme.border, brush.px(3))
        x = float(self.rect.x)
        for name, share, ink in self.pieces:
            width = share * self.rect.width
            piece = pygame.Rect(
                round(x), self.rect.y, round(x + width) - round(x), self.rect.height
            )
            if piece.width > 0:
                brush.box(piece, theme.ink(ink), theme.panel, brush.px(3))
                number = shown(share * 100, ".0f")
                fits = (
                    words
                    for words in (f"{name} {number}", f"{name[:3]} {number}", number)
                    if brush.look.fonts.width(words, FINE_STRONG) < piece.width - 4
                )
                brush.text_in(next(fits, ""), FINE_STRONG, theme.shade, piece)
            x += width
