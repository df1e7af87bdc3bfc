"""Draw the maps of scenarios in the real world, from Natural Earth's borders (public domain).

    npm pack world-atlas && tar xzf world-atlas-*.tgz
    python -m tools.world_maps package/countries-50m.json [FOLDER]

The file is TopoJSON: borders are arcs, each written once and shared by both sides. Every arc is
projected and thinned once, so neighbours still fit together point for point. What is drawn where
is said in `tools.world_plans`.
"""

from __future__ import annotations

import itertools
import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tools.world_plans import HEIGHT, PLANS, WIDTH, Plan, Point, Territory

Line = NDArray[np.float64]
Ring = list[Point]
Arcs = tuple[int, ...]
"""A ring as the file writes it: places of arcs; ~place for an arc that runs backwards."""

OUT = Path(__file__).resolve().parents[1] / "assets" / "dilemma_assets" / "maps"
EARTH = 6371.0
"""Radius in kilometres."""

FAR_SIDE = -0.8
"""The cosine of the angle to the middle of a map beyond which nothing is drawn."""

FINE, COARSE = 1.8, 4.5
"""How far a thinned line may be off, in map units: of the game's states, and of grey land."""

LEAST_ISLET, LEAST_ISLAND, LEAST_ABROAD = 8.0, 30.0, 200.0
"""Square map units below which an island is left out: of a tiny state, of another, of grey land."""

MARGIN = (450.0, 300.0)
"""How far land goes on beyond the edge, for windows of another shape than the map."""


