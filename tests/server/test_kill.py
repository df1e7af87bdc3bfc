"""A server killed in the middle of anything: what it acknowledged is there, once."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from statistics import median

import pytest
from msgspec import Struct
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from dilemma.orders import Order, standing_order
from dilemma.protocol.messages import (
    Accepted,
    Refused,
    Seated,
    SubmitOrders,
    TurnOpened,
    Unseal,
)
from dilemma.vocabulary import BudgetLine
from support.served import Served, served
from support.wire import Wire, guest, host, returning, wire

LONG_TURN = 86_400
IN_FLIGHT = 3
"""Commands a busy player sends before the first of them is answered."""

LOST = (ConnectionClosed, InvalidHandshake, OSError, EOFError)


class Ledger:
    """What one player has sent and was answered, over all his connections."""

    def __init__(self, seated: Seated) -> None:
        self.seated = seated
        self.open: dict[str, Struct] = {}
        self.accepted: dict[str, Struct] = {}
        self.refused: set[str] = set()

    @property
    def answers(self) -> int:
        """How many commands were answered."""
        return len(self.accepted) + len(self.refused)

    def note(self, message: object) -> None:
        """Take an answer into the books."""
        match message:
            case Accepted(key=key) if key in self.open:
                self.accepted[key] = self.open.pop(key)
            case Refused(key=key):
                del self.open[key]
                self.refused.add(key)

    def possible(self, turn: int) -> list[Order | None]:
        """The orders the server may say are sealed: the last one it took, or one on its way."""
        taken: list[Order | None] = [None, *_orders(self.accepted.values(), turn)]
        return [taken[-1], *_orders(self.open.values(), turn)]


def _orders(commands: Iterable[Struct], turn: int) -> list[Order]:
    return [
        command.order
        for command in commands
        if isinstance(command, SubmitOrders) and command.turn == turn
    ]


class Player:
    """Seals, unseals and seals again without end, a few commands ahead of the answers."""

    def __init__(self, ledger: Ledger, commands: int, numbers: Callable[[], int]) -> None:
        self._ledger = ledger
        self._left = commands
        self._number = numbers

    async def play(self, url: str, answered: Callable[[], None]) -> None:
        """Play until the connection is lost; first say again what was not answered."""
        ledger = self._ledger
        with suppress(*LOST):
            async with wire(url, returning(ledger.seated)) as line:
                opened = await line.turn(1)
                assert opened.own_order in ledger.possible(opened.view.turn)
                for command in tuple(ledger.open.values()):
                    await line.say(command)
                while True:
                    await self._send_some(line)
                    ledger.note(await line.hear(object))
                    answered()

    async def _send_some(self, line: Wire) -> None:
        while self._left > 0 and len(self._ledger.open) < IN_FLIGHT:
            self._left -= 1
            command = self._command(line.opened)
            self._ledger.open[command.key] = command
            await line.say(command)

    def _command(self, opened: TurnOpened | None) -> SubmitOrders | Unseal:
        assert opened is not None
        number = self._number()
        if number % 3 == 0:
            return Unseal(opened.view.turn, f"off {number}")
        order = Order(budget={BudgetLine.WELFARE: 1.0 / (2 + number)})
        return SubmitOrders(opened.view.turn, order, f"seal {number}")


async def seats(url: str) -> tuple[Ledger, Ledger]:
    """A new match, both of whose players have gone again."""
    async with wire(url, host(turn_seconds=LONG_TURN)) as red:
        red_seated = await red.hear(Seated)
        async with wire(url, guest(red_seated.code)) as blue:
            return Ledger(red_seated), Ledger(await blue.hear(Seated))


async def play_until_killed(
    server: Served,
    ledgers: tuple[Ledger, Ledger],
    chance: random.Random,
    numbers: Callable[[], int],
) -> None:
    """Red is busy, blue seals now and then; after some answers the server dies."""
    red, blue = ledgers
    enough = asyncio.Event()
    deadly = red.answers + blue.answers + chance.randint(1, 25)

    def answered() -> None:
        if red.answers + blue.answers >= deadly:
            enough.set()

    async with asyncio.TaskGroup() as group, asyncio.timeout(60.0):
        group.create_task(Player(red, 60, numbers).play(server.url, answered))
        group.create_task(Player(blue, chance.randint(0, 1), numbers).play(server.url, answered))
        await enough.wait()
        server.kill()


async def settle(server: Served, ledgers: tuple[Ledger, Ledger]) -> None:
    """Both come back, have everything answered, and can play on."""
    async with (
        wire(server.url, returning(ledgers[0].seated)) as red,
        wire(server.url, returning(ledgers[1].seated)) as blue,
    ):
        for player, ledger in zip((red, blue), ledgers, strict=True):
            await player.turn(1)
            for command in tuple(ledger.open.values()):
                await player.say(command)
            while ledger.open:
                ledger.note(await player.hear(object))
            await seal_once(player, ledger)


async def seal_once(player: Wire, ledger: Ledger) -> None:
    """Seal orders for the turn that is open, and for the next if that one closes meanwhile."""
    turn = 1
    while True:
        opened = await player.turn(turn)
        turn = opened.view.turn
        command = SubmitOrders(turn, standing_order(opened.view), f"last {turn}")
        ledger.open[command.key] = command
        await player.say(command)
        while ledger.open:
            ledger.note(await player.hear(object))
        if command.key in ledger.accepted:
            return
        turn += 1


Keys = Counter[tuple[int, str, str]]


def stored_keys(database: Path) -> tuple[Keys, Keys]:
    """How often each command took effect and was refused, by match, seat and key."""
    connection = sqlite3.connect(database)
    rows = connection.execute("SELECT match, record FROM records").fetchall()
    connection.close()
    done, refused = Keys(), Keys()
    for match, record in rows:
        event = json.loads(record)
        if "key" in event:
            kind = refused if event["type"] == "command_refused" else done
            kind[match, event["seat"], event["key"]] += 1
    return done, refused


async def survive(folder: Path, matches: int, kills: int, seed: int) -> list[float]:
    """Kill the server so often in each of so many matches, and look into the books.

    Seconds after each kill until the server's process was there again and let a player in.
    """
    seconds: list[float] = []
    chance = random.Random(seed)
    numbers = itertools.count(1).__next__
    expected: set[tuple[int, str, str]] = set()
    refused: set[tuple[int, str, str]] = set()
    with served(folder) as server:
        for match in range(1, matches + 1):
            ledgers = await seats(server.url)
            for _ in range(kills):
                await play_until_killed(server, ledgers, chance, numbers)
                started = time.monotonic()
                server.start()
                await let_in(server, ledgers[0])
                seconds.append(time.monotonic() - started)
            await settle(server, ledgers)
            for ledger in ledgers:
                seat = ledger.seated.briefing.seat
                expected |= {(match, seat, key) for key in ledger.accepted}
                refused |= {(match, seat, key) for key in ledger.refused}
        assert server.stop() == 0
        assert "Traceback" not in server.complaints()
    stored, stored_refusals = stored_keys(folder / "matches.sqlite3")
    assert set(stored) == expected
    assert set(stored_refusals) == refused
    assert set(stored.values()) | set(stored_refusals.values()) == {1}
    assert not refused & expected
    assert len(expected) > 4 * matches * kills
    return seconds


async def let_in(server: Served, ledger: Ledger) -> None:
    """Somebody comes back, and sees the open turn."""
    async with wire(server.url, returning(ledger.seated)) as line:
        await line.turn(1)


async def test_no_kill_loses_or_doubles_what_was_acknowledged(tmp_path: Path) -> None:
    await survive(tmp_path, matches=2, kills=2, seed=1)


@pytest.mark.soak
async def test_two_hundred_kills_lose_and_double_nothing(
    tmp_path: Path, record_testsuite_property: Callable[[str, object], None]
) -> None:
    seconds = await survive(tmp_path, matches=40, kills=5, seed=2)
    # Two seconds are the goal. Reported and not judged: how busy the machine is decides as much.
    record_testsuite_property("seconds until it serves again, median", median(seconds))
    record_testsuite_property("seconds until it serves again, longest", max(seconds))
    # Forty matches to go on with instead of one must not keep those who wait for theirs.
    assert median(seconds[-20:]) < 3.0 * median(seconds[:20])


@pytest.mark.skipif(sys.platform != "linux", reason="limits another process as Linux can")
async def test_a_full_disk_refuses_and_resumes_when_there_is_space(tmp_path: Path) -> None:
    import resource

    with served(tmp_path) as server:
        red, blue = await seats(server.url)
        async with wire(server.url, returning(red.seated)) as line:
            opened = await line.turn(1)
            fill(server, resource.RLIMIT_FSIZE, 4096)
            await line.seal(opened, key="on a full disk")
            assert not [said for said in await line.rest() if isinstance(said, Accepted)]
            assert line.connection.close_code == 1013
        async with wire(server.url, returning(red.seated)) as line:
            assert await line.ended() == (1013, "try again in a moment")
        fill(server, resource.RLIMIT_FSIZE, resource.RLIM_INFINITY)
        await settle(server, (red, blue))
        assert server.stop() == 0
        assert "Traceback" not in server.complaints()
    stored, _ = stored_keys(tmp_path / "matches.sqlite3")
    assert set(stored.values()) == {1}
    assert {key for _, _, key in stored} == {"last 1"}


def fill(server: Served, limit: int, length: int) -> None:
    """Let no file of the server grow beyond a length."""
    import resource

    resource.prlimit(server.process_id, limit, (length, resource.RLIM_INFINITY))
