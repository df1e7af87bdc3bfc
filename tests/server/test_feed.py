"""The feed: a slow reader costs nothing, misses nothing, and waits for its own answers."""

from __future__ import annotations

import asyncio

import pytest

from dilemma.orders import standing_order
from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import (
    Accepted,
    MatchEnded,
    Seated,
    SubmitOrders,
    Table,
    TurnOpened,
    Watching,
)
from dilemma_server.lobby import Ending, Feed
from dilemma_server.lobby.feed import UNREAD_ANSWERS
from support.desk import Desk, scenario
from support.manual_clock import ManualClock

RED, BLUE = "redland", "blueland"


@pytest.fixture
def desk() -> Desk:
    return Desk(ManualClock(), scenario(), ("Ada", "Ben"))


@pytest.fixture
async def feed(desk: Desk) -> Feed:
    return Feed(desk.match, Seated(PROTOCOL_VERSION, "CODE1234", desk.match.briefing(RED), None))


def kinds(feed: Feed) -> list[str]:
    """What is told until there is nothing more to tell."""
    told = []
    while (message := feed.next()) is not None:
        told.append(type(message).__name__)
    return told


def play_a_turn(desk: Desk) -> None:
    turn = desk.match.game.turn
    for seat in (RED, BLUE):
        order = standing_order(desk.match.view(seat))
        desk.command(seat, SubmitOrders(turn, order, f"seal {turn}"))


async def test_a_new_connection_is_told_everything_once(desk: Desk, feed: Feed) -> None:
    feed.news(desk.match.table(frozenset({RED})))
    assert kinds(feed) == ["Seated", "Table", "TurnOpened"]
    feed.news(desk.match.table(frozenset({RED})))
    assert kinds(feed) == []


async def test_answers_come_before_news(desk: Desk, feed: Feed) -> None:
    kinds(feed)
    play_a_turn(desk)
    feed.news(desk.match.table(frozenset({RED})))
    feed.answer(Accepted("k"))
    assert kinds(feed) == ["Accepted", "Table", "TurnOpened"]


async def test_a_reader_that_was_away_is_told_only_how_it_stands(desk: Desk, feed: Feed) -> None:
    for _ in range(5):
        play_a_turn(desk)
        feed.news(desk.match.table(frozenset({RED})))
    assert isinstance(feed.next(), Seated)
    assert isinstance(feed.next(), Table)
    opened = feed.next()
    assert isinstance(opened, TurnOpened)
    assert opened.view.turn == 6
    assert feed.next() is None


async def test_the_debrief_is_told_and_then_nothing(desk: Desk, feed: Feed) -> None:
    for _ in range(desk.match.scenario.turns):
        play_a_turn(desk)
    assert kinds(feed) == ["Seated", "MatchEnded"]
    assert feed.ending == Ending("the match is over", done=True)


async def test_an_ended_feed_tells_nothing_and_keeps_its_first_reason(feed: Feed) -> None:
    feed.end(Ending("first"))
    feed.end(Ending("second"))
    assert feed.ending == Ending("first")
    assert kinds(feed) == []


async def test_unread_answers_hold_back_the_next_command(feed: Feed) -> None:
    kinds(feed)
    for number in range(UNREAD_ANSWERS):
        await feed.ready_for_answers()
        feed.answer(Accepted(f"k{number}"))
    waiting = asyncio.create_task(feed.ready_for_answers())
    await asyncio.sleep(0)
    assert not waiting.done()
    feed.next()
    await asyncio.wait_for(waiting, 10.0)
    feed.answer(Accepted("one more"))
    waiting = asyncio.create_task(feed.ready_for_answers())
    await asyncio.sleep(0)
    assert not waiting.done()
    feed.end(Ending("left"))
    await asyncio.wait_for(waiting, 10.0)


# Parting


async def test_who_parts_is_told_his_answers_first_and_nothing_else(desk: Desk, feed: Feed) -> None:
    kinds(feed)
    feed.part(Ending("left", done=True))
    feed.answer(Accepted("goodbye"))
    feed.news(desk.match.table(frozenset()))
    play_a_turn(desk)
    assert kinds(feed) == ["Accepted"]
    assert feed.ending == Ending("left", done=True)


async def test_who_parts_is_woken(feed: Feed) -> None:
    kinds(feed)
    waiting = asyncio.create_task(feed.changed())
    await asyncio.sleep(0)
    feed.part(Ending("left"))
    await asyncio.wait_for(waiting, 10.0)


async def test_an_end_that_comes_meanwhile_is_the_one_that_counts(feed: Feed) -> None:
    kinds(feed)
    feed.part(Ending("left"))
    feed.end(Ending("removed"))
    assert kinds(feed) == []
    assert feed.ending == Ending("removed")


async def test_after_the_debrief_nothing_is_told_of_who_goes(desk: Desk, feed: Feed) -> None:
    """A slow reader is told the debrief; meanwhile others, who have read it, hang up."""
    for _ in range(desk.match.scenario.turns):
        play_a_turn(desk)
    assert isinstance(feed.next(), Seated)
    assert isinstance(feed.next(), MatchEnded)
    feed.news(desk.match.table(frozenset({RED})))
    feed.answer(Accepted("late"))
    assert kinds(feed) == ["Accepted"]
    assert feed.ending == Ending("the match is over", done=True)


# Changing places


async def test_who_moves_reads_on_as_the_other_seat(feed: Feed) -> None:
    feed.sit(BLUE)
    assert isinstance(feed.next(), Seated)
    opened = feed.next()
    assert isinstance(opened, TurnOpened)
    assert opened.view.seat == BLUE


# Watching


@pytest.fixture
async def watching(desk: Desk) -> Feed:
    return Feed(desk.match, Watching(PROTOCOL_VERSION, "CODE1234", desk.match.public_briefing()))


async def test_who_watches_is_told_what_is_public(desk: Desk, watching: Feed) -> None:
    watching.news(desk.match.table(frozenset(), 1))
    assert kinds(watching) == ["Watching", "Table", "TurnShown"]
    play_a_turn(desk)
    assert kinds(watching) == ["TurnShown"]
    for _ in range(2, desk.match.scenario.turns + 1):
        play_a_turn(desk)
    assert kinds(watching) == ["MatchShown"]
    assert watching.ending == Ending("the match is over", done=True)
