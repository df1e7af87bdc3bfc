"""Explained: what is only looked at, with a tip for who points at it."""

from __future__ import annotations

import pygame

from dilemma_client.paint import Look
from dilemma_client.widgets.base import Size, Widget
from dilemma_client.widgets.boxes import Box


class Explained(Box):
    """One child, and what it means; the keyboard does not stop here, the guide says the same."""

    def __init__(self, key: str, hint: str, inside: Widget, *, grow: float = 0.0) -> None:
        super().__init__([inside], grow=grow)
        self.key = key
        self.hint = hint

    @property
    def tip(self) -> str:
        """What to say about it while it is pointed at."""
        return self.hint

    @property
    def tip_rect(self) -> pygame.Rect:
        """What the tip is about, and must not cover."""
        return self.rect

    def measure(self, look: Look, width: int) -> Size:
        return self.inside[0].size(look, width)

    def arrange(self, look: Look, rect: pygame.Rect) -> None:
        self.rect = rect
        self.inside[0].arrange(look, rect)
