"""Land: seeded noise on a grid makes coasts, and the nearest seat of government makes borders."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from tools.cartographer.plans import HEIGHT, WIDTH, Land, Plan, Point

Field = NDArray[np.float64]
Codes = NDArray[np.int64]
Cell = tuple[int, int]

COLUMNS, ROWS = 420, 300
"""The grid that shapes are traced on."""

SEA, FOREIGN = -2, -1


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
) -> tuple[list[Cell], list[int]]:
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
