"""A server with a hall full of tables: how long turns take, how late they are, what seats hold.

    python -m benchmarks load

One process serves on one core, this one plays all seats from another; every frame crosses a real
socket. Beside it a bare echo of frames of the same sizes shows what the network alone costs. Seats
are played by the simplest of clients, because what is measured is the server.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from msgspec import Struct
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.echo import ANNOUNCEMENT, ASKED
from benchmarks.measure import Result, percentile
from dilemma.orders import Order
from dilemma.protocol import PROTOCOL_VERSION, SERVER_LIMITS, ServerMessage, decode, encode
from dilemma.protocol.messages import CreateMatch, Join, Seated, SubmitOrders, TurnOpened
from dilemma.vocabulary import BudgetLine
from dilemma_cli.children import Child

SCENARIO, SEATS = "four_worlds", 4
BUSY_TABLES = 250
"""A thousand seats, whose turns are timed."""

ALL_TABLES = 1000
TURN_SECONDS = 30

SEED = 1
"""Of the moments at which turns are played: in an even beat the last seal of one table would always
meet the same seals of another, or never any."""


class Pace(Struct, frozen=True):
    """How many turns are timed, and how many there are in a second."""

    name: str
    rate: float
    turns: int


PACES = (
    Pace(f"turns of {TURN_SECONDS} s", BUSY_TABLES / TURN_SECONDS, 500),
    Pace("a storm", 60.0, 2000),
)

LATE_ROUNDS = 3

AT_ONCE = 64
"""Tables that are opened side by side."""

ACCEPTED_BYTES, TABLE_BYTES, VIEW_BYTES = 40, 330, 8000
"""Sizes of the frames of a turn, for the echo; about those of this scenario in mid-match."""

ORDER = Order(budget={BudgetLine.WELFARE: 0.6, BudgetLine.DEFENCE: 0.2})
OPENED = b"turn_opened"
"""Stands among the first bytes of the frame that opens a turn."""


class Seat:
    """One connection that plays: seals when told to, and notes when turns open."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.turn = 0
        self.opened_at = 0.0
        self.due_at = 0.0
        self.opened = asyncio.Event()

    async def listen(self, lateness: list[float] | None = None) -> None:
        """Read until the connection ends; only openings of turns are looked into."""
        async for frame in self.connection:
            assert isinstance(frame, bytes)
            if OPENED in frame[:24]:
                now = time.perf_counter()
                if lateness is not None:
                    message: ServerMessage = decode(frame, ServerMessage, SERVER_LIMITS)
                    assert isinstance(message, TurnOpened)
                    if self.due_at:
                        lateness.append(now - self.due_at)
                    # The first opening has waited for its reader: what it says of time is old.
                    self.due_at = now + message.seconds_left if self.turn else 0.0
                self.turn += 1
                self.opened_at = now
                self.opened.set()

    async def seal(self) -> None:
        """Seal the same orders as always."""
        self.opened.clear()
        await self.connection.send(encode(SubmitOrders(self.turn, ORDER, f"turn {self.turn}")))


async def open_table(url: str, seconds: int) -> list[Seat]:
    """A match with all its seats taken, which therefore has begun."""
    first = CreateMatch(PROTOCOL_VERSION, "Seat 0", SCENARIO, turn_seconds=seconds, cover=None)
    seats, code = [], ""
    for number in range(SEATS):
        connection = await connect(
            url,
            compression=None,
            proxy=None,
            ping_interval=None,
            max_size=SERVER_LIMITS.frame_bytes,
            open_timeout=60,
        )
        greeting = first if number == 0 else Join(PROTOCOL_VERSION, f"Seat {number}", code)
        await connection.send(encode(greeting))
        frame = await connection.recv()
        assert isinstance(frame, bytes)
        seated: ServerMessage = decode(frame, ServerMessage, SERVER_LIMITS)
        assert isinstance(seated, Seated), seated
        code = seated.code
        seats.append(Seat(connection))
    return seats


