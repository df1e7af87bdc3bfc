"""Tiles: small smooth shapes, drawn four times too large and shrunk once.

pygame's own shapes are jagged; a rounded box needs only its four corners smooth, so corners are
kept as tiles and the rest of a box is plain fills.
"""

from __future__ import annotations

import pygame

from dilemma_client.paint.fills import fill
from dilemma_client.theme import Colour

OVERSIZE = 4
"""How many times too large a tile is drawn before it is shrunk."""

SMALL_BOX = 4000
"""Pixels of a box that is drawn sooner from one kept picture than from fills and corners."""

MOST_BOXES = 400
"""Kept at a time; sliders alone have one for every place they were at."""


class Tiles:
    """Corners and discs, by what they look like."""

    def __init__(self) -> None:
        self._corners: dict[tuple[int, Colour, Colour, int], pygame.Surface] = {}
        self._boxes: dict[tuple[object, ...], pygame.Surface] = {}
        self._discs: dict[tuple[int, Colour, Colour | None, int], pygame.Surface] = {}

    def corners(self, radius: int, fill: Colour, edge: Colour, width: int) -> pygame.Surface:
        """A square of side 2 × radius that holds the four corners of a rounded box."""
        key = (radius, fill, edge, width)
        tile = self._corners.get(key)
        if tile is None:
            tile = self._corners[key] = _rounded_square(radius, fill, edge, width)
        return tile

    def box(
        self, size: tuple[int, int], radius: int, fill: Colour, edge: Colour, width: int
    ) -> pygame.Surface:
        """A whole rounded box, clear outside its corners."""
        key = (size, radius, fill, edge, width)
        kept = self._boxes.get(key)
        if kept is None:
            if len(self._boxes) >= MOST_BOXES:
                self._boxes.clear()
            kept = self._boxes[key] = _clear(size, edge)
            corners = self.corners(radius, fill, edge, width)
            draw_box(kept, kept.get_rect(), fill, edge, width, corners)
        return kept

    def disc(self, diameter: int, fill: Colour, edge: Colour | None, width: int) -> pygame.Surface:
        """A filled circle with an optional edge of `width` pixels."""
        key = (diameter, fill, edge, width)
        tile = self._discs.get(key)
        if tile is None:
            tile = self._discs[key] = _disc(diameter, fill, edge, width)
        return tile


def draw_box(
    surface: pygame.Surface,
    rect: pygame.Rect,
    ground: Colour,
    edge: Colour,
    width: int,
    corners: pygame.Surface | None = None,
) -> None:
    """A box from plain fills, no pixel twice, and from a tile with its corners if they are round.

    Big boxes are most of what a redraw costs.
    """
    radius = 0 if corners is None else corners.get_width() // 2
    if width:
        _edges(surface, rect, edge, radius, width)
    _inside(surface, rect, ground, radius, width)
    if corners is not None:
        right, low = rect.right - radius, rect.bottom - radius
        surface.blit(corners, rect.topleft, (0, 0, radius, radius))
        surface.blit(corners, (right, rect.y), (radius, 0, radius, radius))
        surface.blit(corners, (rect.x, low), (0, radius, radius, radius))
        surface.blit(corners, (right, low), (radius, radius, radius, radius))


def _edges(
    surface: pygame.Surface, rect: pygame.Rect, edge: Colour, radius: int, width: int
) -> None:
    """The straight part of each edge."""
    across, along = rect.width - 2 * radius, rect.height - 2 * radius
    surface.fill(edge, (rect.x + radius, rect.y, across, width))
    surface.fill(edge, (rect.x + radius, rect.bottom - width, across, width))
    surface.fill(edge, (rect.x, rect.y + radius, width, along))
    surface.fill(edge, (rect.right - width, rect.y + radius, width, along))


def _inside(
    surface: pygame.Surface, rect: pygame.Rect, ground: Colour, radius: int, width: int
) -> None:
    """What lies between the edges, but for the corners."""
    begin = max(radius, width)
    size = (max(0, rect.width - 2 * width), max(0, rect.height - 2 * begin))
    fill(surface, ground, pygame.Rect((rect.x + width, rect.y + begin), size))
    if radius > width:
        band = (rect.width - 2 * radius, radius - width)
        fill(surface, ground, pygame.Rect((rect.x + radius, rect.y + width), band))
        fill(surface, ground, pygame.Rect((rect.x + radius, rect.bottom - radius), band))


def _clear(size: tuple[int, int], colour: Colour) -> pygame.Surface:
    """A transparent sheet; its hidden colour is that of the edge, so that shrinking adds none."""
    surface = pygame.Surface(size, pygame.SRCALPHA)
    surface.fill((*colour, 0))
    return surface


def _rounded_square(radius: int, fill: Colour, edge: Colour, width: int) -> pygame.Surface:
    side = 2 * radius * OVERSIZE
    large = _clear((side, side), edge)
    pygame.draw.rect(large, edge, large.get_rect(), border_radius=radius * OVERSIZE)
    if width and fill != edge:
        inset = large.get_rect().inflate(-2 * width * OVERSIZE, -2 * width * OVERSIZE)
        inner = max(0, radius - width) * OVERSIZE
        pygame.draw.rect(large, fill, inset, border_radius=inner)
    return pygame.transform.smoothscale(large, (2 * radius, 2 * radius))


def _disc(diameter: int, fill: Colour, edge: Colour | None, width: int) -> pygame.Surface:
    side = diameter * OVERSIZE
    large = _clear((side, side), edge or fill)
    centre = (side / 2, side / 2)
    pygame.draw.circle(large, edge or fill, centre, side / 2)
    if edge is not None and width:
        pygame.draw.circle(large, fill, centre, side / 2 - width * OVERSIZE)
    return pygame.transform.smoothscale(large, (diameter, diameter))
