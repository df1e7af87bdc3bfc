"""Covers: a bot plays for who has been away, and gives the seat back."""

from __future__ import annotations

import pytest

from dilemma.bots import BOTS
from dilemma.orders import Order, problems, standing_order
from dilemma.protocol.messages import Accepted, MatchShown, TurnOpened, TurnShown
from dilemma.vocabulary import BudgetLine
from dilemma_assets.scenarios import names
from dilemma_server.lobby import TurnedAway
from dilemma_server.match import (
    Covered,
    CoverSealed,
    HandedBack,
    HouseRules,
    Match,
    Reason,
    SeatTaken,
    cover_orders,
    new_match,
)
from dilemma_server.match.events import decode_event
from dilemma_server.match.seats import SUBSTITUTE
from dilemma_server.store import Phase
from support.company import COVER_SECONDS, four, joins, opens, pair, watches
from support.desk import Foreseeable, scenario
from support.house import TURN_SECONDS, House, close, reopened, told
from support.manual_clock import ManualClock

RED, BLUE = "redland", "blueland"
ARMS = Order(budget={BudgetLine.OFFENCE: 0.6})


async def happened(house: House, match: str) -> list[str]:
    """What is stored of covers, by kind and seat."""
    records = await house.store.load(match)
    events = [decode_event(record, match, number) for number, record in enumerate(records, 1)]
    return [
        f"{type(event).__name__} {event.seat}"
        for event in events
        if isinstance(event, Covered | CoverSealed | HandedBack)
    ]


# Going away


async def test_a_bot_plays_for_who_has_been_away_long_enough(house: House) -> None:
    ada, ben = await pair(house)
    ben.hang_up()
    await house.clock.advance(COVER_SECONDS - 1)
    assert ada.room.match.places.covered == {}
    await house.clock.advance(1)
    table = await ada.sees(lambda table: BLUE in table.sealed)
    assert (table.covered, table.players[BLUE], table.present) == ((BLUE,), "Ben", (RED,))
    await ada.seal()
    assert (await told(ada.feed, TurnOpened)).view.turn == 2


async def test_who_comes_back_in_time_is_not_played_for(house: House) -> None:
    ada, ben = await pair(house)
    ben.hang_up()
    await house.clock.advance(COVER_SECONDS - 1)
    await ben.come_back()
    await house.clock.advance(COVER_SECONDS)
    assert await happened(house, ada.room.match.id) == []


async def test_who_goes_again_is_counted_anew(house: House) -> None:
    """Also when he said nothing while he was here."""
    ada, ben = await pair(house)
    ben.hang_up()
    await house.clock.advance(COVER_SECONDS - 5)
    await ben.come_back()
    ben.hang_up()
    await house.clock.advance(COVER_SECONDS - 1)
    await ada.seal()
    assert await happened(house, ada.room.match.id) == []
    await house.clock.advance(1)
    await ada.sees(lambda table: table.covered == (BLUE,))


async def test_who_was_never_here_is_played_for_too(house: House) -> None:
    ada = await opens(house)
    await house.join(ada.code)
    await house.clock.advance(COVER_SECONDS)
    await ada.sees(lambda table: table.covered == (BLUE,))


async def test_nobody_is_played_for_while_the_match_waits(house: House) -> None:
    ada = await opens(house, ready=False)
    ben = await joins(house, ada.code)
    ben.hang_up()
    await house.clock.advance(3 * COVER_SECONDS)
    await ada.be_ready()
    assert ada.room.match.places.covered == {}
    await house.clock.advance(COVER_SECONDS)
    await ada.sees(lambda table: table.covered == (BLUE,))


async def test_orders_of_who_sealed_before_he_vanished_stand(house: House) -> None:
    ada, ben = await pair(house)
    await ben.seal(ARMS)
    ben.hang_up()
    await house.clock.advance(COVER_SECONDS)
    await ada.sees(lambda table: table.covered == (BLUE,))
    await ada.seal()
    await told(ada.feed, TurnOpened)
    assert ada.room.match.game.turns[0].orders[BLUE] == ARMS
    assert await happened(house, ada.room.match.id) == [
        f"Covered {BLUE}",
        f"CoverSealed {BLUE}",
    ], "and in the next turn the bot decides"


