"""Treaties: an instrument is in force exactly while both sides offer it."""

from __future__ import annotations

import pytest

from dilemma.coefficients import STANDARD
from dilemma.orders import Order, standing_order
from dilemma.orders.arrays import pack
from dilemma.record import advance, begin
from dilemma.rules.treaties import BINDING, treaties
from dilemma.view.occurrences import OfferChanged
from dilemma.vocabulary import Instrument
from support.worlds import (
    SECRET,
    after,
    attack,
    having,
    mutual,
    of,
    offering,
    order,
    orders_in,
    plain,
    probe,
    under,
    world_of,
)

EVERY = pytest.mark.parametrize("instrument", Instrument)
PROMISES = (Instrument.NON_AGGRESSION, Instrument.DEFENCE_PACT)


@EVERY
def test_an_instrument_that_both_offer_is_in_force_at_once(instrument: Instrument) -> None:
    world = world_of(2)
    both = orders_in(world, a=offering(instrument, to="b"), b=offering(instrument, to="a"))
    world, events = after(treaties, world, both)
    assert of(world.in_force[instrument.code], "ab")
    assert of(world.in_force[instrument.code], "ba")
    assert of(events.offer_begun[instrument.code], "ab")
    assert of(events.in_force[instrument.code], "ab")


@EVERY
def test_an_offer_of_one_side_binds_nobody(instrument: Instrument) -> None:
    world = world_of(3)
    world, events = after(treaties, world, orders_in(world, a=offering(instrument, to="bc")))
    assert not world.in_force.any()
    assert of(world.offers[instrument.code], "ab")
    assert not of(world.offers[instrument.code], "ba")
    assert of(events.offer_begun[instrument.code], "ac")


def test_two_different_offers_do_not_meet() -> None:
    world = world_of(2)
    both = orders_in(
        world, a=offering(Instrument.TRADE, to="b"), b=offering(Instrument.HOTLINE, to="a")
    )
    assert not after(treaties, world, both)[0].in_force.any()


@EVERY
def test_a_withdrawn_offer_ends_the_treaty_at_once(instrument: Instrument) -> None:
    world = under(world_of(2), instrument, "ab")
    world, events = after(treaties, world, orders_in(world, b=offering(instrument, to="a")))
    assert not world.in_force.any()
    assert of(events.offer_ended[instrument.code], "ab")
    assert not of(events.offer_ended[instrument.code], "ba")
    assert of(world.offers[instrument.code], "ba"), "the other side's offer goes on standing"


def test_offers_that_go_on_are_neither_begun_nor_ended() -> None:
    world = under(world_of(2), Instrument.TRADE, "ab")
    same = orders_in(
        world, a=offering(Instrument.TRADE, to="b"), b=offering(Instrument.TRADE, to="a")
    )
    world, events = after(treaties, world, same)
    assert of(world.in_force[Instrument.TRADE.code], "ab")
    assert not events.offer_begun.any()
    assert not events.offer_ended.any()


def test_a_state_that_sends_nothing_goes_on_offering_what_it_offered() -> None:
    game = begin(plain(2), SECRET)
    both = {
        "a": order(offers={"b": (Instrument.TRADE, Instrument.HOTLINE)}),
        "b": order(offers={"a": (Instrument.TRADE,)}),
    }
    game = advance(advance(game, both), {})
    page = game.view("b").others[0]
    assert page.in_force == (Instrument.TRADE,)
    assert page.offers_us == (Instrument.HOTLINE, Instrument.TRADE)


@pytest.mark.parametrize("instrument", BINDING)
def test_who_withdraws_from_a_promise_in_force_pays_standing_and_the_partner_does_not(
    instrument: Instrument,
) -> None:
    world = under(world_of(2), instrument, "ab")
    later, _ = after(treaties, world, orders_in(world, b=offering(instrument, to="a")))
    assert of(world.standing, "a") - of(later.standing, "a") == pytest.approx(STANDARD.withdrawal)
    assert of(later.standing, "b") == of(world.standing, "b")


@pytest.mark.parametrize("instrument", [kind for kind in Instrument if kind not in BINDING])
def test_withdrawing_from_any_other_line_costs_nothing(instrument: Instrument) -> None:
    world = under(world_of(2), instrument, "ab")
    later, _ = after(treaties, world, orders_in(world))
    assert (later.standing == world.standing).all()


def test_withdrawing_an_offer_that_nobody_took_up_costs_nothing() -> None:
    world = world_of(2)
    world, _ = after(
        treaties, world, orders_in(world, a=offering(Instrument.NON_AGGRESSION, to="b"))
    )
    later, events = after(treaties, world, orders_in(world))
    assert of(events.offer_ended[Instrument.NON_AGGRESSION.code], "ab")
    assert (later.standing == world.standing).all()


