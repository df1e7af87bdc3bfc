"""History: how an estimate has moved over the turns, with its band."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import pygame

from dilemma.view import Estimate
from dilemma_client.charts.ground import ground, stroke_at
from dilemma_client.paint import Brush, Look
from dilemma_client.theme import FINE, Ink, Tone, mix
from dilemma_client.tongue import say, shown
from dilemma_client.widgets.base import Figure, Size
from dilemma_client.widgets.memory import Memory


class History(Figure):
    """Estimates by turn, over `turns` turns; `truth` is drawn through them when it is known."""

    role: ClassVar[str] = "chart"

    def __init__(
        self,
        label: str,
        estimates: Sequence[tuple[int, Estimate]],
        turns: int,
        *,
        truth: Sequence[tuple[int, float]] = (),
        at: int = 0,
        height: float = 54,
        ink: Ink = Tone.ACCENT,
        grow: float = 0.0,
    ) -> None:
        words = "; ".join(
            say("turn {turn}: {estimate:.0f}", turn=turn, estimate=e.value) for turn, e in estimates
        )
        super().__init__(label, words or say("nothing yet"), grow=grow)
        self.estimates = list(estimates)
        self.truth = list(truth)
        self.turns = max(2, turns)
        self.at = at
        self.high = height
        self.ink = ink
        highs = [e.high for _, e in estimates] + [number for _, number in truth]
        self.limit = max([10.0, *highs]) * 1.08

    def measure(self, look: Look, width: int) -> Size:
        return width, look.px(self.high)

    def draw(self, brush: Brush, memory: Memory) -> None:
        theme, area = brush.theme, ground(brush, self.rect)
        if self.at:
            stroke_at(brush, self.rect, self._x(area, self.at))
        if self.estimates:
            self._draw_band(brush, area)
        if len(self.truth) > 1:
            points = [(self._x(area, turn), self._y(area, number)) for turn, number in self.truth]
            brush.lines(points, theme.text, brush.px(2))
        self._draw_limit(brush)

    def _draw_limit(self, brush: Brush) -> None:
        """The number that the top of the chart stands for."""
        words = shown(self.limit, ".0f")
        width, height = brush.look.fonts.size(words, FINE)
        place = pygame.Rect(0, 0, width + brush.px(6), height)
        place.topright = (self.rect.right - brush.px(2), self.rect.y + brush.px(2))
        brush.fill(place, brush.theme.sunken)
        brush.text_in(words, FINE, brush.theme.muted, place)

    def _draw_band(self, brush: Brush, area: pygame.Rect) -> None:
        theme = brush.theme
        colour = theme.ink(self.ink)
        low = [(self._x(area, turn), self._y(area, e.low)) for turn, e in self.estimates]
        high = [(self._x(area, turn), self._y(area, e.high)) for turn, e in self.estimates]
        middle = [(self._x(area, turn), self._y(area, e.value)) for turn, e in self.estimates]
        if len(low) > 1:
            pygame.draw.polygon(brush.surface, mix(theme.sunken, colour, 0.28), high + low[::-1])
            brush.lines(middle, colour, brush.px(2))
        else:
            brush.line(low[0], high[0], mix(theme.sunken, colour, 0.45), brush.px(4))
        brush.disc(middle[-1], brush.px(3.5), colour)

    def _x(self, area: pygame.Rect, turn: int) -> int:
        return area.x + round(area.width * (turn - 1) / (self.turns - 1))

    def _y(self, area: pygame.Rect, number: float) -> int:
        return area.bottom - round(area.height * min(1.0, number / self.limit))
