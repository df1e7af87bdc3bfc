"""Signals: cheap talk, sunk costs, tied hands, and a look inside (Fearon, 1997)."""

from __future__ import annotations

import pytest

from dilemma.coefficients import STANDARD
from dilemma.orders import Order
from dilemma.orders.arrays import NOBODY
from dilemma.record import advance, begin
from dilemma.rules.signals import signals
from dilemma.view.occurrences import PledgeBroken, Signalled
from dilemma.vocabulary import Readiness, SignalKind
from dilemma.world import World
from support.worlds import (
    SECRET,
    after,
    attack,
    before,
    having,
    of,
    order,
    orders_in,
    plain,
    probe,
    signalling,
    spending,
    world_of,
)

PLEDGE = signalling(SignalKind.PLEDGE_RESTRAINT)
ALLOWED_ARMS = spending(offence=STANDARD.pledge_offence_share)
BREACHES = pytest.mark.parametrize(
    "deed",
    [
        spending(offence=STANDARD.pledge_offence_share + 0.01),
        order(readiness=Readiness.MOBILISED),
        attack("b"),
        probe("b"),
    ],
    ids=["arming", "mobilising", "attacking", "probing"],
)


def cost_of(world: World, sheet: Order) -> float:
    """What the stage of signals costs state a in standing under an order sheet."""
    orders = orders_in(world, a=sheet)
    found = before(signals, world, orders)[0].standing - after(signals, world, orders)[0].standing
    return float(found[0, 0])


@pytest.mark.parametrize("kind", [SignalKind.REASSURE, SignalKind.WARN])
def test_talk_is_cheap(kind: SignalKind) -> None:
    world = world_of(2)
    silent = after(signals, world, orders_in(world))[0]
    spoken = after(signals, world, orders_in(world, a=signalling(kind)))[0]
    assert (silent.standing == spoken.standing).all()
    assert (silent.reserves == spoken.reserves).all()
    assert (silent.pledge_turns == spoken.pledge_turns).all()


def test_a_show_of_force_sinks_its_cost_from_reserves() -> None:
    world = world_of(2)
    orders = orders_in(world, a=signalling(SignalKind.SHOW_OF_FORCE))
    later, events = after(signals, world, orders)
    had = of(before(signals, world, orders)[0].reserves, "a")
    assert of(events.sunk, "a") == STANDARD.show_of_force_cost
    assert of(later.reserves, "a") == had - STANDARD.show_of_force_cost
    assert of(events.sunk, "b") == 0.0


def test_a_show_of_force_cannot_sink_more_than_there_is() -> None:
    world = having(having(world_of(2), "economy", a=1.0), "reserves", a=STANDARD.show_of_force_cost)
    later, events = after(signals, world, orders_in(world, a=signalling(SignalKind.SHOW_OF_FORCE)))
    assert of(later.reserves, "a") == 0.0
    assert 0.0 <= of(events.sunk, "a") < STANDARD.show_of_force_cost


@pytest.mark.parametrize("kind", [kind for kind in SignalKind if kind != "show_of_force"])
def test_no_other_signal_sinks_money(kind: SignalKind) -> None:
    world = world_of(2)
    assert not after(signals, world, orders_in(world, a=signalling(kind)))[1].sunk.any()


def test_a_signal_stands_for_one_turn() -> None:
    world = world_of(2)
    spoken, _ = after(signals, world, orders_in(world, a=signalling(SignalKind.WARN)))
    assert of(spoken.signal, "a") == SignalKind.WARN.code
    silent, _ = after(signals, spoken, orders_in(spoken))
    assert of(silent.signal, "a") == NOBODY


def test_everybody_sees_a_signal_its_target_and_the_statement() -> None:
    game = begin(plain(3), SECRET)
    game = advance(game, {"a": signalling(SignalKind.WARN, "b", statement="Stay on your bank.")})
    expected = Signalled(1, "a", SignalKind.WARN, "b", None, "Stay on your bank.")
    assert all(view.occurrences == (expected,) for view in game.views)
    assert game.view("c").others[0].signal is SignalKind.WARN


