"""The real store on a real file, under virtual time.

The code of `dilemma_server.store` runs as it is, down to its SQL, but for the thread of its
writer: `SteppedWriter` takes the same groups and commits them in the same way, when the world says
so. Three things of the environment are substituted: signs of life are dated by the world's time;
connections are remembered by process, so that those of a dead process are closed, as the operating
system does; and a COMMIT can fail, before or after it has done its work, which nobody can tell.
Flushes to the platter are left out, as no power is cut here: what was committed survives.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, TypeVar
from unittest.mock import patch

import dilemma_server.store.sqlite as real_store
from dilemma_server.store import SqliteStore, StoreError
from dilemma_server.store.writer import Writer, _deliver, _Work
from support.simulated.disk import Reader, Speed
from support.simulated.process import CURRENT, Process
from support.simulated.world import World

Result = TypeVar("Result")


class Faults:
    """How the disk behaves now."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.chance: Random = world.chance("sqlite")
        self.stalled_until = 0.0
        self.failing_until = 0.0


class SqliteDisk:
    """A database file that outlives every process which opens it."""

    def __init__(self, world: World, speed: Speed, reader: Reader, folder: Path) -> None:
        self.world = world
        self.speed = speed
        self.faults = Faults(world)
        self.after_flush: Callable[[Process], None] = _nothing
        self._reader = reader
        self._path = folder / "matches.sqlite3"
        self._open: dict[Process, list[sqlite3.Connection]] = {}
        self._watching: sqlite3.Connection | None = None
        self._rows = 0
        self._epochs: dict[str, int] = {}

    @contextmanager
    def installed(self) -> Iterator[None]:
        """The database as a process of this world finds it."""
        real_connect = sqlite3.connect
        disk = self

        def connect(path: object, **options: Any) -> sqlite3.Connection:
            process = CURRENT[0]
            if process is None:
                return real_connect(path, **options)  # type: ignore[call-overload,no-any-return]
            if not process.alive:
                raise sqlite3.OperationalError("the process is dead")
            options["timeout"] = 0.0
            connection: Any = real_connect(path, factory=FaultyConnection, **options)  # type: ignore[call-overload]  # passed on
            connection.faults = disk.faults
            disk._open.setdefault(process, []).append(connection)
            return connection  # type: ignore[no-any-return]  # passed on

        class WriterHere(SteppedWriter):
            disk = self

        with ExitStack() as machine:
            machine.enter_context(patch.object(sqlite3, "connect", connect))
            machine.enter_context(patch.object(real_store, "Writer", WriterHere))
            yield

    def opener(self, process: Process) -> Callable[..., Any]:
        """See Platter: the file is the same for all."""
        assert process.alive
        # Nodes that share a file share a machine, and its clock.
        return partial(SqliteStore.open, now=lambda: self.world.now)

    def stall(self, seconds: float) -> None:
        """See Platter."""
        self.world.note("disk stalls", seconds)
        self.faults.stalled_until = self.world.now + seconds

    def fail(self, seconds: float) -> None:
        """See Platter."""
        self.world.note("disk fails", seconds)
        self.faults.failing_until = self.world.now + seconds

    def heal(self) -> None:
        """See Platter."""
        self.faults.stalled_until = self.faults.failing_until = 0.0

    def sever(self, process: Process) -> None:
        """See Platter: the operating system closes the files of a dead process."""
        for connection in self._open.pop(process, []):
            connection.close()

    def records(self, match: str) -> tuple[bytes, ...]:
        """See Platter."""
        rows = self._watch().execute(
            "SELECT record FROM records JOIN matches ON records.match = matches.number"
            " WHERE matches.id = ? ORDER BY records.sequence",
            (match,),
        )
        return tuple(record for (record,) in rows)

    def matches(self) -> tuple[str, ...]:
        """See Platter."""
        rows = self._watch().execute("SELECT id FROM matches WHERE sequence > 0 ORDER BY number")
        return tuple(match for (match,) in rows)

    def close(self) -> None:
        """See Platter."""
        for process in tuple(self._open):
            self.sever(process)
        if self._watching is not None:
            self._watching.close()

    def committed(self) -> None:
        """Read along what has become durable."""
        watching = self._watch()
        for match, owner, epoch in watching.execute("SELECT id, owner, epoch FROM matches"):
            if self._epochs.get(match) != epoch:
                self._epochs[match] = epoch
                self._reader.acquired(match, owner, epoch)
        rows = watching.execute(
            "SELECT records.rowid, matches.id, records.sequence, records.epoch, record FROM records"
            " JOIN matches ON records.match = matches.number WHERE records.rowid > ?"
            " ORDER BY records.rowid",
            (self._rows,),
        )
        for row, match, sequence, epoch, record in rows.fetchall():
            self._rows = row
            self._reader.appended(match, sequence, epoch, record)

    def _watch(self) -> sqlite3.Connection:
        if self._watching is None:
            self._watching = sqlite3.connect(self._path, isolation_level=None)
        return self._watching


