"""Ultimatums: met, followed through, or shown to be a bluff by the end of the next turn."""

from __future__ import annotations

import pytest

from dilemma.coefficients import STANDARD
from dilemma.orders import Order
from dilemma.orders.arrays import NOBODY
from dilemma.record import advance, begin
from dilemma.rules import Events
from dilemma.rules.signals import signals
from dilemma.rules.war import war
from dilemma.view.books import StandingUltimatum
from dilemma.view.occurrences import UltimatumEnded
from dilemma.vocabulary import BudgetLine, Demand, Readiness, Response, SignalKind
from dilemma.world import World
from support.worlds import (
    SECRET,
    after,
    answering,
    attack,
    before,
    between,
    in_crisis,
    of,
    order,
    orders_in,
    plain,
    probe,
    signalling,
    spending,
    world_of,
)

MEETS = {
    Demand.STAND_DOWN: order(readiness=Readiness.ROUTINE),
    Demand.BACK_DOWN: answering(Response.BACK_DOWN, "a"),
    Demand.STOP_ARMING: spending(offence=STANDARD.demand_offence_share),
}
DEFIES = {
    Demand.STAND_DOWN: order(readiness=Readiness.MOBILISED),
    Demand.BACK_DOWN: answering(Response.HOLD, "a"),
    Demand.STOP_ARMING: spending(offence=STANDARD.demand_offence_share + 0.01),
}
EACH = pytest.mark.parametrize("demand", Demand)


def demanding(demand: Demand) -> World:
    """Three states; a has demanded something of b, with whom it is in a crisis."""
    return between(in_crisis(world_of(3), "ab"), "ultimatum", ab=demand.code)


def settled(world: World, **sheets: Order) -> tuple[World, Events, dict[str, float]]:
    """After the stage: world, events, and what each state gained in standing by it."""
    orders = orders_in(world, **sheets)
    found, _ = before(signals, world, orders)
    later, events = after(signals, world, orders)
    gained = later.standing - found.standing
    return later, events, {letter: float(gained["abc".index(letter), 0]) for letter in "abc"}


@EACH
def test_to_threaten_costs_the_one_who_threatens(demand: Demand) -> None:
    world = in_crisis(world_of(3), "ab")
    later, _, gained = settled(world, a=signalling(SignalKind.ULTIMATUM, "b", demand))
    assert gained["a"] == pytest.approx(-STANDARD.ultimatum_issued)
    assert gained["b"] == gained["c"] == 0.0
    assert of(later.ultimatum, "ab") == demand.code
    assert of(later.ultimatum, "ba") == of(later.ultimatum, "ac") == NOBODY


@EACH
def test_an_ultimatum_that_is_met_moves_standing_to_who_demanded(demand: Demand) -> None:
    later, events, gained = settled(demanding(demand), b=MEETS[demand])
    assert of(events.ultimatum_met, "ab")
    assert not of(events.ultimatum_followed, "ab")
    assert gained["a"] == pytest.approx(STANDARD.ultimatum_met)
    assert gained["b"] == pytest.approx(-STANDARD.ultimatum_met)
    assert gained["c"] == 0.0
    assert of(later.ultimatum, "ab") == NOBODY


@EACH
def test_a_bluff_that_is_called_costs_standing(demand: Demand) -> None:
    later, events, gained = settled(demanding(demand), b=DEFIES[demand])
    assert not of(events.ultimatum_met, "ab")
    assert not of(events.ultimatum_followed, "ab")
    assert gained["a"] == pytest.approx(-STANDARD.ultimatum_bluffed)
    assert gained["b"] == gained["c"] == 0.0
    assert of(later.ultimatum, "ab") == NOBODY


@EACH
def test_a_threat_that_is_carried_out_is_no_bluff(demand: Demand) -> None:
    _, events, gained = settled(demanding(demand), a=attack("b"), b=DEFIES[demand])
    assert of(events.ultimatum_followed, "ab")
    assert not of(events.ultimatum_met, "ab")
    assert gained["a"] == gained["b"] == 0.0


