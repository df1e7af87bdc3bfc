"""Tells: what the order, the count and the time of news give away to who may not know."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dilemma.bots import BOTS
from dilemma.orders import Action, Order
from dilemma.protocol import encode
from dilemma.protocol.messages import Accepted, Refused, ServerMessage, Table
from dilemma.vocabulary import ActionKind, BudgetLine, Readiness
from dilemma_server.match import (
    Covered,
    CoverSealed,
    HouseRules,
    Match,
    Reason,
    cover_orders,
    new_match,
)
from dilemma_server.match.events import decode_event
from support.company import COVER_SECONDS, four, watches
from support.desk import Desk, Foreseeable, scenario
from support.house import all_told, close, open_house
from support.manual_clock import ManualClock

NORTH, EAST, SOUTH, WEST = "aster", "borea", "corvia", "delmark"
PEACE = Order(budget={BudgetLine.WELFARE: 0.5})
WAR = Order(
    budget={BudgetLine.OFFENCE: 0.9},
    readiness=Readiness.MOBILISED,
    action=Action(ActionKind.ATTACK, NORTH),
)


async def heard_while(folder: Path, order: Order) -> tuple[list[bytes], list[bytes]]:
    """What a third and a spectator hear while one gives an order, tries others and vanishes."""
    house = await open_house(folder / "matches.sqlite3", ManualClock())
    ada, ben, cleo, dan = await four(house)
    watcher = await watches(house, ada.code)
    heard: tuple[list[ServerMessage], list[ServerMessage]] = ([], [])

    def listen() -> None:
        for messages, feed in zip(heard, (cleo.feed, watcher.feed), strict=True):
            messages.extend(all_told(feed))

    dan.hang_up()
    listen()
    assert isinstance(await ben.seal(order), Accepted)
    listen()
    assert isinstance(await ben.seal(Order(budget={BudgetLine.WELFARE: 1.5})), Refused)
    listen()
    ben.hang_up()
    listen()
    await house.clock.advance(COVER_SECONDS)
    await ada.sees(lambda table: WEST in table.sealed)
    listen()
    await ben.come_back()
    listen()
    await ada.mute(EAST)
    await ben.leave()
    await ada.sees(lambda table: table.players[EAST] is None)
    listen()
    await close(house)
    return [encode(message) for message in heard[0]], [encode(message) for message in heard[1]]


async def test_what_one_plans_changes_no_byte_and_no_count_that_others_hear(
    tmp_path: Path,
) -> None:
    """Not while he is here, nor while a bot plays for him, nor when he has gone."""
    peace = await heard_while(tmp_path / "peace", PEACE)
    war = await heard_while(tmp_path / "war", WAR)
    assert peace == war
    assert all(len(frames) > 5 for frames in peace)


@pytest.mark.parametrize("order", [PEACE, WAR], ids=["peace", "war"])
async def test_bots_seal_in_the_order_in_which_they_took_over_whatever_they_decide(
    tmp_path: Path, order: Order
) -> None:
    house = await open_house(tmp_path / "matches.sqlite3", ManualClock())
    ada, ben, cleo, dan = await four(house)
    for guest in (dan, cleo):
        guest.hang_up()
    await house.clock.advance(COVER_SECONDS)
    await ada.sees(lambda table: {SOUTH, WEST} <= set(table.sealed))
    records = ada.room.match.sequence
    await ben.seal(order)
    await ada.seal(PEACE)
    stored = (await house.store.load(ada.room.match.id))[records:]
    events = [decode_event(record, "m", 0) for record in stored]
    assert [event.seat for event in events if isinstance(event, CoverSealed)] == [SOUTH, WEST]
    assert ada.room.match.game.turn == 2
    await close(house)


def test_the_table_tells_of_a_seat_nothing_but_what_stands_in_it() -> None:
    """A new field must be thought about: who may know it, and since when."""
    assert set(Table.__struct_fields__) == {
        *("players", "present", "sealed", "ready", "covered", "muted", "host", "begun"),
        "watching",
    }


def deciding(bot: str, order: Order) -> float:
    """Seconds of work that a bot takes to decide after a turn of `order` by others; the least."""
    created = new_match("CODE1234", scenario("four_worlds"), Foreseeable(), HouseRules(cover=bot))
    match = Match("m1", created, ManualClock())
    match.orders.update(dict.fromkeys((EAST, SOUTH), order))
    match.apply(Covered(WEST, bot))
    match.apply(match.close_turn(Reason.DEADLINE))
    took = []
    for _ in range(15):
        begun = time.thread_time()
        cover_orders(match, WEST)
        took.append(time.thread_time() - begun)
    return min(took)


@pytest.mark.parametrize("bot", BOTS)
def test_a_bot_thinks_no_longer_in_one_position_than_in_another(bot: str) -> None:
    """Within what a busy machine blurs; it computes the same arrays whatever stands in them."""
    peace, war = deciding(bot, PEACE), deciding(bot, WAR)
    assert max(peace, war) < 3.0 * min(peace, war) + 0.0005


def test_a_turn_is_counted_to_its_end_whoever_plays() -> None:
    """A bot's seal looks like anybody's, and takes no time off a turn that a person is in."""
    desk = Desk(ManualClock(), scenario(), ("Ada", "Ben"))
    desk.keep(Covered("blueland", "tit_for_tat"))
    desk.keep(cover_orders(desk.match, "blueland"))
    assert desk.match.opened("redland").seconds_left == desk.match.scenario.turn_seconds
    assert desk.match.table(frozenset()).sealed == ("blueland",)
