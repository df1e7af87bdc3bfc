"""Draw the maps of the shipped scenarios: `python tools/maps.py` writes dilemma_assets/maps/*.json.

Fictional lands from seeded noise on a grid: heights make coasts, the nearest seat of government
makes borders. Borders and coasts are traced once and shared by both sides, so that states fit
together without a gap. The same seed draws the same map.
"""

from __future__ import annotations

import itertools
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float64]
Codes = NDArray[np.int64]
Point = tuple[float, float]
Vertex = tuple[int, int]

OUT = Path(__file__).resolve().parent.parent / "assets" / "dilemma_assets" / "maps"
WIDTH, HEIGHT = 1400, 1000
"""The size of a map in its own units."""

COLUMNS, ROWS = 420, 300
"""The grid that shapes are traced on."""

SEA, FOREIGN = -2, -1


@dataclass(frozen=True)
class Seat:
    """A state to be drawn: its seat of government, how far it reaches, how it looks."""

    id: str
    at: Point
    livery: int
    reach: float = 0.0


@dataclass(frozen=True)
class Land:
    """A round of higher ground in map units; `height` below 0 digs a bay."""

    at: Point
    size: tuple[float, float]
    height: float = 1.0
    is_foreign: bool = False


@dataclass(frozen=True)
class Plan:
    """What one map is drawn from."""

    name: str
    seed: int
    seats: tuple[Seat, ...]
    lands: tuple[Land, ...]
    rivers: tuple[tuple[str, str], ...] = ()
    roughness: float = 1.15
    wander: float = 90.0
    notes: dict[str, str] = field(default_factory=dict)


PLANS = (
    Plan(
        name="redland_blueland",
        seed=1403,
        seats=(Seat("redland", (430, 500), 3), Seat("blueland", (970, 500), 0)),
        lands=(
            Land((470, 480), (330, 330)),
            Land((930, 520), (330, 330)),
            Land((700, 500), (300, 270), 0.9),
            Land((300, 720), (150, 120), 0.8),
            Land((1120, 300), (150, 130), 0.8),
            Land((150, 860), (70, 50), 0.9),
            Land((1290, 660), (60, 80), 0.9),
            Land((640, 60), (60, 40), 0.8),
            Land((700, 120), (90, 110), -0.9),
            Land((720, 930), (120, 130), -0.8),
            Land((60, 40), (260, 200), 1.0, is_foreign=True),
            Land((1400, 1000), (260, 170), 1.0, is_foreign=True),
            Land((1350, 30), (150, 120), 0.8, is_foreign=True),
            Land((100, 980), (170, 90), 0.7, is_foreign=True),
        ),
        rivers=(("redland", "blueland"),),
        wander=150.0,
        notes={"river": "Long River"},
    ),
    Plan(
        name="four_worlds",
        seed=811,
        seats=(
            Seat("aster", (720, 190), 1),
            Seat("borea", (705, 505), 0, 50.0),
            Seat("corvia", (340, 640), 2),
            Seat("delmark", (1060, 690), 4),
        ),
        lands=(
            Land((700, 500), (390, 300)),
            Land((680, 230), (330, 170), 0.9),
            Land((370, 640), (240, 220), 0.95),
            Land((1050, 650), (250, 230), 0.95),
            Land((1040, 300), (170, 130), 0.6),
            Land((230, 380), (60, 50), 0.9),
            Land((780, 930), (70, 40), 0.9),
            Land((1190, 260), (60, 60), 0.9),
            Land((700, 850), (130, 110), -0.9),
            Land((330, 330), (120, 100), -0.4),
            Land((40, 120), (240, 220), 1.0, is_foreign=True),
            Land((1400, 160), (200, 260), 1.0, is_foreign=True),
            Land((720, 1010), (140, 60), 0.7, is_foreign=True),
            Land((60, 960), (160, 90), 0.8, is_foreign=True),
        ),
        rivers=(("borea", "corvia"),),
    ),
)


def noise(generator: np.random.Generator, cells: int) -> Field:
    """Smooth noise in [-1, 1] over the grid, with about `cells` hills across."""
    rows = max(2, round(cells * ROWS / COLUMNS))
    knots = generator.uniform(-1.0, 1.0, (rows + 2, cells + 2))
    y = np.linspace(0.0, rows, ROWS)[:, np.newaxis]
    x = np.linspace(0.0, cells, COLUMNS)[np.newaxis, :]
    row, column = y.astype(int), x.astype(int)
    down, across = _eased(y - row), _eased(x - column)
    top = knots[row, column] * (1 - across) + knots[row, column + 1] * across
    low = knots[row + 1, column] * (1 - across) + knots[row + 1, column + 1] * across
    return np.asarray(top * (1 - down) + low * down)


