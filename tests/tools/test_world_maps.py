"""Maps of the real world: what is made of a file of borders; here, of three small countries."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tools.world_maps import Atlas, Chart, area, clip, thinned
from tools.world_plans import HEIGHT, WIDTH, Plan, Territory

from architecture.tree import HOUSE

SQUARE = 0.1


def topology() -> dict[str, Any]:
    """West and East share a bent border; South lies below both; degrees are tenths.

    Arcs: 0 West's outside, 1 the border of West and East, 2 East's outside, 3 West and South,
    4 East and South, 5 the rest of South.
    """
    corners = {
        0: [(0, 0), (0, 40), (40, 40)],
        1: [(40, 40), (43, 30), (38, 20), (42, 10), (40, 0)],
        2: [(40, 40), (80, 40), (80, 0)],
        3: [(40, 0), (20, 3), (0, 0)],
        4: [(80, 0), (60, -4), (40, 0)],
        5: [(80, 0), (80, -40), (0, -40), (0, 0)],
    }
    arcs = [
        [line[0], *((x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in itertools.pairwise(line))]
        for line in corners.values()
    ]
    shapes = {"West": [0, 1, 3], "East": [2, 4, ~1], "South": [5, ~3, ~4]}
    return {
        "transform": {"scale": [SQUARE, SQUARE], "translate": [0.0, 0.0]},
        "arcs": arcs,
        "objects": {
            "countries": {
                "geometries": [
                    {"type": "Polygon", "properties": {"name": name}, "arcs": [ring]}
                    for name, ring in shapes.items()
                ]
            }
        },
    }


def state(name: str, *countries: str, **more: Any) -> Territory:
    """A state drawn with some countries; where its signs stand does not matter here."""
    here = (2.0, 2.0)
    return Territory(name, 0, countries, here, here, (here, here), **more)


def chart(*states: Territory) -> dict[str, Any]:
    """The map of some states, a thousand kilometres wide."""
    return Chart(Atlas(topology()), Plan("small", (4.0, 0.0), 1000.0, states)).drawn()


def edges(rings: list[list[tuple[float, float]]]) -> set[frozenset[tuple[float, float]]]:
    return {frozenset(pair) for ring in rings for pair in itertools.pairwise([*ring, ring[0]])}


def test_two_states_share_every_point_of_their_border() -> None:
    drawn = chart(state("west", "West"), state("east", "East"))
    (border,) = drawn["borders"]
    (line,) = border["lines"]
    pieces = {frozenset(pair) for pair in itertools.pairwise(line)}
    assert len(pieces) == 4
    both = [edges(drawn["states"][name]["rings"]) for name in ("west", "east")]
    assert both[0] & both[1] == pieces


def test_what_is_no_state_of_the_game_is_grey_land_that_fits() -> None:
    drawn = chart(state("west", "West"), state("east", "East"))
    (south,) = drawn["foreign"]
    for name in ("west", "east"):
        assert edges([south]) & edges(drawn["states"][name]["rings"])


def test_countries_drawn_together_have_no_line_between_them() -> None:
    drawn = chart(state("north", "West", "East"))
    (ring,) = drawn["states"]["north"]["rings"]
    apart = chart(state("west", "West"), state("east", "East"))
    inner = {frozenset(p) for p in itertools.pairwise(apart["borders"][0]["lines"][0])}
    assert not edges([ring]) & inner
    sizes = [abs(area(apart["states"][name]["rings"][0])) for name in ("west", "east")]
    assert abs(area(ring)) == pytest.approx(sum(sizes), rel=1e-6)


def test_a_piece_can_be_taken_from_one_state_and_given_to_another() -> None:
    piece = ("East", (6.0, 2.0))
    drawn = chart(
        state("east", "East", "South", without=(piece,)), state("west", "West", along_with=(piece,))
    )
    assert len(drawn["states"]["west"]["rings"]) == 1
    assert drawn["foreign"] == []


def test_areas_are_true_wherever_a_country_lies() -> None:
    near = chart(state("west", "West"))
    far = Chart(
        Atlas(topology()), Plan("far", (6.5, 3.0), 1000.0, (state("west", "West"),))
    ).drawn()
    sizes = [abs(area(found["states"]["west"]["rings"][0])) for found in (near, far)]
    assert sizes[0] == pytest.approx(sizes[1], rel=0.005)


def test_what_lies_outside_the_margins_is_cut_off_at_them() -> None:
    ring = clip([(100.0, 100.0), (9000.0, 100.0), (9000.0, 500.0), (100.0, 500.0)])
    assert max(x for x, _ in ring) < 2 * WIDTH
    assert {(100.0, 100.0), (100.0, 500.0)} <= set(ring)
    assert clip([(-9000.0, 0.0), (-8000.0, 0.0), (-8000.0, HEIGHT)]) == []


def test_a_thinned_line_keeps_its_ends_and_its_corners() -> None:
    atlas = Atlas(topology())
    line = atlas.degrees[1] * 100.0
    assert thinned(line, 1000.0, 1) == [(400.0, 400.0), (400.0, 0.0)]
    assert len(thinned(line, 1.0, 1)) == 5


def test_without_a_file_it_says_how_it_is_run(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tools.world_maps"]
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert done.stderr == "usage: python -m tools.world_maps COUNTRIES.json [FOLDER]\n"
    file = tmp_path / "none.json"
    file.write_text(json.dumps(topology()), encoding="utf-8")
    done = subprocess.run([*command, str(file)], cwd=HOUSE, capture_output=True, text=True)
    assert done.returncode == 2
    assert "none.json: no Belarus, Brunei, China, " in done.stderr
    assert done.stderr.count("\n") == 1
