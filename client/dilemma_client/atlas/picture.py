"""The picture: land and sea of a map at one size, drawn twice too large and shrunk; made once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pygame

from dilemma_client.atlas.geography import Border, Country, Geography, Point, Ring
from dilemma_client.paint.hatches import hatch
from dilemma_client.theme import Colour, Livery, Theme, mix

OVERSIZE = 2
"""How many times too large a map is drawn; more costs time and shows nothing."""

SHELF = ((34, 0.25), (22, 0.5), (12, 0.8))
"""Widths in map units and strengths of the light lines along the coasts."""

FADE, FADE_STEPS = 90, 30
"""Map units over which the land around fades away at the frame of the map, and in how many steps.
"""

MOST_KEPT = 4
"""Pictures kept, some megabytes each."""

Place = Callable[[Point], Point]


def fit(size: tuple[float, float], area: pygame.Rect) -> tuple[float, Point]:
    """Pixels for each map unit, and where the map's corner lies, so that the whole map is seen."""
    scale = min(area.width / size[0], area.height / size[1])
    x = area.x + (area.width - size[0] * scale) / 2
    y = area.y + (area.height - size[1] * scale) / 2
    return scale, (x, y)


class Pictures:
    """Pictures by map, theme and size; only the latest few sizes are kept."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, str, tuple[int, int]], tuple[Geography, pygame.Surface]] = {}

    def picture(self, drawn: Geography, theme: Theme, size: tuple[int, int]) -> pygame.Surface:
        """Land and sea in an area of `size` pixels."""
        key = (id(drawn), theme.name, size)
        if key not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = (drawn, draw_picture(drawn, theme, size))
        return self._kept[key][1]


def draw_picture(drawn: Geography, theme: Theme, size: tuple[int, int]) -> pygame.Surface:
    """Land and sea in an area of `size` pixels, drawn now; takes some tens of milliseconds."""
    large = pygame.Surface((size[0] * OVERSIZE, size[1] * OVERSIZE))
    scale, corner = fit(drawn.size, large.get_rect())

    def place(point: Point) -> Point:
        return corner[0] + point[0] * scale, corner[1] + point[1] * scale

    _draw_sea(large, theme, scale)
    sea = large.copy() if _ends_at_frame(drawn) else None
    coasts = [ring for country in drawn.states.values() for ring in country.rings]
    _draw_shelf(large, theme, [*coasts, *drawn.foreign], place, scale)
    for ring in drawn.foreign:
        _draw_foreign(large, theme, ring, place)
    if sea is not None:
        frame = pygame.Rect(corner, (drawn.size[0] * scale, drawn.size[1] * scale))
        _fade_out(large, sea, frame, scale)
    for country in drawn.states.values():
        _draw_country(large, theme, country, place, scale)
    for ring in drawn.lakes:
        _draw_lake(large, theme, [place(point) for point in ring], scale)
    for border in drawn.borders:
        _draw_border(large, theme, border, place, scale)
    for country in drawn.states.values():
        _draw_reach(large, theme, country, place, scale)
    return pygame.transform.smoothscale(large, size)


def _draw_sea(surface: pygame.Surface, theme: Theme, scale: float) -> None:
    """Deeper towards the edges, under a faint net of meridians and parallels."""
    width, height = surface.get_size()
    small = pygame.Surface((3, 3))
    small.fill(theme.sea_deep)
    small.set_at((1, 1), theme.sea)
    pygame.transform.smoothscale(small, (width, height), surface)
    step = max(8, round(140 * scale))
    slant = round(90 * scale)
    for x in range(-slant, width + slant, step):
        pygame.draw.aaline(surface, theme.sea_line, (x, 0), (x + slant, height), 2)
    for y in range(0, height + slant, step):
        pygame.draw.aaline(surface, theme.sea_line, (0, y), (width, y - slant), 2)


def _draw_shelf(
    surface: pygame.Surface, theme: Theme, rings: Sequence[Ring], place: Place, scale: float
) -> None:
    """Shallow water: light lines that fade away from the coast."""
    for width, strength in SHELF:
        colour = mix(theme.sea_deep, mix(theme.sea, theme.accent, 0.16), strength)
        for ring in rings:
            points = [place(point) for point in ring]
            thick = max(2, round(width * scale))
            pygame.draw.lines(surface, colour, True, points, thick)
            for point in points:
                pygame.draw.circle(surface, colour, point, thick / 2)


def _draw_foreign(surface: pygame.Surface, theme: Theme, ring: Ring, place: Place) -> None:
    points = [place(point) for point in ring]
    pygame.draw.polygon(surface, theme.foreign_land, points)
    pygame.draw.aalines(surface, theme.foreign_edge, True, points)


def _ends_at_frame(drawn: Geography) -> bool:
    """Whether the land around is cut off where the map ends, and not drawn beyond it."""
    return all(
        0.0 <= number <= most
        for ring in drawn.foreign
        for point in ring
        for number, most in zip(point, drawn.size, strict=True)
    )


def _fade_out(
    surface: pygame.Surface, sea: pygame.Surface, frame: pygame.Rect, scale: float
) -> None:
    """Let the land around end in mist, where the window is larger than the map."""
    step, shelf = max(1, round(FADE * scale / FADE_STEPS)), round(SHELF[0][0] * scale)
    width, height = surface.get_size()
    has_room = frame.top > 1, frame.left > 1
    for place in range(FADE_STEPS):
        sea.set_alpha(round(255 * (1 - place / FADE_STEPS)))
        out, at = (shelf, 0) if place == 0 else (0, place * step)
        strips = []
        if has_room[0]:
            strips.append(pygame.Rect(0, frame.top + at - out, width, step + out))
            strips.append(pygame.Rect(0, frame.bottom - at - step, width, step + out))
        if has_room[1]:
            strips.append(pygame.Rect(frame.left + at - out, 0, step + out, height))
            strips.append(pygame.Rect(frame.right - at - step, 0, step + out, height))
        for strip in strips:
            surface.blit(sea, strip, strip)


def _draw_country(
    surface: pygame.Surface, theme: Theme, country: Country, place: Place, scale: float
) -> None:
    """Land in its livery: hatched, lighter along the inside of its edge."""
    livery = theme.livery(country.livery)
    for ring in country.rings:
        points = [place(point) for point in ring]
        box = _bounds(points).inflate(4, 4).clip(surface.get_rect())
        if box.width and box.height:
            local = [(x - box.x, y - box.y) for x, y in points]
            surface.blit(_ground(box.size, local, livery, scale), box.topleft)
        edge = mix(livery.land, livery.ink, 0.75)
        pygame.draw.lines(surface, edge, True, points, max(2, round(3.2 * scale)))


def _draw_reach(
    surface: pygame.Surface, theme: Theme, country: Country, place: Place, scale: float
) -> None:
    """A ring around a state too small to be pointed at otherwise."""
    if country.reach:
        livery = theme.livery(country.livery)
        centre, radius = place(country.capital), country.reach * scale
        pygame.draw.circle(surface, theme.shade, centre, radius + 2 * scale, round(8 * scale))
        pygame.draw.circle(surface, livery.ink, centre, radius, max(2, round(3.2 * scale)))


def _ground(
    size: tuple[int, int], points: list[Point], livery: Livery, scale: float
) -> pygame.Surface:
    """A ring's land, transparent around it."""
    land = pygame.Surface(size)
    land.fill(livery.land)
    light = mix(livery.land, livery.ink, 0.30)
    land.blit(hatch(livery.hatch, size, light, max(6, round(17 * scale))), (0, 0))
    for width, strength in ((30, 0.10), (18, 0.20), (9, 0.34)):
        glow = mix(livery.land, livery.ink, strength)
        pygame.draw.lines(land, glow, True, points, max(1, round(width * scale)))
    ground = _with_alpha(land)
    mask = pygame.Surface(size, pygame.SRCALPHA)
    pygame.draw.polygon(mask, (255, 255, 255, 255), points)
    ground.blit(mask, (0, 0), special_flags=pygame.BLEND_RGBA_MIN)
    return ground


