"""An experiment that cannot fail is worth nothing: without its mechanism each one does.

Few matches, but enough that what stands passes and what was mutated does not.
"""

from __future__ import annotations

import pytest

from dilemma.lab.experiments import EXPERIMENTS
from support.mutants import (
    Mutation,
    failures,
    with_dials,
    with_options,
    with_rates,
    with_scenario,
    without_pacts,
    without_shields,
)

MATCHES = {
    "four_worlds": 500,
    "tang": 200,
    "motives": 200,
    "trust_threshold": 100,
    "richardson": 20,
    "first_strike": 200,
    "hotlines": 200,
    "misperception": 200,
    "insecurity": 200,
    "shield": 100,
    "commitment": 400,
    "alliances": 200,
    "payoffs": 200,
}
"""Matches a cell at which each experiment is decided."""

NO_SCREENING = "at some cost only seekers gain from a pledge"
"""What fails as it stands: who means harm gains as much from being trusted as who does not."""


@pytest.mark.parametrize("name", MATCHES)
def test_an_experiment_holds_as_it_stands(name: str) -> None:
    assert failures(name, MATCHES[name]) == []


MUTANTS: dict[str, tuple[str, Mutation, str]] = {
    "weapons tell the same everywhere": (
        "four_worlds",
        with_dials(differentiation=0.5),
        "the full order of the four worlds",
    ),
    "attack is as easy everywhere": (
        "four_worlds",
        with_dials(offence_advantage=1.0),
        "the first world has the most tragic wars",
    ),
    "weapons that look alike are seen as well": (
        "four_worlds",
        with_rates(indistinct_noise=0.0),
        "the fourth world has the fewest",
    ),
    "no authority after all": ("tang", with_dials(authority=0.0), "without anarchy"),
    "power accumulates after all": (
        "tang",
        with_dials(accumulation=1.0),
        "without accumulation of power",
    ),
    "nobody is any more certain": (
        "tang",
        with_dials(motives_known=False, intelligence_noise=0.4, attribution_error=0.3),
        "without uncertainty",
    ),
    "nothing is revealed": (
        "motives",
        with_dials(motives_known=False),
        "revealing motives cuts arms",
    ),
    "every prior is the same": (
        "motives",
        with_dials(suspected_revisionists=0.25),
        "the less certain the prior",
    ),
    "trust counts for nothing": (
        "trust_threshold",
        with_dials(suspected_revisionists=0.25),
        "the switch at",
    ),
    "attack is as easy for all trust": (
        "trust_threshold",
        with_dials(offence_advantage=0.5),
        "it rises with the advantage of offence",
    ),
    "races slow down more": ("richardson", with_options(fatigue=0.3), "bounded"),
    "races slow down less": ("richardson", with_options(fatigue=0.1), "bounded"),
    "striking first is worth the same": (
        "first_strike",
        with_dials(first_strike_advantage=0.3),
        "higher at the greatest",
    ),
    "lines tell nothing": (
        "hotlines",
        with_rates(hotline_clears=1.0, agreement_clears=1.0),
        "lines cut wars",
    ),
    "nothing happens that a line could explain": (
        "hotlines",
        with_dials(incident_rate=0.0),
        "lines cut wars",
    ),
    "analysts have no bias": (
        "misperception",
        with_dials(analyst_bias=0.0),
        "the greatest bias has more wars",
    ),
    "analysts see that police is police": (
        "insecurity",
        with_rates(security_counts=0.0),
        "a doubted state is feared more",
    ),
    "the shield is not there": ("shield", without_shields, "a one-sided shield raises"),
    "nobody rises": (
        "commitment",
        lambda condition: with_scenario(condition, power_shifts=()),
        "the greatest shift is attacked most",
    ),
    "planners do not look ahead": (
        "commitment",
        with_options(looks_ahead=False),
        "the greatest shift is attacked most",
    ),
    "something else starts wars": (
        "commitment",
        with_dials(offence_advantage=1.4, differentiation=0.1),
        "nobody attacks without a shift",
    ),
    "allies bring nothing": ("alliances", with_rates(ally_share=0.0), "pacts deter"),
    "there are no pacts": ("alliances", without_pacts, "pacts widen the war"),
    "safety is worth nothing": (
        "payoffs",
        with_rates(security_weight=0.0, territory_lost_weight=0.0),
        "security_seeker",
    ),
    "land taken is worth nothing": (
        "payoffs",
        with_rates(territory_taken_weight=0.0),
        "revisionist",
    ),
}
"""What is taken away, from which experiment, and what must then fail."""


@pytest.mark.parametrize("mutant", MUTANTS)
def test_without_its_mechanism_an_experiment_fails(mutant: str) -> None:
    name, mutation, lost = MUTANTS[mutant]
    assert any(lost in failure for failure in failures(name, MATCHES[name], mutation))


def test_every_experiment_has_a_mutant_but_the_one_that_fails_as_it_stands() -> None:
    assert set(MATCHES) == {name for name, *_ in MUTANTS.values()}
    assert set(EXPERIMENTS) - set(MATCHES) == {"costly_signals"}


def test_costly_signals_fails_in_one_thing_and_without_costs_in_another() -> None:
    stands = failures("costly_signals", 60)
    free = failures("costly_signals", 60, with_dials(pledge_cost=0.0))
    assert NO_SCREENING in stands
    assert "at the greatest cost neither does" not in stands
    assert "at the greatest cost neither does" in free
