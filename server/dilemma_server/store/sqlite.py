"""The store in one SQLite file: write-ahead log, a flush for every commit, tables with row ids."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Self

from dilemma_server.store import chain
from dilemma_server.store.seam import (
    Busy,
    Damaged,
    Fenced,
    Lease,
    Owner,
    Phase,
    StoreError,
)
from dilemma_server.store.writer import FAULTS, Writer

LAYOUT = 1
"""Number of the tables' layout, kept in the file."""

LEASE_SECONDS = 15.0
"""Without a sign of life for so long, a node's matches may be acquired by others."""

TABLES = """
CREATE TABLE nodes (node TEXT PRIMARY KEY, address TEXT NOT NULL, beat REAL NOT NULL);
CREATE TABLE matches (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, owner TEXT, epoch INTEGER NOT NULL,
    phase TEXT NOT NULL, sequence INTEGER NOT NULL, hash BLOB NOT NULL);
CREATE TABLE records (
    match INTEGER NOT NULL, sequence INTEGER NOT NULL, epoch INTEGER NOT NULL,
    record BLOB NOT NULL, hash BLOB NOT NULL, UNIQUE (match, sequence));
CREATE TABLE keys (key BLOB PRIMARY KEY, match TEXT NOT NULL);
CREATE INDEX running ON matches (number) WHERE phase = 'running';
"""

# The database's own clock: between nodes there is no other that they share.
NOW = "(julianday('now') - 2440587.5) * 86400.0"


class SqliteStore:
    """The store seam over one file; made by `open`."""

    def __init__(self, writer: Writer, lock: sqlite3.Connection, node: str, patience: float):
        self._writer = writer
        self._lock = lock
        self._node = node
        self._patience = patience

    @classmethod
    async def open(
        cls, path: Path, node: str, address: str, *, patience: float = LEASE_SECONDS
    ) -> Self:
        """Open or make the database as `node`, reached at `address`.

        `patience` is the seconds without a sign of life after which other nodes count as gone.
        Raises Busy when the node is already running on this database, StoreError when the file
        cannot be used.
        """
        lock = _lock(path, node)
        writer = Writer(partial(_connect, path), name="store")
        store = cls(writer, lock, node, patience)
        try:
            await writer.do(partial(_sign_on, node, address))
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
        return await self._writer.do(partial(_acquire, match, self._node, self._patience))

    async def renew(self) -> frozenset[str]:
        """See Store."""
        return await self._writer.do(partial(_renew, self._node))

    async def load(self, match: str) -> tuple[bytes, ...]:
        """See Store."""
        return await self._writer.do(partial(_load, match))

    async def append(
        self,
        lease: Lease,
        sequence: int,
        record: bytes,
        *,
        keys: Sequence[bytes] = (),
        phase: Phase | None = None,
    ) -> None:
        """See Store."""
        await self._writer.do(partial(_append, lease, sequence, record, tuple(keys), phase))

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


