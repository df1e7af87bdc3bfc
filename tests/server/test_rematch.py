"""Rematches: who has played a match to its end finds the others in the next one."""

from __future__ import annotations

import asyncio

from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import Rematch
from dilemma_server.lobby import Unavailable
from dilemma_server.store import Phase
from support.company import Guest, four, joins, pair
from support.house import House, turned_away


async def played_out(guests: tuple[Guest, ...] | list[Guest]) -> None:
    """Play a match to its end."""
    match = guests[0].room.match
    while not match.game.over:
        for guest in guests:
            await guest.seal()


async def again(house: House, guest: Guest, key: str | None = None) -> Guest:
    """Somebody asks for the next match."""
    greeting = Rematch(PROTOCOL_VERSION, guest.token or "", key)
    return Guest(house, await house.lobby.admit(greeting))


async def test_all_find_the_same_new_match_and_their_own_seats(house: House) -> None:
    guests = await four(house)
    await played_out(guests)
    later = [await again(house, guest) for guest in reversed(guests)]
    assert {guest.room.match.id for guest in later} != {guests[0].room.match.id}
    assert len({guest.code for guest in later}) == 1
    assert [guest.seat for guest in reversed(later)] == [guest.seat for guest in guests]
    assert later[0].room.match.phase is Phase.RUNNING
    assert later[0].room.match.places.host == guests[-1].seat, "who asked first"
    assert len({guest.token for guest in [*guests, *later]}) == 8


async def test_who_asks_at_once_finds_the_same_match_too(house: House) -> None:
    guests = await four(house)
    await played_out(guests)
    later = await asyncio.gather(*(again(house, guest, f"{guest.seat}!") for guest in guests))
    assert len({guest.room.match.id for guest in later}) == 1
    assert [guest.seat for guest in later] == [guest.seat for guest in guests]


async def test_the_next_match_has_other_chances_and_the_same_rules(house: House) -> None:
    ada, ben = await pair(house, public=True, spectators=False, cover="hawk", turn_seconds=77)
    await played_out((ada, ben))
    before, after = ada.room.match, (await again(house, ada)).room.match
    assert (after.scenario, after.house) == (before.scenario, before.house)
    assert after.game.secret != before.game.secret
    assert after.seal != before.seal


async def test_asking_again_with_the_same_key_takes_no_second_seat(house: House) -> None:
    ada, ben = await pair(house)
    await played_out((ada, ben))
    first = await again(house, ada, "ada's own")
    second = await again(house, ada, "ada's own")
    assert (second.seat, second.token) == (first.seat, first.token)
    assert len(second.room.match.sittings) == 1


async def test_asking_again_with_another_key_takes_none_either(house: House) -> None:
    ada, ben = await pair(house)
    await played_out((ada, ben))
    await again(house, ada)
    refusal = await turned_away(house, Rematch(PROTOCOL_VERSION, ada.token or ""))
    assert refusal == ("name", "There is a 'Ada' at the table already; take another name.")


async def test_who_finds_his_seat_taken_sits_down_elsewhere(house: House) -> None:
    guests = await four(house)
    await played_out(guests)
    first = await again(house, guests[0])
    eve = await joins(house, first.code, "Eve", guests[1].seat)
    later = await again(house, guests[1])
    assert later.seat not in (first.seat, eve.seat)


async def test_a_match_that_goes_on_has_no_rematch_yet(house: House) -> None:
    ada, _ = await pair(house)
    refusal = await turned_away(house, Rematch(PROTOCOL_VERSION, ada.token or ""))
    assert refusal == ("token", "This match is not over; there is no rematch yet.")


async def test_a_token_that_opens_no_seat_opens_no_rematch(house: House) -> None:
    ada, ben = await pair(house)
    await ben.leave()
    while not ada.room.match.game.over:
        await ada.seal()
    for token in (ben.token or "", "", "A" * 22):
        refusal = await turned_away(house, Rematch(PROTOCOL_VERSION, token))
        assert refusal == ("token", "This token opens no seat.")


async def test_a_rematch_can_follow_a_rematch(house: House) -> None:
    ada, ben = await pair(house)
    seen = {ada.room.match.id}
    for _ in range(2):
        await played_out((ada, ben))
        ada, ben = await again(house, ada), await again(house, ben)
        seen.add(ada.room.match.id)
    assert len(seen) == 3


async def test_two_that_open_a_match_with_one_key_open_one(house: House) -> None:
    visits = await asyncio.gather(
        *(house.create(key="ada's own") for _ in range(5)), return_exceptions=True
    )
    assert Unavailable not in {type(visit) for visit in visits}
    assert len({visit.room.match.id for visit in visits}) == 1  # type: ignore[union-attr]  # all came in
