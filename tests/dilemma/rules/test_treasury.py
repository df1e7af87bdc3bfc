"""Treasury: income, upkeep, spending, and growth from welfare."""

from __future__ import annotations

import pytest

from dilemma.coefficients import STANDARD
from dilemma.orders.legality import BUDGET_TOLERANCE
from dilemma.record import advance, begin
from dilemma.rules.treasury import treasury
from dilemma.vocabulary import BudgetLine, Instrument, Readiness
from support.worlds import (
    SECRET,
    after,
    having,
    of,
    offering,
    order,
    orders_in,
    plain,
    spending,
    under,
    world_of,
)

LINES = pytest.mark.parametrize("line", BudgetLine)


def test_income_is_the_economy_as_far_as_the_people_go_along() -> None:
    world = having(world_of(2), "standing", a=1.0, b=0.0)
    _, events = after(treasury, world, orders_in(world))
    floor, slope = STANDARD.income_floor, STANDARD.income_of_standing
    assert of(events.gross, "a") == pytest.approx(of(world.economy, "a") * (floor + slope))
    assert of(events.gross, "b") == pytest.approx(of(world.economy, "b") * floor)


@pytest.mark.parametrize("readiness", Readiness)
def test_upkeep_is_a_share_of_forces_by_readiness(readiness: Readiness) -> None:
    world = having(world_of(2), "offence", a=30.0)
    _, events = after(treasury, world, orders_in(world, a=order(readiness=readiness)))
    forces = of(world.offence, "a") + of(world.defence, "a")
    assert of(events.upkeep, "a") == pytest.approx(forces * STANDARD.upkeep[readiness.code])


def test_the_readier_the_dearer() -> None:
    assert list(STANDARD.upkeep) == sorted(set(STANDARD.upkeep))


def test_inspections_in_force_are_kept_up_by_both() -> None:
    instrument, price = Instrument.INSPECTIONS, STANDARD.inspections_upkeep
    world = world_of(3)
    quiet = orders_in(world)
    sheets = {"a": offering(instrument, to="bc"), "b": offering(instrument, to="ac")}
    costs = (
        after(treasury, world, orders_in(world, **sheets, c=offering(instrument, to="ab")))[
            1
        ].upkeep
        - after(treasury, world, quiet)[1].upkeep
    )
    assert costs[:, 0] == pytest.approx([2 * price] * 3)


def test_offers_alone_cost_and_earn_nothing() -> None:
    world = world_of(2)
    offered = after(treasury, world, orders_in(world, a=offering(*Instrument, to="b")))[1]
    assert (offered.upkeep == after(treasury, world, orders_in(world))[1].upkeep).all()
    assert not offered.trade.any()


def test_trade_earns_both_partners_the_same() -> None:
    world = having(under(world_of(2), Instrument.TRADE, "ab"), "territory", b=0.5)
    both = orders_in(
        world, a=offering(Instrument.TRADE, to="b"), b=offering(Instrument.TRADE, to="a")
    )
    _, events = after(treasury, world, both)
    smaller = of(world.homeland, "b") * 0.5
    assert of(events.trade, "a") == pytest.approx(smaller * STANDARD.trade_income)
    assert of(events.trade, "b") == of(events.trade, "a")


def test_every_trading_partner_adds_to_the_gain() -> None:
    world = world_of(3)
    sheets = {
        "a": offering(Instrument.TRADE, to="bc"),
        "b": offering(Instrument.TRADE, to="a"),
        "c": offering(Instrument.TRADE, to="a"),
    }
    _, events = after(treasury, world, orders_in(world, **sheets))
    assert of(events.trade, "a") == pytest.approx(2.0 * of(events.trade, "b"))
    assert of(events.trade, "b") == of(events.trade, "c") > 0.0


def test_what_trade_earns_says_nothing_of_the_partners_economy() -> None:
    world = under(world_of(2), Instrument.TRADE, "ab")
    both = orders_in(
        world, a=offering(Instrument.TRADE, to="b"), b=offering(Instrument.TRADE, to="a")
    )
    poorer = having(world, "economy", b=7.0)
    assert of(after(treasury, world, both)[1].trade, "a") == of(
        after(treasury, poorer, both)[1].trade, "a"
    )