async def open_tables(url: str, tables: int, seconds: int) -> list[list[Seat]]:
    """So many tables, a few at a time."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one() -> list[Seat]:
        async with gate:
            return await open_table(url, seconds)

    return list(await asyncio.gather(*(one() for _ in range(tables))))


async def play_turn(seats: Sequence[Seat]) -> float:
    """One turn of a table; seconds from the last seal to the last view."""
    for seat in seats:
        await seat.opened.wait()
    for seat in seats[:-1]:
        await seat.seal()
    # The others' seals must have been answered, or the last one waits behind them.
    await asyncio.sleep(0.05)
    sealed = time.perf_counter()
    await seats[-1].seal()
    for seat in seats:
        await seat.opened.wait()
    return max(seat.opened_at for seat in seats) - sealed


def moments(place: int, tables: int, pace: Pace) -> Iterator[float]:
    """When one of so many tables begins its turns, in seconds: as often as all, not in step."""
    chance, pause = random.Random(f"{SEED} {place}"), tables / pace.rate
    return (pause * (turn + chance.random()) for turn in range(pace.turns // tables))


async def timed_turns(url: str, tables: int, pace: Pace) -> tuple[list[float], float]:
    """Latencies of turns at a steady rate over many tables, and the rate that was reached."""
    playing = await open_tables(url, tables, 3600)
    listening = [asyncio.ensure_future(s.listen()) for seats in playing for s in seats]
    latencies: list[float] = []

    async def play(place: int, seats: list[Seat]) -> None:
        for moment in moments(place, tables, pace):
            await asyncio.sleep(max(0.0, begun + moment - time.perf_counter()))
            latencies.append(await play_turn(seats))

    begun = time.perf_counter()
    await asyncio.gather(*(play(place, seats) for place, seats in enumerate(playing)))
    rate = len(latencies) / (time.perf_counter() - begun)
    await hang_up(playing, listening)
    return latencies, rate


async def echoed_turns(url: str, tables: int, pace: Pace) -> list[float]:
    """Latencies of the same frames at the same rate, without a match behind them."""
    async with asyncio.TaskGroup() as group:
        opening = [
            group.create_task(
                connect(
                    url, compression=None, proxy=None, ping_interval=None, open_timeout=60
                ).__aenter__()
            )
            for _ in range(tables * SEATS)
        ]
    connections = [task.result() for task in opening]
    asked = encode(SubmitOrders(1, ORDER, "turn 1"))
    latencies: list[float] = []

    async def frames(connection: ClientConnection, number: int) -> None:
        for _ in range(number):
            await connection.recv()

    async def play(place: int, seats: list[ClientConnection]) -> None:
        for moment in moments(place, tables, pace):
            await asyncio.sleep(max(0.0, begun + moment - time.perf_counter()))
            for seat in seats[:-1]:
                await seat.send(ASKED.pack(ACCEPTED_BYTES, TABLE_BYTES, 0) + asked)
            await asyncio.gather(*(frames(seat, 2) for seat in seats[:-1]))
            await asyncio.sleep(0.05)
            sealed = time.perf_counter()
            for seat in seats:
                await seat.send(ASKED.pack(ACCEPTED_BYTES, TABLE_BYTES, VIEW_BYTES) + asked)
            await asyncio.gather(*(frames(seat, 3) for seat in seats))
            latencies.append(time.perf_counter() - sealed)

    begun = time.perf_counter()
    tables_of = [connections[i : i + SEATS] for i in range(0, len(connections), SEATS)]
    await asyncio.gather(*(play(place, seats) for place, seats in enumerate(tables_of)))
    await asyncio.gather(*(connection.close() for connection in connections))
    return latencies


async def late_turns(url: str, process: int) -> tuple[list[float], float]:
    """How late turns close that nobody seals, at many tables; and KiB that a seat holds."""
    before = resident(process)
    playing = await open_tables(url, ALL_TABLES, TURN_SECONDS)
    held = (resident(process) - before) / (ALL_TABLES * SEATS) / 1024
    lateness: list[float] = []
    listening = [
        asyncio.ensure_future(seat.listen(lateness if place == 0 else None))
        for seats in playing
        for place, seat in enumerate(seats)
    ]
    await asyncio.sleep(TURN_SECONDS * (LATE_ROUNDS + 0.5))
    held = max(held, (resident(process) - before) / (ALL_TABLES * SEATS) / 1024)
    await hang_up(playing, listening)
    return lateness, held


async def hang_up(playing: list[list[Seat]], listening: Sequence[asyncio.Future[None]]) -> None:
    """Let all connections go."""
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    for seats in playing:
        for seat in seats:
            seat.connection.transport.abort()


@asynccontextmanager
async def on_core(core: int, process: int) -> AsyncIterator[None]:
    """A process held to one core, and this one to another, where the system can."""
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if len(cores) > 1:
        os.sched_setaffinity(process, {cores[core]})
        os.sched_setaffinity(0, {cores[1 - core]})
    try:
        yield
    finally:
        if cores:
            os.sched_setaffinity(0, set(cores))


def resident(process: int) -> int:
    """Bytes of memory a process holds."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def serving(folder: Path, name: str) -> Iterator[tuple[str, int]]:
    """A real server in a process of its own: its address and its number."""
    database = folder / f"{name}.sqlite3"
    # All clients of this measurement come from one address, as those of a campus may.
    many = ("connections", "address-connections", "handshakes", "new-matches")
    caps = (word for name in many for word in (f"--{name}", "100000"))
    arguments = ("serve", "--port", "0", "--database", str(database), *caps)
    with Child(*arguments, log=folder / f"{name}.log") as child:
        yield child.line("listening at ", 30.0), child.process_id


