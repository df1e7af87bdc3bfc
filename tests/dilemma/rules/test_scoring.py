"""Scoring: what a turn was worth to each state, by what it wanted."""

from __future__ import annotations

import pytest

from dilemma.coefficients import STANDARD
from dilemma.rules.scoring import safety, scoring
from dilemma.vocabulary import BudgetLine, Motive
from dilemma.world import World
from support.worlds import (
    after,
    dialled,
    having,
    mutual,
    of,
    orders_in,
    spending,
    wanting,
    world_of,
)

SEEKER, REVISIONIST, SURVIVOR = Motive


def payoff(world: World, welfare: float = 0.0, state: str = "a") -> float:
    """What one turn of so much welfare is worth to a state."""
    later, _ = after(scoring, world, orders_in(world, a=spending(welfare=welfare)))
    return float(of(later.score, state) - of(world.score, state))


def test_prosperity_and_safety_are_half_the_payoff_each() -> None:
    world = world_of(2)
    later, events = after(scoring, world, orders_in(world, a=spending(welfare=0.5)))
    well = of(events.spent[BudgetLine.WELFARE.code], "a") / of(world.homeland, "a")
    expected = well * STANDARD.prosperity_weight + of(safety(later), "a") * STANDARD.security_weight
    assert of(later.score, "a") == pytest.approx(expected)


@pytest.mark.parametrize("motive", Motive)
def test_everybody_would_rather_live_well(motive: Motive) -> None:
    world = wanting(world_of(2), a=motive)
    assert payoff(world, 0.2) < payoff(world, 0.5) < payoff(world, 0.8)


@pytest.mark.parametrize("motive", Motive)
def test_everybody_would_rather_be_safe(motive: Motive) -> None:
    world = wanting(world_of(2), a=motive)
    payoffs = [payoff(having(world, "offence", b=offence)) for offence in (40.0, 80.0, 160.0)]
    assert payoffs == sorted(set(payoffs), reverse=True)


@pytest.mark.parametrize("motive", Motive)
def test_everybody_minds_losing_land(motive: Motive) -> None:
    world = wanting(world_of(2), a=motive)
    lost = payoff(world) - payoff(having(world, "territory", a=0.6))
    assert lost == pytest.approx(0.4 * STANDARD.territory_lost_weight)


def test_only_a_revisionist_gains_from_what_it_takes() -> None:
    for motive in Motive:
        world = wanting(world_of(2), a=motive)
        gained = payoff(having(world, "territory", a=1.4)) - payoff(world)
        worth = STANDARD.territory_taken_weight if motive is REVISIONIST else 0.0
        assert gained == pytest.approx(0.4 * worth)


def test_half_of_what_a_regime_survivor_has_is_its_standing_at_home() -> None:
    for motive in Motive:
        world = wanting(world_of(2), a=motive)
        hated, loved = having(world, "standing", a=0.2), having(world, "standing", a=0.8)
        assert (payoff(loved) > payoff(hated)) == (motive is SURVIVOR)
    world = wanting(world_of(2), a=SURVIVOR)
    later, _ = after(scoring, world, orders_in(world))
    as_a_seeker = payoff(wanting(world, a=SEEKER))
    half = STANDARD.survivor_standing_weight
    expected = as_a_seeker * (1.0 - half) + of(later.standing, "a") * half
    assert of(later.score, "a") == pytest.approx(expected)


def test_without_gains_a_revisionist_is_paid_like_a_seeker() -> None:
    world = world_of(2)
    assert payoff(world, 0.5) == payoff(wanting(world, a=REVISIONIST), 0.5)


def test_safety_is_measured_against_the_strongest_single_attack() -> None:
    world = having(world_of(3, offence_advantage=2.0), "offence", a=0.0, b=60.0, c=90.0)
    assert of(safety(world), "a") == pytest.approx(30.0 / (90.0 * 2.0))
    world = mutual(world, "contact", ac=0.5)
    assert of(safety(world), "a") == pytest.approx(30.0 / (60.0 * 2.0))


def test_own_offence_guards_in_part() -> None:
    world = having(world_of(2), "offence", a=10.0, b=100.0)
    guard = of(world.defence, "a") + 10.0 * STANDARD.offence_defends
    assert of(safety(world), "a") == pytest.approx(guard / 100.0)


def test_who_can_meet_any_attack_is_wholly_safe_and_no_more() -> None:
    assert of(safety(world_of(2)), "a") == 1.0
    assert of(safety(mutual(having(world_of(2), "defence", a=0.0), "contact", ab=0.0)), "a") == 1.0


def test_offence_that_has_the_advantage_makes_all_less_safe() -> None:
    world = having(world_of(2), "offence", a=60.0, b=60.0)
    found = [of(safety(dialled(world, offence_advantage=dial)), "a") for dial in (1.5, 2.0, 3.0)]
    assert found == sorted(set(found), reverse=True)