def _lock(path: Path, node: str) -> sqlite3.Connection:
    """Hold a file locked for as long as this process lives, so that a node runs only once.

    The operating system lets go of it with the process, however that ends: whoever gets it knows
    that the node's earlier incarnation is gone, and may take over its matches at once.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # The secrets of matches that go on are in it: no other user of this machine may read them.
        path.touch(mode=0o600)
        # By the name of the file itself: a link to it leads to the same database.
        lock = sqlite3.connect(
            f"{path.resolve()}.{node}.lock",
            timeout=1.0,
            isolation_level=None,
            check_same_thread=False,
        )
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"database {path}: cannot be opened: {error}") from None
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        lock.close()
        if "locked" not in str(error):
            raise StoreError(f"database {path}: cannot be locked: {error}") from None
        raise Busy(f"database {path}: another server is using it; stop that one first") from None
    return lock


def _connect(path: Path) -> sqlite3.Connection:
    """A connection that flushes every commit, to a file with our tables in it."""
    try:
        connection = sqlite3.connect(
            path, timeout=5.0, isolation_level=None, check_same_thread=False
        )
    except sqlite3.Error as error:
        raise StoreError(f"database {path}: cannot be opened: {error}") from None
    try:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "fullfsync=ON"):
            connection.execute(f"PRAGMA {pragma}")
        _make_tables(connection, path)
    except FAULTS as error:
        connection.close()
        raise StoreError(f"database {path}: cannot be used: {error}") from None
    except StoreError:
        connection.close()
        raise
    return connection


def _make_tables(connection: sqlite3.Connection, path: Path) -> None:
    (layout,) = connection.execute("PRAGMA user_version").fetchone()
    if layout == LAYOUT:
        return
    if layout != 0:
        raise StoreError(f"database {path}: has layout {layout}; this version reads {LAYOUT}")
    if connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise StoreError(f"database {path}: belongs to another program")
    connection.executescript(f"BEGIN; {TABLES} PRAGMA user_version = {LAYOUT}; COMMIT;")


def _sign_on(node: str, address: str, connection: sqlite3.Connection) -> None:
    connection.execute(f"INSERT OR REPLACE INTO nodes VALUES (?, ?, {NOW})", (node, address))


def _sign_off(node: str, connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE matches SET owner = NULL WHERE owner = ?", (node,))
    connection.execute("DELETE FROM nodes WHERE node = ?", (node,))


def _acquire(
    match: str, node: str, patience: float, connection: sqlite3.Connection
) -> Lease | Owner:
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
        alive = connection.execute(
            f"SELECT address FROM nodes WHERE node = ? AND {NOW} - beat < ?", (owner, patience)
        ).fetchone()
        if alive is not None:
            return Owner(alive[0])
    connection.execute(
        "UPDATE matches SET owner = ?, epoch = ? WHERE id = ?", (node, epoch + 1, match)
    )
    return Lease(match, epoch + 1)


def _renew(node: str, connection: sqlite3.Connection) -> frozenset[str]:
    connection.execute(f"UPDATE nodes SET beat = {NOW} WHERE node = ?", (node,))
    owned = connection.execute("SELECT id FROM matches WHERE owner = ?", (node,))
    return frozenset(match for (match,) in owned)


def _append(
    lease: Lease,
    sequence: int,
    record: bytes,
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
    digest = chain.link(previous, sequence, epoch, record)
    connection.execute(
        "INSERT INTO records VALUES (?, ?, ?, ?, ?)", (number, sequence, epoch, record, digest)
    )
    connection.execute(
        "UPDATE matches SET sequence = ?, hash = ?, phase = ? WHERE number = ?",
        (sequence, digest, phase or old_phase, number),
    )
    connection.executemany("INSERT INTO keys VALUES (?, ?)", [(key, lease.match) for key in keys])


def _load(match: str, connection: sqlite3.Connection) -> tuple[bytes, ...]:
    """Every record, after checking that the chain holds from the first to the head."""
    try:
        head_sequence, head, stored = _read(match, connection)
    except sqlite3.OperationalError:
        raise
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise Damaged(f"match {match}: cannot be read: {error}") from None
    previous = chain.genesis(match)
    for expected, (sequence, epoch, record, digest) in enumerate(stored, start=1):
        if sequence != expected:
            raise Damaged(f"match {match}: record {expected} is missing")
        if not (isinstance(record, bytes) and isinstance(epoch, int) and epoch >= 0):
            raise Damaged(f"match {match}: record {sequence} is damaged")
        if chain.link(previous, sequence, epoch, record) != digest:
            raise Damaged(f"match {match}: record {sequence} is not what was written")
        previous = digest
    if (head_sequence, head) != (len(stored), previous):
        raise Damaged(f"match {match}: ends at record {len(stored)} instead of {head_sequence}")
    return tuple(record for _, _, record, _ in stored)


def _read(match: str, connection: sqlite3.Connection) -> tuple[Any, Any, list[Any]]:
    """What the head says of a match, and its records; nothing of it can be trusted yet."""
    row = connection.execute(
        "SELECT number, sequence, hash FROM matches WHERE id = ?", (match,)
    ).fetchone()
    if row is None:
        raise Damaged(f"match {match}: not in the store")
    number, sequence, head = row
    stored = connection.execute(
        "SELECT sequence, epoch, record, hash FROM records WHERE match = ? ORDER BY sequence",
        (number,),
    )
    return sequence, head, stored.fetchall()


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
