"""Floods: who wants too much waits for it, and nobody else does."""

from __future__ import annotations

import asyncio
import tracemalloc
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import (
    Accepted,
    Browse,
    ChangeSeat,
    Failed,
    Join,
    Leave,
    Listing,
    Refused,
    Remove,
    Seated,
    SetReady,
    Spectate,
    Watching,
)
from dilemma_server.app import running
from dilemma_server.gateway.pace import BURST, PER_SECOND
from dilemma_server.lobby import Feed, TurnedAway, Unavailable
from dilemma_server.lobby.room import ARRIVALS_A_MINUTE, MOST_SPECTATORS
from dilemma_server.settings import Settings
from support.company import joins, opens, pair, watches
from support.desk import Foreseeable
from support.hall import Hall, goes_on, match_of_two
from support.house import House
from support.manual_clock import ManualClock
from support.wire import SECONDS, Wire, host, wire

CROWD = 200


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Hall]:
    clock = ManualClock()
    settings = Settings(tmp_path / "matches.sqlite3", connections=CROWD + 50)
    async with running(settings, clock, Foreseeable()) as url:
        yield Hall(url, clock)


async def answers(wire: Wire, number: int) -> None:
    """Hear so many answers to commands."""
    for _ in range(number):
        await wire.hear((Accepted, Refused))  # type: ignore[arg-type]  # isinstance takes several


# One client


@pytest.mark.parametrize("kind", ["ready", "seats"])
async def test_who_commands_without_end_in_a_match_that_waits_hurts_nobody(
    server: Hall, kind: str
) -> None:
    seats = ("blueland", "redland")
    async with wire(server.url, host()) as flood, match_of_two(server) as match:
        await flood.hear(Seated)
        for number in range(BURST + 20):
            key = f"k{number}"
            ready, seat = SetReady(number % 2 == 0, key), ChangeSeat(seats[number % 2], key)
            await flood.say(ready if kind == "ready" else seat)
        await answers(flood, BURST)
        await server.clock.somebody_waits(1.0 / PER_SECOND)
        await goes_on(match)


async def test_who_reads_the_list_without_end_is_shown_it_at_a_pace(server: Hall) -> None:
    async with wire(server.url) as reader, match_of_two(server) as match:
        for _ in range(BURST + 1):
            await reader.say(Browse(PROTOCOL_VERSION))
            await reader.hear(Listing)
        await reader.say(Browse(PROTOCOL_VERSION))
        await server.clock.somebody_waits(1.0 / PER_SECOND)
        await goes_on(match)


async def test_who_asks_and_does_not_read_is_asked_no_more(house: House) -> None:
    """Answers wait for their reader; its commands wait for them, and fill no memory."""
    ada = await opens(house)
    spoken = 0

    async def flood() -> None:
        nonlocal spoken
        for number in range(1000):
            await ada.feed.ready_for_answers()
            await ada.room.command(SetReady(True, f"k{number}"), ada.feed)
            spoken += 1

    flooding = asyncio.create_task(flood())
    ben = await opens(house, "Ben", scenario="four_worlds")
    for _ in range(20):
        await ben.be_ready()
    assert 0 < spoken < 20
    assert not flooding.done()
    flooding.cancel()


# Many of them


async def test_two_hundred_who_want_one_match_find_their_places_or_a_reason(server: Hall) -> None:
    async with wire(server.url, host("four_worlds")) as ada, match_of_two(server) as match:
        code = (await ada.hear(Seated)).code
        got: list[type] = []

        async def come(number: int) -> None:
            async with wire(server.url, Join(PROTOCOL_VERSION, f"Guest {number}", code)) as guest:
                got.append(type(await guest.hear(object)))

        crowd = [asyncio.create_task(come(number)) for number in range(CROWD)]
        await goes_on(match)
        async with asyncio.timeout(4 * SECONDS):
            await asyncio.gather(*crowd)
        assert (got.count(Seated), got.count(Failed)) == (3, CROWD - 3)
        await goes_on(match, 2)