@pytest.mark.parametrize("sheet", [probe("b"), attack("c"), answering(Response.ESCALATE, "b")])
def test_only_an_attack_on_the_one_threatened_carries_a_threat_out(sheet: Order) -> None:
    _, events, gained = settled(demanding(Demand.STAND_DOWN), a=sheet, b=DEFIES[Demand.STAND_DOWN])
    assert not events.ultimatum_followed.any()
    assert gained["a"] == pytest.approx(-STANDARD.ultimatum_bluffed)


def test_standing_down_altogether_meets_the_demand_too() -> None:
    stood_down = order(readiness=Readiness.STAND_DOWN)
    assert of(settled(demanding(Demand.STAND_DOWN), b=stood_down)[1].ultimatum_met, "ab")


def test_escalating_does_not_meet_a_demand_to_back_down() -> None:
    defied = settled(demanding(Demand.BACK_DOWN), b=answering(Response.ESCALATE, "a"))
    assert not of(defied[1].ultimatum_met, "ab")


def test_a_demand_to_back_down_from_a_crisis_that_is_over_is_met() -> None:
    world = between(world_of(3), "ultimatum", ab=Demand.BACK_DOWN.code)
    assert of(settled(world)[1].ultimatum_met, "ab")


@EACH
def test_meeting_every_other_demand_does_not_meet_this_one(demand: Demand) -> None:
    line = BudgetLine.OFFENCE
    sheet = order(
        readiness=(DEFIES if demand is Demand.STAND_DOWN else MEETS)[Demand.STAND_DOWN].readiness,
        responses=(DEFIES if demand is Demand.BACK_DOWN else MEETS)[Demand.BACK_DOWN].responses,
        budget={
            line: (DEFIES if demand is Demand.STOP_ARMING else MEETS)[Demand.STOP_ARMING].budget[
                line
            ]
        },
    )
    for asked in Demand:
        assert of(settled(demanding(asked), b=sheet)[1].ultimatum_met, "ab") == (asked != demand)


def test_an_ultimatum_falls_due_once() -> None:
    world, _, _ = settled(demanding(Demand.STAND_DOWN), b=DEFIES[Demand.STAND_DOWN])
    _, events, gained = settled(world, b=DEFIES[Demand.STAND_DOWN])
    assert not (events.ultimatum_due != NOBODY).any()
    assert gained["a"] == 0.0


def test_one_that_is_threatened_may_threaten_back() -> None:
    world = between(demanding(Demand.STAND_DOWN), "ultimatum", ba=Demand.STOP_ARMING.code)
    _, events, gained = settled(world, b=DEFIES[Demand.STAND_DOWN], a=MEETS[Demand.STOP_ARMING])
    assert not of(events.ultimatum_met, "ab")
    assert of(events.ultimatum_met, "ba")
    paid = STANDARD.ultimatum_bluffed + STANDARD.ultimatum_met
    assert gained["a"] == pytest.approx(-paid)


def test_war_overtakes_every_ultimatum_between_those_who_fight() -> None:
    world = in_crisis(world_of(3), "ab")
    sheet = attack("b", signal=signalling(SignalKind.ULTIMATUM, "b", Demand.STAND_DOWN).signal)
    later, _ = after(war, world, orders_in(world, a=sheet))
    assert (later.ultimatum == NOBODY).all()


def test_the_two_concerned_see_an_ultimatum_stand_and_all_see_it_end() -> None:
    game = begin(plain(3), SECRET)
    threat = signalling(SignalKind.ULTIMATUM, "b", Demand.STAND_DOWN)
    game = advance(game, {"a": threat, "b": DEFIES[Demand.STAND_DOWN]})
    assert game.view("a").others[0].ultimatums == (StandingUltimatum(Demand.STAND_DOWN, False),)
    assert game.view("b").others[0].ultimatums == (StandingUltimatum(Demand.STAND_DOWN, True),)
    assert not any(page.ultimatums for page in game.view("c").others)
    game = advance(game, {"b": MEETS[Demand.STAND_DOWN]})
    ended = UltimatumEnded(2, "a", "b", met=True, followed_through=False)
    assert all(ended in view.occurrences for view in game.views)
    assert not any(page.ultimatums for view in game.views for page in view.others)
