"""Browsing: public matches that wait, with somebody there, and no others."""

from __future__ import annotations

from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import Listing, OpenTable, Rejoin, Spectate
from dilemma_server.lobby.lobby import LONGEST_LISTING
from support.company import joins, opens, watches
from support.house import House, attached, close, reopened

RED, BLUE = "redland", "blueland"


def codes(house: House) -> list[str]:
    return [table.code for table in house.lobby.listing().tables]


async def test_a_public_match_is_shown_as_it_waits(house: House) -> None:
    ada = await opens(house, scenario="four_worlds", public=True, seat="borea")
    await joins(house, ada.code, "Ben")
    scenario = ada.room.match.scenario
    assert house.lobby.listing() == Listing(
        PROTOCOL_VERSION,
        (
            OpenTable(
                code=ada.code,
                scenario="four_worlds",
                title=scenario.title,
                turns=scenario.turns,
                turn_seconds=60,
                players=("Ada", "Ben"),
                free=("corvia", "delmark"),
            ),
        ),
    )


async def test_a_match_is_private_unless_it_is_said_to_be_public(house: House) -> None:
    await opens(house)
    assert codes(house) == []


async def test_a_match_that_has_begun_is_shown_no_more(house: House) -> None:
    ada = await opens(house, public=True)
    assert codes(house) == [ada.code]
    ben = await joins(house, ada.code)
    assert codes(house) == []
    await ben.leave()
    assert codes(house) == [], "nor when a seat is left in it"


async def test_a_match_with_every_seat_taken_is_shown_no_more(house: House) -> None:
    ada = await opens(house, public=True, ready=False)
    ben = await joins(house, ada.code)
    assert codes(house) == []
    await ben.leave()
    assert codes(house) == [ada.code]


async def test_a_match_where_nobody_is_is_not_shown(house: House) -> None:
    ada = await opens(house, public=True)
    watcher = await watches(house, ada.code)
    ada.hang_up()
    assert codes(house) == [], "who only watches is nobody to play with"
    await ada.come_back()
    assert codes(house) == [ada.code]
    watcher.hang_up()
    ada.hang_up()
    assert codes(house) == []
    await ada.come_back()
    assert codes(house) == [ada.code]


async def test_the_oldest_come_first_and_so_many_at_most(house: House) -> None:
    guests = [
        await opens(house, f"Host {number}", public=True) for number in range(LONGEST_LISTING + 1)
    ]
    assert codes(house) == [guest.code for guest in guests[:LONGEST_LISTING]]
    guests[0].hang_up()
    assert codes(house) == [guest.code for guest in guests[1:]]


async def test_who_opens_many_hides_nobody_elses(house: House) -> None:
    many = [
        await opens(house, f"Host {number}", address="192.0.2.1", public=True)
        for number in range(LONGEST_LISTING)
    ]
    ada = await opens(house, "Ada", address="198.51.100.1", public=True)
    ben = await opens(house, "Ben", address="198.51.100.1", public=True)
    shown = [many[0].code, ada.code, many[1].code, ben.code]
    assert codes(house) == shown + [guest.code for guest in many[2:-2]]


async def test_a_match_counts_for_who_comes_back_to_it_first(house: House) -> None:
    """After a restart nobody knows any more who opened it."""
    stranger, home = "192.0.2.1", "198.51.100.1"
    many = [
        await opens(house, f"Host {number}", address=stranger, public=True)
        for number in range(LONGEST_LISTING)
    ]
    ada = await opens(house, "Ada", address=home, public=True)
    later = await reopened(house)
    for guest in many:
        attached(await later.lobby.admit(Rejoin(PROTOCOL_VERSION, guest.token or ""), stranger))
    # Who only watches must not be able to have it counted among his own.
    attached(await later.lobby.admit(Spectate(PROTOCOL_VERSION, ada.code), stranger))
    attached(await later.lobby.admit(Rejoin(PROTOCOL_VERSION, ada.token or ""), home))
    assert codes(later)[:2] == [many[0].code, ada.code]
    await close(later)
