"""The door: whoever stands in it too long makes room for whoever means to come in."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from dilemma.protocol.messages import Seated
from dilemma_server.app import running
from dilemma_server.gateway.door import Door
from dilemma_server.gateway.gateway import OPEN_SECONDS
from dilemma_server.settings import Settings
from support.authority import Authority
from support.browser import SECONDS, ask
from support.served import served
from support.stranger import Stranger
from support.wire import host, wire


def test_only_those_count_who_are_still_opening() -> None:
    """On bare sockets: two places, and who leaves or comes in gives his up."""
    cuts: list[str] = []
    door = Door(socket.create_server(("127.0.0.1", 0)), 2, cuts.append)
    with door, ExitStack() as stack:
        address = door.getsockname()

        def knock() -> tuple[socket.socket, socket.socket]:
            caller = stack.enter_context(socket.create_connection(address, SECONDS))
            return caller, stack.enter_context(door.accept()[0])

        (_, first), (_, second) = knock(), knock()
        first.close()
        door.come_in(second.fileno())
        assert (door.opening, cuts) == (0, [])
        (third, _), (fourth, _), (fifth, _) = knock(), knock(), knock()
        assert (door.opening, len(cuts)) == (2, 1)
        assert third.recv(1) == b""
        door.clear()
        assert (fourth.recv(1), fifth.recv(1), door.opening) == (b"", b"", 0)
        assert len(cuts) == 1


async def test_the_oldest_makes_room_and_who_means_it_comes_in(tmp_path: Path) -> None:
    clock = asyncio.get_running_loop().time
    async with running(Settings(tmp_path / "matches.sqlite3", handshakes=4)) as url:
        begun = clock()
        crowd = [await Stranger.come(url, "GET / HT") for _ in range(4)]
        async with wire(url, host()) as line:
            await line.hear(Seated)
            # Long before his own time is up.
            assert await crowd[0].end() - begun < OPEN_SECONDS / 2
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
        opening = [await Stranger.come(server.url, "GET / HTTP/1.1\r\n") for _ in range(20)]
        idle = [await Stranger.converse(server.url) for _ in range(20)]
        async with wire(server.url, host()) as line:
            await line.hear(Seated)
            begun = time.monotonic()
            os.kill(server.process_id, signal.SIGTERM)
            assert await line.ended() == (1012, "the server is restarting")
        ends = await asyncio.gather(*(stranger.end() for stranger in (*opening, *idle)))
        status = await asyncio.to_thread(server.wait)
        took = time.monotonic() - begun
        for stranger in (*opening, *idle):
            stranger.close()
    assert status == 0
    # Who has not come in is not waited for; who does not answer is, but not for long.
    assert max(ends[: len(opening)]) < min(ends[len(opening) :])
    assert took < SECONDS