def _eased(share: Field) -> Field:
    return share * share * (3.0 - 2.0 * share)


def rough(generator: np.random.Generator, first: int, octaves: int, keeps: float = 0.5) -> Field:
    """Noise upon finer noise, as coasts are; each octave `keeps` that much of the one before."""
    layers = [noise(generator, first * 2**n) * keeps**n for n in range(octaves)]
    return np.asarray(np.sum(layers, axis=0)) / 1.5


def coordinates() -> tuple[Field, Field]:
    """Map coordinates of the middle of every cell."""
    x = (np.arange(COLUMNS) + 0.5) * WIDTH / COLUMNS
    y = (np.arange(ROWS) + 0.5) * HEIGHT / ROWS
    return np.broadcast_to(x, (ROWS, COLUMNS)), np.broadcast_to(y[:, np.newaxis], (ROWS, COLUMNS))


def label_cells(plan: Plan) -> Codes:
    """Whose every cell is: the place of a seat, FOREIGN or SEA."""
    generator = np.random.default_rng(plan.seed)
    x, y = coordinates()
    ragged = rough(generator, 9, 6, 0.62) * plan.roughness
    bent_x = x + rough(generator, 8, 5) * plan.wander
    bent_y = y + rough(generator, 8, 5) * plan.wander
    home = _ragged(_heights([land for land in plan.lands if not land.is_foreign], x, y), ragged)
    abroad = _ragged(_heights([land for land in plan.lands if land.is_foreign], x, y), ragged)
    distances = [
        np.hypot(bent_x - seat.at[0], bent_y - seat.at[1]) - seat.reach for seat in plan.seats
    ]
    labels = np.full((ROWS, COLUMNS), SEA, np.int64)
    labels[(abroad > 0.5) & (home < 0.2)] = FOREIGN
    is_home = (home > 0.5) & (abroad < 0.25)
    labels[is_home] = np.argmin(distances, axis=0)[is_home]
    return without_specks(labels, 40)


def _ragged(heights: Field, ragged: Field) -> Field:
    """Heights roughened where the coast is, so that the inland stays whole."""
    return heights + ragged * np.exp(-(((heights - 0.5) / 0.5) ** 2))


def _heights(lands: list[Land], x: Field, y: Field) -> Field:
    total = np.zeros((ROWS, COLUMNS))
    for land in lands:
        far = ((x - land.at[0]) / land.size[0]) ** 2 + ((y - land.at[1]) / land.size[1]) ** 2
        total = total + land.height * np.exp(-far * far * 0.8)
    return total


def without_specks(labels: Codes, least: int) -> Codes:
    """Pieces of fewer cells than `least` given to what lies around them."""
    labels = labels.copy()
    seen = np.zeros(labels.shape, bool)
    for start in np.ndindex(labels.shape):
        if seen[start]:
            continue
        piece, around = _piece(labels, start, seen)
        if len(piece) < least and around:
            code = max(set(around), key=lambda label: (around.count(label), label))
            for cell in piece:
                labels[cell] = code
    return labels


def _piece(
    labels: Codes, start: tuple[int, ...], seen: NDArray[np.bool_]
) -> tuple[list[Vertex], list[int]]:
    """The cells joined to `start` under one label, and the labels they meet."""
    first = (int(start[0]), int(start[1]))
    code = labels[first]
    piece, around, queue = [first], [], [first]
    seen[first] = True
    while queue:
        row, column = queue.pop()
        for cell in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
            if not (0 <= cell[0] < ROWS and 0 <= cell[1] < COLUMNS):
                continue
            if labels[cell] != code:
                around.append(int(labels[cell]))
            elif not seen[cell]:
                seen[cell] = True
                piece.append(cell)
                queue.append(cell)
    return piece, around


