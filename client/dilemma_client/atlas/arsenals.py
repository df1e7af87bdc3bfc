"""Arsenals on the map: deterrent and shield of each state, where they cover the least."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pygame

from dilemma_client.atlas.geography import Country, Geography, Point
from dilemma_client.atlas.knowledge import StateShown
from dilemma_client.paint import Brush
from dilemma_client.theme import FINE_STRONG

Place = Callable[[Point], Point]

STEPS = (30, 46, -26, -42)
"""Logical units below (or above) its name and its capital at which an arsenal may stand."""


def draw_arsenals(
    brush: Brush, drawn: Geography, place: Place, states: Sequence[StateShown]
) -> None:
    """A sign with a number for each stock, beside the name or the capital of its state."""
    armed = [state for state in states if state.arsenal and not state.is_beaten]
    taken = [box for state in states for box in _taken(brush, drawn.states[state.id], place, state)]
    for state in armed:
        box = _clear_box(brush, drawn.states[state.id], place, state, taken)
        taken.append(box)
        _draw_arsenal(brush, state.arsenal, box)


def _taken(brush: Brush, country: Country, place: Place, state: StateShown) -> list[pygame.Rect]:
    """Where a state's name, the note below it, its capital and its camps are drawn."""
    wide = brush.look.fonts.width(state.name, FINE_STRONG) * 1.5
    note = 18 if state.is_own or state.is_mobilised else 0
    boxes = [_around(place(country.name), wide, brush.px(24))]
    if note:
        x, y = place(country.name)
        boxes.append(_around((x, y + brush.px(23)), brush.px(70), brush.px(note)))
    boxes.append(_around(place(country.capital), brush.px(18), brush.px(18)))
    boxes += [_around(place(camp), brush.px(46), brush.px(44)) for camp in country.camps]
    return boxes


def _around(at: Point, width: float, height: float) -> pygame.Rect:
    box = pygame.Rect(0, 0, round(width), round(height))
    box.center = round(at[0]), round(at[1])
    return box


def _clear_box(
    brush: Brush,
    country: Country,
    place: Place,
    state: StateShown,
    taken: Sequence[pygame.Rect],
) -> pygame.Rect:
    """Of the places beside name and capital the first that covers least."""
    width = sum(_width(brush, words) for _, words in state.arsenal) + brush.px(5)
    boxes = []
    for anchor in (country.name, country.capital):
        x, y = place(anchor)
        boxes += [_around((x, y + brush.px(step)), width, brush.px(18)) for step in STEPS]
    area = brush.surface.get_rect()
    return min((box.clamp(area) for box in boxes), key=lambda box: _covered(box, taken))


def _covered(box: pygame.Rect, taken: Sequence[pygame.Rect]) -> int:
    clips = (box.clip(other) for other in taken)
    return sum(clip.width * clip.height for clip in clips)


def _width(brush: Brush, words: str) -> int:
    return brush.px(14) + brush.look.fonts.width(words, FINE_STRONG) + 2 * brush.px(5)


def _draw_arsenal(brush: Brush, arsenal: Sequence[tuple[str, str]], box: pygame.Rect) -> None:
    theme, side = brush.theme, brush.px(14)
    brush.box(box, theme.shade, theme.border_strong, brush.px(5))
    x = box.x + brush.px(5)
    for icon, words in arsenal:
        brush.icon(icon, theme.text, (x + side / 2, box.centery), side)
        place = pygame.Rect(x + side + brush.px(2), box.y, box.right - x - side, box.height)
        brush.text_in(words, FINE_STRONG, theme.text, place, 0.0)
        x += _width(brush, words)
