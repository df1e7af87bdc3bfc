"""The store in one SQLite file: write-ahead log, a flush for every commit, tables with row ids."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Self

from dilemma_server.store import chain
from dilemma_server.store.opening import connect, lock_node
from dilemma_server.store.reading import records_of
from dilemma_server.store.seam import Fenced, Lease, Owner, Phase, StoreError
from dilemma_server.store.writer import Writer

Now = Callable[[], float]
"""A clock: seconds that only go forward, the same for every node on the database."""

LEASE_SECONDS = 15.0
"""Without a sign of life for so long, a node's matches may be acquired by others."""


class SqliteStore:
    """The store seam over one file; made by `open`."""

    def __init__(
        self, writer: Writer, lock: sqlite3.Connection, node: str, patience: float, now: Now
    ):
        self._writer = writer
        self._lock = lock
        self._node = node
        self._patience = patience
        self._now = now

    @classmethod
    async def open(
        cls,
        path: Path,
        node: str,
        address: str,
        *,
        patience: float = LEASE_SECONDS,
        now: Now = time.monotonic,
    ) -> Self:
        """Open or make the database as `node`, reached at `address`.

        `patience` is the seconds without a sign of life after which other nodes count as gone, by
        the clock `now`. Nodes that share a file share a machine, and with it the monotonic clock,
        which no change of date or of the hour touches.
        Raises Busy when the node is already running on this database, StoreError when the file
        cannot be used.
        """
        lock = lock_node(path, node)
        writer = Writer(partial(connect, path), name="store")
        store = cls(writer, lock, node, patience, now)
        try:
            await writer.do(partial(_sign_on, node, address, now))
        except BaseException:
            await store._let_go()
            raise
        return store

    @property
    def commits(self) -> int:
        """Groups committed since it was opened."""
        return self._writer.commits

    async def acquire(self, match: str) -> Lease | Owner:
        """See Store."""
        job = partial(_acquire, match, self._node, self._patience, self._now)
        return await self._writer.do(job)

    async def renew(self) -> frozenset[str]:
        """See Store."""
        return await self._writer.do(partial(_renew, self._node, self._now))

    async def load(self, match: str) -> tuple[bytes, ...]:
        """See Store."""
        return await self._writer.do(partial(records_of, match))

    async def append(
        self,
        lease: Lease,
        sequence: int,
        *records: bytes,
        keys: Sequence[bytes] = (),
        phase: Phase | None = None,
    ) -> None:
        """See Store."""
        await self._writer.do(partial(_append, lease, sequence, records, tuple(keys), phase))

    async def release(self, lease: Lease) -> None:
        """See Store."""
        await self._writer.do(partial(_release, lease))

    async def find(self, key: bytes) -> str | None:
        """See Store."""
        return await self._writer.do(partial(_find, key))

    async def running(self) -> tuple[str, ...]:
        """See Store."""
        return await self._writer.do(_running)

    async def close(self) -> None:
        """See Store."""
        with suppress(StoreError):
            await self._writer.do(partial(_sign_off, self._node))
        await self._let_go()

    async def _let_go(self) -> None:
        await self._writer.close()
        self._lock.close()


def _sign_on(node: str, address: str, now: Now, connection: sqlite3.Connection) -> None:
    connection.execute("INSERT OR REPLACE INTO nodes VALUES (?, ?, ?)", (node, address, now()))


def _sign_off(node: str, connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE matches SET owner = NULL WHERE owner = ?", (node,))
    connection.execute("DELETE FROM nodes WHERE node = ?", (node,))


def _acquire(
    match: str, node: str, patience: float, now: Now, connection: sqlite3.Connection
) -> Lease | Owner:
    # Who owns a match lives, also when it has had none to live for of late.
    connection.execute("UPDATE nodes SET beat = ? WHERE node = ?", (now(), node))
    row = connection.execute("SELECT owner, epoch FROM matches WHERE id = ?", (match,)).fetchone()
    if row is None:
        connection.execute(
            "INSERT INTO matches (id, owner, epoch, phase, sequence, hash)"
            " VALUES (?, ?, 1, ?, 0, ?)",
            (match, node, Phase.WAITING, chain.genesis(match)),
        )
        return Lease(match, 1)
    owner, epoch = row
    if owner not in (None, node):
        address = _address_if_alive(owner, patience, now(), connection)
        if address is not None:
            return Owner(address)
    connection.execute(
        "UPDATE matches SET owner = ?, epoch = ? WHERE id = ?", (node, epoch + 1, match)
    )
    return Lease(match, epoch + 1)


def _address_if_alive(
    node: str, patience: float, now: float, connection: sqlite3.Connection
) -> str | None:
    """Where a node is reached that showed a sign of life of late."""
    # One from the future is from before this machine was started anew.
    row = connection.execute(
        "SELECT address FROM nodes WHERE node = ? AND beat <= ? AND ? - beat < ?",
        (node, now, now, patience),
    ).fetchone()
    return None if row is None else str(row[0])


def _renew(node: str, now: Now, connection: sqlite3.Connection) -> frozenset[str]:
    connection.execute("UPDATE nodes SET beat = ? WHERE node = ?", (now(), node))
    owned = connection.execute("SELECT id FROM matches WHERE owner = ?", (node,))
    return frozenset(match for (match,) in owned)


def _append(
    lease: Lease,
    sequence: int,
    records: tuple[bytes, ...],
    keys: tuple[bytes, ...],
    phase: Phase | None,
    connection: sqlite3.Connection,
) -> None:
    row = connection.execute(
        "SELECT number, epoch, sequence, hash, phase FROM matches WHERE id = ?", (lease.match,)
    ).fetchone()
    if row is None:
        raise Fenced(f"match {lease.match}: not in the store")
    number, epoch, last, previous, old_phase = row
    if epoch != lease.epoch:
        raise Fenced(f"match {lease.match}: epoch {lease.epoch} is over; it is now {epoch}")
    if sequence != last + 1:
        raise Fenced(f"match {lease.match}: sequence {sequence} does not follow {last}")
    rows = []
    for record in records:
        last += 1
        previous = chain.link(previous, last, epoch, record)
        rows.append((number, last, epoch, record, previous))
    connection.executemany("INSERT INTO records VALUES (?, ?, ?, ?, ?)", rows)
    connection.execute(
        "UPDATE matches SET sequence = ?, hash = ?, phase = ? WHERE number = ?",
        (last, previous, phase or old_phase, number),
    )
    if keys:
        connection.executemany(
            "INSERT INTO keys VALUES (?, ?)", [(key, lease.match) for key in keys]
        )


def _release(lease: Lease, connection: sqlite3.Connection) -> None:
    connection.execute(
        "UPDATE matches SET owner = NULL WHERE id = ? AND epoch = ?", (lease.match, lease.epoch)
    )


def _find(key: bytes, connection: sqlite3.Connection) -> str | None:
    row = connection.execute("SELECT match FROM keys WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def _running(connection: sqlite3.Connection) -> tuple[str, ...]:
    rows = connection.execute(
        "SELECT id FROM matches WHERE phase = ? ORDER BY number", (Phase.RUNNING,)
    )
    return tuple(match for (match,) in rows)
