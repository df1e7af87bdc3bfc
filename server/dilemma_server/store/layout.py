"""The layout: the tables of a database, their number, and whose database it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from dilemma_server.store.seam import WrongFile

LAYOUT = 1
"""Number of the tables' layout, kept in the file."""

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

SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name"


def is_new(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether a database has no tables yet; raises WrongFile unless it is new or ours."""
    (layout,) = connection.execute("PRAGMA user_version").fetchone()
    if layout == LAYOUT:
        return False
    if layout != 0:
        raise WrongFile(
            f"database {path}: has layout {layout}; this version reads {LAYOUT}:"
            " go on with the release it was made with, or name another file"
        )
    if connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise WrongFile(f"database {path}: belongs to another program; name another file")
    return True


def make_tables(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables where there are none; raises WrongFile for what is not ours."""
    if is_new(connection, path):
        connection.executescript(f"BEGIN; {TABLES} PRAGMA user_version = {LAYOUT}; COMMIT;")


def has_our_tables(connection: sqlite3.Connection) -> bool:
    """Whether the tables are exactly those of the layout."""
    return connection.execute(SCHEMA).fetchall() == _our_tables()


@cache
def _our_tables() -> list[Any]:
    with closing(sqlite3.connect(":memory:")) as pattern:
        pattern.executescript(TABLES)
        return pattern.execute(SCHEMA).fetchall()
