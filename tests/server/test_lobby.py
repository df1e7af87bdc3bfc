"""The lobby: matches are made, found, opened, lost and found again; only who belongs gets in."""

from __future__ import annotations

import asyncio
import sqlite3
from base64 import b64encode
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec import Struct
from msgspec.structs import replace
from structlog.testing import capture_logs

from dilemma.orders import standing_order
from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import (
    Accepted,
    CreateMatch,
    Join,
    MatchEnded,
    Refused,
    Rejoin,
    Seated,
    SubmitOrders,
    Table,
    TurnOpened,
)
from dilemma_server.lobby import (
    Ending,
    Feed,
    Gone,
    Greeting,
    Lobby,
    TurnedAway,
    Unavailable,
    Visit,
    read_catalogue,
)
from dilemma_server.lobby.codes import SYMBOLS, code_key, new_code, proper_code
from dilemma_server.lobby.rooms import BEAT_SECONDS, FIRST_RETRY
from dilemma_server.lobby.turnstile import CREDIT, LONGEST_WAIT, SPACING
from dilemma_server.match import MatchCreated, encode_event
from dilemma_server.match.events import OrdersSealed, decode_event
from dilemma_server.store import Lease, SqliteStore
from support.desk import Foreseeable
from support.manual_clock import ManualClock

RED, BLUE = "redland", "blueland"
TURN_SECONDS = 60

Kind = TypeVar("Kind")


class House(Struct):
    """A lobby with all it stands on."""

    clock: ManualClock
    store: SqliteStore
    lobby: Lobby
    path: Path

    async def create(self, name: str = "Ada", **choices: object) -> Visit:
        """A new match with somebody in it."""
        greeting = CreateMatch(PROTOCOL_VERSION, name, "redland_blueland", **choices)  # type: ignore[arg-type]
        return await self.lobby.admit(greeting)

    async def join(self, code: str, name: str = "Ben", key: str | None = None) -> Visit:
        """Somebody who was told a code."""
        return await self.lobby.admit(Join(PROTOCOL_VERSION, name, code, key=key))

    async def rejoin(self, token: str | None) -> Visit:
        """Somebody who comes back."""
        assert token is not None
        return await self.lobby.admit(Rejoin(PROTOCOL_VERSION, token))

    async def table(self) -> tuple[Visit, Visit]:
        """A match that runs."""
        host = await self.create(turn_seconds=TURN_SECONDS)
        return host, await self.join(host.seated.code)


async def open_house(path: Path, clock: ManualClock, node: str = "first") -> House:
    store = await SqliteStore.open(path, node, f"ws://{node}")
    lobby = Lobby(store, clock, read_catalogue(), Foreseeable(node))
    return House(clock, store, lobby, path)


async def close(house: House) -> None:
    """Let everything go, as a server does at its end."""
    await house.lobby.rooms.close(Ending("closing"))
    await house.store.close()


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    house = await open_house(tmp_path / "matches.sqlite3", ManualClock())
    yield house
    await close(house)


def attached(visit: Visit) -> Feed:
    """A connection, as the gateway makes it."""
    feed = Feed(visit.room.match, visit.seated)
    visit.room.attach(visit.seat, feed)
    return feed


async def told(feed: Feed, kind: type[Kind]) -> Kind:
    """The next message of a kind; what comes before it is passed over."""
    async with asyncio.timeout(10.0):
        while True:
            message = feed.next()
            if isinstance(message, kind):
                return message
            if message is None:
                await feed.changed()


async def seal(visit: Visit, feed: Feed, key: str = "k") -> None:
    view = visit.room.match.view(visit.seat)
    await visit.room.command(visit.seat, SubmitOrders(view.turn, standing_order(view), key), feed)


async def turned_away(house: House, greeting: Greeting) -> tuple[str, str]:
    """The field and the words somebody is turned away with."""
    with pytest.raises(TurnedAway) as refusal:
        await house.lobby.admit(greeting)
    assert "\n" not in refusal.value.problem.text
    return refusal.value.problem.field, refusal.value.problem.text


# Coming in


async def test_who_creates_a_match_sits_in_it(house: House) -> None:
    visit = await house.create(turn_seconds=90, seat=BLUE)
    seated = visit.seated
    assert (visit.seat, seated.version) == (BLUE, PROTOCOL_VERSION)
    assert seated.token is not None
    assert len(seated.code) == 8
    assert set(seated.code) <= set(SYMBOLS)
    assert seated.briefing.turn_seconds == 90
    table = await told(attached(visit), Table)
    assert table == Table({RED: None, BLUE: "Ada"}, (BLUE,), ())


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{1}", "{2}-{3}"])
async def test_a_code_is_read_however_it_is_typed(house: House, typed: str) -> None:
    code = (await house.create()).seated.code
    visit = await house.join(typed.format(code, code.lower(), code[:4], code[4:]))
    assert visit.seat == BLUE