async def test_a_storm_of_spectators_is_let_in_up_to_so_many(server: Hall) -> None:
    storm = MOST_SPECTATORS + 20
    async with match_of_two(server) as match:
        greeting = Spectate(PROTOCOL_VERSION, match.red_seated.code)
        got: list[type] = []
        answered = asyncio.Event()

        async def come() -> None:
            async with wire(server.url, greeting) as watcher:
                got.append(type(await watcher.hear(object)))
                if len(got) == storm:
                    answered.set()
                await watcher.rest()

        crowd = [asyncio.create_task(come()) for _ in range(storm)]
        async with asyncio.timeout(4 * SECONDS):
            await answered.wait()
        assert (got.count(Watching), got.count(Failed)) == (MOST_SPECTATORS, 20)
        await goes_on(match)
        for watcher in crowd:
            watcher.cancel()
        await asyncio.gather(*crowd, return_exceptions=True)


async def test_a_client_that_goes_while_it_is_made_to_wait_is_not_waited_for(
    server: Hall,
) -> None:
    """Else a server could not end before everybody's pace allowed it."""
    async with wire(server.url, host()) as flood:
        await flood.hear(Seated)
        for number in range(BURST + 3):
            await flood.say(SetReady(number % 2 == 0, f"k{number}"))
        await answers(flood, BURST)
        await server.clock.somebody_waits(1.0 / PER_SECOND)
    async with match_of_two(server) as match:
        await goes_on(match)


async def test_comings_and_goings_of_spectators_are_told_to_who_reads_and_pile_up_for_nobody(
    house: House,
) -> None:
    """A feed holds the last table and not one for each that came."""
    ada, _ = await pair(house)
    before = size(ada.feed)
    for _ in range(300):
        (await watches(house, ada.code)).hang_up()
    assert size(ada.feed) <= before
    told = 0
    while ada.feed.next() is not None:
        told += 1
    assert told == 3, "how one sits, the table as it is now, and the turn"


def size(feed: Feed) -> int:
    """How many messages wait in a feed."""
    return len(feed._answers)


async def test_a_host_who_removes_in_a_circle_comes_to_an_end(house: House) -> None:
    ada = await opens(house, scenario="four_worlds")
    removed = 0
    with pytest.raises(Unavailable):  # noqa: PT012  (the circle is what is tried)
        while True:
            await joins(house, ada.code, f"Guest {removed}", "borea")
            answer = await ada.say(Remove("borea", f"k{removed}"))
            assert isinstance(answer, Accepted)
            removed += 1
    assert removed < ARRIVALS_A_MINUTE


# What it leaves behind


async def test_who_comes_and_goes_leaves_no_memory_behind(house: House) -> None:
    """Not by coming back, nor by watching, nor by asking for a seat there is not."""
    ada, ben = await pair(house)

    async def circle(times: int) -> None:
        for _ in range(times):
            ben.hang_up()
            await ben.come_back()
            (await watches(house, ada.code)).hang_up()
            with pytest.raises(TurnedAway):
                await joins(house, ada.code, "Eve")
            house.lobby.listing()
            ada.feed.next()

    await circle(20)
    records = ada.room.match.sequence
    tracemalloc.start()
    try:
        await circle(20)
        first = tracemalloc.get_traced_memory()[0]
        await circle(100)
        assert tracemalloc.get_traced_memory()[0] < first + 300_000
    finally:
        tracemalloc.stop()
    assert ada.room.match.sequence == records


async def test_who_says_farewell_over_and_over_is_heard_once(server: Hall) -> None:
    async with match_of_two(server) as match:
        for number in range(50):
            try:
                await match.blue.say(Leave(f"k{number}"))
            except ConnectionClosed:
                break
        heard = [message for message in await match.blue.rest() if isinstance(message, Accepted)]
        assert heard == [Accepted("k0")]
        await match.red.seal(await match.red.turn(1))
        assert (await match.red.turn(2)).view.turn == 2
