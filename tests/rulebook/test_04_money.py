"""Rules 4: money."""

from __future__ import annotations

import pytest

from dilemma.coefficients import STANDARD as C
from dilemma.orders import Order
from dilemma.record import advance, begin
from dilemma.rules import Events
from dilemma.rules.building import building
from dilemma.rules.signals import signals
from dilemma.rules.treasury import treasury
from dilemma.vocabulary import BudgetLine, Instrument, Readiness, SignalKind
from dilemma.world import World
from support.worlds import (
    SECRET,
    after,
    agreeing,
    having,
    of,
    order,
    orders_in,
    plain,
    signalling,
    spending,
    world_of,
)


def paid(world: World, **sheets: Order) -> tuple[World, Events]:
    """The world after the treasury."""
    return after(treasury, world, orders_in(world, **sheets))


@pytest.mark.parametrize("standing", [0.0, 0.3, 0.6, 1.0])
def test_4_1_income_is_the_economy_as_far_as_the_people_go_along(standing: float) -> None:
    _, events = paid(having(world_of(2), "standing", a=standing))
    willing = C.income_floor + C.income_of_standing * standing
    assert of(events.gross, "a") == pytest.approx(40.0 * willing)


def test_4_1_at_a_standing_of_sixty_in_a_hundred_income_is_the_whole_economy() -> None:
    assert of(paid(world_of(2))[1].gross, "a") == pytest.approx(40.0)


@pytest.mark.parametrize("readiness", Readiness)
def test_4_2_upkeep_is_a_share_of_forces_by_the_readiness_ordered(readiness: Readiness) -> None:
    _, events = paid(world_of(2), a=order(readiness=readiness))
    assert of(events.upkeep, "a") == pytest.approx(50.0 * C.upkeep[readiness.code])


@pytest.mark.parametrize("instrument", Instrument)
def test_4_3_only_inspections_cost_upkeep(instrument: Instrument) -> None:
    more = paid(world_of(2), **agreeing(instrument, "ab"))[1].upkeep - paid(world_of(2))[1].upkeep
    cost = C.inspections_upkeep if instrument is Instrument.INSPECTIONS else 0.0
    assert more[:, 0] == pytest.approx([cost, cost])


def test_4_4_trade_earns_both_by_the_smaller_start_and_the_land_it_still_holds() -> None:
    world = having(having(world_of(2), "homeland", a=60.0), "territory", b=0.5)
    _, events = paid(world, **agreeing(Instrument.TRADE, "ab"))
    assert events.trade[:, 0] == pytest.approx([C.trade_income * 20.0] * 2)


def test_4_5_funds_are_income_and_trade_less_upkeep_and_the_rest_is_saved() -> None:
    world = world_of(2)
    sheets = agreeing(Instrument.TRADE, "ab")
    later, events = paid(world, **sheets)
    funds = of(events.gross, "a") + of(events.trade, "a") - of(events.upkeep, "a")
    assert of(events.funds, "a") == pytest.approx(funds)
    assert of(later.reserves, "a") == pytest.approx(of(world.reserves, "a") + funds)
    _, events = paid(having(world, "offence", a=2000.0))
    assert of(events.funds, "a") == 0.0


def test_4_6_reserves_pay_what_income_cannot_and_the_unpaid_share_disbands() -> None:
    rich = having(having(world_of(2), "offence", a=1000.0), "reserves", a=100.0)
    later, events = paid(rich)
    short = of(events.upkeep, "a") - of(events.gross, "a")
    assert of(later.reserves, "a") == pytest.approx(100.0 - short)
    poor = having(rich, "reserves", a=5.0)
    later, events = after(building, poor, orders_in(poor))
    assert of(later.reserves, "a") == 0.0
    unpaid = (short - 5.0) / of(events.upkeep, "a")
    worn = 1.0 - C.depreciation
    assert of(later.offence, "a") == pytest.approx(1000.0 * worn * (1.0 - unpaid))
    assert of(later.defence, "a") == pytest.approx(30.0 * worn * (1.0 - unpaid))


def test_4_7_reserves_pay_for_upkeep_and_shows_of_force_alone_and_score_nothing() -> None:
    world = having(world_of(2), "reserves", a=500.0)
    all_spent = spending(welfare=1.0)
    later, events = after(signals, world, orders_in(world, a=all_spent))
    assert of(later.reserves, "a") == 500.0
    assert of(events.spent[BudgetLine.WELFARE.code], "a") == of(events.funds, "a")
    shown = signalling(SignalKind.SHOW_OF_FORCE, budget=all_spent.budget)
    later, _ = after(signals, world, orders_in(world, a=shown))
    assert of(later.reserves, "a") == 500.0 - C.show_of_force_cost
    rich, poor = (
        advance(begin(plain(2), SECRET), {"a": spending(welfare=0.5, intelligence=share)})
        for share in (0.0, 0.5)
    )
    assert of(rich.world.reserves, "a") > of(poor.world.reserves, "a")
    assert of(rich.world.score, "a") == of(poor.world.score, "a")


def test_4_8_the_economy_shrinks_by_itself_and_grows_by_welfare() -> None:
    world = world_of(2)
    later, events = paid(world, a=spending(welfare=0.5))
    welfare = of(events.spent[BudgetLine.WELFARE.code], "a")
    assert of(later.economy, "a") == pytest.approx(40.0 * (1 - C.decay) + welfare * C.growth)
    assert of(later.economy, "b") == pytest.approx(40.0 * (1 - C.decay))
    assert differs_only_by_welfare(world)


def differs_only_by_welfare(world: World) -> bool:
    """Whether no other spending makes an economy grow."""
    spent = [paid(world, a=spending(**{line: 0.5}))[0] for line in ("defence", "intelligence")]
    return all(of(later.economy, "a") == of(later.economy, "b") for later in spent)