def test_look_alikes_in_a_code_do_not_matter() -> None:
    assert proper_code("o0il-1l0o") == "00111100"
    assert not set("ILOU") & set(SYMBOLS)
    assert len(SYMBOLS) == 32
    assert len({new_code(Foreseeable(str(number))) for number in range(500)}) == 500


async def test_the_match_starts_when_the_last_seat_is_taken(house: House) -> None:
    host = await house.create(turn_seconds=TURN_SECONDS)
    feed = attached(host)
    guest = await house.join(host.seated.code)
    opened = await told(feed, TurnOpened)
    assert (opened.view.turn, opened.seconds_left) == (1, TURN_SECONDS)
    assert (await told(attached(guest), TurnOpened)).view.seat == BLUE


async def test_turned_away_in_one_line(house: House) -> None:
    host, _ = await house.table()
    version, code = PROTOCOL_VERSION, host.seated.code
    assert await turned_away(house, CreateMatch(version, "Eve", "atlantis")) == (
        "scenario",
        "There is no scenario 'atlantis'; there are four_worlds, redland_blueland.",
    )
    assert await turned_away(house, CreateMatch(version, "Eve", "four_worlds", "atlantis")) == (
        "seat",
        "There is no seat 'atlantis'; choose of aster, borea, corvia, delmark.",
    )
    assert await turned_away(house, CreateMatch(version, "\a", "four_worlds")) == (
        "name",
        "A name must be plain text.",
    )
    assert await turned_away(house, Join(version, "Eve", code)) == (
        "seat",
        "Every seat of this match is taken.",
    )


async def test_wrong_and_absent_are_answered_alike(house: House) -> None:
    host = await house.create()
    wrong = {
        await turned_away(house, Join(PROTOCOL_VERSION, "Eve", code))
        for code in ("", "WRONGWRO", "0" * 8, host.seated.code[:-1], "\u2603", host.seated.token)
        if code is not None
    }
    assert wrong == {("code", "There is no match with this code; check every symbol.")}
    token = host.seated.token or ""
    wrong = {
        await turned_away(house, Rejoin(PROTOCOL_VERSION, token))
        for token in ("", "0" * 22, token[:-1], token.swapcase(), host.seated.code)
    }
    assert wrong == {("token", "This token opens no seat.")}


async def test_guessing_waits_and_knowing_does_not(house: House) -> None:
    host = await house.create()
    guess = Join(PROTOCOL_VERSION, "Eve", "WRONGWRO")
    for _ in range(CREDIT):
        await turned_away(house, guess)
    waiting = [asyncio.create_task(turned_away(house, guess)) for _ in range(3)]
    await house.clock.somebody_waits(3 * SPACING)
    assert not any(guesser.done() for guesser in waiting)
    await house.join(host.seated.code)
    await house.rejoin(host.seated.token)
    await house.clock.advance(3 * SPACING)
    assert {field for field, _ in await asyncio.gather(*waiting)} == {"code"}


async def test_a_flood_of_guesses_is_not_even_answered(house: House) -> None:
    guess = Join(PROTOCOL_VERSION, "Eve", "WRONGWRO")
    answered = CREDIT + round(LONGEST_WAIT / SPACING) - 1
    flood = [asyncio.create_task(house.lobby.admit(guess)) for _ in range(answered)]
    await house.clock.somebody_waits(LONGEST_WAIT - SPACING)
    more = [asyncio.create_task(house.lobby.admit(guess)) for _ in range(3)]
    await asyncio.wait(more, return_when=asyncio.FIRST_COMPLETED)
    await house.clock.advance(LONGEST_WAIT + 1.0)
    answers = await asyncio.gather(*flood, return_exceptions=True)
    assert {type(answer) for answer in answers} == {TurnedAway}
    answers = await asyncio.gather(*more, return_exceptions=True)
    assert Unavailable in {type(answer) for answer in answers}


# Saying a first frame again


async def test_a_join_said_again_with_its_key_takes_no_second_seat(house: House) -> None:
    host = await house.create()
    first = await house.join(host.seated.code, key="ben's own secret")
    again = await house.join(host.seated.code, key="ben's own secret")
    assert (again.seat, again.seated.token) == (first.seat, first.seated.token)


async def test_a_creation_said_again_with_its_key_makes_no_second_match(house: House) -> None:
    first = await house.create(key="ada's own secret")
    again = await house.create(key="ada's own secret")
    assert again.seated == first.seated
    assert again.room is first.room


async def test_a_key_of_somebody_else_gives_nothing(house: House) -> None:
    host = await house.create(key="ada's own secret")
    guest = await house.join(host.seated.code, key="ben's own secret")
    assert guest.seat != host.seat
    assert guest.seated.token != host.seated.token


