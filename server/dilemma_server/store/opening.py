"""Opening: a database to be written, and the lock by which a node runs only once."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from dilemma_server.store.faults import FAULTS, in_a_line
from dilemma_server.store.layout import is_new, make_tables
from dilemma_server.store.seam import Busy, StoreError, WrongFile

HEADER = b"SQLite format 3\0"
"""What every database begins with."""

WAIT_SECONDS = 5.0
"""For another process that writes the same database."""


def lock_node(path: Path, node: str) -> sqlite3.Connection:
    """Hold a file locked for as long as this process lives, so that a node runs only once.

    The operating system lets go of it with the process, however that ends: whoever gets it knows
    that the node's earlier incarnation is gone, and may take over its matches at once.
    """
    make_file(path)
    # By the name of the file itself: a link to it leads to the same database.
    return _locked(path, Path(f"{path.resolve()}.{node}.lock"))


def check_unused(path: Path) -> None:
    """Raise Busy when a server is using the database."""
    path = path.resolve()
    for file in path.parent.glob("*.lock"):
        if file.name.startswith(f"{path.name}."):
            _locked(path, file).close()


def make_file(path: Path) -> None:
    """Make an empty database, and its folder, where there is none; raises StoreError.

    What is plainly no database of anybody's is left as it is, with nothing put beside it.
    """
    try:
        if path.exists() and not path.is_file():
            raise WrongFile(f"database {path}: is no file; name one, new or made by this program")
        if path.exists() and path.stat().st_size and _beginning(path) != HEADER:
            raise WrongFile(f"database {path}: belongs to another program; name another file")
        path.parent.mkdir(parents=True, exist_ok=True)
        # The secrets of matches that go on are in it: no other user of this machine may read them.
        path.touch(mode=0o600)
    except OSError as error:
        raise StoreError(f"database {path}: cannot be opened: {error}") from None
    if not os.access(path, os.W_OK):
        # SQLite would open it all the same, and leave files beside it that nobody asked for.
        raise StoreError(f"database {path}: cannot be written by who runs this")


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(HEADER))


def connect(path: Path) -> sqlite3.Connection:
    """A connection that flushes every commit, to a file with our tables in it."""
    try:
        connection = sqlite3.connect(
            path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
        )
    except sqlite3.Error as error:
        raise StoreError(f"database {path}: cannot be opened: {error}") from None
    try:
        # Before anything is set: what is not ours must stay as it is.
        is_new(connection, path)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "fullfsync=ON"):
            connection.execute(f"PRAGMA {pragma}")
        make_tables(connection, path)
    except FAULTS as error:
        connection.close()
        raise StoreError(f"database {path}: cannot be used: {in_a_line(error)}") from None
    except BaseException:
        connection.close()
        raise
    return connection


def _locked(path: Path, file: Path) -> sqlite3.Connection:
    try:
        lock = sqlite3.connect(file, timeout=1.0, isolation_level=None, check_same_thread=False)
    except sqlite3.Error as error:
        raise StoreError(f"database {path}: cannot be opened: {error}") from None
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        lock.close()
        if "locked" not in str(error):
            raise StoreError(f"database {path}: cannot be locked: {error}") from None
        raise Busy(f"database {path}: another server is using it; stop that one first") from None
    return lock
