"""Rooms: matches go on with their clocks, and are lost, found again or given up with a reason."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from structlog.testing import capture_logs

from dilemma.orders import standing_order
from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import (
    Accepted,
    Join,
    MatchEnded,
    Refused,
    Rejoin,
    SubmitOrders,
    Table,
    TurnOpened,
)
from dilemma.rules import RULES_VERSION
from dilemma_server.lobby import (
    Ending,
    Feed,
    Gone,
    Lobby,
    read_catalogue,
)
from dilemma_server.lobby.codes import code_key
from dilemma_server.lobby.room import LINGER_SECONDS
from dilemma_server.lobby.rooms import BEAT_SECONDS, FIRST_RETRY
from dilemma_server.match import MatchCreated, Reason, encode_event
from dilemma_server.match.events import OrdersSealed, TurnClosed, TurnPlayed, decode_event
from dilemma_server.store import Lease, SqliteStore
from support.desk import Foreseeable
from support.house import (
    TURN_SECONDS,
    House,
    attached,
    close,
    open_house,
    seal,
    seat_of,
    sitting_of,
    told,
    turned_away,
)
from support.manual_clock import ManualClock

RED, BLUE = "redland", "blueland"


# The last seal


async def test_a_turn_is_closed_in_one_commit_with_the_seal_that_closes_it(house: House) -> None:
    """Nobody finds a match, after whatever failure, in which all have sealed and nothing came."""
    host, guest = await house.table()
    await seal(host, attached(host))
    before = house.store.commits
    await seal(guest, attached(guest))
    assert house.store.commits - before == len(["the seal and the closing", "what came of it"])
    *_, last, closing, played = await house.store.load(host.room.match.id)
    assert isinstance(decode_event(last, "m", 0), OrdersSealed)
    assert isinstance(decode_event(closing, "m", 0), TurnClosed)
    assert isinstance(decode_event(played, "m", 0), TurnPlayed)


class SlowToVouch:
    """A store that keeps what came of a turn only when it is let."""

    def __init__(self, store: SqliteStore) -> None:
        self.store = store
        self.asked, self.let = asyncio.Event(), asyncio.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    async def append(self, lease: Lease, sequence: int, *records: bytes, **rest: Any) -> None:
        """Waits."""
        if isinstance(decode_event(records[-1], "m", 0), TurnPlayed):
            self.asked.set()
            await self.let.wait()
        await self.store.append(lease, sequence, *records, **rest)


async def test_a_turn_is_told_before_what_came_of_it_is_kept(house: House) -> None:
    """It follows from what is kept already; only what comes next has to wait for it."""
    slow = SlowToVouch(house.store)
    lobby = Lobby(slow, house.clock, read_catalogue(), Foreseeable("slow"))
    host, guest = await House(house.clock, house.store, lobby, house.path).table()
    feeds = [attached(host), attached(guest)]
    await seal(host, feeds[0])
    last = asyncio.create_task(seal(guest, feeds[1]))
    async with asyncio.timeout(10.0):
        await slow.asked.wait()
    assert [(await told(feed, TurnOpened)).view.turn for feed in feeds] == [2, 2]
    early = asyncio.create_task(seal(host, feeds[0], "early"))
    slow.let.set()
    await asyncio.gather(last, early)
    *_, played, sealed = await house.store.load(host.room.match.id)
    assert decode_event(played, "m", 0) == TurnPlayed(1, host.room.match.game.hash)
    assert isinstance(decode_event(sealed, "m", 0), OrdersSealed)
    await lobby.rooms.close(Ending("closing"))


# The clock


async def test_the_deadline_comes_even_if_nobody_is_there(house: House) -> None:
    host, _ = await house.table()
    await house.clock.advance(TURN_SECONDS)
    feed = attached(host)
    await until_turn(feed, 2)
    for _ in range(host.room.match.scenario.turns - 1):
        await house.clock.somebody_waits(TURN_SECONDS)
        await house.clock.advance(TURN_SECONDS)
    assert (await told(feed, MatchEnded)).view.turn == host.room.match.scenario.turns + 1
    assert feed.next() is None
    assert feed.ending is not None
    assert feed.ending.done


async def until_turn(feed: Feed, turn: int) -> TurnOpened:
    while True:
        opened = await told(feed, TurnOpened)
        if opened.view.turn >= turn:
            return opened


async def test_a_command_after_the_deadline_comes_to_the_next_turn(house: House) -> None:
    """Also when the turn's own timer has not had its moment yet."""
    host, guest = await house.table()
    feed = attached(guest)
    late = SubmitOrders(1, standing_order(guest.room.match.view(BLUE)), "late")
    house.clock.jump(TURN_SECONDS)
    await guest.room.command(late, feed)
    assert host.room.match.game.turn == 2
    assert (await told(feed, Refused)).problems[0].text == "Turn 1 is over; the open turn is 2."


