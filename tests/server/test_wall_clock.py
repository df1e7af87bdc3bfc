"""The wall clock jumps by a day under a real server: no turn is early or late, nothing is lost."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from msgspec import Struct

from dilemma.protocol.messages import Accepted, Seated, TurnOpened
from dilemma_server.store import Lease, Owner, SqliteStore
from support.databases import leased
from support.manual_clock import ManualClock
from support.moved_clock import MovedClock, library
from support.served import Served, served
from support.wire import Wire, guest, host, returning, wire

HOUR = 3600
SHORT = 5
"""Seconds of the shortest turn there is."""

STAMP = re.compile(r"timestamp='([^']+)'")

needs_moved_clock = pytest.mark.skipif(
    library() is None, reason="libfaketime is not installed, which moves the clock of a process"
)


class Match(Struct):
    """Two players on their wires."""

    red: Wire
    blue: Wire
    seats: tuple[Seated, Seated]


@asynccontextmanager
async def match(server: Served, turn_seconds: int) -> AsyncIterator[Match]:
    async with wire(server.url, host(turn_seconds=turn_seconds)) as red:
        seated = await red.hear(Seated)
        async with wire(server.url, guest(seated.code)) as blue:
            yield Match(red, blue, (seated, await blue.hear(Seated)))


@asynccontextmanager
async def back(server: Served, seats: tuple[Seated, Seated]) -> AsyncIterator[Match]:
    async with (
        wire(server.url, returning(seats[0])) as red,
        wire(server.url, returning(seats[1])) as blue,
    ):
        yield Match(red, blue, seats)


@needs_moved_clock
async def test_no_turn_is_early_or_late_and_matches_go_on_after_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = MovedClock(tmp_path)
    for name, value in clock.environment.items():
        # Read by the servers that are started, not by this process.
        monkeypatch.setenv(name, value)
    with served(tmp_path) as server:
        async with match(server, HOUR) as long:
            await long.blue.seal(await long.blue.turn(1), key="before")
            await long.blue.hear(Accepted)
            async with match(server, SHORT) as short:
                await turns_close_on_time(server, clock, short)
            await still_open(server, long.seats, turn=1)
        for days in (-1, 1):
            clock.move(days)
            server.kill()
            server.start()
            assert clock.days_off(last_stamp(server)) == days
            await still_open(server, long.seats, turn=1)
        async with back(server, long.seats) as again:
            assert (await again.blue.turn(1)).sealed
            await again.red.seal(await again.red.turn(1))
            assert (await again.blue.turn(2)).view.turn == 2
        assert server.stop() == 0
        for trouble in ("Traceback", "match lost", "no sign of life", "unplayable"):
            assert trouble not in server.complaints()


async def turns_close_on_time(server: Served, clock: MovedClock, short: Match) -> None:
    """The date moves while a turn is open: it closes when its own seconds have passed."""
    first = await short.red.turn(1)
    heard = time.monotonic()
    clock.move(1)
    await short.red.seal(first, key="tomorrow")
    await short.red.hear(Accepted)
    assert (await still_open(server, short.seats, turn=1)).seconds_left > 0.0
    clock.move(-1)
    async with back(server, short.seats) as again:
        assert (await again.blue.turn(2)).view.turn == 2
        # Its opening was heard a little after it happened; by the date it would be a day.
        assert time.monotonic() - heard > SHORT / 2
    assert clock.days_off(last_stamp(server)) == -1, "the server never saw another date"


async def still_open(server: Served, seats: tuple[Seated, Seated], turn: int) -> TurnOpened:
    """Somebody who comes back finds this turn open, with the time that it should have."""
    async with wire(server.url, returning(seats[0])) as line:
        opened = await line.turn(1)
        assert opened.view.turn == turn
        return opened


def last_stamp(server: Served) -> str:
    """The time of the last line in the log."""
    stamps: list[str] = STAMP.findall(server.complaints())
    return stamps[-1]


# Leases


async def test_a_lease_holds_while_there_are_signs_of_life_by_the_clock_handed_in(
    tmp_path: Path,
) -> None:
    path, clock = tmp_path / "matches.sqlite3", ManualClock()
    first = await SqliteStore.open(path, "first", "ws://first", patience=15.0, now=clock.now)
    second = await SqliteStore.open(path, "second", "ws://second", patience=15.0, now=clock.now)
    await leased(first, "m")
    for _ in range(5):
        clock.jump(14.0)
        assert await second.acquire("m") == Owner("ws://first")
        assert await first.renew() == {"m"}
    clock.jump(15.0)
    assert await second.acquire("m") == Lease("m", 2)
    await first.close()
    await second.close()


async def test_a_sign_of_life_from_before_the_machine_was_started_anew_is_none(
    tmp_path: Path,
) -> None:
    path, clock = tmp_path / "matches.sqlite3", ManualClock()
    earlier = await SqliteStore.open(path, "first", "ws://first", now=clock.now)
    await leased(earlier, "m")
    later = await SqliteStore.open(path, "second", "ws://second", now=lambda: clock.now() - 900.0)
    assert await later.acquire("m") == Lease("m", 2)
    await earlier.close()
    await later.close()
