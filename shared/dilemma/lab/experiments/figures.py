"""Figures: how the cells of each experiment belong together, and in what unit each is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from msgspec.structs import replace

from dilemma.lab.experiments.experiment import Cell


@dataclass(frozen=True)
class Unit:
    """What a number is of, and the bounds that no such number can pass."""

    name: str
    low: float = -inf
    high: float = inf


@dataclass(frozen=True)
class Series:
    """Cells that belong together; `pattern` matches their labels, its group is the row's label."""

    heading: str
    unit: Unit
    pattern: str = "(.*)"


@dataclass(frozen=True)
class Row:
    """A cell where it belongs, its label without what the heading says already."""

    label: str
    cell: Cell
    series: Series


TRAGIC = Unit("share of matches with a tragic war", 0.0, 1.0)
PREDATORY = Unit("share of matches with a predatory war", 0.0, 1.0)
ANY_WAR = Unit("share of matches with a war", 0.0, 1.0)
FROM_INCIDENT = Unit("share of matches with a war that grew out of an incident", 0.0, 1.0)
FIRST = Unit("share of matches in which a seeker struck first", 0.0, 1.0)
ATTACKED = Unit("share of matches in which the first state is attacked", 0.0, 1.0)
WAR_CHANGE = Unit("difference in the share of matches with a war", -1.0, 1.0)
ARMS_CHANGE = Unit("difference in the share of spending that is arms", -1.0, 1.0)
PROBABILITY = Unit("probability", 0.0, 1.0)
PAYOFF = Unit("payoff of a turn")
PAYOFF_CHANGE = Unit("difference in the payoff of a turn")
GROWTH = Unit("late growth as a multiple of early growth", 0.0)
POLICE = Unit("points spent on internal security in a match", 0.0)
FEAR = Unit("tension towards the first state", 0.0, 1.0)
FEAR_CHANGE = Unit("difference in tension", -1.0, 1.0)
MISSILES = Unit("points spent on deterrent in a match", 0.0)
MISSILES_CHANGE = Unit("difference in points spent on deterrent")
ATTACKS = Unit("attacks on it in a match", 0.0)
WIDTH = Unit("states in the widest war", 0.0)
OTHER = Unit("value")

FIGURES: dict[str, tuple[Series, ...]] = {
    "four_worlds": (
        Series("planners that count their own mix", TRAGIC, "(.*); counting its own mix"),
        Series("planners that ignore their own mix", TRAGIC, "(.*); ignoring its own mix"),
    ),
    "tang": (
        Series("what is taken away", TRAGIC, "(all three conditions|without .*)"),
        Series("states that mean harm", PREDATORY, "(with ill will, predatory wars)"),
    ),
    "motives": (
        Series("when motives are revealed", ARMS_CHANGE, "(suspicion .*): effect on arms"),
        Series("when motives are revealed", WAR_CHANGE, "(suspicion .*): effect on wars"),
    ),
    "trust_threshold": (
        Series("where the bot switches to restraint", PROBABILITY, "(.*): switch"),
        Series("where its payoffs say that it should", PROBABILITY, "(.*): implied"),
    ),
    "costly_signals": (
        Series("belief in a seeker after cheap talk", PROBABILITY, "(belief .*)"),
        Series("a seeker's gain from a pledge", PAYOFF_CHANGE, "(cost .*): .* security seeker"),
        Series("a revisionist's gain from a pledge", PAYOFF_CHANGE, "(cost .*): .* revisionist"),
    ),
    "richardson": (Series("reaction k, spectral radius", GROWTH, "(.*): late to early growth"),),
    "first_strike": (Series("first-strike advantage", FIRST, "advantage (.*)"),),
    "hotlines": (
        Series("with and without lines", FROM_INCIDENT, "(causes .*)"),
        Series("what lines change", WAR_CHANGE, "(effect of lines.*)"),
    ),
    "misperception": (
        Series("bias of analysts, defence easier", TRAGIC, "(bias .*)"),
        Series("forces seen clearly", TRAGIC, "forces seen clearly, (.*)"),
        Series("forces seen clearly, motives known", ANY_WAR, "seen clearly: (.*)"),
    ),
    "insecurity": (
        Series("the first state's police", POLICE, "its spending on internal security, (.*)"),
        Series("fear of the first state", FEAR, "fear of it, (.*)"),
        Series("what doubt changes", FEAR_CHANGE, "(effect on fear of it)"),
        Series("what doubt changes", ARMS_CHANGE, "(effect on its neighbours' arms)"),
    ),
    "shield": (
        Series("each other state", MISSILES, "deterrent spending (.*), points"),
        Series("what changes it", MISSILES_CHANGE, "(effect of .*?)(?:, points)?"),
    ),
    "commitment": (
        Series("seen exactly", ATTACKS, "attacks on (a state .*), seen exactly"),
        Series("seen through reports", ATTACKS, "attacks on (a state .*), seen through reports"),
    ),
    "alliances": (
        Series("deterrence", ATTACKED, "attacked, (.*)"),
        Series("where it failed", WIDTH, "states in the widest war, (.*)"),
    ),
    "payoffs": (
        Series(
            "security seeker: own move, other's (C restraint, D arms)", PAYOFF, ".*seeker: (.*)"
        ),
        Series("revisionist: own move, other's", PAYOFF, "revisionist: (.*)"),
    ),
}
"""The series of every experiment, in the order in which they are shown."""


def rows_of(name: str, cells: Sequence[Cell]) -> tuple[Row, ...]:
    """The cells of an experiment under their series, in the order of these.

    Where an interval passes what is possible, a share below 0, its shown end is the bound.
    """
    known = FIGURES.get(name, ())
    found = [_row(cell, known) for cell in cells]
    places = {series: place for place, series in enumerate(known)}
    return tuple(sorted(found, key=lambda row: places.get(row.series, len(places))))


def by_unit(rows: Sequence[Row]) -> Iterator[tuple[Unit, tuple[Row, ...]]]:
    """The rows of each unit, which share a scale; units in the order in which they come first."""
    for unit in dict.fromkeys(row.series.unit for row in rows):
        yield unit, tuple(row for row in rows if row.series.unit == unit)


def by_series(rows: Sequence[Row]) -> Iterator[tuple[Series, tuple[Row, ...]]]:
    """The rows of each series."""
    for series in dict.fromkeys(row.series for row in rows):
        yield series, tuple(row for row in rows if row.series == series)


def _row(cell: Cell, known: Sequence[Series]) -> Row:
    for series in known:
        match = re.fullmatch(series.pattern, cell.label)
        if match:
            return Row(match[1], _bounded(cell, series.unit), series)
    return Row(cell.label, cell, Series("", OTHER))


def _bounded(cell: Cell, unit: Unit) -> Cell:
    low, high = max(cell.low, unit.low), min(cell.high, unit.high)
    return replace(cell, low=low, high=high)
