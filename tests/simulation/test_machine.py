"""The machine keeps what real ones promise: timers, TCP, and the silence of the dead."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from support.simulated.network import Network, Weather
from support.simulated.process import Process
from support.simulated.trace import Trace
from support.simulated.wire import End
from support.simulated.world import Violation, World

ROUGH = Weather(jitter=0.5, cut=0.9, windows=(100,))


class Nobody:
    """Reads nothing along."""

    def wrote(self, end: End, data: bytes) -> None:
        """Passes it over."""


class Sink(asyncio.Protocol):
    """Takes what comes, and notes how it ended."""

    def __init__(self) -> None:
        self.data = b""
        self.transport: asyncio.Transport | None = None
        self.lost: list[Exception | None] = []
        self.paused = 0

    def connection_made(self, transport: Any) -> None:
        """See asyncio."""
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """See asyncio."""
        self.data += data

    def pause_writing(self) -> None:
        """See asyncio."""
        self.paused += 1

    def connection_lost(self, exc: Exception | None) -> None:
        """See asyncio."""
        self.lost.append(exc)


class Room:
    """A world with a network and as many processes as it takes."""

    def __init__(self, seed: int) -> None:
        self.world = World(f"machine {seed}", Trace())
        self.network = Network(self.world, ROUGH, Nobody())
        self.ended: list[BaseException | None] = []

    def begin(self, host: str, main: Callable[[], Coroutine[Any, Any, None]]) -> Process:
        """A process that runs a coroutine."""
        process = self.network.process(host, host, len(self.network.processes) + 1)
        process.start(main, lambda _, fault: self.ended.append(fault))
        return process

    def serve(self, sink: Sink) -> Process:
        """A process that listens and gives every connection to one protocol."""

        async def main() -> None:
            listening = self.network.listen(("", 1))
            loop: Any = asyncio.get_running_loop()
            await loop.create_server(lambda: sink, sock=listening)
            await asyncio.sleep(1e6)

        return self.begin("server", main)

    def call(self, sink: Sink, then: Callable[[Sink], None]) -> Process:
        """A process that connects, does something, and stays."""

        async def main() -> None:
            await asyncio.get_running_loop().create_connection(lambda: sink, "server", 1)
            then(sink)
            await asyncio.sleep(1e6)

        return self.begin("client", main)

    def bury(self) -> None:
        """Let nothing of it be left."""
        for process in self.network.processes:
            self.network.sever(process)
            process.kill()


def write(data: bytes) -> Callable[[Sink], None]:
    """Something to do with a connection."""

    def then(sink: Sink) -> None:
        assert sink.transport is not None
        sink.transport.write(data)

    return then


@pytest.mark.parametrize("seed", range(5))
def test_bytes_come_whole_and_in_order_through_weather_and_partition(seed: int) -> None:
    room, sink, sent = Room(seed), Sink(), bytes(range(256)) * 20
    room.serve(sink)
    room.world.run(lambda: bool(room.network.listeners), 1.0)
    room.call(Sink(), write(sent))
    room.world.run(lambda: len(sink.data) > 1000, 100.0)
    room.network.block("client", "server", both_ways=False)
    assert not room.world.run(lambda: sink.data == sent, 5.0)
    room.network.unblock()
    assert room.world.run(lambda: sink.data == sent, 500.0)
    room.bury()


def test_a_writer_is_told_to_pause_when_the_reader_stands_still() -> None:
    room, near = Room(1), Sink()
    server = room.serve(Sink())
    room.world.run(lambda: bool(room.network.listeners), 1.0)
    server.pause()
    room.call(near, write(bytes(100_000)))
    room.world.run(lambda: near.paused > 0, 10.0)
    assert near.paused == 1
    room.bury()


@pytest.mark.parametrize("power", [False, True])
def test_a_dead_server_is_noticed_unless_its_machine_died_too(power: bool) -> None:
    room, near = Room(2), Sink()
    server = room.serve(Sink())
    room.world.run(lambda: bool(room.network.listeners), 1.0)
    room.call(near, write(b"hello"))
    room.world.run(lambda: near.transport is not None, 10.0)
    if power:
        room.network.power_off("server")
    room.network.sever(server)
    server.kill()
    assert room.world.run(lambda: bool(near.lost), 60.0) is not power
    room.bury()


def test_no_timer_rings_before_its_time() -> None:
    room = Room(3)
    early: list[float] = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        for step in range(1, 200):
            due = loop.time() + step / 7.0
            await asyncio.sleep(due - loop.time())
            late: asyncio.Future[None] = loop.create_future()
            loop.call_at(due, late.set_result, None)
            await late
            early.extend([due] if loop.time() < due else [])

    room.begin("one", main)
    assert room.world.run(lambda: bool(room.ended), 1e6)
    assert (room.ended, early) == ([None], [])


def test_the_dead_are_not_heard() -> None:
    """A coroutine of a killed process comes to its end, and what it does there reaches nobody."""
    room, far, done = Room(4), Sink(), []
    room.serve(far)
    room.world.run(lambda: bool(room.network.listeners), 1.0)

    async def main() -> None:
        near = Sink()
        await asyncio.get_running_loop().create_connection(lambda: near, "server", 1)
        try:
            await asyncio.sleep(1e6)
        finally:
            write(b"I am not dead")(near)
            done.append(True)

    client = room.begin("client", main)
    room.world.run(lambda: far.transport is not None, 10.0)
    room.world.run(lambda: False, 10.0)
    room.network.sever(client)
    client.kill()
    room.world.run(lambda: bool(far.lost), 10.0)
    assert (done, far.data) == ([True], b"")
    assert far.lost
    room.bury()


def test_what_a_process_leaves_behind_is_seen() -> None:
    room = Room(5)

    async def main() -> None:
        asyncio.get_running_loop().call_later(100.0, str)

    room.begin("careless", main)
    with pytest.raises(Violation, match="left behind: timer"):
        room.world.run(lambda: bool(room.ended), 1.0)