@LINES
def test_each_line_gets_its_share_of_the_funds(line: BudgetLine) -> None:
    world = world_of(2)
    _, events = after(treasury, world, orders_in(world, a=spending(**{line: 0.25})))
    assert of(events.spent[line.code], "a") == 0.25 * of(events.funds, "a")
    assert events.spent.sum() == of(events.spent[line.code], "a")


def test_funds_are_income_and_trade_less_upkeep() -> None:
    world = under(world_of(2), Instrument.TRADE, "ab")
    sheets = {"a": offering(Instrument.TRADE, to="b"), "b": offering(Instrument.TRADE, to="a")}
    _, events = after(treasury, world, orders_in(world, **sheets))
    assert events.funds == pytest.approx(events.gross + events.trade - events.upkeep)
    assert not events.shortfall.any()


def test_what_is_not_spent_is_saved() -> None:
    world = world_of(2)
    later, events = after(treasury, world, orders_in(world, a=spending(welfare=0.5, defence=0.2)))
    assert of(events.saved, "a") == pytest.approx(0.3 * of(events.funds, "a"))
    assert of(later.reserves, "a") == of(world.reserves, "a") + of(events.saved, "a")


def test_upkeep_beyond_income_is_paid_from_reserves() -> None:
    world = having(world_of(2), "economy", a=1.0)
    world = having(world, "reserves", a=100.0)
    later, events = after(treasury, world, orders_in(world, a=spending(welfare=1.0)))
    assert of(events.funds, "a") == 0.0
    assert of(events.shortfall, "a") == pytest.approx(of(events.upkeep - events.gross, "a"))
    assert of(later.reserves, "a") == pytest.approx(100.0 - of(events.shortfall, "a"))
    assert not events.spent[:, 0].any()
    assert not events.unpaid.any()


def test_what_reserves_cannot_pay_stays_unpaid() -> None:
    world = having(having(world_of(2), "economy", a=1.0), "reserves", a=0.5)
    later, events = after(treasury, world, orders_in(world))
    assert of(later.reserves, "a") == 0.0
    assert of(events.unpaid, "a") == pytest.approx(of(events.shortfall, "a") - 0.5)


def test_the_rounding_that_a_budget_may_carry_never_overdraws_the_reserves() -> None:
    world = having(world_of(2), "reserves", a=0.0)
    rounded = spending(welfare=0.5, defence=0.5 + BUDGET_TOLERANCE / 2)
    later, events = after(treasury, world, orders_in(world, a=rounded))
    assert of(events.saved, "a") >= 0.0
    assert of(later.reserves, "a") >= 0.0


def test_welfare_makes_the_economy_grow_and_nothing_else_does() -> None:
    world = world_of(2)
    later, events = after(
        treasury, world, orders_in(world, a=spending(welfare=0.5), b=spending(defence=0.5))
    )
    shrunk = of(world.economy, "b") * (1.0 - STANDARD.decay)
    grown = of(events.spent[BudgetLine.WELFARE.code], "a") * STANDARD.growth
    assert of(later.economy, "b") == shrunk
    assert of(later.economy, "a") == pytest.approx(shrunk + grown)


def test_budget_and_readiness_stand_until_changed() -> None:
    game = begin(plain(2), SECRET)
    sheet = order(budget={BudgetLine.DEFENCE: 0.375}, readiness=Readiness.STAND_DOWN)
    game = advance(advance(game, {"a": sheet}), {})
    kept = game.turns[-1].orders["a"]
    assert kept.budget[BudgetLine.DEFENCE] == 0.375
    assert kept.readiness is Readiness.STAND_DOWN
    assert game.view("a").own.budget == kept.budget


@pytest.mark.parametrize("readiness", Readiness)
def test_the_funds_a_view_promises_are_the_funds_there_are(readiness: Readiness) -> None:
    game = begin(plain(2), SECRET)
    both = {letter: offering(*Instrument, to="ab".replace(letter, "")) for letter in "ab"}
    game = advance(game, both)
    kept = {"offers": {"b": tuple(Instrument)}}
    later = advance(game, {"a": order(readiness=readiness, **kept)})
    assert later.events[-1].funds[0, 0] == game.view("a").own.funds[readiness]