def _draw_lake(surface: pygame.Surface, theme: Theme, points: list[Point], scale: float) -> None:
    pygame.draw.polygon(surface, theme.sea, points)
    edge = mix(theme.sea, theme.accent, 0.3)
    pygame.draw.lines(surface, edge, True, points, max(2, round(4 * scale)))


def _with_alpha(land: pygame.Surface) -> pygame.Surface:
    ground = pygame.Surface(land.get_size(), pygame.SRCALPHA)
    ground.blit(land, (0, 0))
    return ground


def _draw_border(
    surface: pygame.Surface, theme: Theme, border: Border, place: Place, scale: float
) -> None:
    """A river runs in its bed; any other border is a dark line between the two edges."""
    for line in border.lines:
        points = [place(point) for point in line]
        for colour, width in _border_strokes(theme, border):
            thick = max(2, round(width * scale))
            pygame.draw.lines(surface, colour, False, points, thick)
            for point in points:
                pygame.draw.circle(surface, colour, point, thick / 2 - 0.5)


def _border_strokes(theme: Theme, border: Border) -> tuple[tuple[Colour, float], ...]:
    if border.is_river:
        return (mix(theme.sea, theme.shade, 0.4), 11), (mix(theme.sea, theme.accent, 0.55), 6)
    return (theme.shade, 8), (mix(theme.text, theme.shade, 0.35), 2.5)


def _bounds(points: Sequence[Point]) -> pygame.Rect:
    left, top = min(x for x, _ in points), min(y for _, y in points)
    right, low = max(x for x, _ in points), max(y for _, y in points)
    return pygame.Rect(int(left), int(top), int(right - left) + 2, int(low - top) + 2)
