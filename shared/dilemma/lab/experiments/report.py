"""Reports: what an experiment found, as a table and as a chart; text only."""

from __future__ import annotations

import csv
from io import StringIO

from dilemma.chart import Dot, DotChart, Group, Panel, svg
from dilemma.lab.experiments.experiment import Cell, Experiment, Finding
from dilemma.lab.experiments.figures import Row, Unit, by_series, by_unit, rows_of

INTERVAL = "95 %"
"""How sure the intervals are."""

HEADINGS = (
    *("label", "value", "low", "high", "interval", "unit", "series"),
    *("experiment", "seed", "matches", "states", "verdict", "source"),
)


def cells_as_csv(finding: Finding, experiment: Experiment) -> str:
    """The cells as comma-separated values under a heading, one cell a line, each complete."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADINGS)
    whole = (
        *(finding.name, finding.seed, finding.matches, finding.states),
        *(finding.verdict, experiment.source),
    )
    for row in rows_of(finding.name, finding.cells):
        cell, series = row.cell, row.series
        numbers = (cell.label, cell.value, cell.low, cell.high)
        writer.writerow((*numbers, INTERVAL, series.unit.name, series.heading, *whole))
    return text.getvalue()


def cells_as_svg(finding: Finding, experiment: Experiment) -> str:
    """The cells as a chart under the claim: dots with their intervals, one scale for each unit."""
    name = finding.name.replace("_", " ")
    played = f"{finding.matches} matches a cell, {finding.states} states, seed {finding.seed}"
    prose = (
        f"{experiment.source}. Experiment \u201c{name}\u201d: {finding.verdict}. "
        f"Dots are estimates, bars their {INTERVAL} intervals; {played}."
    )
    rows = rows_of(finding.name, finding.cells)
    panels = tuple(_panel(unit, members) for unit, members in by_unit(rows))
    return svg(DotChart(title=experiment.claim, prose=prose, panels=panels))


def _panel(unit: Unit, rows: tuple[Row, ...]) -> Panel:
    groups = (
        Group(series.heading, tuple(_dot(row.label, row.cell) for row in members))
        for series, members in by_series(rows)
    )
    return Panel(unit.name, tuple(groups), whole=(unit.low, unit.high) == (0.0, 1.0))


def _dot(label: str, cell: Cell) -> Dot:
    return Dot(label, cell.value, cell.low, cell.high, cell.label)
