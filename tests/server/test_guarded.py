"""A client that stalls or floods is cut off; one that is merely slow is not."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.exceptions import ConnectionClosed

from dilemma.protocol.messages import Seated
from dilemma_server.app import running
from dilemma_server.gateway.guarded import (
    BUFFER_BYTES,
    QUOTA_FRAMES,
    QUOTA_SECONDS,
    STALL_SECONDS,
    GuardedConnection,
)
from dilemma_server.gateway.pace import BURST, PER_SECOND, Pace
from dilemma_server.metrics import Metrics
from dilemma_server.settings import Settings
from support.ear import Ear
from support.manual_clock import ManualClock
from support.wire import host, wire

MEGABYTE = b"x" * 1_000_000

Behaviour = Callable[[GuardedConnection], Awaitable[None]]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@asynccontextmanager
async def guarded(clock: ManualClock, behaviour: Behaviour) -> AsyncIterator[tuple[str, set[str]]]:
    """A server that does one thing to every client: its address, and how that went."""
    outcomes: set[str] = set()
    living: set[GuardedConnection] = set()

    async def meet(connection: ServerConnection) -> None:
        assert isinstance(connection, GuardedConnection)
        try:
            await behaviour(connection)
            outcomes.add("done")
        except ConnectionClosed:
            outcomes.add("cut")

    factory = partial(GuardedConnection, clock=clock, living=living, metrics=Metrics())
    async with serve(
        meet,
        "127.0.0.1",
        0,
        compression=None,
        close_timeout=1,
        create_connection=factory,  # type: ignore[arg-type]  # a factory, not a class
    ) as server:
        yield f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}", outcomes
    assert living == set()


async def tell_a_megabyte(connection: GuardedConnection) -> None:
    await connection.tell(MEGABYTE)


async def test_a_reader_that_takes_nothing_is_cut(clock: ManualClock) -> None:
    async with guarded(clock, tell_a_megabyte) as (url, outcomes):
        ear = await Ear.open(url)
        await clock.somebody_waits(STALL_SECONDS)
        await clock.advance(STALL_SECONDS)
        assert len(await ear.read(len(MEGABYTE))) < len(MEGABYTE)
        ear.close()
    assert outcomes == {"cut"}


async def test_a_slow_reader_gets_everything(clock: ManualClock) -> None:
    async with guarded(clock, tell_a_megabyte) as (url, outcomes):
        ear = await Ear.open(url)
        for _ in range(3):
            await clock.somebody_waits(STALL_SECONDS)
            await clock.advance(0.75 * STALL_SECONDS)
            await ear.read(300_000)
        assert len(await ear.read(len(MEGABYTE) - 900_000)) == 100_000
        ear.close()
    assert outcomes == {"done"}


async def test_what_waits_for_one_reader_is_capped(clock: ManualClock) -> None:
    async def shout(connection: GuardedConnection) -> None:
        for _ in range(100):
            broadcast([connection], b"x" * (BUFFER_BYTES // 8))
        await connection.wait_closed()

    async with guarded(clock, shout) as (url, _):
        ear = await Ear.open(url)
        heard = await ear.read(100 * BUFFER_BYTES)
        assert len(heard) < 4 * BUFFER_BYTES
        ear.close()


async def wait_for_the_end(connection: GuardedConnection) -> None:
    await connection.wait_closed()


async def test_pings_have_a_quota(clock: ManualClock) -> None:
    async with guarded(clock, wait_for_the_end) as (url, _):
        ear = await Ear.open(url)
        for _ in range(QUOTA_FRAMES):
            await ear.ping()
        pong = len(b"anybody there") + 2
        assert len(await ear.read(QUOTA_FRAMES * pong)) == QUOTA_FRAMES * pong
        await ear.ping()
        assert len(await ear.read(2 * pong)) < 2 * pong
        ear.close()


async def test_the_quota_of_pings_is_renewed(clock: ManualClock) -> None:
    async with guarded(clock, wait_for_the_end) as (url, _):
        ear = await Ear.open(url)
        pong = len(b"anybody there") + 2
        for _ in range(3):
            for _ in range(QUOTA_FRAMES):
                await ear.ping()
            assert len(await ear.read(QUOTA_FRAMES * pong)) == QUOTA_FRAMES * pong
            await clock.advance(QUOTA_SECONDS)
        ear.close()


async def test_small_messages_leave_at_once(clock: ManualClock) -> None:
    """Without this the network waits 40 ms for more to send."""

    async def look(connection: GuardedConnection) -> None:
        own = connection.transport.get_extra_info("socket")
        assert own.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0

    async with guarded(clock, look) as (url, outcomes), wire(url) as line:
        await line.rest()
    assert outcomes == {"done"}


def test_commands_are_read_at_a_pace(clock: ManualClock) -> None:
    pace = Pace(clock)
    assert [pace.step() for _ in range(BURST)] == [0.0] * BURST
    for number in range(1, 4):
        assert pace.step() == pytest.approx(number / PER_SECOND)
    clock.jump(3 / PER_SECOND)
    assert pace.step() == pytest.approx(1.0 / PER_SECOND)
    clock.jump(3600.0)
    assert [pace.step() for _ in range(BURST)] == [0.0] * BURST
    assert pace.step() > 0.0, "an hour of quiet gives no more than one burst"


async def test_a_server_goes_in_time_whoever_does_not_listen(tmp_path: Path) -> None:
    """Shutdown in real time: who listens is told, who does not is left behind."""
    loop = asyncio.get_running_loop()
    async with running(Settings(tmp_path / "matches.sqlite3")) as url:
        ears = [await Ear.open(url) for _ in range(3)]
        connection = wire(url, host())
        listener = await connection.__aenter__()
        await listener.hear(Seated)
        ending = asyncio.create_task(listener.ended())
        begun = loop.time()
    assert loop.time() - begun < 5.0
    assert await ending == (1012, "the server is restarting")
    await connection.__aexit__(None, None, None)
    for ear in ears:
        ear.close()
