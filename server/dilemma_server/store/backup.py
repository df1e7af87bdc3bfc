"""The backup: a copy of one moment of a database, made while a server writes it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from dilemma_server.store.check import Findings, Progress, check
from dilemma_server.store.faults import FAULTS, in_a_line
from dilemma_server.store.reading import one_state, reading
from dilemma_server.store.seam import StoreError
from dilemma_server.store.whole_file import whole_file

PAGES_A_STEP = 256
"""Between two of which progress is told and an interrupt heard."""


def backup(path: Path, target: Path, progress: Progress) -> Findings:
    """Copy a database to a new file, and check the copy; what the check found.

    A copy in which a match is damaged is kept: it is as damaged in the original, and the others are
    in it. Raises WrongFile for what is no database of ours or a target that is there already,
    StoreError when the copy cannot be written.
    """
    with whole_file(target) as unfinished:
        with reading(path) as source, one_state(source):
            # Or SQLite would begin anew whenever the server has written something meanwhile.
            source.execute("SELECT 1 FROM sqlite_master").fetchone()
            _copy(source, unfinished, target, progress)
        return check(unfinished, progress)


def _copy(source: sqlite3.Connection, unfinished: Path, target: Path, progress: Progress) -> None:
    def told(_: int, remaining: int, total: int) -> None:
        progress(total - remaining, total)

    try:
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as copy:
            source.backup(copy, pages=PAGES_A_STEP, progress=told)
    except FAULTS as error:
        raise StoreError(f"backup {target}: cannot be made: {in_a_line(error)}") from None