# Coming back


async def test_coming_back_is_told_everything_again_but_the_token(house: House) -> None:
    host, guest = await house.table()
    before = attached(host)
    await seal(host, before)
    opened = await told(before, TurnOpened)
    host.room.detach(host.seat, before)
    back = await house.rejoin(host.seated.token)
    feed = attached(back)
    seated = await told(feed, Seated)
    assert seated == Seated(PROTOCOL_VERSION, host.seated.code, host.seated.briefing, None)
    again = await told(feed, TurnOpened)
    assert (again.view, again.own_order) == (opened.view, standing_order(opened.view))
    assert again.sealed
    assert guest.seated.token != host.seated.token


async def test_a_newer_connection_replaces_the_older(house: House) -> None:
    host, _ = await house.table()
    older = attached(host)
    newer = attached(await house.rejoin(host.seated.token))
    assert older.ending is not None
    assert older.ending.problem is not None
    assert older.ending.problem.text.startswith("Your seat was taken up from another connection")
    host.room.detach(host.seat, older)
    assert newer.ending is None
    assert (await told(newer, Table)).present == (host.seat,)


async def test_a_command_of_a_replaced_connection_is_known_to_the_newer(house: House) -> None:
    host, _ = await house.table()
    await seal(host, attached(host), "k")
    newer = attached(await house.rejoin(host.seated.token))
    await seal(host, newer, "k")
    assert await told(newer, Accepted) == Accepted("k")
    records = await house.store.load(host.room.match.id)
    assert sum(b'"orders_sealed"' in record for record in records) == 1


# The clock


async def test_the_deadline_comes_even_if_nobody_is_there(house: House) -> None:
    host, _ = await house.table()
    await house.clock.advance(TURN_SECONDS)
    feed = attached(host)
    await until_turn(feed, 2)
    for _ in range(host.room.match.scenario.turns - 1):
        await house.clock.somebody_waits(TURN_SECONDS)
        await house.clock.advance(TURN_SECONDS)
    assert (await told(feed, MatchEnded)).view.turn == host.room.match.scenario.turns + 1
    assert feed.next() is None
    assert feed.ending is not None
    assert feed.ending.done


async def until_turn(feed: Feed, turn: int) -> TurnOpened:
    while True:
        opened = await told(feed, TurnOpened)
        if opened.view.turn >= turn:
            return opened


async def test_a_command_after_the_deadline_comes_to_the_next_turn(house: House) -> None:
    """Also when the turn's own timer has not had its moment yet."""
    host, guest = await house.table()
    feed = attached(guest)
    late = SubmitOrders(1, standing_order(guest.room.match.view(BLUE)), "late")
    house.clock.jump(TURN_SECONDS)
    await guest.room.command(BLUE, late, feed)
    assert host.room.match.game.turn == 2
    assert (await told(feed, Refused)).problems[0].text == "Turn 1 is over; the open turn is 2."


async def test_a_restarted_server_gives_every_open_turn_its_full_time(house: House) -> None:
    host, _ = await house.table()
    await house.clock.advance(TURN_SECONDS - 1)
    await close(house)
    later = await open_house(house.path, ManualClock())
    later.lobby.rooms.start()
    await later.clock.somebody_waits(TURN_SECONDS)
    feed = attached(await later.rejoin(host.seated.token))
    assert (await told(feed, TurnOpened)).seconds_left == TURN_SECONDS
    await later.clock.advance(TURN_SECONDS)
    assert (await told(feed, TurnOpened)).view.turn == 2
    await close(later)


async def test_a_turn_all_had_sealed_closes_at_once_after_a_crash(house: House) -> None:
    """The last seal was stored, the closing was not: nobody has to seal again."""
    host, guest = await house.table()
    await seal(host, attached(host))
    match = host.room.match
    stolen = await house.store.acquire(match.id)
    assert isinstance(stolen, Lease)
    order = standing_order(match.view(BLUE))
    last = encode_event(OrdersSealed(BLUE, 1, order, "k"))
    await house.store.append(stolen, match.sequence + 1, last)
    with pytest.raises(Gone):
        await seal(guest, attached(guest))
    feed = attached(await house.rejoin(guest.seated.token))
    assert (await told(feed, TurnOpened)).view.turn == 2


# Losing a match


async def test_a_match_that_cannot_be_stored_is_dropped_and_read_anew(house: House) -> None:
    host, guest = await house.table()
    feeds = [attached(host), attached(guest)]
    await house.store.acquire(host.room.match.id)
    with pytest.raises(Gone):
        await seal(host, feeds[0])
    assert all(feed.ending is not None and feed.ending.problem is None for feed in feeds)
    assert not [answer async for answer in answers(feeds[0])], "nothing was acknowledged"
    back = await house.rejoin(host.seated.token)
    assert back.room is not host.room
    feed = attached(back)
    await seal(back, feed)
    assert await told(feed, Accepted) == Accepted("k")


