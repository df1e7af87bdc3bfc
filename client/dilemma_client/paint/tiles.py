"""Tiles: small smooth shapes, drawn four times too large and shrunk once.

pygame's own shapes are jagged; a rounded box needs only its four corners smooth, so corners are
kept as tiles and the rest of a box is plain fills.
"""

from __future__ import annotations

import pygame

from dilemma_client.theme import Colour

OVERSIZE = 4
"""How many times too large a tile is drawn before it is shrunk."""


class Tiles:
    """Corners and discs, by what they look like."""

    def __init__(self) -> None:
        self._corners: dict[tuple[int, Colour, Colour, int], pygame.Surface] = {}
        self._discs: dict[tuple[int, Colour, Colour | None, int], pygame.Surface] = {}

    def corners(self, radius: int, fill: Colour, edge: Colour, width: int) -> pygame.Surface:
        """A square of side 2 × radius that holds the four corners of a rounded box."""
        key = (radius, fill, edge, width)
        tile = self._corners.get(key)
        if tile is None:
            tile = self._corners[key] = _rounded_square(radius, fill, edge, width)
        return tile

    def disc(self, diameter: int, fill: Colour, edge: Colour | None, width: int) -> pygame.Surface:
        """A filled circle with an optional edge of `width` pixels."""
        key = (diameter, fill, edge, width)
        tile = self._discs.get(key)
        if tile is None:
            tile = self._discs[key] = _disc(diameter, fill, edge, width)
        return tile


def _clear(size: int, colour: Colour) -> pygame.Surface:
    """A transparent square; its hidden colour is that of the edge, so that shrinking adds none."""
    surface = pygame.Surface((size, size), pygame.SRCALPHA)
    surface.fill((*colour, 0))
    return surface


def _rounded_square(radius: int, fill: Colour, edge: Colour, width: int) -> pygame.Surface:
    side = 2 * radius * OVERSIZE
    large = _clear(side, edge)
    pygame.draw.rect(large, edge, large.get_rect(), border_radius=radius * OVERSIZE)
    if width and fill != edge:
        inset = large.get_rect().inflate(-2 * width * OVERSIZE, -2 * width * OVERSIZE)
        inner = max(0, radius - width) * OVERSIZE
        pygame.draw.rect(large, fill, inset, border_radius=inner)
    return pygame.transform.smoothscale(large, (2 * radius, 2 * radius))


def _disc(diameter: int, fill: Colour, edge: Colour | None, width: int) -> pygame.Surface:
    side = diameter * OVERSIZE
    large = _clear(side, edge or fill)
    centre = (side / 2, side / 2)
    pygame.draw.circle(large, edge or fill, centre, side / 2)
    if edge is not None and width:
        pygame.draw.circle(large, fill, centre, side / 2 - width * OVERSIZE)
    return pygame.transform.smoothscale(large, (diameter, diameter))
