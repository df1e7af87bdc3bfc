"""An experiment: a claim of the theory, the conditions that test it, and whether it holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import ClassVar, Protocol

import numpy as np
from msgspec import Struct

from dilemma.arithmetic import Floats
from dilemma.lab.experiments.trial import Condition, Outcome

Z_95 = 1.96
"""Standard errors on each side that hold 95 %."""

DECISIVE = 1000
"""Matches a cell from which a prediction that does not hold has failed; with fewer, intervals are
so wide that it is only not decided."""

FAILED = "FAILED: "
"""How the note on a prediction that does not hold begins."""

Play = Callable[[Condition], Outcome]
"""Plays a condition in as many worlds as were asked for."""


class Cell(Struct, frozen=True):
    """One number of an experiment with its 95 % interval."""

    label: str
    value: float
    low: float
    high: float


class Finding(Struct, frozen=True):
    """What an experiment found; `passed` says whether its prediction held.

    `states` is how many its worlds had, which an experiment about two does not let us choose.
    """

    name: str
    seed: int
    matches: int
    states: int
    passed: bool
    cells: tuple[Cell, ...]
    notes: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """Passed, failed, or not decided where too few matches were played to fail anything."""
        if self.passed:
            return "passed"
        return "failed" if self.matches >= DECISIVE else "not decided"


@dataclass
class Checks:
    """Predictions as they are looked at: each becomes a note, and all must hold."""

    notes: list[str] = field(default_factory=list)
    passed: bool = True

    def expect(self, holds: bool, what: str) -> None:
        """One prediction and whether it held."""
        self.notes.append(f"holds: {what}" if holds else f"{FAILED}{what}")
        self.passed = self.passed and bool(holds)

    def remark(self, what: str) -> None:
        """Something worth knowing that no prediction hangs on."""
        self.notes.append(what)


class Experiment(Protocol):
    """A claim with its source, and a way to test it; `states` is how many the worlds have.

    `conditions` is how many it plays in all, for whoever shows how far it has come.
    """

    name: ClassVar[str]
    conditions: ClassVar[int]
    claim: ClassVar[str]
    source: ClassVar[str]

    def run(self, play: Play, states: int) -> tuple[list[Cell], Checks]:
        """Play every condition and look at the predictions."""
        ...


def share(label: str, happened: np.ndarray) -> Cell:
    """The share of worlds in which something happened, with Wilson's interval (1927)."""
    count = int(happened.size)
    p, z2 = float(np.count_nonzero(happened)) / count, Z_95 * Z_95
    centre = (p + z2 / (2 * count)) / (1 + z2 / count)
    variance = p * (1 - p) / count + z2 / (4 * count * count)
    half = Z_95 * float(np.sqrt(variance)) / (1 + z2 / count)
    return Cell(label, p, max(centre - half, 0.0), min(centre + half, 1.0))


def mean(label: str, values: Floats) -> Cell:
    """The mean over worlds, with the normal interval; 0 where there is nothing to average."""
    flat = np.asarray(values, np.float64).ravel()
    if not flat.size:
        return Cell(label, 0.0, 0.0, 0.0)
    centre = float(flat.mean())
    half = Z_95 * float(flat.std(ddof=1)) / float(np.sqrt(flat.size)) if flat.size > 1 else 0.0
    return Cell(label, centre, centre - half, centre + half)


def difference(label: str, one: np.ndarray, other: np.ndarray) -> Cell:
    """The mean difference between two conditions played in the same worlds, paired by world."""
    return mean(label, np.asarray(one, np.float64) - np.asarray(other, np.float64))


def above(one: Cell, other: Cell) -> bool:
    """Whether one interval lies wholly above another."""
    return one.low > other.high


def ordered(cells: Sequence[Cell]) -> bool:
    """Whether each cell's interval lies wholly above that of the next."""
    return all(above(one, other) for one, other in pairwise(cells))


def per_world(values: Floats) -> Floats:
    """The mean over states of an array [N, B], for each world [B]."""
    averaged: Floats = np.asarray(values, np.float64).mean(axis=0)
    return averaged