class Tracer:
    """Traces the outlines of a labelled grid; what two labels share is one line for both."""

    def __init__(self, labels: Codes) -> None:
        self.labels = np.full((ROWS + 2, COLUMNS + 2), SEA - 1, np.int64)
        self.labels[1:-1, 1:-1] = labels
        self._smooth: dict[tuple[Vertex, ...], list[Point]] = {}
        self._joints = self._find_joints()

    def _find_joints(self) -> set[Vertex]:
        """Grid corners where more than two labels meet, or two meet crosswise: arcs end there."""
        blocks = np.stack(
            [self.labels[:-1, :-1], self.labels[:-1, 1:], self.labels[1:, :-1], self.labels[1:, 1:]]
        )
        joints = set()
        for row, column in np.ndindex(blocks.shape[1:]):
            a, b, c, d = (int(code) for code in blocks[:, row, column])
            if len({a, b, c, d}) > 2 or (a == d and b == c and a != b):
                joints.add((row, column))
        return joints

    def rings(self, code: int) -> list[list[Point]]:
        """The outlines of a label, outer ones and holes, smooth, largest first."""
        onward: dict[Vertex, list[Vertex]] = {}
        mask = self.labels == code
        for row, column in zip(*np.nonzero(mask), strict=True):
            for begin, end in _open_edges(mask, int(row), int(column)):
                onward.setdefault(begin, []).append(end)
        rings = []
        while onward:
            rings.append(self._smoothed(_follow(onward)))
        return sorted((ring for ring in rings if len(ring) > 3), key=area, reverse=True)

    def border(self, first: int, second: int) -> list[list[Point]]:
        """The lines that two labels share."""
        shared = []
        for arc, line in self._smooth.items():
            sides = self._sides(arc)
            if sides == {first, second}:
                shared.append(line)
        return shared

    def _sides(self, arc: tuple[Vertex, ...]) -> set[int]:
        (r0, c0), (r1, c1) = arc[0], arc[1]
        if r0 == r1:
            column = max(c0, c1)
            return {int(self.labels[r0, column]), int(self.labels[r0 + 1, column])}
        row = max(r0, r1)
        return {int(self.labels[row, c0]), int(self.labels[row, c0 + 1])}

    def _smoothed(self, ring: list[Vertex]) -> list[Point]:
        """A ring with each of its arcs smoothed; arcs are kept, so that neighbours get the same."""
        cuts = [place for place, vertex in enumerate(ring) if vertex in self._joints]
        if not cuts:
            first = ring.index(min(ring))
            ring = ring[first:] + ring[:first]
            return self._arc((*ring, ring[0]))[:-1]
        ring = ring[cuts[0] :] + ring[: cuts[0]]
        cuts = [place - cuts[0] for place in cuts] + [len(ring)]
        ring = [*ring, ring[0]]
        points: list[Point] = []
        for begin, end in itertools.pairwise(cuts):
            points.extend(self._arc(tuple(ring[begin : end + 1]))[:-1])
        return points

    def _arc(self, arc: tuple[Vertex, ...]) -> list[Point]:
        back = arc[::-1]
        if back in self._smooth:
            return self._smooth[back][::-1]
        if arc not in self._smooth:
            self._smooth[arc] = smooth([_map_point(vertex) for vertex in arc])
        return self._smooth[arc]


def _open_edges(mask: NDArray[np.bool_], row: int, column: int) -> list[tuple[Vertex, Vertex]]:
    """The edges of a cell behind which its label ends, going round with the cell on the right."""
    top, left, low, right = row - 1, column - 1, row, column
    edges = []
    if not mask[row - 1, column]:
        edges.append(((top, left), (top, right)))
    if not mask[row, column + 1]:
        edges.append(((top, right), (low, right)))
    if not mask[row + 1, column]:
        edges.append(((low, right), (low, left)))
    if not mask[row, column - 1]:
        edges.append(((low, left), (top, left)))
    return edges


def _follow(onward: dict[Vertex, list[Vertex]]) -> list[Vertex]:
    """Take one ring out of the edges that are left, turning as sharply right as can be."""
    start = next(iter(onward))
    ring, here, before = [start], start, None
    while True:
        ways = onward[here]
        way = ways[0] if before is None or len(ways) == 1 else _rightmost(before, here, ways)
        ways.remove(way)
        if not ways:
            del onward[here]
        before, here = here, way
        if here == start:
            return ring
        ring.append(here)


def _rightmost(before: Vertex, here: Vertex, ways: list[Vertex]) -> Vertex:
    heading = (here[0] - before[0], here[1] - before[1])

    def turn(way: Vertex) -> int:
        leg = (way[0] - here[0], way[1] - here[1])
        return heading[1] * leg[0] - heading[0] * leg[1]

    return max(ways, key=turn)


def _map_point(vertex: Vertex) -> Point:
    return vertex[1] * WIDTH / COLUMNS, vertex[0] * HEIGHT / ROWS


def smooth(points: list[Point]) -> list[Point]:
    """A line without the steps of the grid, its ends where they were."""
    line = _relaxed(points, 3)
    line = _thinned(line, 1.6)
    return [(round(x, 1), round(y, 1)) for x, y in line]


