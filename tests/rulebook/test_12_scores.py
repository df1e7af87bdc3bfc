"""Rules 12: scores."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dilemma.coefficients import STANDARD as C
from dilemma.debrief.states import assessment_error, final_score
from dilemma.orders import Assessment, Order
from dilemma.rules.scoring import safety, scoring
from dilemma.vocabulary import BudgetLine, Motive
from dilemma.world import World
from support.histories import history, quiet
from support.worlds import (
    after,
    attack,
    having,
    mutual,
    of,
    order,
    orders_in,
    spending,
    wanting,
    world_of,
)

SEEKER, REVISIONIST, SURVIVOR = Motive
CASES = pytest.mark.parametrize
EVERY = CASES("motive", list(Motive))


def payoff(world: World, sheet: Order | None = None) -> float:
    """What a turn is worth to a."""
    later, _ = after(scoring, world, orders_in(world, a=sheet or order()))
    return float(of(later.score, "a"))


def judging(harm: float, coming: float) -> Order:
    """An order sheet that assesses b."""
    return order(assessments={"b": Assessment(harm, coming)})


def test_12_1_a_payoff_is_prosperity_and_safety() -> None:
    world = having(world_of(2), "offence", b=100.0)
    later, events = after(scoring, world, orders_in(world, a=spending(welfare=0.6)))
    well = of(events.spent[BudgetLine.WELFARE.code], "a") / 40.0
    expected = C.prosperity_weight * well + C.security_weight * of(safety(later), "a")
    assert of(later.score, "a") == pytest.approx(expected)


def test_12_2_safety_is_measured_against_the_largest_single_threat() -> None:
    world = having(world_of(3, offence_advantage=2.0), "offence", a=10.0, b=60.0, c=90.0)
    guard = 30.0 + C.offence_defends * 10.0
    assert of(safety(world), "a") == pytest.approx(guard / 180.0)
    near_b = mutual(world, "contact", ac=0.5)
    assert of(safety(near_b), "a") == pytest.approx(guard / 120.0)
    assert of(safety(having(world, "defence", a=500.0)), "a") == 1.0


def test_12_3_a_seeker_is_paid_for_prosperity_and_safety_alone() -> None:
    world = wanting(world_of(2), a=SEEKER)
    assert payoff(having(world, "territory", a=1.5)) == payoff(world)
    assert payoff(having(world, "standing", a=0.9)) == payoff(world)


@EVERY
def test_12_4_only_a_revisionist_gains_from_land(motive: Motive) -> None:
    world = wanting(world_of(2), a=motive)
    gained = payoff(having(world, "territory", a=1.35)) - payoff(world)
    worth = C.territory_taken_weight if motive is REVISIONIST else 0.0
    assert gained == pytest.approx(0.35 * worth)


def test_12_5_half_of_a_regime_survivors_payoff_is_its_standing() -> None:
    world = world_of(2)
    later, _ = after(scoring, world, orders_in(world))
    weight = C.survivor_standing_weight
    expected = (1.0 - weight) * payoff(world) + weight * of(later.standing, "a")
    assert payoff(wanting(world, a=SURVIVOR)) == pytest.approx(expected)


@EVERY
def test_12_6_everybody_pays_for_land_lost(motive: Motive) -> None:
    world = wanting(world_of(2), a=motive)
    lost = payoff(world) - payoff(having(world, "territory", a=0.65))
    assert lost == pytest.approx(0.35 * C.territory_lost_weight)


@CASES(
    ("score", "shown"),
    [(1.0, 37.5), (2.0, 75.0), (3.0, 87.5), (4.0, 100.0), (-1.0, 0.0), (5.0, 100.0)],
)
def test_12_7_a_score_is_75_for_a_payoff_of_1_and_100_for_2(score: float, shown: float) -> None:
    game = history(quiet(), quiet())
    world = having(game.worlds[-1], "score", a=score)
    assert final_score(replace(game, worlds=(*game.worlds[:-1], world)), 0) == shown


@CASES(
    ("harm", "coming", "error"), [(1.0, 1.0, 0.0), (0.0, 0.0, 1.0), (0.5, 0.5, 0.25), (1, 0, 0.5)]
)
def test_12_8_assessments_are_scored_by_their_mean_square_error(
    harm: float, coming: float, error: float
) -> None:
    game = history(quiet(a=judging(harm, coming)), quiet(b=attack("a")), b=REVISIONIST)
    assert assessment_error(game, 0) == error
    on_another = history(quiet(3, a=judging(1.0, 0.0)), quiet(3, b=attack("c")), b=REVISIONIST)
    assert assessment_error(on_another, 0) == 0.0