async def test_the_bot_decides_for_who_had_taken_his_seal_off(house: House) -> None:
    ada, ben = await pair(house)
    await ben.seal(ARMS)
    await ben.unseal()
    ben.hang_up()
    await house.clock.advance(COVER_SECONDS)
    await ada.sees(lambda table: table.sealed == (BLUE,))
    assert ada.room.match.orders[BLUE] != ARMS


async def test_without_a_bot_the_chair_stays_empty(house: House) -> None:
    ada, ben = await pair(house, cover=None)
    ben.hang_up()
    await ada.seal()
    await house.clock.advance(TURN_SECONDS)
    await told(ada.feed, TurnOpened)
    assert await happened(house, ada.room.match.id) == []
    assert ada.room.match.game.turns[0].orders[BLUE] == standing_order(
        Match.replay("m", (await house.store.load(ada.room.match.id))[:1], house.clock).view(BLUE)
    )


async def test_without_a_bot_who_leaves_is_still_played_for(house: House) -> None:
    ada, ben = await pair(house, cover=None)
    await ben.leave()
    await ada.sees(lambda table: table.sealed == (BLUE,))
    assert ada.room.match.places.covered == {BLUE: SUBSTITUTE}


async def test_a_bot_there_is_not_is_refused_in_one_line(house: House) -> None:
    with pytest.raises(TurnedAway, match=r"There is no bot 'a\\nb'; the bots are restrained, "):
        await opens(house, cover="a\nb")


# Coming back


async def test_who_comes_back_finds_the_bots_orders_with_the_seal_taken_off(house: House) -> None:
    ada, ben = await pair(house)
    ben.hang_up()
    await house.clock.advance(COVER_SECONDS)
    await ada.sees(lambda table: table.sealed == (BLUE,))
    bots = ada.room.match.orders[BLUE]
    await ben.come_back()
    opened = await told(ben.feed, TurnOpened)
    assert (opened.own_order, opened.sealed) == (bots, False)
    table = await ada.sees(lambda table: table.covered == ())
    assert (table.sealed, table.present) == ((), (RED, BLUE))
    await ada.seal()
    await house.clock.advance(TURN_SECONDS)
    while (await told(ada.feed, TurnOpened)).view.turn == 1:
        continue
    assert ada.room.match.game.turns[0].orders[BLUE] == bots


async def test_what_one_seals_after_coming_back_is_ones_own(house: House) -> None:
    ada, ben = await pair(house)
    ben.hang_up()
    await house.clock.advance(COVER_SECONDS)
    await ada.sees(lambda table: table.sealed == (BLUE,))
    await ben.come_back()
    assert isinstance(await ben.seal(ARMS), Accepted)
    ben.hang_up()
    await house.clock.advance(COVER_SECONDS)
    await ada.sees(lambda table: table.covered == (BLUE,))
    assert ada.room.match.orders[BLUE] == ARMS
    await ben.come_back()
    assert (await told(ben.feed, TurnOpened)).sealed, "nobody takes his own seal off for him"


async def test_a_first_frame_said_again_gives_the_seat_back_too(house: House) -> None:
    ada = await opens(house)
    ben = await joins(house, ada.code, key="ben's own")
    ben.hang_up()
    await house.clock.advance(COVER_SECONDS)
    await ada.sees(lambda table: table.covered == (BLUE,))
    again = await joins(house, ada.code, key="ben's own")
    assert again.seat == BLUE
    assert (await ada.sees(lambda table: table.covered == ())).present == (RED, BLUE)


async def test_the_debrief_tells_which_turns_a_bot_played_also_after_a_restart(
    house: House,
) -> None:
    ada, ben = await pair(house)
    await ben.seal(ARMS)
    await ada.seal()
    ben.hang_up()
    await house.clock.advance(COVER_SECONDS)
    await ada.sees(lambda table: BLUE in table.sealed)
    await ada.seal()
    await ben.come_back()
    match = ada.room.match
    while not match.game.over:
        await ben.seal(ARMS)
        await ada.seal()
    told = match.ended(RED).hindsight
    assert [(lane.turn, lane.state, lane.bot) for lane in told.lanes if lane.bot] == [
        (2, BLUE, SUBSTITUTE)
    ]
    again = Match.replay(match.id, await house.store.load(match.id), house.clock)
    assert again.ended(RED).hindsight == told


