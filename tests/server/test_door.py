"""The door: whoever stands in it too long makes room for whoever means to come in."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from dilemma.protocol.messages import Seated
from dilemma_server.app import running
from dilemma_server.settings import Settings
from support.authority import Authority
from support.browser import ask
from support.served import served
from support.stranger import Stranger
from support.wire import host, wire


async def test_the_oldest_makes_room_and_who_means_it_comes_in(tmp_path: Path) -> None:
    async with running(Settings(tmp_path / "matches.sqlite3", handshakes=4)) as url:
        crowd = [await Stranger.come(url, "GET / HT") for _ in range(4)]
        async with wire(url, host()) as line:
            await line.hear(Seated)
            await crowd[0].end()
            more = [await Stranger.come(url) for _ in range(8)]
            # Who has come in stands in the door no more.
            await line.connection.ping()
            assert line.connection.close_code is None
            assert (await ask(url, "/")).status == 200
        for stranger in (*crowd, *more):
            stranger.close()


async def test_under_tls_those_count_who_have_not_even_said_hello(tmp_path: Path) -> None:
    authority = Authority(tmp_path / "authority")
    certificate, key = authority.sign("server")
    settings = Settings(
        tmp_path / "matches.sqlite3", tls_cert=certificate, tls_key=key, handshakes=4
    )
    async with running(settings) as url:
        crowd = [await Stranger.come(url, "\x16\x03\x01") for _ in range(4)]
        async with wire(url, host(), ssl=authority.trust()) as line:
            await line.hear(Seated)
            await crowd[0].end()
        for stranger in crowd:
            stranger.close()


async def test_who_leaves_half_way_leaves_no_place_taken(tmp_path: Path) -> None:
    async with running(Settings(tmp_path / "matches.sqlite3", handshakes=2)) as url:
        for _ in range(20):
            (await Stranger.come(url, "GET /")).close()
            assert (await ask(url, "/")).status == 200


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
async def test_a_real_server_stops_in_time_whoever_stands_about(tmp_path: Path) -> None:
    """Half-open connections, idle ones, and one in a match that takes nothing more."""
    with served(tmp_path) as server:
        crowd = [await Stranger.come(server.url, "GET / HTTP/1.1\r\n") for _ in range(20)]
        crowd += [await Stranger.converse(server.url) for _ in range(20)]
        async with wire(server.url, host()) as line:
            await line.hear(Seated)
            begun = time.monotonic()
            os.kill(server.process_id, signal.SIGTERM)
            assert await line.ended() == (1012, "the server is restarting")
        status = await asyncio.to_thread(server.wait)
        took = time.monotonic() - begun
        for stranger in crowd:
            stranger.close()
    assert status == 0
    assert took < 5.0
