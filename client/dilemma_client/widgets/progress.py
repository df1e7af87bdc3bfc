"""Progress: how far something has come, as dots to count."""

from __future__ import annotations

from typing import ClassVar

import pygame

from dilemma_client.paint import Brush, Look
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Figure, Size
from dilemma_client.widgets.memory import Memory

MOST_DOTS = 16
"""More than these run into each other and are drawn as one bar."""


class Dots(Figure):
    """One dot for each turn: those over are filled, the one that runs is bright."""

    role: ClassVar[str] = "progress"

    def __init__(self, label: str, now: int, total: int) -> None:
        super().__init__(label, say("{now} of {total}", now=now, total=total))
        self.now = now
        self.total = max(1, total)

    def measure(self, look: Look, width: int) -> Size:
        return look.px(15) * min(self.total, MOST_DOTS) - look.px(3), look.px(12)

    def draw(self, brush: Brush, memory: Memory) -> None:
        theme = brush.theme
        if self.total > MOST_DOTS:
            brush.box(self.rect, theme.track, radius=brush.px(3))
            done = self.rect.copy()
            done.width = round(self.rect.width * min(1.0, self.now / self.total))
            brush.box(done, theme.accent, radius=brush.px(3))
            return
        for place in range(1, self.total + 1):
            x = self.rect.x + (place - 1) * brush.px(15)
            dot = pygame.Rect(x, self.rect.y, brush.px(12), brush.px(12))
            fill = theme.accent if place < self.now else theme.track
            fill = theme.text if place == self.now else fill
            brush.box(dot, fill, radius=brush.px(3))
