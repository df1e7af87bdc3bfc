"""The lobby: only who belongs gets in, and gets the same seat however often he asks."""

from __future__ import annotations

import asyncio
from base64 import b64encode

import pytest
from structlog.testing import capture_logs

from dilemma.orders import standing_order
from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import (
    Accepted,
    CreateMatch,
    Join,
    Rejoin,
    Seated,
    Table,
    TurnOpened,
)
from dilemma_assets.scenarios import names
from dilemma_server.lobby import (
    Ending,
    Lobby,
    TurnedAway,
    Unavailable,
    Unheard,
    read_catalogue,
)
from dilemma_server.lobby.codes import SYMBOLS, new_code, proper_code
from dilemma_server.lobby.turnstile import CREDIT, LONGEST_WAIT, SPACING
from support.desk import Foreseeable
from support.house import (
    TURN_SECONDS,
    House,
    attached,
    seal,
    seat_of,
    sitting_of,
    told,
    turned_away,
)
from support.tables import table

RED, BLUE = "redland", "blueland"


# Coming in


async def test_who_creates_a_match_sits_in_it(house: House) -> None:
    visit = await house.create(turn_seconds=90, seat=BLUE)
    seated = sitting_of(visit)
    assert (seat_of(visit), seated.version) == (BLUE, PROTOCOL_VERSION)
    assert seated.token is not None
    assert len(seated.code) == 8
    assert set(seated.code) <= set(SYMBOLS)
    assert seated.briefing.turn_seconds == 90
    heard = await told(attached(visit), Table)
    assert heard == table({BLUE: "Ada"}, (BLUE,), host=BLUE)


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{1}", "{2}-{3}"])
async def test_a_code_is_read_however_it_is_typed(house: House, typed: str) -> None:
    code = (await house.create()).first.code
    visit = await house.join(typed.format(code, code.lower(), code[:4], code[4:]))
    assert seat_of(visit) == BLUE


def test_look_alikes_in_a_code_do_not_matter() -> None:
    assert proper_code("o0il-1l0o") == "00111100"
    assert not set("ILOU") & set(SYMBOLS)
    assert len(SYMBOLS) == 32
    assert len({new_code(Foreseeable(str(number))) for number in range(500)}) == 500


async def test_the_match_starts_when_the_last_seat_is_taken(house: House) -> None:
    host = await house.create(turn_seconds=TURN_SECONDS)
    feed = attached(host)
    guest = await house.join(host.first.code)
    opened = await told(feed, TurnOpened)
    assert (opened.view.turn, opened.seconds_left) == (1, TURN_SECONDS)
    assert (await told(attached(guest), TurnOpened)).view.seat == BLUE


async def test_turned_away_in_one_line(house: House) -> None:
    host, _ = await house.table()
    version, code = PROTOCOL_VERSION, host.first.code
    assert await turned_away(house, CreateMatch(version, "Eve", "atlantis")) == (
        "scenario",
        f"There is no scenario 'atlantis'; there are {', '.join(names())}.",
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
        "No seat of this match is free.",
    )


