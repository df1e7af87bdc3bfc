"""Metrics: they count what happens, on the operator's port only, and name nobody."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec import Struct
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from dilemma.protocol.messages import Accepted, Failed, Seated
from dilemma_server.app import running
from dilemma_server.gateway.guarded import QUOTA_FRAMES
from dilemma_server.settings import Settings
from support.browser import ask
from support.ear import Ear
from support.hall import Hall, goes_on, match_of_two
from support.manual_clock import ManualClock
from support.served import free_port
from support.wire import guest, wire


class Watched(Struct):
    """A server, and where its operator looks."""

    url: str
    monitor: str
    clock: ManualClock

    async def numbers(self) -> dict[str, float]:
        """Every sample by its name and labels."""
        text = (await ask(self.monitor, "/metrics")).body.decode()
        lines = [line for line in text.splitlines() if not line.startswith("#")]
        return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}

    async def reaches(self, name: str, value: float) -> dict[str, float]:
        """All samples once one of them has a value."""
        async with asyncio.timeout(10.0):
            while True:
                numbers = await self.numbers()
                if numbers.get(name) == value:
                    return numbers


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[Watched]:
    port, clock = free_port(), ManualClock()
    settings = Settings(tmp_path / "matches.sqlite3", metrics_port=port, address_connections=4)
    async with running(settings, clock) as url:
        yield Watched(url, f"http://127.0.0.1:{port}", clock)


async def test_a_match_is_counted_and_not_named(watched: Watched) -> None:
    async with match_of_two(Hall(watched.url, watched.clock)) as match:
        await goes_on(match)
        numbers = await watched.reaches("dilemma_store_append_seconds_count", 6)
        text = (await ask(watched.monitor, "/metrics")).body.decode()
    assert numbers["dilemma_connections"] == 2
    assert numbers['dilemma_matches{phase="running"}'] == 1
    assert numbers['dilemma_turns_closed_total{reason="all_sealed"}'] == 1
    assert numbers["dilemma_turn_close_seconds_count"] == 1
    assert numbers['dilemma_frames_total{direction="in"}'] == 4
    assert numbers['dilemma_frames_total{direction="out"}'] > 4
    assert numbers['dilemma_bytes_total{direction="in"}'] > 500
    assert numbers['dilemma_bytes_total{direction="out"}'] > 1000
    assert 'dilemma_build_info{python="' in text
    known = [match.red_seated.code, "Ada", "Ben", "redland", "blueland", "Redland"]
    assert [word for word in known if word in text] == []
    labels = set(re.findall(r"[{,](\w+)=", text))
    assert labels == {"direction", "phase", "reason", "le", "python", "version"}


async def test_a_turn_that_time_closed_is_not_timed_from_its_last_seal(watched: Watched) -> None:
    async with match_of_two(Hall(watched.url, watched.clock), turn_seconds=60) as match:
        await match.red.seal(await match.red.turn(1))
        await match.red.hear(Accepted)
        await watched.clock.advance(60)
        await match.red.turn(2)
        numbers = await watched.reaches('dilemma_turns_closed_total{reason="deadline"}', 1)
    assert numbers["dilemma_turn_close_seconds_count"] == 0


async def test_what_was_refused_and_cut_is_counted_by_its_reason(watched: Watched) -> None:
    crowd = [await Ear.open(watched.url) for _ in range(4)]
    with pytest.raises(InvalidStatus) as refusal:
        await connect(watched.url, proxy=None)
    assert refusal.value.response.status_code == 429
    for _ in range(QUOTA_FRAMES + 1):
        await crowd[0].ping()
    await watched.reaches('dilemma_connections_cut_total{reason="too many control frames"}', 1)
    with pytest.raises(InvalidStatus):
        await connect(watched.url, origin="https://example.org", proxy=None)  # type: ignore[arg-type]  # a plain text
    await ask(watched.url, "/", "POST")
    async with wire(watched.url, guest("WRONGWRO")) as stranger:
        await stranger.hear(Failed)
    numbers = await watched.reaches("dilemma_turnstile_failures_total", 1)
    for reason in ("address full", "origin", "method not allowed"):
        assert numbers[f'dilemma_connections_refused_total{{reason="{reason}"}}'] == 1
    for ear in crowd:
        ear.close()
    await watched.reaches("dilemma_connections", 0)


async def test_players_cannot_read_them(watched: Watched) -> None:
    assert (await ask(watched.url, "/metrics")).status == 404
    async with wire(watched.url) as line:
        with pytest.raises(InvalidStatus) as refusal:
            await connect(watched.monitor.replace("http", "ws"), proxy=None)
        assert refusal.value.response.status_code == 404
        assert line.connection.close_code is None


async def test_the_operator_is_told_that_a_server_drains_while_it_does(tmp_path: Path) -> None:
    """A reader that does not hang up holds the draining up for as long as it may."""
    port = free_port()
    context = running(Settings(tmp_path / "matches.sqlite3", metrics_port=port))
    url = await context.__aenter__()
    monitor = f"http://127.0.0.1:{port}"
    assert (await ask(monitor, "/healthz")).body == b"ok\n"
    ear = await Ear.open(url)
    ending = asyncio.create_task(context.__aexit__(None, None, None))
    await asyncio.sleep(0)
    answer = await ask(monitor, "/healthz")
    assert (answer.status, answer.body) == (503, b"draining\n")
    assert not ending.done()
    await ending
    ear.close()


async def test_without_a_port_there_are_none(tmp_path: Path) -> None:
    async with running(Settings(tmp_path / "matches.sqlite3")) as url:
        assert (await ask(url, "/metrics")).status == 404


async def test_seated_players_are_not_disturbed_by_who_reads(watched: Watched) -> None:
    async with match_of_two(Hall(watched.url, watched.clock)) as match:
        await asyncio.gather(*(ask(watched.monitor, "/metrics") for _ in range(20)))
        await goes_on(match)
        assert isinstance(match.red_seated, Seated)
