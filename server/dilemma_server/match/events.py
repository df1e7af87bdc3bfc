"""Events: all that ever happens to a match, in the form in which it is kept."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from dilemma.orders import Order, Problem
from dilemma.scenario import Scenario


class Unplayable(Exception):
    """A stored match this server cannot go on with; one line that names match and record."""


class HouseRules(Struct, frozen=True, forbid_unknown_fields=True):
    """How a table is kept, whatever is played there; the fields are those of CreateMatch.

    A match that was created before there were any is kept as it was: nobody watches or covers.
    """

    public: bool = False
    spectators: bool = False
    cover: str | None = None
    cover_seconds: int = 60


class MatchCreated(Struct, frozen=True, tag="match_created", forbid_unknown_fields=True):
    """A table is laid; `secret` deals its chances, `seal` its seat tokens, neither ever leaves."""

    rules: int
    code: str
    scenario: Scenario
    secret: bytes
    seal: bytes
    house: HouseRules = HouseRules()


class SeatTaken(Struct, frozen=True, tag="seat_taken", forbid_unknown_fields=True):
    """Somebody sat down; only the hash of his token is kept."""

    seat: str
    name: str
    token_hash: bytes
    ready: bool = True


class SeatLeft(Struct, frozen=True, tag="seat_left", forbid_unknown_fields=True):
    """Somebody gave his seat up."""

    seat: str
    key: str


class SeatRemoved(Struct, frozen=True, tag="seat_removed", forbid_unknown_fields=True):
    """The host, in seat `by`, took somebody's seat from him."""

    seat: str
    by: str
    key: str


class SeatMoved(Struct, frozen=True, tag="seat_moved", forbid_unknown_fields=True):
    """Somebody moved to another seat before the match began."""

    seat: str
    to: str
    key: str


class ReadySet(Struct, frozen=True, tag="ready_set", forbid_unknown_fields=True):
    """Somebody is ready to begin, or not any more."""

    seat: str
    ready: bool
    key: str


class Muted(Struct, frozen=True, tag="muted", forbid_unknown_fields=True):
    """The host, in seat `by`, silenced somebody or let him speak again."""

    seat: str
    by: str
    muted: bool
    key: str


class Covered(Struct, frozen=True, tag="covered", forbid_unknown_fields=True):
    """A bot plays for who has been away too long."""

    seat: str
    bot: str


class HandedBack(Struct, frozen=True, tag="handed_back", forbid_unknown_fields=True):
    """Who was away is back; a seal that the bot had put on is taken off."""

    seat: str


class CoverSealed(Struct, frozen=True, tag="cover_sealed", forbid_unknown_fields=True):
    """The bot of a covered seat sealed orders for the open turn."""

    seat: str
    turn: int
    order: Order


class OrdersSealed(Struct, frozen=True, tag="orders_sealed", forbid_unknown_fields=True):
    """A seat sealed orders for the open turn, in place of what it had sealed before."""

    seat: str
    turn: int
    order: Order
    key: str


class Unsealed(Struct, frozen=True, tag="unsealed", forbid_unknown_fields=True):
    """A seat took its seal off; its orders stand until it seals others."""

    seat: str
    turn: int
    key: str


class Said(Struct, frozen=True, tag="said", forbid_unknown_fields=True):
    """A hotline message."""

    speaker: str
    listener: str
    turn: int
    text: str
    key: str


class CommandRefused(Struct, frozen=True, tag="command_refused", forbid_unknown_fields=True):
    """A command changed nothing; kept so that it is refused alike whenever it comes again."""

    seat: str
    key: str
    problems: tuple[Problem, ...]


class Reason(StrEnum):
    """Why a turn closed."""

    ALL_SEALED = "all_sealed"
    DEADLINE = "deadline"


class TurnClosed(
    Struct, frozen=True, tag="turn_closed", forbid_unknown_fields=True, omit_defaults=True
):
    """A turn is over; what came of it follows from the orders, and is vouched for by TurnPlayed.

    Matches from before there was TurnPlayed have the `outcome` here.
    """

    turn: int
    reason: Reason
    outcome: str = ""


class TurnPlayed(Struct, frozen=True, tag="turn_played", forbid_unknown_fields=True):
    """What came of a turn that is over: the game's chained hash after it."""

    turn: int
    outcome: str


Event = (
    MatchCreated
    | SeatTaken
    | SeatLeft
    | SeatRemoved
    | SeatMoved
    | ReadySet
    | Muted
    | Covered
    | HandedBack
    | CoverSealed
    | OrdersSealed
    | Unsealed
    | Said
    | CommandRefused
    | TurnClosed
    | TurnPlayed
)


class _Age(Struct):
    """What a first record of any version tells."""

    rules: int


def encode_event(event: Event) -> bytes:
    """The record of an event: JSON, so that a person can read a database too."""
    return msgspec.json.encode(event)


def decode_event(record: bytes, match: str, sequence: int) -> Event:
    """The event of a record; raises Unplayable."""
    try:
        event: Event = msgspec.json.decode(record, type=Event)
    except msgspec.DecodeError as error:
        raise Unplayable(f"match {match}: record {sequence}: {error}") from None
    return event


def decode_creation(record: bytes, match: str, rules: int) -> MatchCreated:
    """The event a match begins with; raises Unplayable for one of other `rules`."""
    try:
        age = msgspec.json.decode(record, type=_Age)
    except msgspec.DecodeError as error:
        raise Unplayable(f"match {match}: record 1: not the creation of a match: {error}") from None
    if age.rules != rules:
        raise Unplayable(
            f"match {match}: was begun under rules {age.rules}, this server has rules {rules};"
            " it can go on with the release it was begun with"
        )
    event = decode_event(record, match, 1)
    if not isinstance(event, MatchCreated):
        raise Unplayable(f"match {match}: record 1: not the creation of a match")
    return replace(event, scenario=_shared(msgspec.json.encode(event.scenario)))


@lru_cache(maxsize=64)
def _shared(scenario: bytes) -> Scenario:
    """One scenario for all the matches that are played of it; nobody changes it."""
    return msgspec.json.decode(scenario, type=Scenario)
