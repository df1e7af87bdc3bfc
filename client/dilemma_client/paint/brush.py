"""The brush: everything that is drawn on a surface goes through it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

import pygame

from dilemma_client.paint.fills import fill
from dilemma_client.paint.look import Look
from dilemma_client.paint.tiles import SMALL_BOX, draw_box
from dilemma_client.theme import Colour, Style

Point = tuple[float, float]


class Brush:
    """Draws in pixels on one surface with one look; `now` is the moment that is drawn.

    Who is given a brush `in_haste` leaves out what takes long and can be missed for a moment.
    """

    def __init__(
        self, surface: pygame.Surface, look: Look, now: float = 0.0, *, in_haste: bool = False
    ) -> None:
        self.surface = surface
        self.look = look
        self.now = now
        self.in_haste = in_haste
        self.theme = look.theme
        self.px = look.px

    @contextmanager
    def clipped(self, rect: pygame.Rect) -> Iterator[None]:
        """Draw nothing outside `rect` for a while."""
        before = self.surface.get_clip()
        self.surface.set_clip(before.clip(rect))
        try:
            yield
        finally:
            self.surface.set_clip(before)

    def dim(self, rect: pygame.Rect, strength: float) -> None:
        """Darken what is there: 0 leaves it, 1 makes it black. Many times faster than a veil."""
        left = round(255 * (1.0 - strength))
        self.surface.fill((left, left, left), rect, special_flags=pygame.BLEND_RGB_MULT)

    def text(
        self, text: str, style: Style, colour: Colour, at: Point, align: float = 0.0
    ) -> pygame.Rect:
        """One line with its top at `at`; `align` 0 starts there, 0.5 centres, 1 ends there."""
        if not text:
            return pygame.Rect(round(at[0]), round(at[1]), 0, 0)
        drawn = self.look.fonts.draw(text, style, colour)
        x = round(at[0] - align * drawn.get_width())
        return self.surface.blit(drawn, (x, round(at[1])))

    def text_in(
        self, text: str, style: Style, colour: Colour, rect: pygame.Rect, align: float = 0.5
    ) -> pygame.Rect:
        """One line, shortened to fit, in the vertical middle of a box."""
        text = self.look.fonts.shorten(text, style, rect.width)
        height = self.look.fonts.line_height(style)
        at = (rect.x + align * rect.width, rect.centery - height / 2)
        return self.text(text, style, colour, at, align)

    def fill(self, rect: pygame.Rect, colour: Colour) -> None:
        """A plain rectangle."""
        fill(self.surface, colour, rect)

    def box(
        self,
        rect: pygame.Rect,
        ground: Colour,
        edge: Colour | None = None,
        radius: int = 0,
        width: int = 1,
    ) -> None:
        """A box with smooth rounded corners; radius and edge width in pixels."""
        radius = min(radius, rect.width // 2, rect.height // 2)
        edge, width = (ground, 0) if edge is None else (edge, width)
        if radius <= 0:
            draw_box(self.surface, rect, ground, edge, width)
        elif rect.width * rect.height <= SMALL_BOX:
            self.surface.blit(self.look.tiles.box(rect.size, radius, ground, edge, width), rect)
        else:
            corners = self.look.tiles.corners(radius, ground, edge, width)
            draw_box(self.surface, rect, ground, edge, width, corners)

    def ring(self, rect: pygame.Rect, colour: Colour, radius: int, width: int = 2) -> None:
        """The smooth outline of a rounded box, nothing inside it."""
        radius = min(radius, rect.width // 2, rect.height // 2)
        pygame.draw.rect(self.surface, colour, rect, width, border_radius=radius)

    def disc(
        self,
        centre: Point,
        radius: float,
        fill: Colour,
        edge: Colour | None = None,
        width: int = 1,
    ) -> None:
        """A smooth filled circle; radius and edge width in pixels."""
        diameter = max(2, round(2 * radius))
        tile = self.look.tiles.disc(diameter, fill, edge, width)
        self.surface.blit(tile, (round(centre[0] - radius), round(centre[1] - radius)))

    def line(self, start: Point, end: Point, colour: Colour, width: int = 1) -> None:
        """A smooth straight line."""
        pygame.draw.aaline(self.surface, colour, start, end, width)

    def lines(
        self, points: Sequence[Point], colour: Colour, width: int = 1, dash: float = 0.0
    ) -> None:
        """A smooth line through points; `dash` is how long its dashes are in pixels, 0 for none."""
        for start, end in dashes(points, dash) if dash else pairwise(points):
            pygame.draw.aaline(self.surface, colour, start, end, width)

    def icon(self, name: str, colour: Colour, centre: Point, size: int) -> None:
        """An icon around a point; `size` in pixels."""
        drawn = self.look.icons.draw(name, size, colour)
        self.surface.blit(drawn, (round(centre[0] - size / 2), round(centre[1] - size / 2)))


def dashes(points: Sequence[Point], length: float) -> Iterator[tuple[Point, Point]]:
    """The strokes of a dashed line, gaps two thirds as long as the strokes."""
    period = length * 5 / 3
    travelled = 0.0
    for (x0, y0), (x1, y1) in pairwise(points):
        span = math.hypot(x1 - x0, y1 - y0)
        if span == 0.0:
            continue
        at = -(travelled % period)
        while at < span:
            begin, end = max(0.0, at), min(span, at + length)
            if end > begin:
                yield (
                    (x0 + (x1 - x0) * begin / span, y0 + (y1 - y0) * begin / span),
                    (x0 + (x1 - x0) * end / span, y0 + (y1 - y0) * end / span),
                )
            at += period
        travelled += span
