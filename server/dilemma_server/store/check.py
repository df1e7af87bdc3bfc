"""The check: whether a whole database is what was written to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from dilemma_server.store.faults import code_of, in_a_line
from dilemma_server.store.layout import has_our_tables
from dilemma_server.store.reading import match_names, one_state, reading, stored_match
from dilemma_server.store.seam import Damaged

Progress = Callable[[int, int], None]
"""Told how many of how many steps are done."""

MOST_FAULTS = 20
"""Lines about the file itself; one broken page makes hundreds."""

STRAYS = {
    "a key leads to match {} which is not there": (
        "SELECT DISTINCT match FROM keys WHERE match NOT IN (SELECT id FROM matches)"
    ),
    "there are records of a match number {} which is not there": (
        "SELECT DISTINCT match FROM records WHERE match NOT IN (SELECT number FROM matches)"
    ),
}


class Findings(Struct, frozen=True):
    """What was counted, and a line for everything that is not as it was written."""

    matches: int
    records: int
    keys: int
    damage: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is damaged."""
        return not self.damage


def check(path: Path, progress: Progress) -> Findings:
    """Look at every match and at the file itself, beside a server or not, and change nothing.

    Raises WrongFile for a file that is no database of ours, StoreError when it cannot be read.
    """
    with reading(path) as connection:
        damage = list(_faults_of_the_file(connection))
        names = _names(connection, damage)
        records = keys = 0
        progress(1, 1 + len(names))
        for done, match in enumerate(names, start=2):
            try:
                with one_state(connection):
                    stored = stored_match(match, connection)
                records += len(stored.links)
                keys += len(stored.keys)
            except Damaged as error:
                damage.append(str(error))
            progress(done, 1 + len(names))
    return Findings(len(names), records, keys, tuple(damage))


def _faults_of_the_file(connection: sqlite3.Connection) -> Iterator[str]:
    """What is wrong with the database as SQLite sees it, and with how its tables hang together."""
    try:
        for (line,) in connection.execute(f"PRAGMA integrity_check({MOST_FAULTS})"):
            if line != "ok":
                yield f"database: {' '.join(str(line).split())}"
        if not has_our_tables(connection):
            yield "database: its tables are not those of its layout"
        for told, query in STRAYS.items():
            for (stray,) in connection.execute(query):
                yield f"database: {told.format(repr(stray))}"
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        if code_of(error) == sqlite3.SQLITE_INTERRUPT:
            raise
        yield f"database: cannot be read: {in_a_line(error)}"


def _names(connection: sqlite3.Connection, damage: list[str]) -> tuple[str, ...]:
    try:
        return match_names(connection)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        damage.append(f"database: its matches cannot be listed: {in_a_line(error)}")
        return ()
