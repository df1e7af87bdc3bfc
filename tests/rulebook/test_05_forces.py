"""Rules 5: forces."""

from __future__ import annotations

import pytest

from dilemma.coefficients import STANDARD as C
from dilemma.rules import adjudicate
from dilemma.rules.building import building
from dilemma.rules.intelligence import intelligence
from dilemma.rules.war import war
from dilemma.vocabulary import BudgetLine, Readiness
from support.worlds import (
    after,
    attack,
    before,
    having,
    of,
    order,
    orders_in,
    quiet_dice,
    spending,
    world_of,
)


@pytest.mark.parametrize("force", [BudgetLine.OFFENCE, BudgetLine.DEFENCE])
def test_5_1_a_point_of_money_is_a_point_of_force_before_next_turns_battles(
    force: BudgetLine,
) -> None:
    world = world_of(2)
    later, events = adjudicate(world, orders_in(world, a=spending(**{force: 0.5})), quiet_dice(2))
    bought = of(events.spent[force.code], "a")
    assert of(getattr(later, force), "a") == of(getattr(later, force), "b")
    fighting, _ = before(war, later, orders_in(later, a=attack("b")))
    assert of(getattr(fighting, force), "a") - of(getattr(fighting, force), "b") == pytest.approx(
        bought
    )


def test_5_2_forces_wear_out() -> None:
    world = world_of(2)
    later, _ = after(building, world, orders_in(world))
    assert of(later.offence, "a") == pytest.approx(20.0 * (1.0 - C.depreciation))
    assert of(later.defence, "a") == pytest.approx(30.0 * (1.0 - C.depreciation))


def test_5_3_intelligence_fades_and_is_bought_for_the_same_turns_reports() -> None:
    world = having(world_of(2), "intelligence", a=2.0)
    later, events = after(intelligence, world, orders_in(world, a=spending(intelligence=0.4)))
    spent = of(events.spent[BudgetLine.INTELLIGENCE.code], "a")
    level = 2.0 * C.intelligence_kept + spent * C.intelligence_bought
    assert of(later.intelligence, "a") == pytest.approx(level)
    assert events.reports is not None
    noise = 0.4 * C.source_noise[0] / (1.0 + level) ** 0.5
    assert of(events.reports.strength_noise[0], "ab") == pytest.approx(noise, abs=0.0006)


@pytest.mark.parametrize("readiness", Readiness)
def test_5_4_forces_fight_by_their_readiness(readiness: Readiness) -> None:
    world = world_of(2, first_strike_advantage=0.0)
    factor = C.readiness_strength[readiness.code]
    usual = C.readiness_strength[Readiness.ROUTINE.code]
    sheets = orders_in(world, a=attack("b", readiness=readiness), b=order())
    _, events = after(war, world, sheets)
    odds = (18.4 * factor / (36.8 * usual)) ** 1.5
    assert of(events.success_chance, "b") == pytest.approx(odds / (1.0 + odds))
