"""Reports: what an experiment found, as a table and as a chart; text only."""

from __future__ import annotations

import csv
from io import StringIO

from dilemma.chart import Dot, DotChart, svg
from dilemma.lab.experiments.experiment import Cell, Experiment, Finding


def cells_as_csv(finding: Finding) -> str:
    """The cells as comma-separated values under a heading, one cell a line with its conditions."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("label", "value", "low", "high", "states", "matches", "seed"))
    played = (finding.states, finding.matches, finding.seed)
    writer.writerows(
        (cell.label, cell.value, cell.low, cell.high, *played) for cell in finding.cells
    )
    return text.getvalue()


def cells_as_svg(finding: Finding, experiment: Experiment) -> str:
    """The cells as a chart with the claim above it: dots with their 95 % intervals.

    Shares and what is as small as they are stand on one axis, larger numbers on another.
    """
    verdict = "passed" if finding.passed else "failed"
    prose = (
        f"{experiment.claim} ({experiment.source}.) Dots are estimates, bars their 95 % intervals;"
        f" {finding.matches} matches a cell, {finding.states} states, seed {finding.seed}:"
        f" {verdict}."
    )
    small = tuple(_dot(cell) for cell in finding.cells if _is_small(cell))
    large = tuple(_dot(cell) for cell in finding.cells if not _is_small(cell))
    panels = tuple(panel for panel in (small, large) if panel)
    return svg(DotChart(title=finding.name.replace("_", " "), prose=prose, panels=panels))


def _is_small(cell: Cell) -> bool:
    return cell.low >= -1.0 and cell.high <= 1.0


def _dot(cell: Cell) -> Dot:
    return Dot(cell.label, cell.value, cell.low, cell.high)
