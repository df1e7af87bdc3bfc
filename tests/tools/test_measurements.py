"""The pages about fidelity and calibration: every experiment and every number is on them."""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace
from pathlib import Path

import msgspec
import pytest

from dilemma.bots import fearful_planner
from dilemma.coefficients import STANDARD, Coefficients
from dilemma.lab.experiments import EXPERIMENTS, Finding
from dilemma.lab.experiments import first_strike as first_strike_experiment
from dilemma.lab.experiments.experiment import Cell
from dilemma.lab.experiments.trial import Condition, player
from dilemma.lab.experiments.worlds import plain_world
from dilemma.scenario import Dials
from tools import fidelity, kept, sensitivity

CONDITION = Condition("", plain_world(2, pledge_cost=0.9), (player("restrained"),) * 2)


def test_every_experiment_has_its_paragraphs() -> None:
    texts = tomllib.loads(fidelity.TEXTS.read_text(encoding="utf-8"))
    assert set(texts) == {"opening", *EXPERIMENTS}
    for name in EXPERIMENTS:
        assert (
            {"theory", "measured", "prediction"}
            <= set(texts[name])
            <= {*("theory", "measured", "prediction", "tried")}
        )


def test_the_page_shows_every_run_and_what_failed() -> None:
    texts = tomllib.loads(fidelity.TEXTS.read_text(encoding="utf-8"))
    found = {
        (name, seed, states): Finding(
            name=name,
            seed=seed,
            matches=10,
            states=states,
            passed=(name, seed, states) != ("tang", 2, 6),
            cells=(Cell("a cell", seed + states / 10, 0.0, 9.0),),
            notes=() if (name, seed, states) != ("tang", 2, 6) else ("FAILED: it holds",),
        )
        for name, seed, states in fidelity.runs()
    }
    page = fidelity.page(found, texts, 10)
    assert page.count("**failed**") == 1
    assert "**Failed:** it holds (6 states, seed 2)." in page
    assert page.count("| a cell | ") == len(EXPERIMENTS)
    assert "1.400 / 2.400 / 3.400" in page
    assert all(f"\n## {name}\n" in page for name in EXPERIMENTS)


def test_every_number_has_a_range_that_holds_it_and_a_reason() -> None:
    numbers = list(sensitivity.numbers())
    named = {number.name for number in numbers if number.group == "coefficients"}
    assert named == {field.name for field in fields(Coefficients)}
    dials = {number.name for number in numbers if number.group == "dials"}
    assert dials == set(Dials.__struct_fields__) - {"motives_known"}
    for number in numbers:
        values = number.value if isinstance(number.value, tuple) else (number.value,)
        assert all(number.lowest <= value <= number.highest for value in values), number.key
        assert len(number.why) > 5


@pytest.mark.parametrize("factor", sensitivity.FACTORS)
def test_a_number_is_moved_only_while_it_is_measured(factor: float) -> None:
    before = replace(STANDARD)
    numbers = {number.key: number for number in sensitivity.numbers()}
    with sensitivity.moved(numbers["coefficients.conquest"], factor) as change:
        assert pytest.approx(before.conquest * factor) == STANDARD.conquest
        assert change(CONDITION).coefficients is STANDARD
    assert before == STANDARD
    with sensitivity.moved(numbers["bots.fearful_planner.WAR_COST"], factor):
        moved = pytest.approx(numbers["bots.fearful_planner.WAR_COST"].value * factor)
        assert moved == fearful_planner.WAR_COST
        assert moved == getattr(first_strike_experiment, "WAR_COST")  # noqa: B009  # imported by name
    assert numbers["bots.fearful_planner.WAR_COST"].value == fearful_planner.WAR_COST
    with sensitivity.moved(numbers["dials.pledge_cost"], factor) as change:
        assert change(CONDITION).scenario.dials.pledge_cost == min(0.9 * factor, 1.0)
    with sensitivity.moved(numbers["dials.incident_rate"], factor) as change:
        turned = change(CONDITION).scenario.dials
    usual = CONDITION.scenario.dials
    expected = msgspec.structs.replace(usual, incident_rate=min(usual.incident_rate * factor, 1.0))
    assert turned == expected


def test_what_changes_a_verdict_or_moves_is_named() -> None:
    base = {"tang": (True, 0.8), "shield": (True, 2.0), "motives": (True, -0.4)}
    now = {"tang": (False, 0.8), "shield": (True, 3.5), "motives": (True, -0.1)}
    assert sensitivity._changes(now, base) == "**tang fails**, shield up, motives down"
    assert sensitivity._changes(base, base) == "–"


def test_what_was_found_is_kept_for_the_next_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "build")
    found = kept.Kept("measured")
    assert "a" not in found
    found.keep("a", [1, 2])
    again = kept.Kept("measured")
    assert again["a"] == [1, 2]
    assert "b" not in again
