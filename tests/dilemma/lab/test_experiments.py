"""Experiments: the same for a seed however they are played, and told as they were found."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from io import StringIO
from typing import Any
from xml.etree import ElementTree

import msgspec
import numpy as np
import pytest

from dilemma.lab.experiments import EXPERIMENTS, Finding, Mapper, Outcome, run_experiment, trial
from dilemma.lab.experiments.experiment import DECISIVE, Cell
from dilemma.lab.experiments.figures import FIGURES, rows_of
from dilemma.lab.experiments.report import cells_as_csv, cells_as_svg
from dilemma.lab.experiments.trial import Condition, play_condition, player
from dilemma.lab.experiments.worlds import plain_world

NAMES = (
    "four_worlds tang motives trust_threshold costly_signals richardson first_strike hotlines"
    " misperception insecurity shield commitment alliances payoffs"
).split()
FEW = 12
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def played() -> dict[str, int]:
    """How many conditions each experiment played."""
    return {}


@pytest.fixture(scope="module")
def found(played: dict[str, int]) -> dict[str, Finding]:
    """Every experiment on a few matches."""

    def counting(name: str) -> Mapper:
        played[name] = 0

        def mapper(
            function: Callable[..., Outcome], pieces: Iterable[tuple[Any, ...]]
        ) -> Iterable[Outcome]:
            played[name] += 1
            return [function(*piece) for piece in pieces]

        return mapper

    return {
        name: run_experiment(EXPERIMENTS[name], FEW, 7, mapper=counting(name)) for name in NAMES
    }


def test_the_fourteen() -> None:
    assert list(EXPERIMENTS) == NAMES
    assert all(experiment.name == name for name, experiment in EXPERIMENTS.items())
    assert all(experiment.claim.endswith(".") for experiment in EXPERIMENTS.values())
    assert all(experiment.source[-4:].isdecimal() for experiment in EXPERIMENTS.values())


@pytest.mark.parametrize("name", NAMES)
def test_a_finding_has_finite_cells_with_the_value_inside(
    name: str, found: dict[str, Finding]
) -> None:
    finding = found[name]
    assert (finding.name, finding.seed, finding.matches) == (name, 7, FEW)
    for cell in finding.cells:
        assert np.isfinite([cell.value, cell.low, cell.high]).all(), cell
        assert cell.low - 1e-9 <= cell.value <= cell.high + 1e-9, cell
    assert finding.passed == (not any(note.startswith("FAILED") for note in finding.notes))
    assert len({cell.label for cell in finding.cells}) == len(finding.cells)


@pytest.mark.parametrize("name", NAMES)
def test_an_experiment_plays_as_many_conditions_as_it_says(
    name: str, found: dict[str, Finding], played: dict[str, int]
) -> None:
    assert name in found
    assert played[name] == EXPERIMENTS[name].conditions


@pytest.mark.parametrize("name", ["tang", "payoffs", "shield"])
def test_the_same_seed_is_the_same_finding_and_another_is_not(
    name: str, found: dict[str, Finding]
) -> None:
    assert run_experiment(EXPERIMENTS[name], FEW, 7) == found[name]
    assert run_experiment(EXPERIMENTS[name], FEW, 8).cells != found[name].cells


@pytest.mark.parametrize(("name", "states"), [("shield", 3), ("payoffs", 2), ("alliances", 3)])
def test_a_finding_says_how_many_states_its_worlds_had(name: str, states: int) -> None:
    """As many as were asked for, but for an experiment about two, or one that takes three."""
    wanted = 3 if name == "shield" else 8 if name == "payoffs" else 2
    finding = run_experiment(EXPERIMENTS[name], 2, 1, wanted)
    assert finding.states == states
    assert f", {states} states, seed 1" in cells_as_svg(finding, EXPERIMENTS[name])
    rows = csv.DictReader(StringIO(cells_as_csv(finding, EXPERIMENTS[name])))
    assert {(row["states"], row["matches"], row["seed"]) for row in rows} == {
        (str(states), "2", "1")
    }


@pytest.mark.parametrize("states", [2, 3, 6, 8])
def test_every_experiment_can_be_run_with_other_numbers_of_states(states: int) -> None:
    for name in ("four_worlds", "tang", "alliances", "insecurity", "shield", "commitment"):
        assert run_experiment(EXPERIMENTS[name], 2, 1, states).cells


def test_worlds_are_the_same_in_whatever_chunks_they_are_played(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    condition = Condition("", plain_world(3), (player("fearful_planner"),) * 3)
    whole = play_condition(condition, 40, 1)
    monkeypatch.setattr(trial, "CHUNK", 7)
    for name in Outcome.__dataclass_fields__:
        pieces = getattr(play_condition(condition, 40, 1), name)
        np.testing.assert_array_equal(getattr(whole, name), pieces, err_msg=name)


def test_as_json_a_finding_is_one_object(found: dict[str, Finding]) -> None:
    data = msgspec.json.decode(msgspec.json.encode(found["tang"]))
    assert list(data) == ["name", "seed", "matches", "states", "passed", "cells", "notes"]
    assert isinstance(data["passed"], bool)
    assert all(list(cell) == ["label", "value", "low", "high"] for cell in data["cells"])


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_has_a_series_and_a_unit(name: str, found: dict[str, Finding]) -> None:
    rows = rows_of(name, found[name].cells)
    assert sorted(row.cell.label for row in rows) == sorted(c.label for c in found[name].cells)
    assert all(row.series in FIGURES[name] and row.label and row.series.heading for row in rows)
    assert {row.series for row in rows} == set(FIGURES[name]), "no series is empty"


def test_an_interval_is_shown_within_what_is_possible() -> None:
    share = Cell("suspicion 0: effect on wars", -0.9, -1.3, -0.5)
    (row,) = rows_of("motives", [share])
    assert (row.cell.low, row.cell.value, row.cell.high) == (-1.0, -0.9, -0.5)
    attacks = Cell("attacks on a state that grows 2 times, seen exactly", 0.1, -0.2, 0.4)
    assert rows_of("commitment", [attacks])[0].cell.low == 0.0
    assert rows_of("nobody knows", [attacks])[0].cell == attacks


@pytest.mark.parametrize(
    ("passed", "matches", "verdict"),
    [
        (True, 10, "passed"),
        (False, DECISIVE - 1, "not decided"),
        (False, DECISIVE, "failed"),
    ],
)
def test_with_few_matches_nothing_has_failed(passed: bool, matches: int, verdict: str) -> None:
    assert Finding("tang", 1, matches, 4, passed, (), ()).verdict == verdict


@pytest.mark.parametrize("name", NAMES)
def test_a_table_can_be_read_back(name: str, found: dict[str, Finding]) -> None:
    experiment, finding = EXPERIMENTS[name], found[name]
    rows = list(csv.DictReader(StringIO(cells_as_csv(finding, experiment))))
    cells = [
        (row["label"], float(row["value"]), float(row["low"]), float(row["high"])) for row in rows
    ]
    shown = [row.cell for row in rows_of(name, finding.cells)]
    assert cells == [(cell.label, cell.value, cell.low, cell.high) for cell in shown]
    for row in rows:
        assert (row["experiment"], row["seed"], row["matches"]) == (name, "7", str(FEW))
        assert (row["interval"], row["source"]) == ("95 %", experiment.source)
        assert row["unit"]


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_shows_every_cell_the_claim_and_its_source(
    name: str, found: dict[str, Finding]
) -> None:
    experiment = EXPERIMENTS[name]
    root = ElementTree.fromstring(cells_as_svg(found[name], experiment))  # our own
    assert root.tag == f"{SVG}svg"
    assert len(root.findall(f".//{SVG}circle")) == len(found[name].cells)
    said = "".join(root.itertext())
    assert all(cell.label in said for cell in found[name].cells)
    assert root.findtext(f"{SVG}title") == experiment.claim
    assert experiment.source in said
    assert "95 % intervals" in said
    assert found[name].verdict in said
    assert all(series.unit.name in said for series in FIGURES[name])
