"""A reference: the match as it must be, from what was stored and what was ever said.

It believes no event that it cannot account for: a command's must be what deciding that command
gives, a bot's what the bot decides, the closing of a turn what adjudication gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dilemma.protocol.messages import Accepted, Command, Refused
from dilemma_server.match import (
    Covered,
    CoverSealed,
    Event,
    HandedBack,
    Match,
    Reason,
    SeatTaken,
    TurnClosed,
    TurnPlayed,
    cover_orders,
    decide,
)
from dilemma_server.match.events import (
    Muted,
    Said,
    SeatRemoved,
    decode_event,
)
from support.manual_clock import ManualClock


class Reference:
    """Follows the records of one match; `said` is every command ever said, by its key."""

    def __init__(self, records: Sequence[bytes], clock: ManualClock) -> None:
        self.match = Match.replay("m", records[:1], clock)
        self.said: dict[str, Command] = {}
        self.stored: dict[str, Event] = {}
        self.dealt: set[bytes] = set()

    def follow(self, records: Sequence[bytes], present: frozenset[str]) -> None:
        """Account for what was stored since; `present` are seats that are connected now."""
        for number in range(self.match.sequence, len(records)):
            event = decode_event(records[number], "m", number + 1)
            self._account_for(event, present)
            self.match.apply(event)
        self._check_seats()

    def answer(self, key: str) -> Accepted | Refused | None:
        """What was stored as the answer to a command, None when nothing was."""
        event = self.stored.get(key)
        if event is None:
            return None
        problems = getattr(event, "problems", None)
        return Accepted(key) if problems is None else Refused(key, problems)

    def _account_for(self, event: Event, present: frozenset[str]) -> None:
        match = self.match
        places = match.places
        if isinstance(event, SeatTaken):
            assert event.seat in places.free
            assert event.token_hash not in self.dealt, "what a token proved once it proves once"
            self.dealt.add(event.token_hash)
        elif isinstance(event, Covered):
            assert places.begun
            assert event.seat in places.taken
            assert event.seat not in present | places.covered.keys()
            assert event.bot == match.house.cover
        elif isinstance(event, HandedBack):
            assert event.seat in places.covered
            assert event.seat in places.taken
        elif isinstance(event, CoverSealed):
            assert event.seat not in match.sealed
            assert event == cover_orders(match, event.seat)
        elif isinstance(event, TurnClosed):
            assert event == match.close_turn(event.reason)
            all_sealed = match.sealed == set(match.seats) and places.attended
            assert all_sealed or event.reason is Reason.DEADLINE
        elif isinstance(event, TurnPlayed):
            assert event == match.unvouched
        else:
            self._account_for_command(event)

    def _account_for_command(self, event: Any) -> None:
        assert event.key not in self.stored, "a command is stored once"
        assert decide(self.match, actor(event), self.said[event.key]) == event
        self.stored[event.key] = event

    def _check_seats(self) -> None:
        match = self.match
        names = [sitting.name for sitting in match.sittings.values()]
        hashes = {sitting.token_hash for sitting in match.sittings.values()}
        assert len(set(names)) == len(hashes) == len(names), "nobody sits twice"
        assert match.sealed <= match.orders.keys()
        assert (match.places.host in match.sittings) == bool(match.sittings)
        marks = match.places.ready | match.places.muted
        assert marks <= match.sittings.keys()
        empty = set(match.seats) - set(match.sittings)
        assert not match.places.begun or empty <= match.places.covered.keys()


def actor(event: Event) -> str:
    """The seat whose command an event came of."""
    match event:
        case SeatRemoved() | Muted():
            return event.by
        case Said():
            return event.speaker
        case _:
            return str(event.seat)  # type: ignore[union-attr]  # every other command has one


def state_of(match: Match) -> dict[str, Any]:
    """All that a match is made of, field by field, but for its clock and what it has not closed."""
    parts = {
        name: value
        for name, value in vars(match).items()
        if name not in ("id", "game", "_clock", "_opened_at", "_ahead", "_hindsight")
    }
    opened = {name: vars(parts.pop(name)) for name in ("places", "_papers")}
    game = match.game
    # The order in which seats were taken says who is host.
    order = list(match.sittings)
    return (
        parts
        | opened
        | {"views": game.views, "public": game.public, "hash": game.hash, "order": order}
    )
