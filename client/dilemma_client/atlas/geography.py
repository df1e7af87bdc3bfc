"""Geography: outlines, borders and places of a scenario's states, in map units."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from itertools import combinations

import msgspec
from msgspec import Struct

from dilemma_client.library import asset_bytes

Point = tuple[float, float]
Ring = tuple[Point, ...]


class Country(Struct, frozen=True):
    """One state's land: its outlines, where its capital, name and two camps are, how it looks.

    `reach` is the radius within which a pointer at the capital of a tiny state means that state.
    """

    livery: int
    rings: tuple[Ring, ...]
    capital: Point
    name: Point
    camps: tuple[Point, Point]
    reach: float = 0.0


class Border(Struct, frozen=True):
    """The lines that two states share."""

    between: tuple[str, str]
    is_river: bool
    lines: tuple[Ring, ...]


class Geography(Struct, frozen=True):
    """A whole map; `size` is its width and height, in whose units all points are."""

    size: tuple[float, float]
    states: dict[str, Country]
    foreign: tuple[Ring, ...]
    lakes: tuple[Ring, ...]
    borders: tuple[Border, ...]

    def at(self, point: Point) -> str:
        """The state whose land, or whose reach, a point lies in, or an empty string."""
        for identifier, country in self.states.items():
            if math.dist(country.capital, point) < country.reach:
                return identifier
        for identifier, country in self.states.items():
            if any(contains(ring, point) for ring in country.rings):
                return identifier
        return ""


DRAWN = {"first_lesson": "redland_blueland"}
"""Scenarios that are played on the map of another one."""


@cache
def geography(scenario: str, states: tuple[str, ...]) -> Geography:
    """The map of a scenario; where none was drawn, its states as islands in a ring."""
    try:
        drawing = asset_bytes("maps", f"{DRAWN.get(scenario, scenario)}.json")
        drawn = msgspec.json.decode(drawing, type=Geography)
    except FileNotFoundError:
        return islands(states)
    return drawn if set(states) <= set(drawn.states) else islands(states)


def livery_places(scenario: str, states: tuple[str, ...]) -> dict[str, int]:
    """Which livery each state wears: that of its map."""
    drawn = geography(scenario, states)
    return {state: drawn.states[state].livery for state in states}


def contains(ring: Sequence[Point], point: Point) -> bool:
    """Whether a point lies inside a ring: a ray from it crosses the ring an odd number of times."""
    x, y = point
    inside = False
    x0, y0 = ring[-1]
    for x1, y1 in ring:
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            inside = not inside
        x0, y0 = x1, y1
    return inside


def islands(states: tuple[str, ...]) -> Geography:
    """A map for any scenario: one island for each state, all in a ring, as large as fit."""
    width, height = 1400.0, 1000.0
    size = 260.0
    centres = _ring_of(len(states), size, width, height)
    while not _apart(centres, size):
        size -= 10.0
        centres = _ring_of(len(states), size, width, height)
    countries = {state: _island(place, centres[place], size) for place, state in enumerate(states)}
    return Geography((width, height), countries, (), (), ())


def _ring_of(count: int, size: float, width: float, height: float) -> list[Point]:
    """Centres on an ellipse that leaves room for islands of a size; two lie side by side."""
    first = math.pi if count == 2 else -math.pi / 2
    across, along = width / 2 - 1.3 * size, height / 2 - 1.1 * size
    turns = [first + 2.0 * math.pi * place / max(1, count) for place in range(count)]
    return [
        (width / 2 + across * math.cos(turn), height / 2 + along * math.sin(turn)) for turn in turns
    ]


def _apart(centres: Sequence[Point], size: float) -> bool:
    return all(math.dist(one, other) > 2.5 * size for one, other in combinations(centres, 2))


def _island(place: int, centre: Point, size: float) -> Country:
    x, y = centre
    ring = []
    for step in range(72):
        angle = 2.0 * math.pi * step / 72
        ragged = 1.0 + sum(
            math.sin(angle * wave + place * 1.7 * wave) * 0.18 / wave for wave in (2, 3, 5, 8, 13)
        )
        ring.append(
            (x + size * ragged * math.cos(angle), y + size * 0.9 * ragged * math.sin(angle))
        )
    apart = size * 0.42
    return Country(
        livery=place,
        rings=(tuple(ring),),
        capital=(x, y - size * 0.42),
        name=(x, y),
        camps=((x - apart, y + size * 0.4), (x + apart, y + size * 0.4)),
    )
