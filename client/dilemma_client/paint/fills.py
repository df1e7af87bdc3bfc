"""Fills: plain rectangles, which are most of what a redraw writes."""

from __future__ import annotations

import pygame

from dilemma_client.theme import Colour

STRIDE = 16
"""Pixels in a line of a processor's cache: SDL fills rows that begin with one ten times as fast."""

NARROW = 2 * STRIDE
"""Pixels across of a rectangle that is not worth cutting."""


def fill(surface: pygame.Surface, colour: Colour, rect: pygame.Rect) -> None:
    """Fill a rectangle, as far as it is not clipped: its left margin first, then the fast rest."""
    seen = rect.clip(surface.get_clip())
    margin = -seen.x % STRIDE
    if not margin or seen.width < NARROW:
        surface.fill(colour, seen)
        return
    surface.fill(colour, (seen.x, seen.y, margin, seen.height))
    surface.fill(colour, (seen.x + margin, seen.y, seen.width - margin, seen.height))