# When bots play for everybody


async def test_nothing_closes_early_when_bots_play_for_everybody(house: House) -> None:
    ada, ben = await pair(house)
    match = ada.room.match
    for guest in (ada, ben):
        guest.hang_up()
    await house.clock.advance(COVER_SECONDS)
    await ben.come_back()
    await ben.sees(lambda table: RED in table.sealed)
    ben.hang_up()
    await house.clock.advance(COVER_SECONDS)
    assert match.game.turn == 1
    await ada.come_back()
    await ada.sees(lambda table: table.covered == (BLUE,))
    assert match.game.turn == 1


async def test_a_match_that_is_left_alone_is_played_out_by_the_clock(house: House) -> None:
    guests = await pair(house)
    match = guests[0].room.match
    watcher = await watches(house, guests[0].code)
    for guest in guests:
        await guest.leave()
    for turn in range(1, match.scenario.turns + 1):
        assert (await told(watcher.feed, TurnShown)).view.turn == turn
        await house.clock.advance(TURN_SECONDS)
    await told(watcher.feed, MatchShown)
    assert match.phase is Phase.OVER


# Restarts


async def restarted(house: House) -> House:
    later = await reopened(house)
    later.lobby.rooms.start()
    return later


async def test_a_restart_counts_absence_anew(house: House) -> None:
    _, ben = await pair(house)
    ben.hang_up()
    await house.clock.advance(COVER_SECONDS - 1)
    later = await restarted(house)
    await house.clock.somebody_waits(COVER_SECONDS)
    await house.clock.advance(COVER_SECONDS - 1)
    match = ben.room.match.id
    assert await happened(later, match) == []
    await house.clock.advance(1)
    visit = await later.rejoin(ben.token)
    assert [line for line in await happened(later, match) if line.endswith(BLUE)][:2] == [
        f"Covered {BLUE}",
        f"CoverSealed {BLUE}",
    ]
    assert visit.room.match.places.covered.keys() == {RED}
    await close(later)


async def test_a_restart_keeps_what_bots_had_taken_over_and_sealed(house: House) -> None:
    ada, ben = await pair(house)
    ben.hang_up()
    await house.clock.advance(COVER_SECONDS)
    await ada.sees(lambda table: table.sealed == (BLUE,))
    living = ada.room.match
    later = await restarted(house)
    room = (await later.rejoin(ada.token)).room
    assert room.match.places.covered == living.places.covered
    assert (room.match.orders, room.match.sealed) == (living.orders, living.sealed)
    ben.house = later
    await ben.come_back()
    assert not (await told(ben.feed, TurnOpened)).sealed, "it is known that a bot had sealed"
    await close(later)


# What bots do


@pytest.mark.parametrize("world", names())
@pytest.mark.parametrize("bot", BOTS)
def test_every_bot_can_play_for_anybody(bot: str, world: str) -> None:
    created = new_match("CODE1234", scenario(world), Foreseeable(), HouseRules(cover=bot))
    match = Match("m1", created, ManualClock())
    for seat in match.seats:
        match.apply(SeatTaken(seat, seat, seat.encode()))
        match.apply(Covered(seat, bot))
    for _ in range(3):
        for seat in match.seats:
            sealed = cover_orders(match, seat)
            assert problems(match.view(seat), sealed.order) == ()
            assert cover_orders(match, seat) == sealed, "the same from the same"
            match.apply(sealed)
        match.apply(match.close_turn(Reason.ALL_SEALED))
    assert match.game.turn == 4


async def test_bots_that_play_for_others_see_what_the_seat_sees(house: House) -> None:
    """Orders of others, sealed or not, and their motives change nothing that a bot decides."""
    guests = await four(house)
    await guests[3].leave()
    match = guests[0].room.match
    before = cover_orders(match, guests[3].seat)
    for guest in guests[:2]:
        await guest.seal(ARMS)
    assert cover_orders(match, guests[3].seat) == before