class FaultyConnection(sqlite3.Connection):
    """A connection whose COMMIT may fail, with its work done or undone."""

    faults: Faults

    def execute(self, sql: str, *arguments: Any) -> sqlite3.Cursor:
        """See sqlite3."""
        if sql.startswith("PRAGMA synchronous"):
            return super().execute("PRAGMA synchronous=OFF")
        if sql == "COMMIT" and self.faults.world.now < self.faults.failing_until:
            if self.faults.chance.random() < 0.5:
                super().execute(sql)
            raise sqlite3.OperationalError("disk I/O error")
        return super().execute(sql, *arguments)


class SteppedWriter(Writer):
    """The writer, with the world's appointments in place of its thread."""

    disk: SqliteDisk

    def __init__(self, connect: Callable[[], sqlite3.Connection], name: str) -> None:
        process = CURRENT[0]
        assert process is not None
        self._process = process
        self._busy = False
        self._at_rest: asyncio.Event = asyncio.Event()
        self._at_rest.set()
        with patch("threading.Thread", _NoThread):
            super().__init__(connect, name)

    async def do(self, job: Callable[[sqlite3.Connection], Result]) -> Result:
        """See Writer."""
        if not self._process.alive:
            raise StoreError("the process is dead")
        self._process.world.after(0.0, self._begin)
        return await super().do(job)

    async def close(self) -> None:
        """See Writer."""
        self._closed = True
        if self._process.alive:
            await self._at_rest.wait()
            self._disconnect()

    def _begin(self) -> None:
        """Take what waits, as soon as nothing is under way."""
        if self._busy or self._queue.empty() or not self._process.alive:
            return
        self._busy = True
        self._at_rest.clear()
        world, faults = self._process.world, self.disk.faults
        group, _ = self._next_group()
        stalled = max(0.0, faults.stalled_until - world.now)
        world.after(stalled + faults.chance.uniform(*self.disk.speed.flush), self._step, group)

    def _step(self, group: list[_Work]) -> None:
        """Commit a group, unless its process has died."""
        if not self._process.alive:
            return
        world = self._process.world
        CURRENT[0] = self._process
        try:
            self._commit(group)
        finally:
            CURRENT[0] = None
        world.note("commit", self._process.name, len(group))
        self.disk.committed()
        delay = self.disk.faults.chance.uniform(*self.disk.speed.answer)
        world.after(delay, self._process.post, self._answered, group)
        self.disk.after_flush(self._process)

    def _answered(self, group: list[_Work]) -> None:
        _deliver(group)
        self._busy = False
        if self._queue.empty():
            self._at_rest.set()
        else:
            self._begin()


class _NoThread:
    """In place of a thread: there is none."""

    def __init__(self, **options: Any) -> None:
        pass

    def start(self) -> None:
        """Begin nothing."""


def _nothing(process: Process) -> None:
    """Nobody waits for a commit."""