@contextmanager
def echoing() -> Iterator[tuple[str, int]]:
    """The echo in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.echo"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        try:
            yield process.stdout.readline().removeprefix(ANNOUNCEMENT).strip(), process.pid
        finally:
            process.stdin.close()


def results() -> Iterator[Result]:
    """Latency beside the echo, then lateness and memory at a thousand tables."""
    with tempfile.TemporaryDirectory(prefix="dilemma-load-") as folder:
        for pace in PACES:
            yield from _latency(Path(folder), pace)
        yield from _crowd(Path(folder))


def _latency(folder: Path, pace: Pace) -> Iterator[Result]:
    with serving(folder, pace.name) as (url, process):

        async def play() -> tuple[list[float], float]:
            async with on_core(0, process):
                return await timed_turns(url, BUSY_TABLES, pace)

        turns, rate = asyncio.run(play())
    with echoing() as (url, process):

        async def echo() -> list[float]:
            async with on_core(0, process):
                return await echoed_turns(url, BUSY_TABLES, pace)

        bare = asyncio.run(echo())
    at = f"{pace.name}, {BUSY_TABLES} tables of {SEATS}"
    yield Result(f"{at}: rate", rate, "turns/s")
    for name, values in (("durable turn", turns), ("bare echo", bare)):
        yield Result(f"{at}: {name}, last seal to last view, median", _ms(values, 0.5), "ms")
        yield Result(f"{at}: {name}, last seal to last view, p99", _ms(values, 0.99), "ms")
    ratio = _ms(turns, 0.99) / _ms(bare, 0.99)
    yield Result(f"{at}: durable turn by bare echo, p99", ratio, "times", 2.5, at_least=False)
    middle = statistics.median(turns) / statistics.median(bare)
    yield Result(f"{at}: durable turn by bare echo, median", middle, "times")


def _crowd(folder: Path) -> Iterator[Result]:
    with serving(folder, "crowd") as (url, process):

        async def wait() -> tuple[list[float], float]:
            async with on_core(0, process):
                return await late_turns(url, process)

        lateness, held = asyncio.run(wait())
    yield Result(f"turns of {TURN_SECONDS} s that closed at {ALL_TABLES} tables", len(lateness), "")
    yield Result("latest turn", 1000 * max(lateness), "ms", 250.0, at_least=False)
    yield Result("earliest turn", 1000 * min(lateness), "ms")
    yield Result("memory a seat", held, "KiB", 40.0, at_least=False)


def _ms(values: Sequence[float], share: float) -> float:
    return 1000.0 * percentile(values, share)
