"""The writer: one thread that owns the database connection, and commits in groups.

Whatever arrives while a commit is on its way to the disk joins the next one; nobody is answered
before the commit that holds his work has returned.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from dilemma_server.store.faults import as_store_error
from dilemma_server.store.seam import StoreError

Result = TypeVar("Result")
Job = Callable[[sqlite3.Connection], Any]

LARGEST_GROUP = 256
"""Jobs in one commit; bounds how long the first of them waits."""


@dataclass(eq=False)
class _Work:
    """A job, the future that waits for it, and how it went."""

    job: Job
    future: asyncio.Future[Any]
    result: Any = None
    error: Exception | None = None


class Writer:
    """Runs jobs in order, each whole or not at all; `connect` is called in the thread."""

    def __init__(self, connect: Callable[[], sqlite3.Connection], name: str) -> None:
        self._connect = connect
        self._loop = asyncio.get_running_loop()
        self._queue: SimpleQueue[_Work | None] = SimpleQueue()
        self._connection: sqlite3.Connection | None = None
        self._closed = False
        self.commits = 0
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    async def do(self, job: Callable[[sqlite3.Connection], Result]) -> Result:
        """What the job returned, once it is durable; raises its StoreError, or one for SQLite's."""
        if self._closed:
            raise StoreError("the store is closed")
        future: asyncio.Future[Result] = self._loop.create_future()
        self._queue.put(_Work(job, future))
        return await future

    async def close(self) -> None:
        """Finish what was asked for, then end the thread."""
        self._closed = True
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    def _run(self) -> None:
        open_for_work = True
        while open_for_work:
            group, open_for_work = self._next_group()
            if group:
                self._commit(group)
                self._answer(group)
        self._disconnect()

    def _next_group(self) -> tuple[list[_Work], bool]:
        """Everything that waits, at least one; and whether more may come."""
        group: list[_Work] = []
        work = self._queue.get()
        while work is not None:
            group.append(work)
            if len(group) == LARGEST_GROUP:
                return group, True
            try:
                work = self._queue.get_nowait()
            except Empty:
                return group, True
        return group, False

    def _commit(self, group: list[_Work]) -> None:
        """Run a group in one transaction; when it cannot be committed, all of it has failed."""
        try:
            connection = self._connected()
            connection.execute("BEGIN IMMEDIATE")
            if not _went_well(connection, group):
                connection.execute("BEGIN IMMEDIATE")
                for work in group:
                    _attempt(connection, work)
            connection.execute("COMMIT")
            self.commits += 1
        except Exception as error:  # noqa: BLE001  (the thread must outlive every fault)
            # After a failed flush the connection's idea of what is on disk cannot be trusted.
            self._disconnect()
            for work in group:
                work.error = work.error or as_store_error(error)

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = self._connect()
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _answer(self, group: list[_Work]) -> None:
        """Hand the results to the event loop; when it has gone, nobody waits for them."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(_deliver, group)


def _went_well(connection: sqlite3.Connection, group: list[_Work]) -> bool:
    """Run all jobs of a group, as nearly always can be; if one fails, none of them was run."""
    try:
        for work in group:
            work.result = work.job(connection)
    except Exception:  # noqa: BLE001  (whatever it was, the job says it again when run by itself)
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        return False
    return True


def _attempt(connection: sqlite3.Connection, work: _Work) -> None:
    """Run one job so that its own failure undoes it, is told to who asked, and harms no other."""
    connection.execute("SAVEPOINT job")
    try:
        work.result = work.job(connection)
    except Exception as error:
        work.error = as_store_error(error)
        if not connection.in_transaction:
            # A full disk ends the whole transaction: nothing of the group stands.
            raise
        connection.execute("ROLLBACK TO job")
    connection.execute("RELEASE job")


def _deliver(group: list[_Work]) -> None:
    for work in group:
        if work.future.cancelled():
            continue
        if work.error is not None:
            work.future.set_exception(work.error)
        else:
            work.future.set_result(work.result)