async def test_a_restarted_server_gives_every_open_turn_its_full_time(house: House) -> None:
    host, _ = await house.table()
    await house.clock.advance(TURN_SECONDS - 1)
    await close(house)
    later = await open_house(house.path, ManualClock())
    later.lobby.rooms.start()
    await later.clock.somebody_waits(TURN_SECONDS)
    feed = attached(await later.rejoin(sitting_of(host).token))
    assert (await told(feed, TurnOpened)).seconds_left == TURN_SECONDS
    await later.clock.advance(TURN_SECONDS)
    assert (await told(feed, TurnOpened)).view.turn == 2
    await close(later)


async def test_a_turn_all_had_sealed_closes_at_once_after_a_crash(house: House) -> None:
    """The last seal was stored, the closing was not: nobody has to seal again."""
    host, guest = await house.table()
    await seal(host, attached(host))
    match = host.room.match
    stolen = await house.store.acquire(match.id)
    assert isinstance(stolen, Lease)
    order = standing_order(match.view(BLUE))
    last = encode_event(OrdersSealed(BLUE, 1, order, "k"))
    await house.store.append(stolen, match.sequence + 1, last)
    with pytest.raises(Gone):
        await seal(guest, attached(guest))
    again = await house.rejoin(sitting_of(guest).token)
    assert (await told(attached(again), TurnOpened)).view.turn == 2
    *_, played = await house.store.load(match.id)
    assert decode_event(played, "m", 0) == TurnPlayed(1, again.room.match.game.hash)


async def test_what_came_of_a_turn_is_noted_after_a_crash_before_it_was(house: House) -> None:
    host, _ = await house.table()
    match = host.room.match
    stolen = await house.store.acquire(match.id)
    assert isinstance(stolen, Lease)
    closing = encode_event(match.close_turn(Reason.DEADLINE))
    await house.store.append(stolen, match.sequence + 1, closing)
    with pytest.raises(Gone):
        await seal(host, attached(host))
    again = await house.rejoin(sitting_of(host).token)
    assert again.room.match.game.turn == 2
    *_, played = await house.store.load(match.id)
    assert decode_event(played, "m", 0) == TurnPlayed(1, again.room.match.game.hash)


# Losing a match


async def test_a_match_that_cannot_be_stored_is_dropped_and_read_anew(house: House) -> None:
    host, guest = await house.table()
    feeds = [attached(host), attached(guest)]
    await house.store.acquire(host.room.match.id)
    with pytest.raises(Gone):
        await seal(host, feeds[0])
    assert all(feed.ending is not None and feed.ending.problem is None for feed in feeds)
    assert not [answer async for answer in answers(feeds[0])], "nothing was acknowledged"
    back = await house.rejoin(sitting_of(host).token)
    assert back.room is not host.room
    feed = attached(back)
    await seal(back, feed)
    assert await told(feed, Accepted) == Accepted("k")


async def answers(feed: Feed) -> AsyncIterator[Accepted]:
    while (message := feed.next()) is not None:
        if isinstance(message, Accepted):
            yield message


async def test_the_clock_of_a_lost_match_goes_on_by_itself(house: House) -> None:
    host, _ = await house.table()
    await house.store.acquire(host.room.match.id)
    with pytest.raises(Gone):
        await seal(host, attached(host))
    await house.clock.somebody_waits(FIRST_RETRY)
    await house.clock.advance(FIRST_RETRY)
    await house.clock.somebody_waits(TURN_SECONDS)
    await house.clock.advance(TURN_SECONDS)
    back = attached(await house.rejoin(sitting_of(host).token))
    assert (await until_turn(back, 2)).view.turn == 2