class Atlas:
    """The arcs and countries of a TopoJSON file."""

    def __init__(self, topology: dict[str, Any]) -> None:
        scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
        self.steps = [np.cumsum(np.array(arc), axis=0) for arc in topology["arcs"]]
        self.degrees: list[Line] = [steps * scale + move for steps in self.steps]
        self.countries: dict[str, list[Arcs]] = {}
        for shape in topology["objects"]["countries"]["geometries"]:
            pieces = shape.get("arcs", [])
            if shape["type"] == "Polygon":
                pieces = [pieces]
            outer = [tuple(piece[0]) for piece in pieces]
            self.countries.setdefault(shape["properties"]["name"], []).extend(outer)

    def ring_around(self, country: str, inside: Point) -> Arcs:
        """The piece of a country that a place, in degrees, lies in."""
        for ring in self.countries[country]:
            if _is_inside(np.vstack([self._along(place) for place in ring]), inside):
                return ring
        raise LookupError(f"{country}: no piece of it holds {inside}")

    def _along(self, place: int) -> Line:
        return self.degrees[place] if place >= 0 else self.degrees[~place][::-1]

    def ends(self, place: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Where an arc begins and ends, exactly."""
        steps = self.steps[place if place >= 0 else ~place]
        first, last = tuple(steps[0].tolist()), tuple(steps[-1].tolist())
        return (first, last) if place >= 0 else (last, first)


def _is_inside(line: Line, point: Point) -> bool:
    x, y = point
    before = np.roll(line, 1, axis=0)
    crosses = (line[:, 1] > y) != (before[:, 1] > y)
    rise = np.where(crosses, line[:, 1] - before[:, 1], 1.0)
    meets = before[:, 0] + (y - before[:, 1]) / rise * (line[:, 0] - before[:, 0])
    return bool(np.count_nonzero(crosses & (x < meets)) % 2)


class Chart:
    """One map while it is drawn: the atlas seen through a plan."""

    def __init__(self, atlas: Atlas, plan: Plan) -> None:
        self.atlas = atlas
        self.plan = plan
        self.owned = {state.id: joined(atlas, _pieces(atlas, state)) for state in plan.states}
        owned = {abs_arc(place) for rings in self.owned.values() for r in rings for place in r}
        self.beyond = [_is_beyond(plan, degrees) for degrees in atlas.degrees]
        self.lines = [
            thinned(project(plan, degrees), *((FINE, 1) if place in owned else (COARSE, 0)))
            for place, degrees in enumerate(atlas.degrees)
        ]
        for state in plan.states:
            least = LEAST_ISLET if state.reach else LEAST_ISLAND
            self.owned[state.id] = self._large(self.owned[state.id], least)

    def drawn(self) -> dict[str, Any]:
        """The finished map, as it is written."""
        states = {state.id: self._state(state) for state in self.plan.states}
        foreign: list[Ring] = []
        for name in sorted(self.atlas.countries):
            rings = [r for r in self.atlas.countries[name] if not self._is_owned(r)]
            foreign.extend(self._points(ring) for ring in self._large(rings, LEAST_ABROAD))
        return {
            "size": [WIDTH, HEIGHT],
            "states": states,
            "foreign": foreign,
            "lakes": [],
            "borders": self._borders(),
        }

    def _is_owned(self, ring: Arcs) -> bool:
        pieces = (piece for state in self.plan.states for piece in _pieces(self.atlas, state))
        return any(ring == piece for piece in pieces)

    def _state(self, state: Territory) -> dict[str, Any]:
        rings = [self._points(ring) for ring in self.owned[state.id]]
        drawn = {
            "livery": state.livery,
            "rings": sorted(rings, key=lambda ring: -abs(area(ring))),
            "capital": self._at(state.capital),
            "name": self._at(state.name),
            "camps": [self._at(camp) for camp in state.camps],
        }
        return drawn | ({"reach": state.reach} if state.reach else {})

    def _at(self, place: Point) -> Point:
        x, y = project(self.plan, np.array([place]))[0]
        return rounded(float(x)), rounded(float(y))

    def _large(self, rings: list[Arcs], least: float) -> list[Arcs]:
        """The rings of which at least so many square map units can be seen."""
        return [
            ring
            for ring in rings
            if not any(self.beyond[abs_arc(place)] for place in ring)
            and abs(area(self._points(ring))) >= least
        ]

    def _points(self, ring: Arcs) -> Ring:
        return clip([point for place in ring for point in self._line(place)[:-1]])

    def _line(self, place: int) -> Ring:
        return self.lines[place] if place >= 0 else self.lines[~place][::-1]

    def _borders(self) -> list[dict[str, Any]]:
        """What two states share: the arcs that both have, one forwards and one backwards."""
        borders = []
        for one, other in itertools.combinations(self.plan.states, 2):
            theirs = {~place for ring in self.owned[other.id] for place in ring}
            shared = [p for ring in self.owned[one.id] for p in ring if p in theirs]
            lines = [part for place in shared for part in inner_parts(self._line(place))]
            if lines:
                borders.append({"between": [one.id, other.id], "is_river": False, "lines": lines})
        return borders


def abs_arc(place: int) -> int:
    """The arc itself, whichever way it runs."""
    return place if place >= 0 else ~place


def _pieces(atlas: Atlas, state: Territory) -> list[Arcs]:
    """The pieces of all countries that a state of the game is drawn with."""
    pieces = [ring for name in state.countries for ring in atlas.countries[name]]
    without = [atlas.ring_around(name, inside) for name, inside in state.without]
    return [ring for ring in pieces if ring not in without] + [
        atlas.ring_around(name, inside) for name, inside in state.along_with
    ]


def joined(atlas: Atlas, rings: list[Arcs]) -> list[Arcs]:
    """The outlines of pieces taken together: what two of them share falls away."""
    places = {place for ring in rings for place in ring}
    inner = {place for place in places if ~place in places}
    if not inner:
        return rings
    whole = [ring for ring in rings if not inner & set(ring)]
    onward = {
        atlas.ends(place)[0]: place
        for ring in rings
        if inner & set(ring)
        for place in ring
        if place not in inner
    }
    while onward:
        ring = [onward.pop(next(iter(onward)))]
        while (end := atlas.ends(ring[-1])[1]) in onward:
            ring.append(onward.pop(end))
        whole.append(tuple(ring))
    return whole


def _is_beyond(plan: Plan, degrees: Line) -> bool:
    """Whether a line comes near the far side of the earth, where the projection is torn."""
    return bool((_nearness(plan, np.radians(degrees)) < FAR_SIDE).any())


def _nearness(plan: Plan, radians: Line) -> NDArray[np.float64]:
    """The cosine of the angle, seen from the middle of the earth, to the middle of the map."""
    middle_x, middle_y = math.radians(plan.middle[0]), math.radians(plan.middle[1])
    longitude, latitude = radians.T
    level = math.cos(middle_y) * np.cos(latitude) * np.cos(longitude - middle_x)
    return np.asarray(math.sin(middle_y) * np.sin(latitude) + level)


def project(plan: Plan, degrees: Line) -> Line:
    """Map units from degrees: Lambert's azimuthal equal-area projection around the middle."""
    longitude, latitude = np.radians(degrees[:, 0]), np.radians(degrees[:, 1])
    middle_x, middle_y = math.radians(plan.middle[0]), math.radians(plan.middle[1])
    turned = longitude - middle_x
    sin, cos = np.sin(latitude), np.cos(latitude)
    nearness = np.maximum(_nearness(plan, np.radians(degrees)), FAR_SIDE)
    spread = np.sqrt(2.0 / (1.0 + nearness)) * EARTH * WIDTH / plan.kilometres
    east = spread * cos * np.sin(turned)
    north = spread * (math.cos(middle_y) * sin - math.sin(middle_y) * cos * np.cos(turned))
    return np.column_stack([WIDTH / 2 + east, HEIGHT / 2 - north])


def rounded(value: float, digits: int = 1) -> float:
    """Map units as written: a tenth is less than a pixel at any size."""
    return round(value, digits) if digits else round(value)


def thinned(line: Line, tolerance: float, digits: int) -> Ring:
    """The line without the points it can spare (Ramer, 1972; Douglas and Peucker, 1973)."""
    keep = np.zeros(len(line), bool)
    keep[[0, -1]] = True
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        off = _off(line[first : last + 1])
        split = int(np.argmax(off))
        if off[split] > tolerance:
            keep[first + split] = True
            spans += [(first, first + split), (first + split, last)]
    return [(rounded(float(x), digits), rounded(float(y), digits)) for x, y in line[keep]]


def _off(line: Line) -> NDArray[np.float64]:
    """How far each point is off the straight way from the first to the last."""
    begin, along = line[0], line[-1] - line[0]
    length = float(np.hypot(*along))
    if length == 0.0:
        return np.asarray(np.hypot(*(line - begin).T))
    offset = line - begin
    return np.asarray(np.abs(along[0] * offset[:, 1] - along[1] * offset[:, 0]) / length)


def area(ring: Ring) -> float:
    """The area inside a ring in square map units; its sign tells which way it runs."""
    if len(ring) < 3:
        return 0.0
    x, y = np.array(ring).T
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) / 2.0


