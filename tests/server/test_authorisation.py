"""Authorisation: every message of the closed union, from everybody who may not say it.

Each row says what becomes of a message from each kind of stranger. A new message without a row
fails, and so does a row that lets anybody change what is not his.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import replace
from websockets.exceptions import ConnectionClosed

from dilemma.protocol import PROTOCOL_VERSION, SERVER_LIMITS, ServerMessage, decode
from dilemma.protocol.conversation import CLIENT, COMMANDS, Conversation, State
from dilemma.protocol.messages import (
    Accepted,
    Browse,
    ChangeSeat,
    CreateMatch,
    Failed,
    Join,
    Leave,
    Listing,
    MatchEnded,
    Mute,
    Refused,
    Rejoin,
    Rematch,
    Remove,
    Say,
    Seated,
    SetReady,
    Spectate,
    SubmitOrders,
    Unseal,
    Watching,
)
from dilemma_server.app import running
from dilemma_server.match.events import CoverSealed, Event, decode_event
from dilemma_server.settings import Settings
from support.desk import Foreseeable
from support.every_message import CLIENT_KINDS, SAID
from support.hall import Hall, goes_on, match_of_two
from support.hall import Match as Players
from support.manual_clock import ManualClock
from support.wire import Wire, guest, host, wire

RED, BLUE = "redland", "blueland"
OUT_OF_TURN = "out of turn"
NO_SEAT = "This token opens no seat."
NO_REMATCH = "This match is not over; there is no rematch yet."
FULL = "No seat of this match is free."
LEAVES = "the seat of his own and no other"

ROWS: dict[type[Struct], dict[str, str]] = {
    CreateMatch: {"no token": "a seat"},
    Join: {"no token": FULL},
    Browse: {"no token": "the list"},
    Spectate: {"no token": "public facts"},
    Rejoin: {"wrong token": NO_SEAT, "left": NO_SEAT, "removed": NO_SEAT, "finished": "debrief"},
    Rematch: {
        "wrong token": NO_SEAT,
        "left": NO_SEAT,
        "removed": NO_SEAT,
        "another seat": NO_REMATCH,
        "finished": "the next match",
    },
    SubmitOrders: {"another seat": LEAVES},
    Unseal: {"another seat": LEAVES},
    Say: {"another seat": "There is no hotline with redland; it needs the offer of both sides."},
    SetReady: {"another seat": "The match has begun."},
    ChangeSeat: {"another seat": "The match has begun."},
    Leave: {"another seat": LEAVES},
    Remove: {"another seat": "Only the host may do this, who sits in redland."},
    Mute: {"another seat": "Only the host may do this, who sits in redland."},
}
"""What is not said here is out of turn, or is not heard because its speaker has no seat."""


def said_of(kind: type[Struct], code: str, token: str) -> Struct:
    """A message of a kind that would hurt red if it were heeded."""
    message = SAID[kind]
    aims = {"code": code, "token": token, "to": RED, "seat": RED}
    fields = {name: aims[name] for name in kind.__struct_fields__ if name in aims}
    return replace(message, **fields) if kind is not CreateMatch else message


class Floor(Struct):
    """A server, a match of two in it that runs, and its database."""

    hall: Hall
    players: Players
    path: Path

    @property
    def code(self) -> str:
        return self.players.red_seated.code


@pytest.fixture
async def floor(tmp_path: Path) -> AsyncIterator[Floor]:
    clock, path = ManualClock(), tmp_path / "matches.sqlite3"
    async with (
        running(Settings(path, connections=40), clock, Foreseeable()) as url,
        match_of_two(Hall(url, clock)) as players,
    ):
        await players.red.turn(1)
        await players.blue.turn(1)
        yield Floor(Hall(url, clock), players, path)


async def events_of(floor: Floor) -> list[Event]:
    """All that has happened in the first match, read from its database beside the server."""
    database = sqlite3.connect(floor.path)
    rows = database.execute("SELECT record FROM records WHERE match = 1 ORDER BY sequence")
    events = [decode_event(record, "m", number) for number, (record,) in enumerate(rows, 1)]
    database.close()
    return events


async def outcome(wire: Wire) -> str:
    """What becomes of the last thing said: the first thing that settles it."""
    while True:
        try:
            message = await wire.hear(object)
        except ConnectionClosed:
            return "closed"
        match message:
            case Failed(problem=problem):
                return OUT_OF_TURN if "cannot be said now" in problem.text else problem.text
            case Refused(problems=problems):
                return problems[0].text
            case Accepted():
                return LEAVES
            case MatchEnded():
                return "debrief"
            case Seated():
                return "a seat"
            case Listing():
                return "the list"
            case Watching():
                return "public facts"
            case _:
                continue


# Each kind of stranger, and the wire he speaks over


@asynccontextmanager
async def fresh(floor: Floor) -> AsyncIterator[Wire]:
    async with wire(floor.hall.url) as stranger:
        yield stranger


@asynccontextmanager
async def spectator(floor: Floor) -> AsyncIterator[Wire]:
    async with wire(floor.hall.url, Spectate(PROTOCOL_VERSION, floor.code)) as watcher:
        await watcher.hear(Watching)
        yield watcher


@asynccontextmanager
async def with_token(floor: Floor, token: str) -> AsyncIterator[Wire]:
    async with wire(floor.hall.url, Rejoin(PROTOCOL_VERSION, token)) as again:
        yield again


def row(kind: type[Struct], stranger: str) -> str:
    return ROWS[kind].get(stranger, OUT_OF_TURN)


def test_every_message_has_its_row() -> None:
    assert set(ROWS) == set(CLIENT_KINDS)


async def test_without_a_token_no_command_is_heard(floor: Floor) -> None:
    before = await events_of(floor)
    for kind in CLIENT_KINDS:
        if kind in (Rejoin, Rematch):
            continue
        async with fresh(floor) as stranger:
            await stranger.say(said_of(kind, floor.code, ""))
            assert await outcome(stranger) == row(kind, "no token")
    assert await events_of(floor) == before
    await goes_on(floor.players)


async def test_with_a_wrong_token_nothing_is_heard(floor: Floor) -> None:
    before = await events_of(floor)
    token = floor.players.red_seated.token or ""
    for kind in CLIENT_KINDS:
        async with fresh(floor) as stranger:
            if kind not in (Rejoin, Rematch):
                await stranger.say(Rejoin(PROTOCOL_VERSION, token[:-1] + "!"))
            await stranger.say(said_of(kind, floor.code, token.swapcase()))
            assert await outcome(stranger) == NO_SEAT
    assert await events_of(floor) == before
    await goes_on(floor.players)


async def test_who_watches_is_not_heard(floor: Floor) -> None:
    before = await events_of(floor)
    for kind in CLIENT_KINDS:
        async with spectator(floor) as watcher:
            await watcher.say(said_of(kind, floor.code, floor.players.red_seated.token or ""))
            assert await outcome(watcher) == row(kind, "spectator")
    assert await events_of(floor) == before
    await goes_on(floor.players)


async def test_with_another_seats_token_one_moves_no_other_seat(floor: Floor) -> None:
    """Blue's token is blue's: nothing said with it touches red."""
    token = floor.players.blue_seated.token or ""
    for kind in sorted(CLIENT_KINDS, key=lambda kind: kind is Leave):
        if kind is Rematch:
            async with fresh(floor) as blue:
                await blue.say(Rematch(PROTOCOL_VERSION, token))
                assert await outcome(blue) == NO_REMATCH
            continue
        known = len(await events_of(floor))
        async with with_token(floor, token) as blue:
            assert (await blue.hear(Seated)).briefing.seat == BLUE
            await blue.say(replace(said_of(kind, floor.code, token), **_key(kind)))
            assert await outcome(blue) == row(kind, "another seat")
        for event in (await events_of(floor))[known:]:
            assert getattr(event, "seat", BLUE) == BLUE
    async with with_token(floor, floor.players.red_seated.token or "") as red:
        opened = await red.turn(1)
        assert not opened.sealed


def _key(kind: type[Struct]) -> dict[str, str]:
    return {"key": kind.__name__} if kind in COMMANDS else {}


@pytest.mark.parametrize("how", ["left", "removed"])
async def test_who_has_left_or_was_removed_is_not_heard(floor: Floor, how: str) -> None:
    players, token = floor.players, floor.players.blue_seated.token or ""
    if how == "left":
        await players.blue.say(Leave("goodbye"))
    else:
        await players.red.say(Remove(BLUE, "away"))
    await players.blue.rest()
    # The seat of who was removed stays empty.
    substitute = await _substitute(floor) if how == "left" else None
    before = await _said_by_people(floor)
    for kind in CLIENT_KINDS:
        async with fresh(floor) as stranger:
            if kind not in (Rejoin, Rematch):
                await stranger.say(Rejoin(PROTOCOL_VERSION, token))
            await stranger.say(said_of(kind, floor.code, token))
            assert await outcome(stranger) == ROWS[Rejoin][how]
    assert await _said_by_people(floor) == before
    if substitute is not None:
        async with with_token(floor, substitute) as cleo:
            assert (await cleo.hear(Seated)).briefing.seat == BLUE


async def _said_by_people(floor: Floor) -> list[Event]:
    """All events but what the bot does that plays on, in its own time."""
    return [event for event in await events_of(floor) if not isinstance(event, CoverSealed)]


async def _substitute(floor: Floor) -> str:
    """The token of somebody who took the seat that was left."""
    async with wire(floor.hall.url, guest(floor.code, "Cleo")) as cleo:
        return (await cleo.hear(Seated)).token or ""


async def test_frames_sent_with_a_farewell_are_not_heard_after_it(floor: Floor) -> None:
    """All at once, before anything is read: the seat is left when the first is heeded."""
    players = floor.players
    await players.blue.say(Leave("goodbye"))
    for kind in COMMANDS:
        await players.blue.say(replace(said_of(kind, floor.code, ""), key=kind.__name__))
    answers: list[ServerMessage] = await players.blue.rest()
    assert [m for m in answers if isinstance(m, Accepted | Refused)] == [Accepted("goodbye")]
    assert [event for event in await events_of(floor) if _key_of(event) in _KEYS] == []
    await players.red.seal(await players.red.turn(1))
    await players.red.turn(2)


_KEYS = {kind.__name__ for kind in COMMANDS}


def _key_of(event: Event) -> str:
    return str(getattr(event, "key", ""))


async def test_the_token_of_a_finished_match_moves_nothing_in_it(floor: Floor) -> None:
    players = floor.players
    for turn in range(1, players.red_seated.briefing.turns):
        await goes_on(players, turn)
    for player in (players.red, players.blue):
        await player.seal(await player.turn(players.red_seated.briefing.turns))
        await player.hear(Accepted)
    token = players.blue_seated.token or ""
    async with with_token(floor, token) as blue:
        # He is let in when what came of the last turn is kept too.
        await blue.hear(MatchEnded)
    before = await events_of(floor)
    for kind in CLIENT_KINDS:
        if kind is Rematch:
            continue
        async with with_token(floor, token) as blue:
            with suppress(ConnectionClosed):
                await blue.say(said_of(kind, floor.code, token))
            heard = await blue.rest()
            assert any(isinstance(m, MatchEnded | Failed) for m in heard)
            assert not any(isinstance(m, Accepted) for m in heard)
    assert await events_of(floor) == before
    async with wire(floor.hall.url, Rematch(PROTOCOL_VERSION, token)) as blue:
        seated = await blue.hear(Seated)
        assert (seated.code != floor.code, seated.briefing.seat) == (True, BLUE)
    assert await events_of(floor) == before


# The table, against the gateway


@asynccontextmanager
async def who_has_read_the_list(floor: Floor) -> AsyncIterator[Wire]:
    async with wire(floor.hall.url, Browse(PROTOCOL_VERSION)) as reader:
        await reader.hear(Listing)
        yield reader


@asynccontextmanager
async def who_waits(floor: Floor) -> AsyncIterator[Wire]:
    async with wire(floor.hall.url, host()) as waiting:
        await waiting.hear(Seated)
        yield waiting


@asynccontextmanager
async def who_plays(floor: Floor) -> AsyncIterator[Wire]:
    async with with_token(floor, floor.players.blue_seated.token or "") as player:
        await player.hear(Seated)
        await player.turn(1)
        yield player


ENTRANCES = [
    (fresh, State.GREETING),
    (who_has_read_the_list, State.GREETING),
    (who_waits, State.SEATED),
    (who_plays, State.PLAYING),
    (spectator, State.WATCHING),
]


@pytest.mark.parametrize(("entrance", "state"), ENTRANCES)
async def test_the_gateway_hears_what_the_table_allows_and_refuses_the_rest(
    floor: Floor, entrance: Callable[[Floor], AbstractAsyncContextManager[Wire]], state: State
) -> None:
    allowed = CLIENT.get(state, {})
    for kind in sorted(CLIENT_KINDS, key=lambda kind: kind is Leave):
        async with entrance(floor) as speaker:
            await speaker.say(said_of(kind, floor.code, "A" * 22))
            got = await outcome(speaker)
            assert (got == OUT_OF_TURN) == (kind not in allowed), (kind, got)


async def test_who_does_not_wait_for_his_seat_is_heard_after_it_or_not_at_all(
    floor: Floor,
) -> None:
    for message, ends in ((SetReady(False, "k"), {LEAVES, OUT_OF_TURN}), (host(), {OUT_OF_TURN})):
        async with wire(floor.hall.url) as hasty:
            await hasty.say(host())
            await hasty.say(message)
            got = await outcome(hasty)
            assert (await outcome(hasty) if got == "a seat" else got) in ends


async def test_everything_the_server_says_in_a_match_is_in_its_table(floor: Floor) -> None:
    """Both ends go by one table: here a reader of its own keeps it beside the real conversation."""
    talks = {player: Conversation() for player in (floor.players.red, floor.players.blue)}
    for talk in talks.values():
        talk.client_says(host())
    for turn in range(1, floor.players.red_seated.briefing.turns):
        await goes_on(floor.players, turn)
    for player in talks:
        await player.seal(await player.turn(floor.players.red_seated.briefing.turns))
    for player, talk in talks.items():
        await player.rest()
        for frame in player.frames:
            talk.server_says(decode(frame, ServerMessage, SERVER_LIMITS))
        assert talk.state is State.OVER
