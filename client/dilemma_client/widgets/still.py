"""Still: what stays as it is while something lies over it."""

from __future__ import annotations

import pygame

from dilemma_client.paint import Brush, Look
from dilemma_client.widgets.base import Size, Widget
from dilemma_client.widgets.boxes import Box
from dilemma_client.widgets.memory import Memory


class Still(Box):
    """One child that looks the same as long as this is shown: drawn once, and kept as a picture.

    Who builds a screen keeps this widget from one tree to the next, and makes a new one as soon as
    anything of it would be built otherwise.
    """

    def __init__(self, inside: Widget, *, grow: float = 0.0) -> None:
        super().__init__([inside], grow=grow)
        self._picture: pygame.Surface | None = None
        self._look: Look | None = None

    def measure(self, look: Look, width: int) -> Size:
        return self.inside[0].size(look, width)

    def arrange(self, look: Look, rect: pygame.Rect) -> None:
        if rect != self.rect or look is not self._look:
            self._picture = None
        self.rect, self._look = rect, look
        self.inside[0].arrange(look, rect)

    def draw(self, brush: Brush, memory: Memory) -> None:
        if self._picture is not None:
            brush.surface.blit(self._picture, self.rect)
            return
        super().draw(brush, memory)
        if brush.surface.get_clip().contains(self.rect):
            self._picture = brush.surface.subsurface(self.rect).copy()