def clip(ring: Ring) -> Ring:
    """What of a ring lies within the margins of the map (Sutherland and Hodgman, 1974)."""
    low, high = (-MARGIN[0], -MARGIN[1]), (WIDTH + MARGIN[0], HEIGHT + MARGIN[1])
    for axis in (0, 1):
        for edge, side in ((low[axis], 1.0), (high[axis], -1.0)):
            kept: Ring = []
            for before, point in zip([ring[-1], *ring[:-1]] if ring else [], ring, strict=True):
                is_in, was_in = (side * (p[axis] - edge) >= 0.0 for p in (point, before))
                if is_in != was_in:
                    kept.append(_crossing(before, point, axis, edge))
                if is_in:
                    kept.append(point)
            ring = kept
    return ring


def _crossing(one: Point, other: Point, axis: int, edge: float) -> Point:
    """Where a line crosses an edge; the same whichever way the line runs."""
    one, other = sorted((one, other))
    share = (edge - one[axis]) / (other[axis] - one[axis])
    across = rounded(one[1 - axis] + share * (other[1 - axis] - one[1 - axis]))
    return (edge, across) if axis == 0 else (across, edge)


def inner_parts(line: Ring) -> list[Ring]:
    """The runs of a line that lie within the margins."""
    parts: list[Ring] = []
    for is_in, run in itertools.groupby(line, _is_within):
        points = list(run)
        if is_in and len(points) > 1:
            parts.append(points)
    return parts


def _is_within(point: Point) -> bool:
    x, y = point
    return -MARGIN[0] <= x <= WIDTH + MARGIN[0] and -MARGIN[1] <= y <= HEIGHT + MARGIN[1]


def main(arguments: list[str]) -> int:
    """Draw every map into a folder, that of the assets unless told otherwise."""
    if not arguments:
        print("usage: python -m tools.world_maps COUNTRIES.json [FOLDER]", file=sys.stderr)
        return 2
    folder = Path(arguments[1]) if len(arguments) > 1 else OUT
    folder.mkdir(parents=True, exist_ok=True)
    atlas = Atlas(json.loads(Path(arguments[0]).read_text(encoding="utf-8")))
    named = {name for plan in PLANS for state in plan.states for name in state.countries}
    missing = sorted(named - set(atlas.countries))
    if missing:
        print(f"{arguments[0]}: no {', '.join(missing)} in it", file=sys.stderr)
        return 2
    for plan in PLANS:
        drawn = json.dumps(Chart(atlas, plan).drawn(), separators=(",", ":"))
        (folder / f"{plan.name}.json").write_text(drawn + "\n", encoding="utf-8")
        print(f"{plan.name}: {len(drawn) / 1024:.1f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
