"""Seats: ready or not, changed, given up and taken away, and who keeps the table."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import (
    Accepted,
    ChangeSeat,
    Leave,
    Refused,
    Rejoin,
    Remove,
    Seated,
    TurnOpened,
)
from dilemma_server.lobby import TurnedAway, Unavailable
from dilemma_server.lobby.room import ARRIVALS_A_MINUTE
from dilemma_server.match.decisions import COMMANDS_A_TURN
from dilemma_server.store import Phase
from support.company import Guest, four, joins, opens, pair, reason
from support.house import House, close, reopened, sitting_of, told, turned_away

RED, BLUE = "redland", "blueland"
NORTH, EAST, SOUTH, WEST = "aster", "borea", "corvia", "delmark"


def phase(guest: Guest) -> Phase:
    return guest.room.match.phase


# Ready


async def test_a_match_begins_when_every_seat_is_taken_by_somebody_ready(house: House) -> None:
    ada = await opens(house, ready=False)
    ben = await joins(house, ada.code)
    assert phase(ada) is Phase.WAITING
    assert (await ada.sees(lambda table: bool(table.ready))).ready == (BLUE,)
    assert isinstance(await ada.be_ready(), Accepted)
    assert phase(ada) is Phase.RUNNING
    for guest in (ada, ben):
        assert (await told(guest.feed, TurnOpened)).view.turn == 1


async def test_one_can_stop_being_ready_while_the_match_waits(house: House) -> None:
    ada = await opens(house)
    assert isinstance(await ada.be_ready(False), Accepted)
    ben = await joins(house, ada.code)
    assert phase(ben) is Phase.WAITING
    await ada.be_ready()
    assert phase(ben) is Phase.RUNNING


async def test_one_cannot_stop_being_ready_once_it_has_begun(house: House) -> None:
    ada, _ = await pair(house)
    assert reason(await ada.be_ready(False)) == "The match has begun."
    assert (await ada.sees(lambda table: table.begun)).ready == (RED, BLUE)


# Changing seats


async def test_a_change_of_seat_takes_the_token_along(house: House) -> None:
    ada = await opens(house)
    assert isinstance(await ada.move(BLUE), Accepted)
    assert ada.seat == BLUE
    assert (await ada.sees(lambda table: table.players[BLUE] == "Ada")).players == {
        RED: None,
        BLUE: "Ada",
    }
    ada.hang_up()
    await ada.come_back()
    assert ada.seat == BLUE


async def test_who_changes_seats_is_told_of_the_new_one_before_the_answer(house: House) -> None:
    ada = await opens(house)
    first = await told(ada.feed, Seated)
    await ada.room.command(ChangeSeat(BLUE, "k"), ada.feed)
    moved, answer = ada.feed.next(), ada.feed.next()
    assert isinstance(moved, Seated)
    assert (moved.briefing.seat, moved.token, moved.code) == (BLUE, None, first.code)
    assert answer == Accepted("k")


async def test_the_key_of_the_first_frame_leads_to_the_seat_one_has_moved_to(house: House) -> None:
    ada = await opens(house, key="ada's own")
    token = ada.token
    await ada.move(BLUE)
    again = await house.create(key="ada's own")
    assert (sitting_of(again).briefing.seat, sitting_of(again).token) == (BLUE, token)


async def test_a_seat_that_is_taken_or_not_there_cannot_be_moved_to(house: House) -> None:
    ada = await opens(house, ready=False)
    refused = "There is no free seat '{}'; free are blueland."
    for seat, shown in (("atlantis", "atlantis"), (RED, RED), ("a\nb", r"a\nb")):
        assert reason(await ada.move(seat)) == refused.format(shown)
    await joins(house, ada.code)
    assert reason(await ada.move(BLUE)) == "There is no free seat 'blueland'; none is free."


async def test_nobody_moves_once_the_match_has_begun(house: House) -> None:
    ada, _ = await pair(house)
    assert reason(await ada.move(BLUE)) == "The match has begun."


async def test_ready_and_silence_move_along(house: House) -> None:
    ada = await opens(house, scenario="four_worlds")
    ben = await joins(house, ada.code, ready=False)
    await ada.mute(EAST)
    await ben.move(WEST)
    table = await ben.sees(lambda table: table.players[WEST] == "Ben")
    assert (table.ready, table.muted, table.host) == ((NORTH,), (WEST,), NORTH)
    await ada.move(EAST)
    table = await ben.sees(lambda table: table.players[EAST] == "Ada")
    assert (table.ready, table.muted, table.host) == ((EAST,), (WEST,), EAST)


async def test_a_restart_finds_everybody_where_they_had_moved_to(house: House) -> None:
    ada = await opens(house, scenario="four_worlds")
    ben = await joins(house, ada.code, key="ben's own")
    await ben.move(WEST)
    before = ada.room.match.table(frozenset())
    later = await reopened(house)
    visit = await later.rejoin(ben.token)
    assert sitting_of(visit).briefing.seat == WEST
    assert visit.room.match.table(frozenset()) == before
    again = await joins(later, ada.code, key="ben's own")
    assert (again.seat, again.token) == (WEST, ben.token)
    await close(later)


async def test_who_reads_every_briefing_in_turn_learns_no_motive(house: House) -> None:
    """Whoever moved through all the seats would else know what each of them wants."""
    ada = await opens(house)
    told_of = [sitting_of(await house.rejoin(ada.token)).briefing]
    await ada.move(BLUE)
    told_of.append(sitting_of(await house.rejoin(ada.token)).briefing)
    assert [briefing.seat for briefing in told_of] == [RED, BLUE]
    assert not any(hasattr(briefing, "motive") for briefing in told_of)


# Leaving


async def test_who_leaves_a_match_that_waits_frees_seat_and_name(house: House) -> None:
    ada = await opens(house, scenario="four_worlds")
    ben = await joins(house, ada.code)
    assert isinstance(await ben.leave(), Accepted)
    assert ben.feed.ending is not None
    assert ben.feed.ending.done
    assert (await ada.sees(lambda table: table.players[EAST] is None)).covered == ()
    again = await joins(house, ada.code, "Ben", EAST)
    assert again.token != ben.token


async def test_who_leaves_a_match_that_runs_is_played_for_at_once(house: House) -> None:
    ada, ben = await pair(house)
    await ben.leave()
    table = await ada.sees(lambda table: BLUE in table.sealed)
    assert (table.players[BLUE], table.covered) == (None, (BLUE,))
    await ada.seal()
    assert (await told(ada.feed, TurnOpened)).view.turn == 2


async def test_who_has_left_cannot_come_back_with_his_token(house: House) -> None:
    _, ben = await pair(house)
    await ben.leave()
    refusal = await turned_away(house, Rejoin(PROTOCOL_VERSION, ben.token or ""))
    assert refusal == ("token", "This token opens no seat.")


async def test_who_has_left_says_nothing_more_for_the_seat(house: House) -> None:
    """Frames that were under way when he left must not move a seat that is another's."""
    ada, ben = await pair(house)
    feed = ben.feed
    await ben.room.command(Leave("goodbye"), feed)
    records = ben.room.match.sequence
    await ben.room.command(Leave("once more"), feed)
    cleo = await joins(house, ada.code, "Cleo")
    assert cleo.seat == BLUE
    records = ben.room.match.sequence
    await ben.room.command(Leave("and again"), feed)
    assert ben.room.match.sequence == records
    assert cleo.feed.ending is None
    assert isinstance(await cleo.seal(), Accepted)
    later = await reopened(house)
    assert sitting_of(await later.rejoin(cleo.token)).briefing.seat == BLUE
    await close(later)