def test_a_statement_without_a_signal_is_heard_too() -> None:
    game = begin(plain(2), SECRET)
    game = advance(game, {"a": order(statement="We want quiet.")})
    assert game.view("b").occurrences == (Signalled(1, "a", None, None, None, "We want quiet."),)
    assert game.view("b").others[0].signal is None


def test_a_pledge_binds_in_the_turn_it_is_given_and_for_its_length() -> None:
    world = world_of(2)
    world, _ = after(signals, world, orders_in(world, a=PLEDGE))
    for left in range(STANDARD.pledge_length, 0, -1):
        assert of(world.pledge_turns, "a") == left
        breach = after(signals, world, orders_in(world, a=attack("b")))[1]
        assert of(breach.pledge_broken, "a")
        world, events = after(signals, world, orders_in(world, a=ALLOWED_ARMS))
        assert not events.pledge_broken.any()
    assert of(world.pledge_turns, "a") == 0
    assert not after(signals, world, orders_in(world, a=attack("b")))[1].pledge_broken.any()


def test_a_pledge_given_again_lasts_anew() -> None:
    world = having(world_of(2), "pledge_turns", a=1)
    world, _ = after(signals, world, orders_in(world, a=PLEDGE))
    assert of(world.pledge_turns, "a") == STANDARD.pledge_length


@BREACHES
def test_a_broken_pledge_costs_standing_and_is_counted(deed: Order) -> None:
    world = having(world_of(2), "pledge_turns", a=2)
    later, events = after(signals, world, orders_in(world, a=deed))
    assert of(events.pledge_broken, "a")
    assert of(later.pledges_broken, "a") == 1
    assert of(later.pledge_turns, "a") == 0
    assert cost_of(world, deed) == pytest.approx(STANDARD.pledge_breach)


@BREACHES
def test_what_a_pledge_forbids_is_free_to_who_gave_none(deed: Order) -> None:
    world = having(world_of(2), "pledge_turns", b=2)
    _, events = after(signals, world, orders_in(world, a=deed))
    assert not events.pledge_broken.any()
    assert cost_of(world, deed) == 0.0


def test_a_pledge_broken_as_it_is_given_is_broken() -> None:
    sheet = signalling(SignalKind.PLEDGE_RESTRAINT, readiness=Readiness.MOBILISED)
    later, events = after(signals, world_of(2), orders_in(world_of(2), a=sheet))
    assert of(events.pledge_broken, "a")
    assert of(later.pledge_turns, "a") == 0


def test_a_pledge_is_broken_once() -> None:
    world = having(world_of(2), "pledge_turns", a=3)
    world, _ = after(signals, world, orders_in(world, a=attack("b")))
    world, events = after(signals, world, orders_in(world, a=attack("b")))
    assert not events.pledge_broken.any()
    assert of(world.pledges_broken, "a") == 1


def test_everybody_sees_a_pledge_and_its_breach() -> None:
    game = begin(plain(3), SECRET)
    game = advance(game, {"a": PLEDGE})
    assert game.view("c").others[0].pledge_turns == STANDARD.pledge_length
    game = advance(game, {"a": order(readiness=Readiness.MOBILISED)})
    assert PledgeBroken(2, "a") in game.view("c").occurrences
    assert game.view("b").others[0].pledges_broken == 1
    assert game.view("b").others[0].pledge_turns == 0


@pytest.mark.parametrize("kind", SignalKind)
def test_only_open_books_open_the_books_and_only_an_exercise_explains(kind: SignalKind) -> None:
    world = world_of(2)
    _, events = after(signals, world, orders_in(world, a=signalling(kind)))
    assert of(events.open_books, "a") == (kind is SignalKind.OPEN_BOOKS)
    assert of(events.exercise, "a") == (kind is SignalKind.ANNOUNCE_EXERCISE)
