"""Databases of matches, written by a real store, and what lies beside them."""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from dilemma_server.store import Lease, Phase, SqliteStore

RECORDS = tuple(f"record {number} of the match".encode() for number in range(1, 13))


def key(name: str) -> bytes:
    """A key as the store is given one."""
    return hashlib.sha256(name.encode()).digest()


async def opened(path: Path, node: str = "node") -> SqliteStore:
    """A store on a database, as a server opens it."""
    return await SqliteStore.open(path, node, "127.0.0.1:1001")


async def leased(store: SqliteStore, match: str = "m") -> Lease:
    """The right to append to a match, which nobody else has."""
    lease = await store.acquire(match)
    assert isinstance(lease, Lease)
    return lease


async def write(
    store: SqliteStore,
    match: str,
    records: tuple[bytes, ...] = RECORDS,
    phase: Phase = Phase.RUNNING,
) -> Lease:
    """Write a match that its own name leads to."""
    lease = await leased(store, match)
    for sequence, record in enumerate(records, start=1):
        keys = [key(match)] if sequence == 1 else []
        await store.append(lease, sequence, record, keys=keys, phase=phase)
    return lease


def database(path: Path, *matches: str) -> Path:
    """A database with matches in it, closed."""
    return asyncio.run(laid_down(path, *matches))


async def laid_down(path: Path, *matches: str) -> Path:
    """A database with matches in it, closed; for who is asynchronous himself."""
    store = await opened(path)
    for match in matches:
        await write(store, match)
    await store.close()
    return path


def edit(path: Path, change: str, *values: object) -> None:
    """Change a database behind everybody's back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        assert connection.execute(change, values).rowcount != 0, "nothing was there to change"


def folder(path: Path) -> dict[str, bytes]:
    """Every file of a folder, by its name."""
    return {file.name: file.read_bytes() for file in path.iterdir() if file.is_file()}


class Steps:
    """A progress that is noted; `stop_at` is the step at which somebody presses Ctrl-C."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.told: list[tuple[int, int]] = []
        self._stop_at = stop_at

    def __call__(self, done: int, of: int) -> None:
        """Take note."""
        self.told.append((done, of))
        if len(self.told) == self._stop_at:
            raise KeyboardInterrupt