async def test_the_same_key_sits_where_it_sat_until_that_seat_is_left(house: House) -> None:
    ada = await opens(house, scenario="four_worlds")
    ben = await joins(house, ada.code, seat=SOUTH, key="ben's own")
    again = await joins(house, ada.code, seat=SOUTH, key="ben's own")
    assert (again.seat, again.token) == (SOUTH, ben.token)
    await again.leave()
    with pytest.raises(TurnedAway, match="This key opened a seat that was left"):
        await joins(house, ada.code, seat=SOUTH, key="ben's own")
    anew = await joins(house, ada.code, seat=SOUTH, key="another of his")
    assert anew.token != ben.token
    with pytest.raises(TurnedAway):
        await house.rejoin(ben.token)


async def test_a_match_everybody_has_left_plays_on_by_the_clock_alone(house: House) -> None:
    ada, ben = await pair(house)
    await ada.leave()
    await ben.leave()
    match = ada.room.match
    assert match.places.host is None
    assert (match.game.turn, sorted(match.sealed)) == (1, [BLUE, RED])
    cleo = await joins(house, ada.code, "Cleo")
    assert cleo.room.match.places.host == cleo.seat


# The host


async def test_the_host_is_who_has_sat_longest(house: House) -> None:
    guests = await four(house)
    for gone, heir in pairwise(guests):
        assert heir.room.match.places.host == gone.seat
        await gone.leave()
        table = heir.room.match.table(frozenset())
        assert (table.host, table.players[gone.seat]) == (heir.seat, None)