def _relaxed(points: list[Point], times: int) -> list[Point]:
    line = np.array(points)
    closed = bool((line[0] == line[-1]).all())
    for _ in range(times):
        if len(line) < 4:
            break
        inner = (line[:-2] + 2.0 * line[1:-1] + line[2:]) / 4.0
        if closed:
            joint = (line[-2] + 2.0 * line[0] + line[1]) / 4.0
            line = np.vstack([joint, inner, joint])
        else:
            line = np.vstack([line[:1], inner, line[-1:]])
    return [(float(x), float(y)) for x, y in line]


def _thinned(points: list[Point], tolerance: float) -> list[Point]:
    """The line without the points it can spare (Ramer, 1972; Douglas and Peucker, 1973)."""
    if len(points) < 3:
        return points
    line = np.array(points)
    begin, end = line[0], line[-1]
    along = end - begin
    length = float(np.hypot(*along))
    if length == 0.0:
        far = np.hypot(*(line - begin).T)
    else:
        far = np.abs(along[0] * (line - begin)[:, 1] - along[1] * (line - begin)[:, 0]) / length
    split = int(np.argmax(far))
    if far[split] <= tolerance:
        return [points[0], points[-1]]
    return _thinned(points[: split + 1], tolerance)[:-1] + _thinned(points[split:], tolerance)


def area(ring: list[Point]) -> float:
    """The area inside a ring in square map units; below 0 for a hole, which runs the other way."""
    line = np.array(ring)
    x, y = line[:, 0], line[:, 1]
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) / 2.0


def depths(mask: NDArray[np.bool_]) -> Field:
    """How many steps each cell of a mask lies from its edge."""
    depth = np.zeros(mask.shape)
    inside = mask.copy()
    while inside.any():
        depth[inside] += 1
        smaller = np.zeros(mask.shape, bool)
        smaller[1:-1, 1:-1] = (
            inside[1:-1, 1:-1]
            & inside[:-2, 1:-1]
            & inside[2:, 1:-1]
            & inside[1:-1, :-2]
            & inside[1:-1, 2:]
        )
        inside = smaller
    return depth


def sites(labels: Codes, code: int) -> list[Point]:
    """Four places well inside a state and well apart: its name, its capital, and two camps."""
    depth = depths(labels == code)
    x, y = coordinates()
    weight = depth / depth.sum()
    middle = float((x * weight).sum()), float((y * weight).sum())
    off = np.hypot(x - middle[0], y - middle[1])
    found: list[Point] = []
    for least in (0.0, 130.0, 200.0, 200.0):
        score = np.minimum(depth, 21.0) / 21.0 - 0.0022 * off
        for place in found:
            apart = np.hypot((x - place[0]) * 0.8, (y - place[1]) * 1.3)
            score = score - np.maximum(0.0, least - apart) / 40.0
        score = np.where(depth > 5, score, -99.0)
        row, column = np.unravel_index(int(np.argmax(score)), score.shape)
        found.append((round(float(x[row, column]), 1), round(float(y[row, column]), 1)))
    return found


def draw(plan: Plan) -> dict[str, Any]:
    """The finished map, as it is written."""
    labels = label_cells(plan)
    tracer = Tracer(labels)
    states, lakes = {}, []
    for code, seat in enumerate(plan.seats):
        name, capital, *camps = sites(labels, code)
        rings = tracer.rings(code)
        lakes.extend(ring for ring in rings if area(ring) < 0.0)
        states[seat.id] = {
            "livery": seat.livery,
            "rings": [ring for ring in rings if area(ring) > 0.0],
            "capital": capital,
            "name": name,
            "camps": camps,
        }
    foreign = tracer.rings(FOREIGN)
    lakes.extend(ring for ring in foreign if area(ring) < 0.0)
    return {
        "size": [WIDTH, HEIGHT],
        "states": states,
        "foreign": [ring for ring in foreign if area(ring) > 0.0],
        "lakes": lakes,
        "borders": _borders(plan, tracer),
    }


def _borders(plan: Plan, tracer: Tracer) -> list[dict[str, Any]]:
    borders = []
    for first, one in enumerate(plan.seats):
        for second in range(first + 1, len(plan.seats)):
            other = plan.seats[second]
            lines = tracer.border(first, second)
            is_river = (one.id, other.id) in plan.rivers
            if lines:
                borders.append(
                    {"between": [one.id, other.id], "is_river": is_river, "lines": lines}
                )
    return borders


def main() -> int:
    """Draw every map."""
    OUT.mkdir(exist_ok=True)
    for plan in PLANS:
        drawn = json.dumps(draw(plan), separators=(",", ":"))
        (OUT / f"{plan.name}.json").write_text(drawn + "\n", encoding="utf-8")
        print(f"{plan.name}: {len(drawn) // 1024} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
