"""Reports as a seat receives them: estimates, intervals, grades, and sources that disagree."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from dilemma.projection.reports import RELIABILITY
from dilemma.rules import first_reports
from dilemma.rules.events import Reports
from dilemma.view.reports import Report
from dilemma.vocabulary import Readiness, Source
from support.told import reports_for
from support.worlds import LETTERS, loaded, quiet_dice, world_of

TECHNICAL, HUMAN = Source


def truth(states: int = 2, **dials: float) -> Reports:
    """What sources say who are exactly right, both of them speaking."""
    dice = quiet_dice(states)
    dice.delivery[:] = 0.0
    return first_reports(world_of(states, **dials), dice)


def changed(reports: Reports, field: str, technical: float, human: float) -> Reports:
    """Reports in which the two sources say certain things of everybody."""
    values = getattr(reports, field).copy()
    values[TECHNICAL.code], values[HUMAN.code] = technical, human
    return replace(reports, **{field: values})


def told(reports: Reports, seat: str = "a", states: int = 2) -> tuple[Report, ...]:
    """What a seat is told in turn 3."""
    return reports_for(tuple(LETTERS[:states]), reports, seat, 3)


def test_both_sources_report_on_every_other_state_and_on_nobody_else() -> None:
    found = told(truth(4), "b", 4)
    assert [(report.about, report.source) for report in found] == [
        (other, source) for other in "acd" for source in Source
    ]
    assert {report.turn for report in found} == {3}


def test_a_human_source_that_is_silent_reports_nothing() -> None:
    dice = loaded(quiet_dice(3), "delivery", ab=0.0)
    found = told(first_reports(world_of(3), dice), "a", 3)
    assert [(report.about, report.source) for report in found] == [
        ("b", TECHNICAL),
        ("b", HUMAN),
        ("c", TECHNICAL),
    ]


def test_an_estimate_comes_with_its_eighty_per_cent_interval() -> None:
    reports = changed(truth(), "strength", 50.0, 60.0)
    reports = changed(reports, "strength_noise", 0.3, 0.4)
    for report, value, noise in zip(told(reports), (50.0, 60.0), (0.3, 0.4), strict=True):
        assert report.strength.value == value
        assert report.strength.low == pytest.approx(value / math.exp(1.2816 * noise), abs=0.051)
        assert report.strength.high == pytest.approx(value * math.exp(1.2816 * noise), abs=0.051)
        assert report.strength_noise == noise


def test_a_share_comes_with_an_interval_in_its_logit() -> None:
    reports = changed(truth(), "composition", 0.4, 0.4)
    reports = changed(reports, "composition_noise", 0.0, 1.0)
    exact, noisy = (report.offence_share for report in told(reports))
    assert (exact.low, exact.value, exact.high) == (0.4, 0.4, 0.4)
    odds = 0.4 / 0.6
    low, high = odds / math.exp(1.2816), odds * math.exp(1.2816)
    assert noisy.low == pytest.approx(low / (1 + low), abs=0.0051)
    assert noisy.high == pytest.approx(high / (1 + high), abs=0.0051)


@pytest.mark.parametrize("readiness", Readiness)
def test_readiness_is_told_as_each_source_has_it(readiness: Readiness) -> None:
    reports = changed(truth(), "readiness", readiness.code, Readiness.ROUTINE.code)
    assert [report.readiness for report in told(reports)] == [readiness, Readiness.ROUTINE]


@pytest.mark.parametrize(
    ("noise", "letter"),
    [
        *((bound, letter) for bound, letter in RELIABILITY),
        *((bound + 0.001, "BCDEF"[place]) for place, (bound, _) in enumerate(RELIABILITY)),
        (0.0, "A"),
        (3.0, "F"),
    ],
)
def test_a_source_is_graded_by_the_noise_it_is_known_to_have(noise: float, letter: str) -> None:
    reports = changed(truth(), "strength_noise", noise, noise)
    assert {report.reliability for report in told(reports)} == {letter}


def test_grades_run_from_a_to_f() -> None:
    bounds = [bound for bound, _ in RELIABILITY]
    assert bounds == sorted(set(bounds))
    assert "".join(letter for _, letter in RELIABILITY) + "F" == "ABCDEF"


@pytest.mark.parametrize(
    ("human", "credibility"),
    [(100.0, 1), (111.0, 1), (119.0, 2), (127.0, 2), (150.0, 3), (300.0, 4)],
)
def test_information_is_graded_by_how_far_the_sources_agree(human: float, credibility: int) -> None:
    reports = changed(truth(), "strength", 100.0, human)
    reports = changed(reports, "strength_noise", 0.2, 0.4)
    assert {report.credibility for report in told(reports)} == {credibility}


def test_what_only_one_source_says_cannot_be_judged() -> None:
    reports = first_reports(world_of(2), quiet_dice(2))
    assert [report.credibility for report in told(reports)] == [6]


def test_the_further_apart_the_less_is_believed() -> None:
    reports = changed(truth(), "strength_noise", 0.2, 0.3)
    grades = [
        told(changed(reports, "strength", 100.0, 100.0 + apart))[0].credibility
        for apart in np.linspace(0.0, 200.0, 60).tolist()
    ]
    assert grades == sorted(grades)
    assert set(grades) == {1, 2, 3, 4}


def test_each_seat_is_told_what_its_own_sources_say() -> None:
    reports = truth()
    strength = reports.strength.copy()
    strength[:, 0, 1], strength[:, 1, 0] = 11.0, 22.0
    reports = replace(reports, strength=strength)
    assert told(reports, "a")[0].strength.value == 11.0
    assert told(reports, "b")[0].strength.value == 22.0