async def test_only_the_host_removes_and_silences(house: House) -> None:
    ada, ben = await pair(house)
    for answer in (await ben.remove(RED), await ben.mute(RED)):
        assert reason(answer) == "Only the host may do this, who sits in redland."
    refused = "There is no other player in '{}'; others sit in blueland."
    assert reason(await ada.remove(RED)) == refused.format(RED)
    assert reason(await ada.mute("x\ny")) == refused.format(r"x\ny")
    await ada.remove(BLUE)
    assert reason(await ada.remove(BLUE)).endswith("'blueland'; nobody else is here.")


async def test_who_is_removed_is_told_so_and_his_token_opens_nothing(house: House) -> None:
    ada, ben = await pair(house)
    assert isinstance(await ada.remove(BLUE), Accepted)
    assert ben.feed.ending is not None
    assert ben.feed.ending.problem is not None
    assert ben.feed.ending.problem.text == "The host of this table has taken your seat from you."
    refusal = await turned_away(house, Rejoin(PROTOCOL_VERSION, ben.token or ""))
    assert refusal == ("token", "This token opens no seat.")
    await ben.room.command(Leave("late"), ben.feed)
    assert (await ada.sees(lambda table: BLUE in table.covered)).players[BLUE] is None


@pytest.mark.parametrize("name", ["Ben", "BEN", " ben ", "Вen", "Ｂｅｎ"])
async def test_a_name_that_was_removed_cannot_come_back(house: House, name: str) -> None:
    ada = await opens(house, ready=False)
    await joins(house, ada.code)
    await ada.remove(BLUE)
    with pytest.raises(TurnedAway, match="The host has removed"):
        await joins(house, ada.code, name)
    later = await reopened(house)
    with pytest.raises(TurnedAway, match="The host has removed"):
        await joins(later, ada.code, name)
    assert (await joins(later, ada.code, "Cleo")).seat == BLUE
    await close(later)


async def test_a_removal_said_again_removes_nobody_else(house: House) -> None:
    ada = await opens(house, ready=False)
    await joins(house, ada.code)
    removal = await ada.remove(BLUE)
    cleo = await joins(house, ada.code, "Cleo")
    assert await ada.say(Remove(BLUE, removal.key)) == removal
    assert cleo.feed.ending is None


async def test_a_seat_that_a_host_has_emptied_in_play_goes_to_nobody(house: House) -> None:
    """Else he could sit down there himself, and read what that state knows."""
    ada, _ = await pair(house)
    await ada.remove(BLUE)
    assert BLUE in ada.room.match.places.covered
    with pytest.raises(TurnedAway, match="No seat of this match is free"):
        await joins(house, ada.code, "Accomplice", BLUE)
    later = await reopened(house)
    with pytest.raises(TurnedAway, match="No seat of this match is free"):
        await joins(later, ada.code, "Accomplice")
    await close(later)


