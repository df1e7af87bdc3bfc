"""The store: how long a record takes to the disk, and what moving the log into the database costs.

SQLite moves its log into the database within the commit that makes the log a thousand pages long,
so that some records wait for it. The alternative is measured beside it: another thread that does
it, over a connection of its own.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Result, percentile
from dilemma_server.store import Lease, SqliteStore

SECONDS = 4.0
MATCHES = 50
"""That store at once, each its next record as soon as the last one is acknowledged."""
RECORD = bytes(700)
"""As long as sealed orders are."""
LOG_BYTES = 4_000_000
"""As long as SQLite lets its log become."""


def results() -> Iterator[Result]:
    """Milliseconds from a record to its acknowledgement, and the length of the log at the end."""
    for beside in (False, True):
        how = "log moved by a thread beside" if beside else "log moved in the commit"
        milliseconds, log_bytes = asyncio.run(_appended(beside))
        yield Result(f"store, {how}: records", len(milliseconds) / SECONDS, "/s")
        for name, share in (("median", 0.5), ("p99", 0.99), ("p99.9", 0.999)):
            yield Result(f"store, {how}: {name}", percentile(milliseconds, share), "ms")
        yield Result(f"store, {how}: log at the end", log_bytes / 1e6, "MB")


async def _appended(beside: bool) -> tuple[list[float], int]:
    """Milliseconds of every append, unsorted, and the bytes of the log."""
    milliseconds: list[float] = []
    with TemporaryDirectory(dir=".") as folder:
        path = Path(folder, "matches.sqlite3")
        store = await SqliteStore.open(path, "benchmark", "nowhere")
        end = time.perf_counter() + SECONDS

        async def play(match: str) -> None:
            lease = await store.acquire(match)
            assert isinstance(lease, Lease)
            sequence = 0
            while time.perf_counter() < end:
                sequence += 1
                start = time.perf_counter()
                await store.append(lease, sequence, RECORD)
                milliseconds.append(1000.0 * (time.perf_counter() - start))

        with _moving_the_log(path, beside):
            if beside:
                await store._writer.do(lambda to: to.execute("PRAGMA wal_autocheckpoint = 0"))
            await asyncio.gather(*(play(f"m{number}") for number in range(MATCHES)))
        log_bytes = _length_of_log(path)
        await store.close()
    return milliseconds, log_bytes


@contextmanager
def _moving_the_log(path: Path, beside: bool) -> Iterator[None]:
    """A thread that moves the log into the database as soon as it is as long as SQLite lets it."""
    over = threading.Event()

    def move() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            while not over.wait(0.05):
                if _length_of_log(path) > LOG_BYTES:
                    connection.execute("PRAGMA wal_checkpoint(PASSIVE)")

    thread = threading.Thread(target=move)
    if beside:
        thread.start()
    yield
    over.set()
    if beside:
        thread.join()


def _length_of_log(path: Path) -> int:
    return Path(f"{path}-wal").stat().st_size