async def answers(feed: Feed) -> AsyncIterator[Accepted]:
    while (message := feed.next()) is not None:
        if isinstance(message, Accepted):
            yield message


async def test_the_clock_of_a_lost_match_goes_on_by_itself(house: House) -> None:
    host, _ = await house.table()
    await house.store.acquire(host.room.match.id)
    with pytest.raises(Gone):
        await seal(host, attached(host))
    await house.clock.somebody_waits(FIRST_RETRY)
    await house.clock.advance(FIRST_RETRY)
    await house.clock.somebody_waits(TURN_SECONDS)
    await house.clock.advance(TURN_SECONDS)
    back = attached(await house.rejoin(host.seated.token))
    assert (await until_turn(back, 2)).view.turn == 2


async def test_a_match_taken_over_by_another_node_is_given_up(house: House) -> None:
    host, _ = await house.table()
    feed = attached(host)
    house.lobby.rooms.start()
    other = await SqliteStore.open(house.path, "second", "ws://second", patience=0.0)
    assert isinstance(await other.acquire(host.room.match.id), Lease)
    await house.clock.somebody_waits(BEAT_SECONDS)
    await house.clock.advance(BEAT_SECONDS)
    async with asyncio.timeout(10.0):
        while feed.ending is None:
            await feed.changed()
    assert await turned_away(house, Rejoin(PROTOCOL_VERSION, host.seated.token or "")) == (
        "match",
        "This match is held by the server at ws://second.",
    )
    await other.close()


async def test_a_match_nobody_needs_is_let_go_and_found_again(house: House) -> None:
    host = await house.create()
    feed = attached(host)
    house.lobby.rooms.leave(host.room, host.seat, feed)
    with pytest.raises(Gone):
        host.room.attach(host.seat, feed)
    guest = await house.join(host.seated.code)
    assert guest.room is not host.room
    assert (await told(attached(guest), Table)).players == {RED: "Ada", BLUE: "Ben"}


# What cannot be gone on with


async def test_a_match_of_other_rules_is_refused_in_one_line(house: House) -> None:
    host = await house.create()
    created = decode_event((await house.store.load(host.room.match.id))[0], "", 1)
    assert isinstance(created, MatchCreated)
    lease = await house.store.acquire("old")
    assert isinstance(lease, Lease)
    old = encode_event(replace(created, rules=created.rules - 1))
    await house.store.append(lease, 1, old, keys=[code_key("0LDC0DE0")])
    with capture_logs() as logs:
        refusal = await turned_away(house, Join(PROTOCOL_VERSION, "Eve", "OLDCODEO"))
    assert refusal == ("match", "This match cannot be gone on with; the server's log says why.")
    (line,) = logs
    assert line["error"].startswith("match old: was begun under rules 0, this server has rules 1;")
    assert (await house.join(host.seated.code)).seat == BLUE


async def test_a_damaged_match_is_refused_and_named(house: House) -> None:
    host, _ = await house.table()
    other = await house.create()
    await close(house)
    match = host.room.match.id
    vandal = sqlite3.connect(house.path)
    vandal.execute(
        "UPDATE records SET record = replace(record, 'Ben', 'Bob') WHERE sequence = 3"
        " AND match = (SELECT number FROM matches WHERE id = ?)",
        (match,),
    )
    vandal.commit()
    vandal.close()
    later = await open_house(house.path, ManualClock())
    with capture_logs() as logs:
        later.lobby.rooms.start()
        refusal = await turned_away(later, Rejoin(PROTOCOL_VERSION, host.seated.token or ""))
    assert refusal == ("match", "This match cannot be gone on with; the server's log says why.")
    errors = {line["error"] for line in logs if "error" in line}
    assert errors == {f"match {match}: record 3 is damaged"}
    assert (await later.join(other.seated.code)).seat == BLUE
    await close(later)


async def test_nothing_kept_or_logged_is_a_secret(house: House) -> None:
    with capture_logs() as logs:
        host, guest = await house.table()
        feeds = attached(host), attached(guest)
        await seal(host, feeds[0])
        await seal(guest, feeds[1])
        await house.rejoin(host.seated.token)
    tokens = [visit.seated.token or "" for visit in (host, guest)]
    kept = b"".join(await house.store.load(host.room.match.id)).decode()
    assert [token for token in tokens if token in kept] == []
    secret = host.room.match.game.secret
    secrets = [*tokens, host.seated.code, secret.hex(), b64encode(secret).decode(), "budget"]
    assert [word for word in secrets if word in str(logs)] == []
    assert {line["event"] for line in logs} == {"match created", "turn closed"}
