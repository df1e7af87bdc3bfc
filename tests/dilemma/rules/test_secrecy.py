"""Secrecy: it blurs reports, their bands hold all the same, and none says how much there is."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from dilemma.record import begin
from dilemma.rules import first_reports
from dilemma.rules.intelligence import OPACITY_GRADE
from dilemma.scenario import Scenario
from dilemma.view import Report
from dilemma.view.reports import Estimate
from dilemma.vocabulary import Module
from support.told import reports_for
from support.worlds import dialled, having, loaded, plain, quiet_dice, world_of

MATCHES = 15
BOTH = frozenset({Module.SECRECY, Module.DETERRENCE})


def secretive(intelligence: float, secrecy: float, **dials: float) -> Scenario:
    """Eight states of one service and one secrecy, with arsenals to hide."""
    scenario = plain(8, 1, **dials)
    states = tuple(
        msgspec.structs.replace(
            state, intelligence=intelligence, secrecy=secrecy, deterrent=30.0, shield=20.0
        )
        for state in scenario.states
    )
    return msgspec.structs.replace(scenario, states=states, modules=tuple(BOTH))


def reports_of(scenario: Scenario) -> Iterator[Report]:
    """What all states read at the opening of some matches."""
    for number in range(MATCHES):
        for view in begin(scenario, number.to_bytes(32, "big")).views:
            yield from view.reports


def holds(band: Estimate, truth: float, rounding: float) -> bool:
    """Whether a band holds the truth, as far as its rounding shows."""
    return band.low - rounding <= truth <= band.high + rounding


@pytest.mark.parametrize("secrecy", [0.0, 1.2, 1.3, 8.0])
@pytest.mark.parametrize(
    ("intelligence", "noise"), [(1.0, 0.4), (8.0, 0.4), (8.0, 0.14), (1.0, 0.06), (40.0, 0.3)]
)
def test_a_band_holds_the_truth_in_eight_of_ten_cases_at_least(
    intelligence: float, noise: float, secrecy: float
) -> None:
    scenario = secretive(intelligence, secrecy, intelligence_noise=noise)
    bands = [
        (report.strength, 50.0, 0.05, report.offence_share, 0.4, 0.005)
        for report in reports_of(scenario)
    ]
    arsenals = [
        (report.deterrent, report.shield)
        for report in reports_of(scenario)
        if report.deterrent is not None and report.shield is not None
    ]
    held = {
        "strength": [holds(band, truth, rounding) for band, truth, rounding, *_ in bands],
        "share": [holds(band, truth, rounding) for *_, band, truth, rounding in bands],
        "deterrent": [holds(band, 30.0, 0.05) for band, _ in arsenals],
        "shield": [holds(band, 20.0, 0.05) for _, band in arsenals],
    }
    for what, cases in held.items():
        # Three standard errors below: a band that holds 80 % falls out once in a thousand times.
        least = 0.8 - 3.0 * (0.16 / len(cases)) ** 0.5
        assert sum(cases) / len(cases) >= least, what


@pytest.mark.parametrize("intelligence", [0.0, 1.0, 3.0, 8.0, 15.7])
def test_reports_tell_nothing_of_secrecy_within_a_grade(intelligence: float) -> None:
    """All numbers of all sources together, whatever service reads them."""
    world = having(world_of(2), "intelligence", a=intelligence).but(modules=BOTH)
    world = having(having(world, "deterrent", b=30.0), "shield", b=20.0)
    dice = loaded(quiet_dice(2), "delivery", ab=0.0)
    for differentiation in (0.0, 0.37, 1.0):
        dialled_world = dialled(world, differentiation=differentiation)
        for grade in (2, 3, 4):
            first, last = ((grade + part) * OPACITY_GRADE for part in (0.0, 0.999))
            told = {
                reports_for(
                    ("a", "b"),
                    first_reports(having(dialled_world, "secrecy", b=square - 1.0), dice),
                    "a",
                    1,
                )
                for square in (first * first, (first * last), last * last)
            }
            assert len(told) == 1


def test_a_grade_further_is_told() -> None:
    world = world_of(2).but(modules=BOTH)
    one, other = (
        first_reports(having(world, "secrecy", b=level), quiet_dice(2)).strength_noise[0, 0, 1, 0]
        for level in (1.2, 1.3)
    )
    assert one < other