async def test_wrong_and_absent_are_answered_alike(house: House) -> None:
    host = await house.create()
    wrong = {
        await turned_away(house, Join(PROTOCOL_VERSION, "Eve", code))
        for code in (
            "",
            "WRONGWRO",
            "0" * 8,
            host.first.code[:-1],
            "\u2603",
            sitting_of(host).token,
        )
        if code is not None
    }
    assert wrong == {("code", "There is no match with this code; check every symbol.")}
    token = sitting_of(host).token or ""
    wrong = {
        await turned_away(house, Rejoin(PROTOCOL_VERSION, token))
        for token in ("", "0" * 22, token[:-1], token.swapcase(), host.first.code)
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
    await house.join(host.first.code)
    await house.rejoin(sitting_of(host).token)
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
    assert Unheard in {type(answer) for answer in answers}


# Saying a first frame again


async def test_a_join_said_again_with_its_key_takes_no_second_seat(house: House) -> None:
    host = await house.create()
    first = await house.join(host.first.code, key="ben's own secret")
    again = await house.join(host.first.code, key="ben's own secret")
    assert (seat_of(again), sitting_of(again).token) == (seat_of(first), sitting_of(first).token)


async def test_a_creation_said_again_with_its_key_makes_no_second_match(house: House) -> None:
    first = await house.create(key="ada's own secret")
    again = await house.create(key="ada's own secret")
    assert sitting_of(again) == sitting_of(first)
    assert again.room is first.room


async def test_a_key_of_somebody_else_gives_nothing(house: House) -> None:
    host = await house.create(key="ada's own secret")
    guest = await house.join(host.first.code, key="ben's own secret")
    assert seat_of(guest) != seat_of(host)
    assert sitting_of(guest).token != sitting_of(host).token


# Coming back


async def test_coming_back_is_told_everything_again_but_the_token(house: House) -> None:
    host, guest = await house.table()
    before = attached(host)
    await seal(host, before)
    opened = await told(before, TurnOpened)
    host.room.detach(before)
    back = await house.rejoin(sitting_of(host).token)
    feed = attached(back)
    seated = await told(feed, Seated)
    assert seated == Seated(PROTOCOL_VERSION, host.first.code, sitting_of(host).briefing, None)
    again = await told(feed, TurnOpened)
    assert (again.view, again.own_order) == (opened.view, standing_order(opened.view))
    assert again.sealed
    assert sitting_of(guest).token != sitting_of(host).token


async def test_a_newer_connection_replaces_the_older(house: House) -> None:
    host, _ = await house.table()
    older = attached(host)
    newer = attached(await house.rejoin(sitting_of(host).token))
    assert older.ending is not None
    assert older.ending.problem is not None
    assert older.ending.problem.text.startswith("Your seat was taken up from another connection")
    host.room.detach(older)
    assert newer.ending is None
    assert (await told(newer, Table)).present == (seat_of(host),)


async def test_a_command_of_a_replaced_connection_is_known_to_the_newer(house: House) -> None:
    host, _ = await house.table()
    await seal(host, attached(host), "k")
    newer = attached(await house.rejoin(sitting_of(host).token))
    await seal(host, newer, "k")
    assert await told(newer, Accepted) == Accepted("k")
    records = await house.store.load(host.room.match.id)
    assert sum(b'"orders_sealed"' in record for record in records) == 1


async def test_nothing_kept_or_logged_is_a_secret(house: House) -> None:
    with capture_logs() as logs:
        host, guest = await house.table()
        feeds = attached(host), attached(guest)
        await seal(host, feeds[0])
        await seal(guest, feeds[1])
        await house.rejoin(sitting_of(host).token)
    tokens = [sitting_of(visit).token or "" for visit in (host, guest)]
    kept = b"".join(await house.store.load(host.room.match.id)).decode()
    assert [token for token in tokens if token in kept] == []
    secret = host.room.match.game.secret
    secrets = [*tokens, host.first.code, secret.hex(), b64encode(secret).decode(), "budget"]
    assert [word for word in secrets if word in str(logs)] == []
    assert {line["event"] for line in logs} == {"match created", "turn closed"}


@pytest.mark.parametrize(("turn_seconds", "patience"), [(60, 60), (600, 60), (86_400, 86_400)])
async def test_who_plays_by_letter_is_given_a_whole_turn_before_he_is_played_for(
    house: House, turn_seconds: int, patience: int
) -> None:
    visit = await house.create(turn_seconds=turn_seconds)
    assert visit.room.match.house.cover_seconds == patience


async def test_one_address_leaves_half_of_the_new_matches_to_the_others(house: House) -> None:
    lobby = Lobby(house.store, house.clock, read_catalogue(), Foreseeable("third"), None, 6)
    wanted = CreateMatch(PROTOCOL_VERSION, "Ada", "redland_blueland")
    for _ in range(3):
        await lobby.admit(wanted, "greedy")
    for _ in range(9):
        with pytest.raises(Unavailable):
            await lobby.admit(wanted, "greedy")
    for _ in range(3):
        await lobby.admit(wanted, "modest")
    await lobby.rooms.close(Ending("closing"))


async def test_nobody_opens_matches_without_end(house: House) -> None:
    """A minute's worth at once, then one after the other; joining is as ever."""
    lobby = Lobby(house.store, house.clock, read_catalogue(), Foreseeable("third"), None, 2)
    wanted = CreateMatch(PROTOCOL_VERSION, "Ada", "redland_blueland")
    code = (await lobby.admit(wanted, "here")).first.code
    await lobby.admit(wanted, "there")
    with pytest.raises(Unavailable):
        await lobby.admit(wanted, "elsewhere")
    await lobby.admit(Join(PROTOCOL_VERSION, "Ben", code), "here")
    house.clock.jump(30.0)
    await lobby.admit(wanted, "elsewhere")
    with pytest.raises(Unavailable):
        await lobby.admit(wanted, "anywhere")
    await lobby.rooms.close(Ending("closing"))
