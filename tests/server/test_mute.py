"""Silence: the host keeps somebody from hotlines and statements, never from governing."""

from __future__ import annotations

from dilemma.orders import Order
from dilemma.protocol.messages import Accepted, Say
from dilemma.vocabulary import Instrument
from support.company import Guest, pair, reason
from support.house import House, close, open_house
from support.manual_clock import ManualClock

RED, BLUE = "redland", "blueland"
HOTLINE: tuple[Instrument, ...] = (Instrument.HOTLINE,)
SILENCED = "The host of this table has silenced you; orders alone count."


async def connected(house: House) -> tuple[Guest, Guest]:
    """A match of two in its second turn, with a hotline."""
    ada, ben = await pair(house)
    await ada.seal(Order(budget={}, offers={BLUE: HOTLINE}))
    await ben.seal(Order(budget={}, offers={RED: HOTLINE}))
    return ada, ben


async def test_who_is_silenced_says_nothing_on_hotlines_nor_in_public(house: House) -> None:
    ada, ben = await connected(house)
    assert isinstance(await ada.mute(BLUE), Accepted)
    assert reason(await ben.call(RED, "Hello")) == SILENCED
    assert reason(await ben.seal(Order(budget={}, statement="Hello"))) == SILENCED
    assert ada.room.match.places.muted == {BLUE}


async def test_who_is_silenced_governs_as_before(house: House) -> None:
    ada, ben = await connected(house)
    await ada.mute(BLUE)
    assert isinstance(await ben.seal(Order(budget={}, offers={RED: HOTLINE})), Accepted)
    await ada.seal()
    assert ada.room.match.game.turn == 3


async def test_others_can_still_speak_to_him(house: House) -> None:
    ada, _ = await connected(house)
    await ada.mute(BLUE)
    assert isinstance(await ada.call(BLUE, "Hello"), Accepted)


async def test_all_are_told_who_is_silenced_and_for_how_long(house: House) -> None:
    ada, ben = await connected(house)
    await ada.mute(BLUE)
    await ben.sees(lambda table: table.muted == (BLUE,))
    assert isinstance(await ada.mute(BLUE, muted=False), Accepted)
    await ben.sees(lambda table: table.muted == ())
    assert isinstance(await ben.call(RED, "Hello"), Accepted)


async def test_silence_outlasts_a_turn_and_a_restart(house: House) -> None:
    ada, ben = await connected(house)
    await ada.mute(BLUE)
    for guest in (ada, ben):
        await guest.seal()
    assert reason(await ben.call(RED, "Hello")) == SILENCED
    await close(house)
    later = await open_house(house.path, ManualClock(), "second")
    ben.house = later
    await ben.come_back()
    assert reason(await ben.call(RED, "Hello")) == SILENCED
    await close(later)


async def test_what_was_refused_in_silence_stays_refused(house: House) -> None:
    ada, ben = await connected(house)
    await ada.mute(BLUE)
    refused = await ben.call(RED, "Hello")
    await ada.mute(BLUE, muted=False)
    assert await ben.say(Say(RED, "Hello", refused.key)) == refused
