"""The shipped maps: every state on its scenario's map, fitting its neighbours point for point."""

from __future__ import annotations

import itertools

import msgspec
import pytest

from dilemma.scenario import parse_scenario
from dilemma_assets import scenarios
from dilemma_client.atlas.geography import Country, Geography, Point, Ring
from dilemma_client.library import asset_bytes

LARGEST = 40 * 1024
"""Bytes of a map."""

EASY = 28.0
"""Map units: a pointer that is no further from a capital than this should mean its state."""

every_name = pytest.mark.parametrize("name", scenarios.names())


def drawn(name: str) -> Geography:
    """The map of a shipped scenario."""
    return msgspec.json.decode(asset_bytes("maps", f"{name}.json"), type=Geography)


def edges(ring: Ring) -> set[frozenset[Point]]:
    """The straight pieces of an outline, whichever way they run."""
    return {frozenset(pair) for pair in itertools.pairwise((*ring, ring[0]))}


def all_edges(country: Country) -> set[frozenset[Point]]:
    return {edge for ring in country.rings for edge in edges(ring)}


@every_name
def test_the_states_of_a_map_are_those_of_its_scenario(name: str) -> None:
    scenario = parse_scenario(scenarios.load_text(name), name)
    assert set(drawn(name).states) == set(scenario.ids)


@every_name
def test_a_map_is_small(name: str) -> None:
    assert 8 * 1024 < len(asset_bytes("maps", f"{name}.json")) <= LARGEST


@every_name
def test_two_states_share_their_border_point_for_point(name: str) -> None:
    found = drawn(name)
    for border in found.borders:
        one, other = (all_edges(found.states[identifier]) for identifier in border.between)
        for line in border.lines:
            pieces = {frozenset(pair) for pair in itertools.pairwise(line)}
            assert pieces <= one
            assert pieces <= other


@every_name
def test_what_two_states_share_is_drawn_as_their_border(name: str) -> None:
    found = drawn(name)
    lines = {border.between: border.lines for border in found.borders}
    for one, other in itertools.combinations(found.states, 2):
        shared = all_edges(found.states[one]) & all_edges(found.states[other])
        pieces = {
            frozenset(pair)
            for line in lines.get((one, other), lines.get((other, one), ()))
            for pair in itertools.pairwise(line)
        }
        inside = {edge for edge in shared if all(_is_on(found, point) for point in edge)}
        assert inside <= pieces


def _is_on(found: Geography, point: Point) -> bool:
    return 0.0 <= point[0] <= found.size[0] and 0.0 <= point[1] <= found.size[1]


@every_name
def test_no_two_states_overlap(name: str) -> None:
    found = drawn(name)
    width, height = (round(side) for side in found.size)
    for x, y in itertools.product(range(7, width, 35), range(7, height, 35)):
        here = [
            identifier
            for identifier, country in found.states.items()
            if Geography(
                found.size, {"": msgspec.structs.replace(country, reach=0.0)}, (), (), ()
            ).at((x + 0.05, y + 0.05))
            == ""
        ]
        owners = [identifier for identifier in found.states if identifier not in here]
        assert len(owners) < 2, (x, y, owners)


@every_name
def test_capitals_names_and_camps_are_on_the_map_and_apart(name: str) -> None:
    found = drawn(name)
    places = {
        (identifier, what): place
        for identifier, country in found.states.items()
        for what, place in (
            ("capital", country.capital),
            ("offence", country.camps[0]),
            ("defence", country.camps[1]),
        )
    }
    for x, y in places.values():
        assert 20 < x < found.size[0] - 20
        assert 20 < y < found.size[1] - 20
    for (one, first), (other, second) in itertools.combinations(places.items(), 2):
        away = ((first[0] - second[0]) ** 2 + (first[1] - second[1]) ** 2) ** 0.5
        assert away > 30.0, (one, other)


@every_name
def test_every_state_is_easy_to_point_at(name: str) -> None:
    found = drawn(name)
    for identifier, country in found.states.items():
        assert found.at(country.capital) == identifier
        around = [
            (country.capital[0] + EASY * x, country.capital[1] + EASY * y)
            for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1))
        ]
        largest = max(_area(ring) for ring in country.rings)
        assert largest > 60.0**2 or all(found.at(point) == identifier for point in around)


def _area(ring: Ring) -> float:
    total = 0.0
    for (x0, y0), (x1, y1) in itertools.pairwise((*ring, ring[0])):
        total += x0 * y1 - x1 * y0
    return abs(total) / 2.0


def test_a_tiny_state_inside_another_is_found_within_its_reach() -> None:
    found = drawn("island_chain")
    x, y = found.states["brunei"].capital
    assert found.at((x - 25.0, y + 20.0)) == "brunei"
    assert found.at((x - 60.0, y + 25.0)) != "brunei"
