"""Frames: when a picture is due, of all that is shown or only of what moves by itself."""

from __future__ import annotations

import pygame

from dilemma_client.paint import Brush, Look
from dilemma_client.scenes.scene import Scene

FRAME = 1 / 30
"""Seconds between two pictures of something that moves by itself."""


class Frames:
    """Draws the pictures of one window and counts them; knows when the last was drawn."""

    def __init__(self) -> None:
        self.count = 0
        self._drawn_at = -FRAME
        self._is_stale = True

    def spoil(self) -> None:
        """All that is shown is to be drawn again with the next picture."""
        self._is_stale = True

    def draw(
        self, surface: pygame.Surface, scene: Scene, look: Look, now: float, *, in_haste: bool
    ) -> bool:
        """Draw if anything has changed since the last time; whether it was drawn.

        Where something moves by itself, that part alone is drawn, once a frame.
        """
        is_whole = self._is_stale or scene.interface.tip_due(now) == 0.0
        area = surface.get_rect() if is_whole else self._due(scene, now)
        if area is None:
            return False
        self.count += 1
        self._drawn_at, self._is_stale = now, False
        brush = Brush(surface, look, now, in_haste=in_haste)
        with brush.clipped(area):
            surface.fill(look.theme.backdrop)
            scene.interface.draw(brush)
        return True

    def rest(self, scene: Scene, now: float) -> float | None:
        """Seconds until something has moved and is to be drawn; None while all is still."""
        moves = None if scene.moving(now) is None else max(0.0, self._drawn_at + FRAME - now)
        waits = (moves, scene.interface.tip_due(now))
        return min((wait for wait in waits if wait is not None), default=None)

    def _due(self, scene: Scene, now: float) -> pygame.Rect | None:
        """What has moved since the last picture, once a frame has gone."""
        return scene.moving(now) if now - self._drawn_at >= FRAME else None
