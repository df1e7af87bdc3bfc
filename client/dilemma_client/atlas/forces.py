"""Forces on the map: silhouettes as sharp as the knowledge, at their camps or in a corner."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pygame

from dilemma_client.atlas.geography import Country, Point
from dilemma_client.atlas.knowledge import Force, StateShown
from dilemma_client.paint import Brush
from dilemma_client.theme import FINE_STRONG, Colour, mix

BLUR = 4.0
"""Logical units that the least known silhouette is out of focus."""

UNKNOWN = 0.98
"""Blur from which a force is only known to be somewhere."""


def draw_forces(brush: Brush, country: Country, camps: Sequence[Point], state: StateShown) -> None:
    """Offence and defence of a state at two places, unless it is beaten."""
    if not state.is_beaten:
        ink = brush.look.livery(country.livery).ink
        signs = ("silhouette_offence", "silhouette_defence")
        forces = (state.offence, state.defence)
        for icon, force, camp in zip(signs, forces, camps, strict=True):
            if force is None:
                continue
            _draw_force(brush, icon, force, camp, ink, state.is_own)


def draw_inset(brush: Brush, country: Country, state: StateShown, names: Sequence[Point]) -> None:
    """The forces of one state in a corner, where the map has no room for any."""
    box = _corner(brush, names)
    brush.box(box, brush.theme.raised, brush.look.livery(country.livery).ink, brush.px(6))
    line = pygame.Rect(box.x + brush.px(10), box.y + brush.px(4), box.width, brush.px(18))
    brush.text_in(state.name, FINE_STRONG, brush.theme.text, line, 0.0)
    y = box.bottom - brush.px(28)
    draw_forces(brush, country, [(box.x + brush.px(32), y), (box.x + brush.px(112), y)], state)


def _corner(brush: Brush, names: Sequence[Point]) -> pygame.Rect:
    """The corner that covers no name, or else the last; what is announced has the top left one."""
    area = brush.surface.get_rect().inflate(-brush.px(16), -brush.px(16))
    box = pygame.Rect(0, 0, brush.px(176), brush.px(74))
    for corner in ("topright", "bottomright", "bottomleft"):
        setattr(box, corner, getattr(area, corner))
        if not any(box.inflate(brush.px(90), brush.px(24)).collidepoint(name) for name in names):
            break
    return box


def _draw_force(
    brush: Brush, icon: str, force: Force, at: Point, ink: Colour, is_own: bool
) -> None:
    """A silhouette in a ring of its state's ink: firm and sharp when sure, dashed when not."""
    theme = brush.theme
    radius = brush.px(18)
    unknown = force.blur >= UNKNOWN
    brush.disc(at, radius, mix(theme.shade, theme.panel, 0.5))
    size = round(radius * 1.3)
    if unknown:
        brush.icon("silhouette_unknown", mix(theme.muted, theme.shade, 0.25), at, size)
    else:
        shade = mix(theme.text, theme.muted, force.blur)
        radius_of_blur = round(brush.px(BLUR) * force.blur)
        drawn = brush.look.icons.blurred(icon, size, shade, radius_of_blur)
        brush.surface.blit(drawn, (round(at[0] - size / 2), round(at[1] - size / 2)))
    if force.blur < 0.05 or is_own:
        circle = _circle(at, radius, 40)
        brush.lines(circle, mix(ink, theme.text, 0.5), brush.px(2.5))
    else:
        dash = brush.px(7 - 4.5 * force.blur)
        brush.lines(_circle(at, radius, 40), ink, max(1, brush.px(1.5)), dash)
    # As wide as a band may be: the dossier gives it, and the map must not seem to know less.
    _draw_pill(brush, force.words, (at[0] + radius * 0.95, at[1] + radius * 0.75))


def _circle(centre: Point, radius: float, steps: int) -> list[Point]:
    turn = 2.0 * math.pi / steps
    return [
        (centre[0] + radius * math.cos(turn * step), centre[1] + radius * math.sin(turn * step))
        for step in range(steps + 1)
    ]


def _draw_pill(brush: Brush, text: str, at: Point) -> None:
    fonts = brush.look.fonts
    width = fonts.width(text, FINE_STRONG) + brush.px(9)
    box = pygame.Rect(0, 0, max(width, brush.px(18)), brush.px(17))
    box.center = round(at[0]), round(at[1])
    brush.box(box, brush.theme.shade, brush.theme.border_strong, brush.px(5))
    brush.text_in(text, FINE_STRONG, brush.theme.text, box)
