"""Reading: a database as it is, beside a server that writes it, and without a trace in it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec import Struct

from dilemma_server.store.chain import Head, Link, verify
from dilemma_server.store.faults import code_of, in_a_line
from dilemma_server.store.layout import is_new
from dilemma_server.store.seam import Damaged, Phase, StoreError, WrongFile

BESIDE = ("-wal", "-journal")
"""What a database may need, under its own name with such an ending, to be read as it was left."""


class StoredMatch(Struct, frozen=True):
    """Everything that is stored of a match, except for who owns it now."""

    match: str
    phase: Phase
    epoch: int
    keys: tuple[bytes, ...]
    links: tuple[Link, ...]


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that only reads the database, whether or not a server is using it.

    Raises WrongFile for a file that is no database of ours, StoreError when it cannot be read. An
    interrupt in the midst of a statement is raised as KeyboardInterrupt.
    """
    if not path.exists():
        raise WrongFile(f"database {path}: there is no such file")
    if not path.is_file():
        raise WrongFile(f"database {path}: is not a file")
    try:
        with _connection(path) as connection:
            # A damaged name is one match's trouble, and must not hide the others.
            connection.text_factory = _as_far_as_it_is_text
            connection.set_progress_handler(_let_interrupts_in, 100_000)
            if is_new(connection, path):
                raise WrongFile(f"database {path}: has no matches in it, nor tables for any")
            yield connection
    except sqlite3.Error as error:
        if code_of(error) == sqlite3.SQLITE_INTERRUPT:
            raise KeyboardInterrupt from None
        if code_of(error) == sqlite3.SQLITE_NOTADB:
            raise WrongFile(f"database {path}: is not a database") from None
        raise StoreError(f"database {path}: cannot be read: {in_a_line(error)}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"database {path}: cannot be read: {in_a_line(error)}") from None


def _let_interrupts_in() -> int:
    """Python hears Ctrl-C only while it runs, which it does not inside a long statement."""
    return 0


def _as_far_as_it_is_text(text: bytes) -> str:
    return text.decode(errors="replace")


@contextmanager
def _connection(path: Path) -> Iterator[sqlite3.Connection]:
    path = path.resolve()
    beside = [file for file in map(Path, (f"{path}{end}" for end in BESIDE)) if _has_content(file)]
    if Path(f"{path}-shm").exists():
        # Somebody has it open, or was killed: SQLite sees to it that we read one state of it.
        with closing(_open(path, "mode=ro")) as connection:
            yield connection
    elif beside:
        # To read it where it lies would leave files there: read a copy.
        with TemporaryDirectory() as folder:
            copy = Path(folder, "matches.sqlite3")
            shutil.copyfile(path, copy)
            for file in beside:
                shutil.copyfile(file, f"{copy}{file.name.removeprefix(path.name)}")
            with closing(_open(copy, "mode=rw")) as connection:
                yield connection
    else:
        with closing(_open(path, "mode=ro&immutable=1")) as connection:
            yield connection


def _has_content(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


def _open(path: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?{how}", uri=True, timeout=5.0, isolation_level=None)


@contextmanager
def one_state(connection: sqlite3.Connection) -> Iterator[None]:
    """Whatever is read inside is of one moment, however much is written meanwhile."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def match_names(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Every match, oldest first."""
    rows = connection.execute("SELECT id FROM matches ORDER BY number")
    return tuple(match for (match,) in rows)


def stored_match(match: str, connection: sqlite3.Connection) -> StoredMatch:
    """A match whose chain holds; raises Damaged."""
    with _damage(match):
        number, phase, head = _head(match, connection)
        links = _links(number, connection)
        rows = connection.execute("SELECT key FROM keys WHERE match = ? ORDER BY rowid", (match,))
        keys = tuple(key for (key,) in rows)
    verify(match, head, links)
    if phase not in tuple(Phase):
        raise Damaged(f"match {match}: its phase is not one there is")
    if not all(isinstance(key, bytes) for key in keys):
        raise Damaged(f"match {match}: a key to it is damaged")
    return StoredMatch(match, Phase(phase), head.epoch, keys, links)


def records_of(match: str, connection: sqlite3.Connection) -> tuple[bytes, ...]:
    """The records of a match whose chain holds; raises Damaged."""
    with _damage(match):
        number, _, head = _head(match, connection)
        links = _links(number, connection)
    return verify(match, head, links)


@contextmanager
def _damage(match: str) -> Iterator[None]:
    """Say of what cannot be read that the match is damaged; a database in need of time is not."""
    try:
        yield
    except sqlite3.OperationalError:
        raise
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise Damaged(f"match {match}: cannot be read: {in_a_line(error)}") from None


def _head(match: str, connection: sqlite3.Connection) -> tuple[Any, Any, Head]:
    """The number, the phase and the head of a match; nothing of it can be trusted yet."""
    row = connection.execute(
        "SELECT number, phase, sequence, epoch, hash FROM matches WHERE id = ?", (match,)
    ).fetchone()
    if row is None:
        raise Damaged(f"match {match}: not in the store")
    number, phase, sequence, epoch, digest = row
    return number, phase, Head(sequence, epoch, digest)


def _links(number: Any, connection: sqlite3.Connection) -> tuple[Link, ...]:
    rows = connection.execute(
        "SELECT sequence, epoch, record, hash FROM records WHERE match = ? ORDER BY sequence",
        (number,),
    )
    return tuple(Link(*row) for row in rows)
