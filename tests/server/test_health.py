"""Health: well while serving and the store answers; unwell otherwise, and while draining."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

from dilemma_server.app import running
from dilemma_server.gateway.health import FRESH_SECONDS, PATIENCE_SECONDS, Health
from dilemma_server.settings import Settings
from support.browser import ask
from support.manual_clock import ManualClock


class Store:
    """Answers, fails, or hangs, as told."""

    def __init__(self) -> None:
        self.asked = 0
        self.error: Exception | None = None
        self.gate: asyncio.Event | None = None

    async def __call__(self) -> None:
        self.asked += 1
        if self.gate is not None:
            await self.gate.wait()
        if self.error is not None:
            raise self.error


async def status(health: Health) -> int:
    return int((await health.page()).status)


async def test_it_is_well_while_the_store_answers() -> None:
    store, clock = Store(), ManualClock()
    health = Health(store, clock)
    assert await status(health) == 200
    store.error = OSError("disk full")
    await clock.advance(FRESH_SECONDS)
    assert await status(health) == 503
    store.error = None
    await clock.advance(FRESH_SECONDS)
    assert await status(health) == 200
    health.close()
    assert await status(health) == 503


async def test_a_store_that_hangs_is_unwell_after_a_second_and_is_not_asked_again() -> None:
    store, clock = Store(), ManualClock()
    store.gate = asyncio.Event()
    health = Health(store, clock)
    for _ in range(2):
        asking = asyncio.create_task(status(health))
        await clock.somebody_waits(PATIENCE_SECONDS)
        await clock.advance(PATIENCE_SECONDS)
        assert await asking == 503
    assert store.asked == 1
    store.gate.set()
    await clock.advance(FRESH_SECONDS)
    assert await status(health) == 200


async def test_asking_often_asks_the_store_once() -> None:
    store = Store()
    health = Health(store, ManualClock())
    assert await asyncio.gather(*(status(health) for _ in range(100))) == [200] * 100
    assert await status(health) == 200
    assert store.asked == 1


async def test_a_database_that_others_hold_locked_is_told_over_http(tmp_path: Path) -> None:
    """A real server over a real file, which somebody else keeps from being written."""
    database = tmp_path / "matches.sqlite3"
    async with running(Settings(database)) as url:
        assert (await ask(url, "/healthz")).body == b"ok\n"
        assert (await ask(url, "/healthz", "HEAD")).status == 200
        other = sqlite3.connect(database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        async with asyncio.timeout(10.0):
            while (answer := await ask(url, "/healthz")).status == 200:
                pass
        assert (answer.status, answer.body) == (503, b"store\n")
        other.execute("ROLLBACK")
        other.close()
        async with asyncio.timeout(20.0):
            while (await ask(url, "/healthz")).status != 200:
                pass
