"""The gateway: what is no message ends one connection and disturbs nobody."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import msgpack
import pytest
from msgspec import Struct
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from dilemma.protocol import CLIENT_LIMITS, PROTOCOL_VERSION, encode
from dilemma.protocol.messages import (
    Join,
    Rejoin,
    Seated,
    Unseal,
)
from dilemma_server.app import running
from dilemma_server.settings import Settings
from support.desk import Foreseeable
from support.hall import Hall, failure, goes_on, match_of_two
from support.manual_clock import ManualClock
from support.wire import host, returning, wire


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Hall]:
    clock = ManualClock()
    settings = Settings(tmp_path / "matches.sqlite3", connections=8)
    async with running(settings, clock, Foreseeable()) as url:
        yield Hall(url, clock)


# What is no message


FRAMES = {
    "noise": (b"\xc1\xc1", "frame: not a MessagePack message: "),
    "nothing": (b"", "frame: not a MessagePack message: "),
    "cut short": (encode(Unseal(1, "key"))[:-1], "frame: not a MessagePack message: "),
    "too much": (encode(Unseal(1, "key")) * 2, "frame: not a MessagePack message: "),
    "no object": (b"\x01", "message: "),
    "unknown message": (msgpack.packb({"type": "bribe"}), "message: Invalid value 'bribe'"),
    "unknown field": (
        msgpack.packb({"type": "unseal", "turn": 1, "key": "k", "seat": "blueland"}),
        "message: Object contains unknown field `seat`",
    ),
    "wrong type": (
        msgpack.packb({"type": "unseal", "turn": "one", "key": "k"}),
        "message: Expected `int`, got `str` - at `$.turn`",
    ),
    "no key": (msgpack.packb({"type": "unseal", "turn": 1, "key": ""}), "message: "),
    "nested": (b"\x91" * 600 + b"\x90", "frame: nested too deep"),
    "many": (b"\xdd\xff\xff\xff\xff", "frame: not a MessagePack message: "),
    "binary": (msgpack.packb(b"bytes"), "frame: not a MessagePack message: "),
    "not a number": (
        msgpack.packb({"type": "unseal", "turn": float("nan"), "key": "k"}),
        "frame: NaN and infinities are not allowed",
    ),
    "too long": (b"\xa0" * (CLIENT_LIMITS.frame_bytes + 1), "frame: 12289 bytes; at most 12288"),
    "text": ("hello", "frame: text; messages are binary MessagePack"),
}


@pytest.mark.parametrize(("frame", "line"), FRAMES.values(), ids=FRAMES.keys())
async def test_as_a_first_frame_it_is_answered_in_one_line(
    server: Hall, frame: bytes | str, line: str
) -> None:
    async with wire(server.url) as stranger:
        await stranger.connection.send(frame)
        assert (await failure(stranger)).startswith(line)


async def test_in_a_match_it_ends_one_connection_and_the_match_goes_on(server: Hall) -> None:
    async with match_of_two(server) as match:
        for frame, line in FRAMES.values():
            async with wire(server.url, returning(match.red_seated)) as again:
                await again.turn(1)
                await again.connection.send(frame)
                assert (await failure(again)).startswith(line)
        async with wire(server.url, returning(match.red_seated)) as red:
            match.red = red
            await goes_on(match)


async def test_a_huge_frame_is_not_even_read(server: Hall) -> None:
    async with match_of_two(server) as match:
        async with wire(server.url) as stranger:
            await stranger.connection.send(b"\xa0" * (4 * CLIENT_LIMITS.frame_bytes))
            code, _ = await stranger.ended()
            assert code == 1009
        await goes_on(match)


async def test_bytes_that_are_no_websocket_are_dropped_without_a_word(
    server: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    async with match_of_two(server) as match:
        address, _, port = server.url.removeprefix("ws://").rpartition(":")
        reader, writer = await asyncio.open_connection(address, int(port))
        writer.write(b"\x16\x03\x01\x02\x00\x01 this is no request\r\n\r\n")
        async with asyncio.timeout(10.0):
            await reader.read()
        writer.close()
        await writer.wait_closed()
        await goes_on(match)
    assert caplog.records == []


# First frames


async def test_who_says_nothing_in_time_is_sent_away(server: Hall) -> None:
    async with wire(server.url) as silent:
        await server.clock.somebody_waits(5.0)
        await server.clock.advance(5.0)
        # Not a failure, which a client would not try again after: its network may have been slow.
        assert await silent.ended() == (1013, "no frame came in 5 s; say who you are")
        assert not silent.frames


async def test_a_command_is_no_first_frame(server: Hall) -> None:
    async with wire(server.url, Unseal(1, "key")) as stranger:
        assert await failure(stranger) == (
            "unseal cannot be said now (connected; the client says what it has come for);"
            " expected browse, create_match, join, rejoin, rematch or spectate."
        )


async def test_who_is_seated_says_no_first_frame_again(server: Hall) -> None:
    async with match_of_two(server) as match:
        await match.blue.say(host())
        assert await failure(match.blue) == (
            "create_match cannot be said now (the client has a seat in a match that runs);"
            " expected submit_orders, unseal, say, set_ready, change_seat, leave, remove or mute."
        )


@pytest.mark.parametrize("more", [{}, {"language": "eo"}], ids=["same fields", "later fields"])
async def test_another_version_is_told_so_before_all_else(
    server: Hall, more: dict[str, str]
) -> None:
    frame = {"type": "join", "version": PROTOCOL_VERSION + 1, "name": "Eve", "code": "X", **more}
    async with wire(server.url) as stranger:
        await stranger.connection.send(msgpack.packb(frame))
        assert await failure(stranger) == (
            f"You speak version {PROTOCOL_VERSION + 1} and this server version {PROTOCOL_VERSION};"
            " play with the same release as the server."
        )


@pytest.mark.parametrize(
    ("first", "line"),
    [
        (host("atlantis"), "There is no scenario 'atlantis'; there are "),
        (Join(PROTOCOL_VERSION, "Eve", "WRONGWRO"), "There is no match with this code; "),
        (Rejoin(PROTOCOL_VERSION, "0" * 22), "This token opens no seat."),
    ],
    ids=["unknown scenario", "wrong code", "wrong token"],
)
async def test_who_cannot_come_in_is_told_why(server: Hall, first: Struct, line: str) -> None:
    async with match_of_two(server) as match:
        async with wire(server.url, first) as stranger:
            assert (await failure(stranger)).startswith(line)
        await goes_on(match)


# Requests


async def test_pages_of_other_sites_cannot_speak_here(server: Hall) -> None:
    for origin in ("https://example.org", "http://localhost.example.org", "null"):
        with pytest.raises(InvalidStatus) as refusal:
            await connect(server.url, origin=origin, proxy=None)  # type: ignore[arg-type]  # any origin
        assert refusal.value.response.status_code == 403
    for origin in ("http://localhost:8000", "https://127.0.0.1"):
        async with wire(server.url, host(), origin=origin) as page:
            await page.hear(Seated)


async def test_there_is_one_path(server: Hall) -> None:
    with pytest.raises(InvalidStatus) as refusal:
        await connect(f"{server.url}/../../etc/passwd", proxy=None)
    assert refusal.value.response.status_code == 404


async def test_a_full_server_says_so(server: Hall) -> None:
    async with match_of_two(server) as match, asyncio.TaskGroup() as crowd:
        leave = asyncio.Event()

        async def stand_around(arrived: asyncio.Event) -> None:
            async with wire(server.url):
                arrived.set()
                await leave.wait()

        for _ in range(6):
            arrived = asyncio.Event()
            crowd.create_task(stand_around(arrived))
            await arrived.wait()
        with pytest.raises(InvalidStatus) as refusal:
            await connect(server.url, proxy=None)
        assert refusal.value.response.status_code == 503
        await goes_on(match)
        leave.set()


async def test_a_page_that_is_named_may_speak_here(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "matches.sqlite3", origins=("https://play.example",))
    async with running(settings) as url:
        async with wire(url, host(), origin="https://play.example") as page:
            await page.hear(Seated)
        for origin in ("https://play.example.org", "http://play.example"):
            with pytest.raises(InvalidStatus) as refusal:
                await connect(url, origin=Origin(origin), proxy=None)
            assert refusal.value.response.status_code == 403


async def answered(url: str, address: str) -> int:
    """How one more client is answered when a proxy says that he asks from an address."""
    try:
        async with wire(url, additional_headers={"X-Forwarded-For": address}):
            return 101
    except InvalidStatus as error:
        return error.response.status_code


async def test_who_comes_through_a_trusted_proxy_is_counted_where_he_comes_from(
    tmp_path: Path,
) -> None:
    settings = Settings(
        tmp_path / "matches.sqlite3", address_connections=1, trusted_proxies=("127.0.0.1",)
    )
    async with (
        running(settings) as url,
        wire(url, host(), additional_headers={"X-Forwarded-For": "203.0.113.1"}) as line,
    ):
        await line.hear(Seated)
        assert await answered(url, "203.0.113.1") == 429
        assert await answered(url, "198.51.100.1, 203.0.113.1") == 429
        assert await answered(url, "203.0.113.2") == 101


async def test_without_trust_what_a_client_says_of_himself_changes_nothing(tmp_path: Path) -> None:
    settings = Settings(
        tmp_path / "matches.sqlite3", address_connections=1, trusted_proxies=("10.0.0.0/8",)
    )
    async with running(settings) as url, wire(url, host()) as line:
        await line.hear(Seated)
        assert await answered(url, "203.0.113.2") == 429


async def test_a_place_is_free_again_when_its_client_has_gone(tmp_path: Path) -> None:
    async with running(Settings(tmp_path / "matches.sqlite3", connections=1)) as url:
        for _ in range(3):
            async with wire(url, host()) as line:
                await line.hear(Seated)
