"""When the disk is full or fails, nothing is acknowledged that is not kept, and all goes on."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from functools import partial
from pathlib import Path

import pytest
from msgspec import Struct
from websockets.exceptions import ConnectionClosed

from dilemma.protocol.messages import Accepted, Refused, Seated, Unseal
from dilemma_server.store import SqliteStore, StoreError, check
from dilemma_server.store.opening import connect, lock_node
from dilemma_server.store.writer import Writer
from support.databases import RECORDS, Steps, leased, opened, write
from support.tight_disk import TightDisk, can_mount, tight_disk
from support.wire import Wire, guest, host, returning, wire

LONG_TURN = 86_400
OUT_OF_SPACE = (1013, "try again in a moment")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "matches.sqlite3"


# A full disk, as SQLite reports it


async def test_what_finds_no_page_is_refused_and_stored_when_there_is_one(path: Path) -> None:
    store = await opened(path)
    lease, other = await write(store, "m"), await write(store, "n")

    def let_no_page_be_added(connection: sqlite3.Connection) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    await store._writer.do(let_no_page_be_added)
    large = bytes(50_000)
    outcomes = await asyncio.gather(
        store.append(lease, len(RECORDS) + 1, large),
        store.append(other, len(RECORDS) + 1, b"in the same commit"),
        return_exceptions=True,
    )
    assert [str(outcome) for outcome in outcomes] == [
        "the database failed: database or disk is full"
    ] * 2
    # The store has let go of a connection it could not trust, and with it of the limit.
    await store.append(other, len(RECORDS) + 1, b"after")
    await store.append(lease, len(RECORDS) + 1, large)
    assert await store.load("m") == (*RECORDS, large)
    assert await store.load("n") == (*RECORDS, b"after")
    await store.close()


# A commit that fails


class Failing(sqlite3.Connection):
    """A connection whose next commit fails, before or after all has reached the disk."""

    fails = False
    after_all = False

    def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
        """As SQLite does it, unless it is the commit that fails."""
        if sql != "COMMIT" or not self.fails:
            return super().execute(sql, *values)  # type: ignore[arg-type]  # as sqlite3 takes it
        self.fails = False
        if self.after_all:
            super().execute(sql)
        raise sqlite3.OperationalError("disk I/O error")


def failing(path: Path) -> sqlite3.Connection:
    connect(path).close()
    connection = sqlite3.connect(
        path, isolation_level=None, check_same_thread=False, factory=Failing
    )
    connection.execute("PRAGMA synchronous = FULL")
    return connection


async def opened_to_fail(path: Path) -> SqliteStore:
    lock = lock_node(path, "node")
    return SqliteStore(Writer(partial(failing, path), "store"), lock, "node", 15.0, lambda: 0.0)


@pytest.mark.parametrize("after_all", [False, True], ids=["before the disk", "after the disk"])
async def test_a_commit_that_fails_is_acknowledged_to_nobody(path: Path, after_all: bool) -> None:
    """Nobody can tell what is on the disk: whoever reads the match anew sees it, and goes on."""
    store = await opened_to_fail(path)
    leases = [await write(store, match) for match in ("m", "n")]

    def fail(connection: sqlite3.Connection) -> None:
        assert isinstance(connection, Failing)
        connection.fails, connection.after_all = True, after_all

    outcomes = await asyncio.gather(
        store._writer.do(fail),
        *(store.append(lease, len(RECORDS) + 1, b"lost or kept") for lease in leases),
        return_exceptions=True,
    )
    assert {str(outcome) for outcome in outcomes} == {"the database failed: disk I/O error"}
    for match in ("m", "n"):
        lease = await leased(store, match)
        kept = await store.load(match)
        assert kept == (*RECORDS, *[b"lost or kept"] * after_all)
        await store.append(lease, len(kept) + 1, b"goes on")
        assert await store.load(match) == (*kept, b"goes on")
    await store.close()


async def test_a_store_whose_every_commit_fails_answers_and_does_not_die(path: Path) -> None:
    store = await opened(path)
    lease = await write(store, "m")
    for _ in range(3):
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            # Held for longer than the store waits: what a fault that lasts looks like.
            await store._writer.do(lambda connection: connection.execute("PRAGMA busy_timeout = 1"))
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError, match="the database failed: database is locked"):
                await store.append(lease, len(RECORDS) + 1, b"in vain")
    await store.append(lease, len(RECORDS) + 1, b"at last")
    assert await store.load("m") == (*RECORDS, b"at last")
    await store.close()


# A full disk under a real server


@pytest.mark.skipif(not can_mount(), reason="this system lets nobody mount a disk of his own")
async def test_a_server_on_a_full_disk_refuses_and_goes_on_when_there_is_space(
    tmp_path: Path,
) -> None:
    with tight_disk(tmp_path, kilobytes=2048) as server:
        async with two_at(server, "kept") as (red, blue), two_at(server, "others'") as others:
            server.fill()
            acknowledged = await seal_until_refused(red)
            await refused_to_come_in(server, red)
            server.make_room()
            # The others had nothing to store meanwhile, and notice nothing.
            for player in others:
                await player.wire.seal(await player.wire.turn(1))
            for player in others:
                assert (await player.wire.turn(2)).view.turn == 2
        await come_back_and_go_on(server, red, blue)
        stored = stored_commands(server, tmp_path / "copy")
        assert server.stop() == 0
        assert "Traceback" not in server.complaints()
    assert {"kept", "others'", *acknowledged} <= {key for _, _, key in stored}
    assert set(stored.values()) == {1}


class Player(Struct):
    """A wire to a match, and how its player was seated."""

    wire: Wire
    seated: Seated


@asynccontextmanager
async def two_at(server: TightDisk, key: str) -> AsyncIterator[tuple[Player, Player]]:
    """A match in its first turn; the guest has sealed, which is stored."""
    async with wire(server.url, host(turn_seconds=LONG_TURN)) as red:
        seated = await red.hear(Seated)
        async with wire(server.url, guest(seated.code)) as blue:
            players = Player(red, seated), Player(blue, await blue.hear(Seated))
            await blue.seal(await blue.turn(1), key=key)
            await blue.hear(Accepted)
            yield players


async def seal_until_refused(player: Player) -> list[str]:
    """Unseal and seal until the connection is closed; what was acknowledged before."""
    opened = await player.wire.turn(1)
    acknowledged: list[str] = []
    # More than one may still fit into pages that the log has already.
    for number in range(100):
        await player.wire.say(Unseal(opened.view.turn, f"command {number}"))
        answer = await answer_or_end(player.wire)
        if answer is None:
            assert await player.wire.ended() == OUT_OF_SPACE
            return acknowledged
        acknowledged.append(answer.key)
    raise AssertionError("the disk is not full")


async def answer_or_end(line: Wire) -> Accepted | Refused | None:
    """The next answer; None when the connection ends without one."""
    try:
        while True:
            message = await line.hear(object)
            if isinstance(message, Accepted | Refused):
                return message
    except ConnectionClosed:
        return None


async def refused_to_come_in(server: TightDisk, player: Player) -> None:
    async with wire(server.url, returning(player.seated)) as line:
        assert await line.ended() == OUT_OF_SPACE


async def come_back_and_go_on(server: TightDisk, *players: Player) -> None:
    """Both are let in to the turn they had, what was sealed still is, and the next turn opens."""
    async with AsyncExitStack() as stack:
        lines = [
            await stack.enter_async_context(wire(server.url, returning(player.seated)))
            for player in players
        ]
        first, second = [await line.turn(1) for line in lines]
        assert (first.view.turn, first.sealed, second.sealed) == (1, False, True)
        await lines[0].seal(first)
        for line in lines:
            assert (await line.turn(2)).view.turn == 2


def stored_commands(server: TightDisk, copy: Path) -> Counter[tuple[int, str, str]]:
    """How often a command is stored, by match, seat and key; the database is sound."""
    for ending in ("", "-wal"):
        shutil.copyfile(f"{server.database}{ending}", f"{copy}{ending}")
    assert check(copy, Steps()).sound
    with closing(sqlite3.connect(copy)) as connection:
        rows = connection.execute("SELECT match, record FROM records").fetchall()
    events = [(match, json.loads(record)) for match, record in rows]
    return Counter(
        (match, event["seat"], event["key"]) for match, event in events if "key" in event
    )
