"""Substitutes: who takes a seat in a match that runs, and what goes with it."""

from __future__ import annotations

import asyncio

import pytest

from dilemma.orders import Order
from dilemma.protocol.messages import Accepted, Heard, Refused, Unseal
from dilemma.protocol.messages import TurnOpened as Opened
from dilemma.vocabulary import BudgetLine, Instrument
from dilemma_server.lobby import TurnedAway
from support.company import Guest, joins, opens, pair
from support.house import House, told

RED, BLUE = "redland", "blueland"
ARMS = Order(budget={BudgetLine.OFFENCE: 0.6})
HOTLINE: tuple[Instrument, ...] = (Instrument.HOTLINE,)


async def connected(house: House) -> tuple[Guest, Guest]:
    """A match of two in its second turn, with a hotline on which one thing was said."""
    ada, ben = await pair(house)
    for guest in (ada, ben):
        offers = {page.id: HOTLINE for page in guest.view.others}
        await guest.seal(Order(budget={}, offers=offers))
    assert isinstance(await ada.call(BLUE, "An exercise, no more."), Accepted)
    return ada, ben


async def test_a_seat_that_was_left_can_be_taken_while_the_match_runs(house: House) -> None:
    ada, ben = await pair(house)
    await ben.leave()
    cleo = await joins(house, ada.code, "Cleo")
    assert cleo.seat == BLUE
    table = await ada.sees(lambda table: table.players[BLUE] == "Cleo")
    assert (table.covered, table.sealed, table.begun) == ((), (), True)
    opened = await told(cleo.feed, Opened)
    assert (opened.view.turn, opened.view.seat) == (1, BLUE)


async def test_a_seat_whose_player_is_only_away_cannot(house: House) -> None:
    ada, ben = await pair(house)
    ben.hang_up()
    with pytest.raises(TurnedAway, match="No seat of this match is free"):
        await joins(house, ada.code, "Cleo")


async def test_who_is_not_ready_does_not_stop_a_match_that_runs(house: House) -> None:
    ada, ben = await pair(house)
    await ben.leave()
    cleo = await joins(house, ada.code, "Cleo", ready=False)
    await cleo.seal()
    await ada.seal()
    assert ada.room.match.game.turn == 2


async def test_the_plans_of_the_state_go_with_the_seat(house: House) -> None:
    """What the former player had sealed stands until the substitute seals something else."""
    ada, ben = await pair(house)
    await ben.seal(ARMS)
    await ben.leave()
    cleo = await joins(house, ada.code, "Cleo")
    opened = await told(cleo.feed, Opened)
    assert (opened.own_order, opened.sealed) == (ARMS, True)
    assert isinstance(await cleo.unseal(), Accepted)
    await cleo.seal(Order(budget={}))
    await ada.seal()
    assert ada.room.match.game.turns[0].orders[BLUE] == Order(budget={})


async def test_hotlines_go_with_the_seat_read_or_not(house: House) -> None:
    """They are between states: a promise made to one outlasts who governs there."""
    ada, ben = await connected(house)
    await ben.leave()
    cleo = await joins(house, ada.code, "Cleo")
    heard = await told(cleo.feed, Heard)
    assert (heard.serial, heard.speaker, heard.text) == (1, RED, "An exercise, no more.")


async def test_answers_to_the_former_player_do_not(house: House) -> None:
    """With his keys one would else learn what he was refused, and have commands not applied."""
    ada, ben = await pair(house)
    await ben.say(Unseal(1, "refused"))
    await ben.seal(ARMS)
    farewell = await ben.leave()
    cleo = await joins(house, ada.code, "Cleo")
    answer = await cleo.say(Unseal(1, "refused"))
    assert isinstance(answer, Accepted), "there is a seal to take off now"
    assert isinstance(await cleo.say(Unseal(1, farewell.key)), Refused)


async def test_who_left_and_comes_again_is_somebody_else(house: House) -> None:
    ada, ben = await pair(house)
    await ada.mute(BLUE)
    await ben.leave()
    again = await joins(house, ada.code, "Ben")
    assert again.token != ben.token
    assert ada.room.match.places.muted == set()


async def test_nobody_takes_a_seat_when_all_is_over(house: House) -> None:
    ada, ben = await pair(house)
    await ben.leave()
    while not ada.room.match.game.over:
        await ada.seal()
    with pytest.raises(TurnedAway, match="This match is over"):
        await joins(house, ada.code, "Cleo")
    (answer,) = [await ada.say(Unseal(1, "late"))]
    assert isinstance(answer, Refused)


async def test_the_debrief_names_who_governed_last(house: House) -> None:
    ada, ben = await pair(house)
    await ben.leave()
    while not ada.room.match.game.over:
        await ada.seal()
    named = {state.id: state.player for state in ada.room.match.ended(RED).hindsight.states}
    assert named == {RED: "Ada", BLUE: "tit_for_tat"}


async def test_two_who_want_the_last_seat_do_not_both_get_it(house: House) -> None:
    ada = await opens(house)
    answers = await asyncio.gather(
        *(joins(house, ada.code, name) for name in ("Ben", "Cleo", "Dan")), return_exceptions=True
    )
    assert [type(answer) for answer in answers].count(Guest) == 1
    assert [type(answer) for answer in answers].count(TurnedAway) == 2
