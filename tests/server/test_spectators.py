"""Spectators: shown what is public, and nothing else, in a match that admits them."""

from __future__ import annotations

from dilemma.orders import Order
from dilemma.protocol import PROTOCOL_VERSION, encode
from dilemma.protocol.messages import (
    Accepted,
    Leave,
    MatchShown,
    Spectate,
    Table,
    TurnShown,
    Watching,
)
from dilemma.vocabulary import BudgetLine, Instrument, Readiness
from dilemma_server.lobby.room import MOST_SPECTATORS
from support.company import joins, opens, pair, watches
from support.house import House, all_told, close, open_house, told, turned_away
from support.manual_clock import ManualClock

RED, BLUE = "redland", "blueland"
HOTLINE: tuple[Instrument, ...] = (Instrument.HOTLINE,)
CLOSED = ("code", "Nobody more may watch this match.")


async def test_who_watches_is_told_the_match_the_table_and_the_turn(house: House) -> None:
    ada, _ = await pair(house)
    watcher = await watches(house, ada.code)
    watching, table, shown = all_told(watcher.feed)
    assert isinstance(watching, Watching)
    assert (watching.version, watching.code) == (PROTOCOL_VERSION, ada.code)
    assert watching.briefing == ada.room.match.public_briefing()
    assert isinstance(table, Table)
    assert table.watching == 1
    assert shown == ada.room.match.shown()


async def test_a_match_that_waits_can_be_watched_from_its_beginning(house: House) -> None:
    ada = await opens(house)
    watcher = await watches(house, ada.code)
    assert [type(message) for message in all_told(watcher.feed)] == [Watching, Table]
    await joins(house, ada.code)
    assert (await told(watcher.feed, TurnShown)).view.turn == 1


async def test_who_comes_in_the_middle_sees_all_that_was_public(house: House) -> None:
    ada, ben = await pair(house)
    early = await watches(house, ada.code)
    for _ in range(3):
        await ada.seal(Order(budget={}, statement="We want peace."))
        await ben.seal()
    late = await watches(house, ada.code)
    shown = await told(late.feed, TurnShown)
    assert shown.view.turn == 4
    assert len(shown.view.occurrences) >= 3
    assert await told(early.feed, TurnShown) == shown


async def test_who_watches_hears_of_nothing_that_is_private(house: House) -> None:
    """Neither hotlines nor orders nor offers: the same bytes whatever the players do in secret."""
    heard = []
    for folder, budget in (("peace", BudgetLine.WELFARE), ("war", BudgetLine.OFFENCE)):
        other = await open_house(house.path.parent / folder, ManualClock())
        ada, ben = await pair(other)
        watcher = await watches(other, ada.code)
        await ada.seal(Order(budget={budget: 0.5}, offers={BLUE: HOTLINE}))
        await ben.seal(Order(budget={}, offers={RED: HOTLINE}))
        readiness = Readiness.MOBILISED if folder == "war" else Readiness.ROUTINE
        for number in range(3 if folder == "war" else 1):
            assert isinstance(await ada.call(BLUE, f"We arm {folder} {number}."), Accepted)
        await ada.seal(Order(budget={budget: 0.9}, readiness=readiness))
        heard.append([encode(message) for message in all_told(watcher.feed)])
        await close(other)
    assert heard[0] == heard[1]
    assert not any(b"Heard" in frame or b"We arm" in frame for frame in heard[0])


async def test_who_watches_is_shown_the_debrief(house: House) -> None:
    ada, ben = await pair(house)
    watcher = await watches(house, ada.code)
    while not ada.room.match.game.over:
        await ada.seal()
        await ben.seal()
    shown = await told(watcher.feed, MatchShown)
    assert shown.hindsight == ada.room.match.ended(RED).hindsight
    late = await watches(house, ada.code)
    assert await told(late.feed, MatchShown) == shown
    assert late.feed.next() is None
    assert late.feed.ending is not None
    assert late.feed.ending.done


async def test_players_are_told_how_many_watch(house: House) -> None:
    ada, _ = await pair(house)
    watchers = [await watches(house, ada.code) for _ in range(3)]
    await ada.sees(lambda table: table.watching == 3)
    watchers[0].hang_up()
    await ada.sees(lambda table: table.watching == 2)


async def test_a_table_that_does_not_admit_them_has_none(house: House) -> None:
    ada = await opens(house, spectators=False)
    assert await turned_away(house, Spectate(PROTOCOL_VERSION, ada.code)) == CLOSED


async def test_there_is_room_for_so_many(house: House) -> None:
    ada, _ = await pair(house)
    watchers = [await watches(house, ada.code) for _ in range(MOST_SPECTATORS)]
    assert await turned_away(house, Spectate(PROTOCOL_VERSION, ada.code)) == CLOSED
    watchers[0].hang_up()
    await watches(house, ada.code)


async def test_a_wrong_code_shows_nothing(house: House) -> None:
    refusal = await turned_away(house, Spectate(PROTOCOL_VERSION, "WRONGWRO"))
    assert refusal == ("code", "There is no match with this code; check every symbol.")


async def test_who_watches_keeps_nobody_seated_and_says_nothing(house: House) -> None:
    ada, _ = await pair(house)
    watcher = await watches(house, ada.code)
    before = ada.room.match.sequence
    await ada.room.command(Leave("k"), watcher.feed)
    assert ada.room.match.sequence == before
    assert [type(message) for message in all_told(watcher.feed)] == [Watching, Table, TurnShown]
