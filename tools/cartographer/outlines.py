"""Outlines: coasts and borders traced around the cells of a grid, each line once for both sides."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from tools.cartographer.land import COLUMNS, ROWS, SEA, Codes
from tools.cartographer.plans import HEIGHT, WIDTH, Point

Vertex = tuple[int, int]


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
        for begin, end in pairwise(cuts):
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
