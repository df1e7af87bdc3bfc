"""Conversations: a turn as its players hear it, coming back to it, and what others may learn."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import msgpack
import pytest
from websockets.protocol import State

from dilemma.orders import Action, Order
from dilemma.protocol.messages import (
    Accepted,
    Heard,
    MatchEnded,
    Refused,
    Say,
    Seated,
    Table,
    Unseal,
)
from dilemma.vocabulary import ActionKind, BudgetLine, Instrument, Readiness
from dilemma_server.app import running
from dilemma_server.gateway.conversation import UNHEARD_SECONDS
from dilemma_server.gateway.pace import BURST, PER_SECOND
from dilemma_server.lobby.turnstile import CREDIT, LONGEST_WAIT, SPACING
from dilemma_server.settings import Settings
from support.desk import Foreseeable
from support.hall import Hall, failure, goes_on, match_of_two
from support.manual_clock import ManualClock
from support.tables import table
from support.wire import guest, host, returning, wire

RED, BLUE = "redland", "blueland"
OVER_BUDGET = Order(budget={BudgetLine.WELFARE: 0.8, BudgetLine.DEFENCE: 0.7})
HOTLINE: tuple[Instrument, ...] = (Instrument.HOTLINE,)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Hall]:
    clock = ManualClock()
    settings = Settings(tmp_path / "matches.sqlite3", connections=8)
    async with running(settings, clock, Foreseeable()) as url:
        yield Hall(url, clock)


# A turn


async def test_an_order_over_budget_is_refused_with_the_reason(server: Hall) -> None:
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


async def test_a_command_is_answered_before_others_hear_of_it(server: Hall) -> None:
    async with match_of_two(server) as match:
        await match.red.seal(await match.red.turn(1))
        assert await match.red.hear(Accepted) == Accepted("seal 1")
        assert (await match.red.hear(Table)).sealed == (RED,)
        while (await match.blue.hear(Table)).sealed != (RED,):
            continue


async def test_all_are_told_who_comes_and_goes(server: Hall) -> None:
    async with wire(server.url, host()) as red:
        seated = await red.hear(Seated)
        assert await red.hear(Table) == table({RED: "Ada"}, (RED,))
        async with wire(server.url, guest(seated.code)):
            while (await red.hear(Table)).present != (RED, BLUE):
                continue
        assert await red.hear(Table) == table({RED: "Ada", BLUE: "Ben"}, (RED,), begun=True)


async def test_the_deadline_closes_the_turn_for_all(server: Hall) -> None:
    async with match_of_two(server, turn_seconds=60) as match:
        for player in (match.red, match.blue):
            assert (await player.turn(1)).seconds_left == 60
        await server.clock.advance(60)
        for player in (match.red, match.blue):
            opened = await player.turn(2)
            assert (opened.view.turn, opened.seconds_left) == (2, 60)


async def test_who_commands_without_end_is_read_later_and_disturbs_nobody(server: Hall) -> None:
    async with match_of_two(server) as match:
        opened = await match.red.turn(1)
        hasty = BURST + 10
        for number in range(hasty):
            await match.red.say(Unseal(1, f"k{number}"))
        for number in range(BURST):
            assert (await match.red.hear(Refused)).key == f"k{number}"
        await server.clock.somebody_waits(1.0 / PER_SECOND)
        await match.blue.seal(await match.blue.turn(1))
        assert await match.blue.hear(Accepted) == Accepted("seal 1")
        for number in range(BURST, hasty):
            await server.clock.somebody_waits(1.0 / PER_SECOND)
            await server.clock.advance(1.0 / PER_SECOND)
            assert (await match.red.hear(Refused)).key == f"k{number}"
        await match.red.seal(opened)
        await server.clock.somebody_waits(1.0 / PER_SECOND)
        await server.clock.advance(1.0 / PER_SECOND)
        assert (await match.blue.turn(2)).view.turn == 2


# Guessing


async def test_a_guess_that_is_not_answered_is_not_told_so_at_once(tmp_path: Path) -> None:
    """Told so at once, he who guesses would know as soon that he guessed wrong."""
    clock, guess = ManualClock(), guest("WRONGWRO")
    settings = Settings(tmp_path / "matches.sqlite3")
    async with running(settings, clock, Foreseeable()) as url, AsyncExitStack() as crowd:
        for number in range(CREDIT + round(LONGEST_WAIT / SPACING) + 1):
            guesser = await crowd.enter_async_context(wire(url, guess))
            if number < CREDIT:
                await guesser.rest()
        await clock.somebody_waits(UNHEARD_SECONDS)
        async with match_of_two(Hall(url, clock)) as match:
            await goes_on(match)
        assert guesser.connection.state is State.OPEN
        await clock.advance(UNHEARD_SECONDS)
        assert await guesser.ended() == (1013, "try again in a moment")


# Coming back


def without_seconds(frame: bytes) -> object:
    message = msgpack.unpackb(frame)
    del message["seconds_left"]
    return message


async def test_coming_back_reads_the_same_turn_to_the_byte(server: Hall) -> None:
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


async def test_coming_back_from_elsewhere_ends_the_older_connection(server: Hall) -> None:
    async with (
        match_of_two(server) as match,
        wire(server.url, returning(match.red_seated)) as again,
    ):
        seated = await again.hear(Seated)
        assert (seated.code, seated.token) == (match.red_seated.code, None)
        assert (await failure(match.red)).startswith("Your seat was taken up from another")
        match.red = again
        await goes_on(match)


async def test_coming_back_finds_what_was_sealed_and_what_was_said(server: Hall) -> None:
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
    server: Hall,
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
        match_of_two(Hall(url, clock)) as match,
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
