"""Frames: when a picture is due, of all that is shown or only of what moves by itself."""

from __future__ import annotations

import pygame

from dilemma_client.scenes.scene import Scene

FRAME = 1 / 30
"""Seconds between two pictures of something that moves by itself."""


class Frames:
    """Counts the pictures of one window, and knows when the last was drawn."""

    def __init__(self) -> None:
        self.count = 0
        self._drawn_at = -FRAME

    def due(self, scene: Scene, now: float) -> pygame.Rect | None:
        """What has moved since the last picture, once a frame has gone."""
        return scene.moving(now) if now - self._drawn_at >= FRAME else None

    def drawn(self, now: float) -> None:
        """A picture was drawn."""
        self.count += 1
        self._drawn_at = now

    def rest(self, scene: Scene, now: float) -> float | None:
        """Seconds until something has moved and is to be drawn; None while all is still."""
        if scene.moving(now) is None:
            return None
        return max(0.0, self._drawn_at + FRAME - now)
