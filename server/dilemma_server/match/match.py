"""The match: its whole state as a fold over its events, and what it tells each seat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Self

from msgspec import Struct

from dilemma.debrief import hindsight_of
from dilemma.orders import Order
from dilemma.protocol.hindsight import Hindsight
from dilemma.protocol.messages import Accepted, Heard, MatchEnded, Refused, Table, TurnOpened
from dilemma.record import Game, advance, begin, briefing_for
from dilemma.rules import RULES_VERSION
from dilemma.scenario import Scenario
from dilemma.view import Briefing, View
from dilemma_server.clock import Clock
from dilemma_server.match.events import (
    CommandRefused,
    Event,
    MatchCreated,
    OrdersSealed,
    Reason,
    Said,
    SeatTaken,
    TurnClosed,
    Unplayable,
    Unsealed,
    decode_creation,
    decode_event,
)
from dilemma_server.store import Phase

SECRET_BYTES = 32


class Sitting(Struct, frozen=True):
    """Who took a seat, and the hash of the token that proves it."""

    name: str
    token_hash: bytes


def new_match(code: str, scenario: Scenario, random_bytes: Callable[[int], bytes]) -> MatchCreated:
    """The event a new match begins with, with secrets of its own."""
    return MatchCreated(
        rules=RULES_VERSION,
        code=code,
        scenario=scenario,
        secret=random_bytes(SECRET_BYTES),
        seal=random_bytes(SECRET_BYTES),
    )


class Match:
    """One match as it stands; changes by `apply` alone, knows no network and no store.

    Time is asked for only to say how much of the open turn is left: a turn's full time begins when
    its opening is applied, also when that is a replay after a crash, so that nobody loses by it.
    """

    def __init__(self, identifier: str, created: MatchCreated, clock: Clock) -> None:
        self.id = identifier
        self.code = created.code
        self.seal = created.seal
        self.game: Game = begin(created.scenario, created.secret)
        self.sittings: dict[str, Sitting] = {}
        self.sealed: set[str] = set()
        self.orders: dict[str, Order] = {}
        self.sequence = 1
        self._clock = clock
        self._opened_at = clock.now()
        self._heard: dict[str, list[Heard]] = {seat: [] for seat in created.scenario.ids}
        self._commands: dict[str, int] = {}
        self._answers: dict[tuple[str, str], Accepted | Refused] = {}
        self._hindsight: Hindsight | None = None
        self._ahead: Game | None = None

    @classmethod
    def replay(cls, identifier: str, records: Sequence[bytes], clock: Clock) -> Self:
        """The match its records make; raises Unplayable."""
        if not records:
            raise Unplayable(f"match {identifier}: has no records")
        match = cls(identifier, decode_creation(records[0], identifier, RULES_VERSION), clock)
        for sequence, record in enumerate(records[1:], start=2):
            match.apply(decode_event(record, identifier, sequence))
        return match

    @property
    def scenario(self) -> Scenario:
        """What the match started from."""
        return self.game.scenario

    @property
    def seats(self) -> tuple[str, ...]:
        """Every seat, taken or not, in scenario order."""
        return self.scenario.ids

    @property
    def phase(self) -> Phase:
        """Waiting for players, running, or over."""
        if len(self.sittings) < len(self.seats):
            return Phase.WAITING
        return Phase.OVER if self.game.over else Phase.RUNNING

    @property
    def deadline(self) -> float | None:
        """When the open turn closes by itself; None while no clock runs."""
        if self.phase is not Phase.RUNNING:
            return None
        return self._opened_at + self.scenario.turn_seconds

    def view(self, seat: str) -> View:
        """What a seat may know now."""
        return self.game.view(seat)

    def briefing(self, seat: str) -> Briefing:
        """What a seat is told once."""
        return briefing_for(self.game, seat)

    def table(self, present: frozenset[str]) -> Table:
        """What everybody may know of everybody, given who is connected."""
        names = {seat: sitting.name for seat, sitting in self.sittings.items()}
        return Table(
            players={seat: names.get(seat) for seat in self.seats},
            present=tuple(seat for seat in self.seats if seat in present),
            sealed=tuple(seat for seat in self.seats if seat in self.sealed),
        )

    def opened(self, seat: str) -> TurnOpened:
        """The open turn as a seat sees it, with the time that is left of it now."""
        deadline = self.deadline
        return TurnOpened(
            view=self.view(seat),
            seconds_left=0.0 if deadline is None else max(0.0, deadline - self._clock.now()),
            own_order=self.orders.get(seat),
            sealed=seat in self.sealed,
        )

    def heard(self, seat: str, after: int) -> Heard | None:
        """The first of a seat's hotline messages with a serial above `after`."""
        heard = self._heard[seat]
        return heard[after] if after < len(heard) else None

    def ended(self, seat: str) -> MatchEnded:
        """The debrief, the same for all but for the view."""
        if self._hindsight is None:
            players = {seat: sitting.name for seat, sitting in self.sittings.items()}
            self._hindsight = hindsight_of(self.game, players)
        return MatchEnded(self.view(seat), self._hindsight)

    def answer(self, seat: str, key: str) -> Accepted | Refused | None:
        """How a command of this key was answered; None when there was none."""
        return self._answers.get((seat, key))

    def commands_this_turn(self, seat: str) -> int:
        """How many commands of a seat were stored in the open turn."""
        return self._commands.get(seat, 0)

    def close_turn(self, reason: Reason) -> TurnClosed:
        """The event that closes the open turn, adjudicated but not yet applied."""
        self._ahead = advance(self.game, self.orders)
        return TurnClosed(self.game.turn, reason, self._ahead.hash)

    def phase_after(self, event: Event) -> Phase | None:
        """The phase an event leads to; None when it changes none."""
        match event:
            case SeatTaken() if len(self.sittings) + 1 == len(self.seats):
                return Phase.RUNNING
            case TurnClosed(turn=turn) if turn == self.scenario.turns:
                return Phase.OVER
            case _:
                return None

    def apply(self, event: Event) -> None:
        """Let an event that is stored take effect; raises Unplayable for one that cannot follow."""
        match event:
            case SeatTaken():
                self.sittings[event.seat] = Sitting(event.name, event.token_hash)
                self._opened_at = self._clock.now()
            case OrdersSealed():
                self.orders[event.seat] = event.order
                self.sealed.add(event.seat)
                self._note(event.seat, Accepted(event.key))
            case Unsealed():
                self.sealed.discard(event.seat)
                self._note(event.seat, Accepted(event.key))
            case Said():
                self._deliver(event)
                self._note(event.speaker, Accepted(event.key))
            case CommandRefused():
                self._note(event.seat, Refused(event.key, event.problems))
            case TurnClosed():
                self._turn_over(event)
            case MatchCreated():
                raise Unplayable(f"match {self.id}: record {self.sequence + 1}: created twice")
        self.sequence += 1

    def _note(self, seat: str, answer: Accepted | Refused) -> None:
        self._answers[seat, answer.key] = answer
        self._commands[seat] = self._commands.get(seat, 0) + 1

    def _deliver(self, said: Said) -> None:
        for seat in (said.speaker, said.listener):
            serial = len(self._heard[seat]) + 1
            heard = Heard(serial, said.turn, said.speaker, said.listener, said.text)
            self._heard[seat].append(heard)

    def _turn_over(self, closed: TurnClosed) -> None:
        game = self._ahead
        if game is None or game.hash != closed.outcome:
            game = advance(self.game, self.orders)
        if game.hash != closed.outcome:
            raise Unplayable(
                f"match {self.id}: record {self.sequence + 1}: turn {closed.turn} comes out"
                " differently than when it was played"
            )
        self.game = game
        self._ahead = None
        self.orders.clear()
        self.sealed.clear()
        self._commands.clear()
        self._opened_at = self._clock.now()