def test_each_promise_withdrawn_is_paid_for() -> None:
    world = under(world_of(3), Instrument.DEFENCE_PACT, "ab", "ac")
    world = under(world, Instrument.NON_AGGRESSION, "ab")
    later, _ = after(treaties, world, orders_in(world))
    assert of(world.standing - later.standing, "a") == pytest.approx(3 * STANDARD.withdrawal)
    assert of(world.standing - later.standing, "c") == pytest.approx(STANDARD.withdrawal)


@pytest.mark.parametrize("instrument", PROMISES)
@pytest.mark.parametrize("move", [attack("b"), probe("b")])
def test_to_move_against_a_partner_is_a_breach_and_costs_standing(
    instrument: Instrument, move: Order
) -> None:
    world = under(world_of(2), instrument, "ab")
    kept = {"offers": {"b": (instrument,)}}
    sheet = order(action=move.action, **kept)
    later, events = after(
        treaties, world, orders_in(world, a=sheet, b=offering(instrument, to="a"))
    )
    assert of(events.breach, "ab")
    assert not of(events.breach, "ba")
    assert of(world.standing - later.standing, "a") == pytest.approx(STANDARD.treaty_breach)
    assert of(later.standing, "b") == of(world.standing, "b")


@pytest.mark.parametrize("instrument", PROMISES)
def test_withdrawing_in_the_same_breath_does_not_excuse_a_breach(instrument: Instrument) -> None:
    world = under(world_of(2), instrument, "ab")
    later, events = after(treaties, world, orders_in(world, a=attack("b")))
    assert of(events.breach, "ab")
    paid = STANDARD.treaty_breach + STANDARD.withdrawal
    assert of(world.standing - later.standing, "a") == pytest.approx(paid)


@pytest.mark.parametrize("instrument", [kind for kind in Instrument if kind not in PROMISES])
def test_no_other_instrument_promises_peace(instrument: Instrument) -> None:
    world = under(world_of(2), instrument, "ab")
    sheet = attack("b", offers={"b": (instrument,)})
    later, events = after(
        treaties, world, orders_in(world, a=sheet, b=offering(instrument, to="a"))
    )
    assert not events.breach.any()
    assert (later.standing == world.standing).all()


def test_a_promise_made_this_turn_is_not_yet_one_to_break() -> None:
    world = world_of(2)
    sheet = attack("b", offers={"b": (Instrument.NON_AGGRESSION,)})
    both = orders_in(world, a=sheet, b=offering(Instrument.NON_AGGRESSION, to="a"))
    assert not after(treaties, world, both)[1].breach.any()


def test_a_move_against_a_third_state_breaks_no_promise() -> None:
    world = under(world_of(3), Instrument.NON_AGGRESSION, "ab")
    assert not after(treaties, world, orders_in(world, a=attack("c")))[1].breach.any()


@EVERY
def test_between_states_at_war_only_a_hotline_can_be_in_force(instrument: Instrument) -> None:
    world = mutual(world_of(3), "at_war", ab=True)
    everyone = {letter: offering(instrument, to="abc".replace(letter, "")) for letter in "abc"}
    world, _ = after(treaties, world, orders_in(world, **everyone))
    assert of(world.in_force[instrument.code], "ab") == (instrument is Instrument.HOTLINE)
    assert of(world.offers[instrument.code], "ab") == (instrument is Instrument.HOTLINE)
    assert of(world.in_force[instrument.code], "ac"), "a war between others forbids nothing"


def test_standing_never_falls_below_zero() -> None:
    world = having(under(world_of(2), Instrument.DEFENCE_PACT, "ab"), "standing", a=0.05)
    later, _ = after(treaties, world, orders_in(world, a=attack("b")))
    assert of(later.standing, "a") == 0.0


def test_both_concerned_see_what_was_offered_and_nobody_else_does() -> None:
    game = begin(plain(3), SECRET)
    game = advance(game, {"a": offering(Instrument.TRADE, to="b")})
    assert game.view("b").others[0].offers_us == (Instrument.TRADE,)
    assert game.view("a").others[0].offered == (Instrument.TRADE,)
    assert len(game.view("a").occurrences) == len(game.view("b").occurrences) == 1
    assert game.view("c").occurrences == ()
    game = advance(game, {"a": order()})
    told = [told for told in game.view("b").occurrences if isinstance(told, OfferChanged)]
    assert [change.offered for change in told] == [True, False]
    assert game.view("c").occurrences == ()


def test_a_standing_order_packs_to_the_offers_that_stand() -> None:
    game = begin(plain(3), SECRET)
    game = advance(game, {"a": offering(*Instrument, to="bc"), "b": offering(*Instrument, to="ac")})
    sheets = [standing_order(view) for view in game.views]
    assert (pack(game.scenario.ids, sheets).offers == game.world.offers).all()
