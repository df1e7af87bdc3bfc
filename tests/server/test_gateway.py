"""The gateway: what is no message ends one connection and disturbs nobody."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgpack
import pytest
from msgspec import Struct
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from dilemma.orders import Action, Order
from dilemma.protocol import CLIENT_LIMITS, PROTOCOL_VERSION, encode
from dilemma.protocol.messages import (
    Accepted,
    Failed,
    Heard,
    Join,
    MatchEnded,
    Refused,
    Rejoin,
    Say,
    Seated,
    Table,
    Unseal,
)
from dilemma.vocabulary import ActionKind, BudgetLine, Instrument, Readiness
from dilemma_server.app import running
from dilemma_server.settings import Settings
from support.desk import Foreseeable
from support.manual_clock import ManualClock
from support.wire import Wire, guest, host, returning, wire

RED, BLUE = "redland", "blueland"
OVER_BUDGET = Order(budget={BudgetLine.WELFARE: 0.8, BudgetLine.DEFENCE: 0.7})
HOTLINE: tuple[Instrument, ...] = (Instrument.HOTLINE,)


class Served(Struct):
    """A server under a clock that the test moves."""

    url: str
    clock: ManualClock


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Served]:
    clock = ManualClock()
    settings = Settings(tmp_path / "matches.sqlite3", connections=8)
    async with running(settings, clock, Foreseeable()) as url:
        yield Served(url, clock)


class Match(Struct):
    """Two wires to one match that runs, and how they were seated."""

    red: Wire
    blue: Wire
    red_seated: Seated
    blue_seated: Seated


@asynccontextmanager
async def match_of_two(server: Served, turn_seconds: int | None = None) -> AsyncIterator[Match]:
    async with wire(server.url, host(turn_seconds=turn_seconds)) as red:
        red_seated = await red.hear(Seated)
        async with wire(server.url, guest(red_seated.code)) as blue:
            yield Match(red, blue, red_seated, await blue.hear(Seated))


async def goes_on(match: Match, turn: int = 1) -> None:
    """Both seal, and the next turn opens for both."""
    for player in (match.red, match.blue):
        await player.seal(await player.turn(turn))
    for player in (match.red, match.blue):
        assert (await player.turn(turn + 1)).view.turn == turn + 1


async def failure(wire: Wire) -> str:
    """The one line somebody is sent away with, after which the connection ends."""
    failed = await wire.hear(Failed)
    assert "\n" not in failed.problem.text
    assert await wire.rest() == []
    assert wire.connection.close_code == 1008
    return failed.problem.text


# What is no message


FRAMES = {
    "noise": (b"\xc1\xc1", "frame: not a MessagePack message: "),
    "nothing": (b"", "frame: not a MessagePack message: "),
    "cut short": (encode(Unseal(1, "key"))[:-1], "frame: not a MessagePack message: "),
    "too much": (encode(Unseal(1, "key")) * 2, "frame: not a MessagePack message: "),
    "no object": (b"\x01", "message: "),
    "unknown message": (msgpack.packb({"type": "bribe"}), "message: Invalid value 'bribe'"),
    "unknown field": (
        msgpack.packb({"type": "unseal", "turn": 1, "key": "k", "seat": BLUE}),
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
    "too long": (b"\xa0" * (CLIENT_LIMITS.frame_bytes + 1), "frame: 32769 bytes; at most 32768"),
    "text": ("hello", "frame: text; messages are binary MessagePack"),
}


@pytest.mark.parametrize(("frame", "line"), FRAMES.values(), ids=FRAMES.keys())
async def test_as_a_first_frame_it_is_answered_in_one_line(
    server: Served, frame: bytes | str, line: str
) -> None:
    async with wire(server.url) as stranger:
        await stranger.connection.send(frame)
        assert (await failure(stranger)).startswith(line)


async def test_in_a_match_it_ends_one_connection_and_the_match_goes_on(server: Served) -> None:
    async with match_of_two(server) as match:
        for frame, line in FRAMES.values():
            async with wire(server.url, returning(match.red_seated)) as again:
                await again.turn(1)
                await again.connection.send(frame)
                assert (await failure(again)).startswith(line)
        async with wire(server.url, returning(match.red_seated)) as red:
            match.red = red
            await goes_on(match)


async def test_a_huge_frame_is_not_even_read(server: Served) -> None:
    async with match_of_two(server) as match:
        async with wire(server.url) as stranger:
            await stranger.connection.send(b"\xa0" * (4 * CLIENT_LIMITS.frame_bytes))
            code, _ = await stranger.ended()
            assert code == 1009
        await goes_on(match)


async def test_bytes_that_are_no_websocket_are_dropped_without_a_word(
    server: Served, caplog: pytest.LogCaptureFixture
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


async def test_who_says_nothing_in_time_is_sent_away(server: Served) -> None:
    async with wire(server.url) as silent:
        await server.clock.somebody_waits(5.0)
        await server.clock.advance(5.0)
        assert await failure(silent) == "frame: none came in 5 s; say who you are."


async def test_a_command_is_no_first_frame(server: Served) -> None:
    async with wire(server.url, Unseal(1, "key")) as stranger:
        assert await failure(stranger) == (
            "message: say who you are first: create_match, join or rejoin."
        )


async def test_who_is_seated_says_no_first_frame_again(server: Served) -> None:
    async with match_of_two(server) as match:
        await match.blue.say(host())
        assert await failure(match.blue) == (
            "message: you are seated already; expected submit_orders, unseal or say."
        )


@pytest.mark.parametrize("more", [{}, {"language": "eo"}], ids=["same fields", "later fields"])
async def test_another_version_is_told_so_before_all_else(
    server: Served, more: dict[str, str]
) -> None:
    frame = {"type": "join", "version": PROTOCOL_VERSION + 1, "name": "Eve", "code": "X", **more}
    async with wire(server.url) as stranger:
        await stranger.connection.send(msgpack.packb(frame))
        assert await failure(stranger) == (
            "You speak version 2 and this server version 1;"
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
async def test_who_cannot_come_in_is_told_why(server: Served, first: Struct, line: str) -> None:
    async with match_of_two(server) as match:
        async with wire(server.url, first) as stranger:
            assert (await failure(stranger)).startswith(line)
        await goes_on(match)


# Requests


async def test_pages_of_other_sites_cannot_speak_here(server: Served) -> None:
    for origin in ("https://example.org", "http://localhost.example.org", "null"):
        with pytest.raises(InvalidStatus) as refusal:
            await connect(server.url, origin=origin, proxy=None)  # type: ignore[arg-type]
        assert refusal.value.response.status_code == 403
    for origin in ("http://localhost:8000", "https://127.0.0.1"):
        async with wire(server.url, host(), origin=origin) as page:
            await page.hear(Seated)


async def test_there_is_one_path(server: Served) -> None:
    with pytest.raises(InvalidStatus) as refusal:
        await connect(f"{server.url}/../../etc/passwd", proxy=None)
    assert refusal.value.response.status_code == 404


async def test_a_full_server_says_so(server: Served) -> None:
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


# A turn


async def test_an_order_over_budget_is_refused_with_the_reason(server: Served) -> None:
    async with match_of_two(server) as match:
        opened = await match.red.turn(1)
        await match.red.seal(opened, OVER_BUDGET, "greedy")
        refused = await match.red.hear(Refused)
        assert refused.key == "greedy"
        assert [(problem.field, problem.text) for problem in refused.problems] == [
            ("budget", "The budget spends 150% of this turn's funds; it can spend at most 100%.")
        ]
        await match.red.seal(opened)
        await match.blue.seal(await match.blue.turn(1))
        for player in (match.red, match.blue):
            assert (await player.turn(2)).view.turn == 2


async def test_a_command_is_answered_before_others_hear_of_it(server: Served) -> None:
    async with match_of_two(server) as match:
        await match.red.seal(await match.red.turn(1))
        assert await match.red.hear(Accepted) == Accepted("seal 1")
        assert (await match.red.hear(Table)).sealed == (RED,)
        while (await match.blue.hear(Table)).sealed != (RED,):
            continue


async def test_all_are_told_who_comes_and_goes(server: Served) -> None:
    async with wire(server.url, host()) as red:
        seated = await red.hear(Seated)
        assert await red.hear(Table) == Table({RED: "Ada", BLUE: None}, (RED,), ())
        async with wire(server.url, guest(seated.code)):
            while (await red.hear(Table)).present != (RED, BLUE):
                continue
        assert await red.hear(Table) == Table({RED: "Ada", BLUE: "Ben"}, (RED,), ())


async def test_the_deadline_closes_the_turn_for_all(server: Served) -> None:
    async with match_of_two(server, turn_seconds=60) as match:
        for player in (match.red, match.blue):
            assert (await player.turn(1)).seconds_left == 60
        await server.clock.advance(60)
        for player in (match.red, match.blue):
            opened = await player.turn(2)
            assert (opened.view.turn, opened.seconds_left) == (2, 60)


# Coming back


def without_seconds(frame: bytes) -> object:
    message = msgpack.unpackb(frame)
    del message["seconds_left"]
    return message


async def test_coming_back_reads_the_same_turn_to_the_byte(server: Served) -> None:
    async with match_of_two(server, turn_seconds=60) as match:
        for player in (match.red, match.blue):
            await player.seal(await player.turn(1))
        await match.red.turn(2)
        opening = match.red.frames[-1]
        await server.clock.advance(10)
        async with wire(server.url, returning(match.red_seated)) as again:
            assert (await again.turn(2)).seconds_left == 50
            assert without_seconds(again.frames[-1]) == without_seconds(opening)
            assert len(again.frames[-1]) == len(opening)


async def test_coming_back_from_elsewhere_ends_the_older_connection(server: Served) -> None:
    async with (
        match_of_two(server) as match,
        wire(server.url, returning(match.red_seated)) as again,
    ):
        seated = await again.hear(Seated)
        assert (seated.code, seated.token) == (match.red_seated.code, None)
        assert (await failure(match.red)).startswith("Your seat was taken up from another")
        match.red = again
        await goes_on(match)


async def test_coming_back_finds_what_was_sealed_and_what_was_said(server: Served) -> None:
    async with match_of_two(server) as match:
        for player in (match.red, match.blue):
            opened = await player.turn(1)
            offers = {page.id: HOTLINE for page in opened.view.others}
            await player.seal(opened, Order(budget={}, offers=offers))
        opened = await match.red.turn(2)
        await match.red.say(Say(BLUE, "An exercise, no more.", "a"))
        await match.red.hear(Accepted)
        await match.blue.hear(Heard)
        await match.blue.say(Say(RED, "So we hope.", "b"))
        heard = [await match.red.hear(Heard) for _ in range(2)]
        assert [(said.serial, said.speaker, said.text) for said in heard] == [
            (1, RED, "An exercise, no more."),
            (2, BLUE, "So we hope."),
        ]
        await match.red.seal(opened, key="c")
        await match.red.hear(Accepted)
        await match.red.say(Unseal(2, "d"))
        await match.red.hear(Accepted)
        await match.red.connection.close()
        async with wire(server.url, returning(match.red_seated)) as again:
            assert [await again.hear(Heard) for _ in range(2)] == heard
            back = await again.turn(2)
            assert back.view == opened.view
            assert back.own_order is not None
            assert not back.sealed


async def test_the_debrief_ends_the_conversation_and_is_there_for_who_comes_back(
    server: Served,
) -> None:
    async with match_of_two(server) as match:
        turns = match.red_seated.briefing.turns
        for turn in range(1, turns):
            await goes_on(match, turn)
        for player in (match.red, match.blue):
            await player.seal(await player.turn(turns))
        ends = [await player.hear(MatchEnded) for player in (match.red, match.blue)]
        assert [end.view.seat for end in ends] == [RED, BLUE]
        assert ends[0].hindsight == ends[1].hindsight
        assert await match.red.ended() == (1000, "the match is over")
        async with wire(server.url, returning(match.red_seated)) as again:
            assert await again.hear(MatchEnded) == ends[0]
            assert await again.ended() == (1000, "the match is over")


# What others may learn


async def heard_by_blue(folder: Path, order: Order) -> list[bytes]:
    """All that blue hears of a turn in which red seals, unseals and seals again."""
    settings = Settings(folder / "matches.sqlite3")
    clock = ManualClock()
    async with (
        running(settings, clock, Foreseeable()) as url,
        match_of_two(Served(url, clock)) as match,
    ):
        opened = await match.red.turn(1)
        await match.red.seal(opened, OVER_BUDGET, "refused")
        await match.red.hear(Refused)
        await match.red.seal(opened, order, "sealed")
        await match.red.hear(Accepted)
        while (await match.blue.hear(Table)).sealed != (RED,):
            continue
        await match.red.say(Unseal(1, "off"))
        while (await match.blue.hear(Table)).sealed != ():
            continue
        return match.blue.frames


async def test_what_a_seat_orders_changes_nothing_that_another_hears(tmp_path: Path) -> None:
    """Not a byte, not a size, not a count: only that red has sealed, which all may know."""
    peace = Order(budget={BudgetLine.WELFARE: 0.5})
    war = Order(
        budget={BudgetLine.OFFENCE: 0.9},
        readiness=Readiness.MOBILISED,
        action=Action(ActionKind.ATTACK, BLUE),
        statement="We want nothing but peace.",
    )
    assert await heard_by_blue(tmp_path / "peace", peace) == await heard_by_blue(
        tmp_path / "war", war
    )
