"""Fears: how the tension of two states towards each other moved over the turns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import pygame

from dilemma_client.charts.ground import ground, stroke_at
from dilemma_client.paint import Brush, Look
from dilemma_client.theme import FINE, Ink
from dilemma_client.tongue import say, shown
from dilemma_client.widgets.base import Figure, Size
from dilemma_client.widgets.memory import Memory
from dilemma_client.words.terms import tension_level

Curve = Sequence[float]
"""Tensions in [0, 1], one at the opening of each turn and the last at the end of the match."""


class Fears(Figure):
    """Two curves from 0 to 100, the first of them thick, and a dashed line at `limit`."""

    role: ClassVar[str] = "chart"

    def __init__(
        self,
        label: str,
        curves: tuple[Curve, Curve],
        inks: tuple[Ink, Ink],
        *,
        limit: float | None,
        at: int,
        height: float,
    ) -> None:
        thick, _ = curves
        words = "; ".join(
            say("turn {turn}: {level}", turn=turn, level=tension_level(felt))
            for turn, felt in enumerate(thick[:-1], start=1)
        )
        super().__init__(label, words)
        self.curves = curves
        self.inks = inks
        self.limit = limit
        self.at = at
        self.high = height

    def measure(self, look: Look, width: int) -> Size:
        return width, look.px(self.high)

    def draw(self, brush: Brush, memory: Memory) -> None:
        theme, area = brush.theme, ground(brush, self.rect)
        stroke_at(brush, self.rect, self._x(area, self.at - 1))
        if self.limit is not None:
            self._draw_limit(brush, area, self.limit)
        for curve, ink, wide in zip(self.curves, self.inks, (3.5, 1.5), strict=True):
            points = [(self._x(area, place), _y(area, felt)) for place, felt in enumerate(curve)]
            brush.lines(points, theme.ink(ink), brush.px(wide))
            brush.disc(points[-1], brush.px(wide), theme.ink(ink))

    def _draw_limit(self, brush: Brush, area: pygame.Rect, limit: float) -> None:
        y = _y(area, limit)
        colour = brush.theme.muted
        brush.lines([(area.x, y), (area.right, y)], colour, 1, dash=brush.px(4))
        words = shown(limit * 100, ".0f")
        width, height = brush.look.fonts.size(words, FINE)
        place = pygame.Rect(0, 0, width + brush.px(6), height)
        place.bottomleft = (area.x, y)
        brush.text_in(words, FINE, colour, place)

    def _x(self, area: pygame.Rect, place: int) -> int:
        return area.x + round(area.width * place / max(1, len(self.curves[0]) - 1))


def _y(area: pygame.Rect, felt: float) -> int:
    return area.bottom - round(area.height * min(1.0, felt))