async def test_a_match_that_is_over_stays_a_while_for_who_comes_again(house: House) -> None:
    """To read it anew takes long, and whoever has its token could ask for that all the time."""
    host, guest = await house.table()
    seats = [(visit, attached(visit)) for visit in (host, guest)]
    for turn in range(host.room.match.scenario.turns):
        for visit, feed in seats:
            await seal(visit, feed, f"turn {turn}")
    for visit, feed in seats:
        house.lobby.rooms.leave(visit.room, feed)
    await house.clock.advance(LINGER_SECONDS - BEAT_SECONDS)
    assert (await house.lobby.rooms.get(host.room.match.id)) is host.room
    house.lobby.rooms.start()
    for _ in range(2):
        await house.clock.somebody_waits(BEAT_SECONDS)
        await house.clock.advance(BEAT_SECONDS)
    assert (await house.lobby.rooms.get(host.room.match.id)) is not host.room


async def test_a_match_taken_over_by_another_node_is_given_up(house: House) -> None:
    host, _ = await house.table()
    feed = attached(host)
    house.lobby.rooms.start()
    other = await SqliteStore.open(house.path, "second", "ws://second", patience=0.0)
    assert isinstance(await other.acquire(host.room.match.id), Lease)
    await house.clock.somebody_waits(BEAT_SECONDS)
    await house.clock.advance(BEAT_SECONDS)
    async with asyncio.timeout(10.0):
        while feed.ending is None:
            await feed.changed()
    assert await turned_away(house, Rejoin(PROTOCOL_VERSION, sitting_of(host).token or "")) == (
        "match",
        "This match is held by the server at ws://second.",
    )
    await other.close()


async def test_a_match_nobody_needs_is_let_go_and_found_again(house: House) -> None:
    host = await house.create()
    feed = attached(host)
    house.clock.jump(60.0)
    house.lobby.rooms.leave(host.room, feed)
    with pytest.raises(Gone):
        host.room.attach(feed)
    guest = await house.join(host.first.code)
    assert guest.room is not host.room
    assert (await told(attached(guest), Table)).players == {RED: "Ada", BLUE: "Ben"}


# What cannot be gone on with


async def test_a_match_that_is_being_opened_at_the_end_is_closed_too(
    house: House, tmp_path: Path
) -> None:
    host, _ = await house.table()
    await close(house)
    clock = ManualClock()
    again = await open_house(tmp_path / "matches.sqlite3", clock)
    opening = asyncio.ensure_future(again.lobby.rooms.get(host.room.match.id))
    await asyncio.sleep(0)
    await close(again)
    with pytest.raises(Gone):
        (await opening).attach(Feed(host.room.match, host.first))
    assert clock.waiting == 0


async def test_a_match_of_other_rules_is_refused_in_one_line(house: House) -> None:
    host = await house.create()
    created = decode_event((await house.store.load(host.room.match.id))[0], "", 1)
    assert isinstance(created, MatchCreated)
    lease = await house.store.acquire("old")
    assert isinstance(lease, Lease)
    old = encode_event(replace(created, rules=created.rules - 1))
    await house.store.append(lease, 1, old, keys=[code_key("0LDC0DE0")])
    with capture_logs() as logs:
        refusal = await turned_away(house, Join(PROTOCOL_VERSION, "Eve", "OLDCODEO"))
    assert refusal == ("match", "This match cannot be gone on with; the server's log says why.")
    (line,) = logs
    begun, here = RULES_VERSION - 1, RULES_VERSION
    told = f"match old: was begun under rules {begun}, this server has rules {here};"
    assert line["error"].startswith(told)
    assert seat_of(await house.join(host.first.code)) == BLUE


async def test_a_damaged_match_is_refused_and_named(house: House) -> None:
    host, _ = await house.table()
    other = await house.create()
    await close(house)
    match = host.room.match.id
    vandal = sqlite3.connect(house.path)
    vandal.execute(
        "UPDATE records SET record = replace(record, 'Ben', 'Bob') WHERE sequence = 3"
        " AND match = (SELECT number FROM matches WHERE id = ?)",
        (match,),
    )
    vandal.commit()
    vandal.close()
    later = await open_house(house.path, ManualClock())
    with capture_logs() as logs:
        later.lobby.rooms.start()
        refusal = await turned_away(later, Rejoin(PROTOCOL_VERSION, sitting_of(host).token or ""))
    assert refusal == ("match", "This match cannot be gone on with; the server's log says why.")
    errors = {line["error"] for line in logs if "error" in line}
    assert errors == {f"match {match}: record 3 is damaged"}
    assert seat_of(await later.join(other.first.code)) == BLUE
    await close(later)
