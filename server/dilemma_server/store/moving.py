"""Moving: matches out of a database into a file, and from there into another database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from dilemma_server.store.chain import genesis
from dilemma_server.store.check import Progress
from dilemma_server.store.faults import FAULTS, in_a_line, reason_of
from dilemma_server.store.opening import check_unused, connect, make_file
from dilemma_server.store.portable import read_export, write_export
from dilemma_server.store.reading import (
    StoredMatch,
    match_names,
    one_state,
    reading,
    stored_match,
)
from dilemma_server.store.seam import Busy, Damaged, StoreError, WrongFile
from dilemma_server.store.whole_file import whole_file

LARGEST_BESIDE_A_SERVER = 20_000_000
"""Bytes of an export; the server cannot store while they are written, a second or so."""


class Moved(Struct, frozen=True):
    """What was moved, and a line for every match that could not be because it is damaged."""

    matches: int
    records: int
    damage: tuple[str, ...] = ()


def export(path: Path, target: Path, wanted: Sequence[str], progress: Progress) -> Moved:
    """Write matches to a new file, all of one moment: those `wanted`, or all when none is named.

    Damaged ones are left out and told of. Raises WrongFile for what is no database of ours, for a
    match that is not in it and for a target that is there already; StoreError when nothing could be
    written.
    """
    with reading(path) as connection, one_state(connection):
        names = _chosen(path, wanted, match_names(connection))
        # Twice through all: the first line says how many matches follow.
        sound, damage = _sorted_out(names, connection)
        if not sound and damage:
            raise Damaged(f"database {path}: nothing exported: {'; '.join(damage)}")
        records = 0

        def told() -> Iterator[StoredMatch]:
            nonlocal records
            for done, match in enumerate(sound, start=1):
                stored = stored_match(match, connection)
                records += len(stored.links)
                yield stored
                progress(done, len(sound))

        with whole_file(target) as unfinished, unfinished.open("wb") as file:
            write_export(file, len(sound), told())
    return Moved(len(sound), records, damage)


def import_matches(
    path: Path,
    source: Path,
    progress: Progress,
    *,
    largest_beside: int = LARGEST_BESIDE_A_SERVER,
) -> Moved:
    """Put the matches of an export into a database, made when missing: all of them or none.

    The whole export is verified before anything is written. Raises WrongFile for what is no export
    or no database of ours, Damaged for an export that is not what was written, StoreError when a
    match is there already, Busy for more than `largest_beside` bytes while a server uses the
    database.
    """
    with _opened(source) as file:
        total = sum(1 for _ in read_export(source, file))
        _check_brief(path, file.tell(), largest_beside)
        file.seek(0)
        with _transaction(path) as connection:
            records = 0
            # Verified once more: it is what is read now that is stored.
            for done, stored in enumerate(read_export(source, file), start=1):
                _insert(path, stored, connection)
                records += len(stored.links)
                progress(done, total)
    return Moved(total, records)


def _chosen(path: Path, wanted: Sequence[str], present: Sequence[str]) -> Sequence[str]:
    for match in wanted:
        if match not in present:
            raise WrongFile(f"database {path}: there is no match '{match[:50]}' in it")
    return tuple(dict.fromkeys(wanted)) or present


def _sorted_out(
    names: Sequence[str], connection: sqlite3.Connection
) -> tuple[list[str], tuple[str, ...]]:
    """The matches that are sound, and what is wrong with the others."""
    sound: list[str] = []
    damage: list[str] = []
    for match in names:
        try:
            stored_match(match, connection)
            sound.append(match)
        except Damaged as error:
            damage.append(str(error))
    return sound, tuple(damage)


@contextmanager
def _opened(source: Path) -> Iterator[BinaryIO]:
    try:
        file = source.open("rb")
    except OSError as error:
        raise WrongFile(f"export {source}: cannot be read: {reason_of(error)}") from None
    with file:
        try:
            yield file
        except OSError as error:
            raise StoreError(f"export {source}: cannot be read: {reason_of(error)}") from None


def _check_brief(path: Path, size: int, largest: int) -> None:
    """Raise Busy when a server would wait too long for an export of this size to be stored."""
    if size <= largest:
        return
    try:
        check_unused(path)
    except Busy:
        raise Busy(
            f"database {path}: a server is using it, and {size} bytes are too many to import"
            " meanwhile; stop it first"
        ) from None


@contextmanager
def _transaction(path: Path) -> Iterator[sqlite3.Connection]:
    """One change of a database, whole or not at all; one that was made for it is removed again."""
    new = not path.exists()
    make_file(path)
    try:
        with closing(connect(path)) as connection, _commit(path, connection):
            yield connection
    except BaseException:
        if new:
            _remove(path)
        raise


@contextmanager
def _commit(path: Path, connection: sqlite3.Connection) -> Iterator[None]:
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("COMMIT")
    except FAULTS as error:
        raise StoreError(
            f"database {path}: nothing imported: the database failed: {in_a_line(error)}"
        ) from None
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _remove(path: Path) -> None:
    for ending in ("-wal", "-shm", ""):
        Path(f"{path}{ending}").unlink(missing_ok=True)


def _insert(path: Path, stored: StoredMatch, connection: sqlite3.Connection) -> None:
    """Store a match as it was, owned by nobody; raises StoreError when it is there already."""
    match = stored.match
    if connection.execute("SELECT 1 FROM matches WHERE id = ?", (match,)).fetchone():
        raise StoreError(f"database {path}: nothing imported: match {match} is there already")
    last = stored.links[-1].hash if stored.links else genesis(match)
    number = connection.execute(
        "INSERT INTO matches (id, owner, epoch, phase, sequence, hash)"
        " VALUES (?, NULL, ?, ?, ?, ?)",
        (match, stored.epoch, stored.phase, len(stored.links), last),
    ).lastrowid
    connection.executemany(
        "INSERT INTO records VALUES (?, ?, ?, ?, ?)",
        ((number, link.sequence, link.epoch, link.record, link.hash) for link in stored.links),
    )
    for key in stored.keys:
        row = connection.execute("SELECT match FROM keys WHERE key = ?", (key,)).fetchone()
        if row is not None:
            raise StoreError(
                f"database {path}: nothing imported: a key of match {match} leads to match"
                f" {row[0]} there"
            )
        connection.execute("INSERT INTO keys VALUES (?, ?)", (key, match))
