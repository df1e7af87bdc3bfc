"""Building: money becomes forces one turn later; forces wear out; arms limits bite."""

from __future__ import annotations

import pytest

from dilemma.coefficients import STANDARD
from dilemma.rules.building import building
from dilemma.rules.treasury import treasury
from dilemma.vocabulary import BudgetLine, Instrument
from dilemma.world import World
from support.worlds import (
    after,
    before,
    having,
    of,
    offering,
    order,
    orders_in,
    spending,
    under,
    world_of,
)

CAP = 25.0
KEPT = 1.0 - STANDARD.depreciation
LIMIT = {"offers": {"b": (Instrument.ARMS_LIMIT,)}}


def limited(offence: float, share: float = 0.0) -> tuple[World, World, float, float]:
    """State a under an arms limit with b: before, after, money spent on offence, refunded."""
    world = under(
        having(world_of(2, arms_limit_cap=CAP), "offence", a=offence), Instrument.ARMS_LIMIT, "ab"
    )
    sheets = {
        "a": order(budget={BudgetLine.OFFENCE: share}, **LIMIT),
        "b": offering(Instrument.ARMS_LIMIT, to="a"),
    }
    later, events = after(building, world, orders_in(world, **sheets))
    paid = of(events.spent[BudgetLine.OFFENCE.code], "a")
    return world, later, paid, of(events.refunded, "a")


def test_forces_arrive_one_turn_after_they_are_paid_for() -> None:
    world = world_of(2)
    first, events = after(building, world, orders_in(world, a=spending(offence=0.2, defence=0.3)))
    assert of(first.offence, "a") == of(world.offence, "a") * KEPT
    assert of(first.offence_building, "a") == of(events.spent[BudgetLine.OFFENCE.code], "a")
    assert of(first.defence_building, "a") == of(events.spent[BudgetLine.DEFENCE.code], "a")
    second, _ = after(building, first, orders_in(first))
    for kind in ("offence", "defence"):
        had, bought = of(getattr(first, kind), "a"), of(getattr(first, f"{kind}_building"), "a")
        assert of(getattr(second, kind), "a") == pytest.approx(had * KEPT + bought)
        assert of(getattr(second, f"{kind}_building"), "a") == 0.0


def test_forces_wear_out() -> None:
    world = world_of(2)
    later, _ = after(building, world, orders_in(world))
    assert of(later.defence, "b") == pytest.approx(of(world.defence, "b") * KEPT)


def test_intelligence_fades_and_is_bought_anew() -> None:
    world = having(world_of(2), "intelligence", a=2.0)
    later, events = after(building, world, orders_in(world, a=spending(intelligence=0.1)))
    bought = of(events.spent[BudgetLine.INTELLIGENCE.code], "a") * STANDARD.intelligence_bought
    assert of(later.intelligence, "a") == pytest.approx(2.0 * STANDARD.intelligence_kept + bought)


def test_unpaid_upkeep_disbands_forces_in_proportion() -> None:
    world = having(having(world_of(2), "economy", a=1.0), "reserves", a=0.0)
    later, events = after(building, world, orders_in(world))
    fed = 1.0 - of(events.unpaid, "a") / of(events.upkeep, "a")
    assert 0.0 < fed < 1.0
    assert of(later.offence, "a") == pytest.approx(of(world.offence, "a") * KEPT * fed)
    assert of(later.defence, "a") == pytest.approx(of(world.defence, "a") * KEPT * fed)
    assert of(later.offence, "b") == pytest.approx(of(world.offence, "b") * KEPT)


def test_reserves_that_pay_the_upkeep_keep_the_army_together() -> None:
    world = having(having(world_of(2), "economy", a=1.0), "reserves", a=50.0)
    later, _ = after(building, world, orders_in(world))
    assert of(later.offence, "a") == pytest.approx(of(world.offence, "a") * KEPT)


def test_an_arms_limit_scraps_what_stands_above_it_bit_by_bit() -> None:
    world, later, _, _ = limited(offence=60.0)
    worn = of(world.offence, "a") * KEPT
    assert of(later.offence, "a") == pytest.approx(worn - (worn - CAP) * STANDARD.scrapping)
    assert of(later.offence, "a") > CAP


def test_an_arms_limit_leaves_what_stands_below_it_alone() -> None:
    world, later, _, _ = limited(offence=20.0)
    assert of(later.offence, "a") == pytest.approx(of(world.offence, "a") * KEPT)


def test_under_an_arms_limit_nothing_is_built_above_the_cap_and_the_money_comes_back() -> None:
    world, later, paid, refunded = limited(offence=26.0, share=0.9)
    room = CAP - 26.0 * KEPT
    assert 0.0 < room < paid
    assert of(later.offence_building, "a") == pytest.approx(room)
    assert refunded == pytest.approx(paid - room)
    saved = of(later.reserves, "a") - of(world.reserves, "a")
    funds = paid / 0.9
    assert saved == pytest.approx(funds - room)


def test_an_arms_limit_lets_a_state_build_up_to_the_cap() -> None:
    _, later, paid, refunded = limited(offence=5.0, share=0.1)
    assert of(later.offence_building, "a") == paid > 0.0
    assert refunded == 0.0


def test_an_arms_limit_says_nothing_of_defence() -> None:
    world = under(world_of(2, arms_limit_cap=0.0), Instrument.ARMS_LIMIT, "ab")
    sheets = {
        "a": order(budget={BudgetLine.DEFENCE: 1.0}, **LIMIT),
        "b": offering(Instrument.ARMS_LIMIT, to="a"),
    }
    later, events = after(building, world, orders_in(world, **sheets))
    assert of(later.defence_building, "a") == of(events.funds, "a")


def test_an_arms_limit_binds_only_those_who_are_party_to_it() -> None:
    world = under(world_of(3, arms_limit_cap=0.0), Instrument.ARMS_LIMIT, "ab")
    sheets = {
        "a": order(budget={BudgetLine.OFFENCE: 0.5}, **LIMIT),
        "b": offering(Instrument.ARMS_LIMIT, to="a"),
        "c": spending(offence=0.5),
    }
    later, events = after(building, world, orders_in(world, **sheets))
    assert of(later.offence_building, "a") == 0.0
    assert of(later.offence_building, "c") == of(events.spent[BudgetLine.OFFENCE.code], "c") > 0.0
    assert of(later.offence, "c") == pytest.approx(of(world.offence, "c") * KEPT)


def test_an_arms_limit_that_was_withdrawn_binds_no_more() -> None:
    world = under(world_of(2, arms_limit_cap=0.0), Instrument.ARMS_LIMIT, "ab")
    later, events = after(building, world, orders_in(world, a=spending(offence=0.5)))
    assert not events.refunded.any()
    assert of(later.offence_building, "a") > 0.0


def test_building_finds_the_money_that_the_treasury_spent() -> None:
    world = world_of(2)
    orders = orders_in(world, a=spending(offence=0.4))
    assert before(building, world, orders)[1].spent is not None
    treasured = after(treasury, world, orders)[1]
    built, events = after(building, world, orders)
    assert of(built.offence_building, "a") == of(treasured.spent[BudgetLine.OFFENCE.code], "a")
    assert (events.spent == treasured.spent).all()