@pytest.mark.parametrize("first", ["removed", "back"])
async def test_who_comes_back_while_he_is_being_removed_is_not_let_in(
    house: House, first: str
) -> None:
    """He had the right to come when he knocked, and has none when the door is opened."""
    ada, ben = await pair(house)
    ben.hang_up()
    moves = {"removed": ada.remove(BLUE), "back": ben.come_back()}
    await asyncio.gather(moves.pop(first), *moves.values(), return_exceptions=True)
    table = await ada.sees(lambda table: BLUE in table.covered)
    assert (table.players[BLUE], table.present) == (None, (RED,))
    later = await reopened(house)
    assert (await later.rejoin(ada.token)).room.match.places.covered.keys() == {BLUE}
    await close(later)


# How much of it


async def test_whoever_has_used_up_his_commands_can_still_leave(house: House) -> None:
    ada = await opens(house)
    for number in range(COMMANDS_A_TURN):
        await ada.be_ready(number % 2 == 0)
    assert reason(await ada.be_ready()) == "200 commands are enough for one turn."
    assert isinstance(await ada.leave(), Accepted)


async def test_who_sits_down_next_has_all_his_commands(house: House) -> None:
    """Else whoever comes first to a public table could silence a seat for good."""
    ada = await opens(house, scenario="four_worlds")
    ben = await joins(house, ada.code)
    for number in range(COMMANDS_A_TURN):
        await ben.be_ready(number % 2 == 0)
    await ben.leave()
    cleo = await joins(house, ada.code, "Cleo")
    assert cleo.seat == EAST
    assert isinstance(await cleo.be_ready(False), Accepted)


async def test_what_was_said_while_the_match_waited_is_not_taken_from_its_first_turn(
    house: House,
) -> None:
    ada = await opens(house)
    for number in range(COMMANDS_A_TURN):
        await ada.be_ready(number % 2 == 1)
    await joins(house, ada.code)
    assert isinstance(await ada.seal(), Accepted)


async def test_coming_and_going_makes_the_next_one_wait_but_closes_no_table(house: House) -> None:
    ada, ben = await pair(house)
    await ben.leave()
    for number in range(ARRIVALS_A_MINUTE - 2):
        await (await joins(house, ada.code, f"Guest {number}")).leave()
    assert ada.room.match.sequence < 3 * ARRIVALS_A_MINUTE + 10
    with pytest.raises(Unavailable):
        await joins(house, ada.code, "One more")
    house.clock.jump(60.0 / ARRIVALS_A_MINUTE)
    assert (await joins(house, ada.code, "One more")).seat == BLUE


async def test_a_room_that_nobody_is_in_still_knows_how_many_came(house: House) -> None:
    """Else all who come and go alone, one after the other, would be the first."""
    ada = await opens(house)
    ada.hang_up()
    for number in range(ARRIVALS_A_MINUTE - 1):
        await (await joins(house, ada.code, f"Guest {number}")).leave()
    with pytest.raises(Unavailable):
        await joins(house, ada.code, "One more")


async def test_who_is_not_let_in_takes_nobody_elses_turn(house: House) -> None:
    ada = await opens(house)
    for _ in range(2 * ARRIVALS_A_MINUTE):
        with pytest.raises(TurnedAway, match="There is a 'Ada'"):
            await joins(house, ada.code, "Ada")
    assert (await joins(house, ada.code)).seat == BLUE


async def test_moving_about_does_not_give_more_to_say(house: House) -> None:
    ada = await opens(house)
    for number in range(COMMANDS_A_TURN):
        assert isinstance(await ada.move((BLUE, RED)[number % 2]), Accepted)
    assert isinstance(await ada.move(BLUE), Refused)
    assert ada.room.match.sequence == COMMANDS_A_TURN + 2


async def test_a_seat_changes_hands_only_so_often_while_a_match_waits(house: House) -> None:
    """Joining, moving and leaving in a circle fills no disk."""
    ada = await opens(house, scenario="four_worlds")
    for number in range(ARRIVALS_A_MINUTE - 1):
        guest = await joins(house, ada.code, f"Guest {number}", EAST)
        await guest.move(SOUTH)
        await guest.leave()
    with pytest.raises(Unavailable):
        await joins(house, ada.code, "One more")
    assert ada.room.match.sequence < 4 * ARRIVALS_A_MINUTE
