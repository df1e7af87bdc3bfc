"""The match: its whole state as a fold over its events, and what it tells each seat."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Self

from dilemma.debrief import hindsight_of
from dilemma.orders import Order
from dilemma.protocol.hindsight import Hindsight
from dilemma.protocol.messages import (
    Accepted,
    Heard,
    MatchEnded,
    MatchShown,
    Refused,
    Table,
    TurnOpened,
    TurnShown,
)
from dilemma.record import (
    Game,
    IllegalOrderError,
    advance,
    begin,
    briefing_for,
    light,
    public_briefing_for,
    relived,
)
from dilemma.rules import RULES_VERSION
from dilemma.scenario import Scenario
from dilemma.view import Briefing, PublicBriefing, View
from dilemma_server.clock import Clock
from dilemma_server.match.events import (
    CoverSealed,
    Event,
    HandedBack,
    HouseRules,
    MatchCreated,
    OrdersSealed,
    Reason,
    SeatMoved,
    SeatTaken,
    TurnClosed,
    TurnPlayed,
    Unplayable,
    Unsealed,
    decode_creation,
    decode_event,
)
from dilemma_server.match.papers import Papers
from dilemma_server.match.seats import Seats, Sitting
from dilemma_server.store import Phase

SECRET_BYTES = 32

QUIET_HOUSE = HouseRules()
"""A table nobody but its players knows of."""


def new_match(
    code: str,
    scenario: Scenario,
    random_bytes: Callable[[int], bytes],
    house: HouseRules = QUIET_HOUSE,
) -> MatchCreated:
    """The event a new match begins with, with secrets of its own."""
    return MatchCreated(
        rules=RULES_VERSION,
        code=code,
        scenario=scenario,
        secret=random_bytes(SECRET_BYTES),
        seal=random_bytes(SECRET_BYTES),
        house=house,
    )


class Match:
    """One match as it stands; changes by `apply` alone, knows no network and no store.

    Of the truth it keeps the present alone: thousands of matches are open at once, and the debrief
    plays the past again from the orders. `unvouched` is what came of the last turn, until a record
    vouches for it.

    Time is asked for only to say how much of the open turn is left: a turn's full time begins when
    its opening is applied, also when that is a replay after a crash, so that nobody loses by it.
    """

    def __init__(self, identifier: str, created: MatchCreated, clock: Clock) -> None:
        self.id = identifier
        self.code = created.code
        self.seal = created.seal
        self.house = created.house
        self.game: Game = begin(created.scenario, created.secret)
        self.places = Seats(created.scenario.ids, created.house.cover)
        self.sealed: set[str] = set()
        self.orders: dict[str, Order] = {}
        self.sequence = 1
        self.unvouched: TurnPlayed | None = None
        self._clock = clock
        self._opened_at = clock.now()
        self._papers = Papers(created.scenario.ids)
        self._by_bots: dict[str, str] = {}
        self._covers: dict[str, dict[int, str]] = {}
        self._tokens: set[bytes] = set()
        self._hindsight: Hindsight | None = None
        self._ahead: tuple[Game, dict[str, Order], Game] | None = None

    @classmethod
    def replay(cls, identifier: str, records: Sequence[bytes], clock: Clock) -> Self:
        """The match its records make; raises Unplayable."""
        *_, match = cls.replaying(identifier, records, clock)
        return match

    @classmethod
    def replaying(cls, identifier: str, records: Sequence[bytes], clock: Clock) -> Iterator[Self]:
        """The same match after each of its records, for who has others to serve meanwhile."""
        if not records:
            raise Unplayable(f"match {identifier}: has no records")
        match = cls(identifier, decode_creation(records[0], identifier, RULES_VERSION), clock)
        yield match
        for sequence, record in enumerate(records[1:], start=2):
            event = decode_event(record, identifier, sequence)
            try:
                match.apply(event)
            except (LookupError, IllegalOrderError):
                raise Unplayable(
                    f"match {identifier}: record {sequence}: cannot follow what was before it"
                ) from None
            yield match

    @property
    def scenario(self) -> Scenario:
        """What the match started from."""
        return self.game.scenario

    @property
    def seats(self) -> tuple[str, ...]:
        """Every seat, taken or not, in scenario order."""
        return self.scenario.ids

    @property
    def sittings(self) -> Mapping[str, Sitting]:
        """Who sits where."""
        return self.places.taken

    @property
    def phase(self) -> Phase:
        """Waiting for players, running, or over."""
        if not self.places.begun:
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

    def public_briefing(self) -> PublicBriefing:
        """What everybody is told once."""
        return public_briefing_for(self.game)

    def was_dealt(self, token_hash: bytes) -> bool:
        """Whether a token has ever opened a seat here."""
        return token_hash in self._tokens

    def table(self, present: frozenset[str], watching: int = 0) -> Table:
        """What everybody may know of everybody, given who is connected."""

        def marked(seats: set[str] | frozenset[str] | Mapping[str, str]) -> tuple[str, ...]:
            return tuple(seat for seat in self.seats if seat in seats)

        places = self.places
        names = {seat: sitting.name for seat, sitting in places.taken.items()}
        return Table(
            players={seat: names.get(seat) for seat in self.seats},
            present=marked(present),
            sealed=marked(self.sealed),
            ready=marked(places.ready),
            covered=marked(places.covered),
            muted=marked(places.muted),
            host=places.host,
            begun=places.begun,
            watching=watching,
        )

    def opened(self, seat: str) -> TurnOpened:
        """The open turn as a seat sees it, with the time that is left of it now."""
        return TurnOpened(
            view=self.view(seat),
            seconds_left=self._seconds_left(),
            own_order=self.orders.get(seat),
            sealed=seat in self.sealed,
        )

    def shown(self) -> TurnShown:
        """The open turn as everybody may see it."""
        return TurnShown(self.game.public, self._seconds_left())

    def heard(self, seat: str, after: int) -> Heard | None:
        """The first of a seat's hotline messages with a serial above `after`."""
        return self._papers.heard(seat, after)

    def ended(self, seat: str) -> MatchEnded:
        """The debrief, the same for all but for the view."""
        return MatchEnded(self.view(seat), self._debriefed())

    def unveiled(self) -> MatchShown:
        """The debrief for everybody else."""
        return MatchShown(self.game.public, self._debriefed())

    def answer(self, seat: str, key: str) -> Accepted | Refused | None:
        """How a command of this key was answered; None when there was none."""
        return self._papers.answer(seat, key)

    def commands_this_turn(self, seat: str) -> int:
        """How many commands of who sits there were stored in the open turn."""
        return self._papers.commands(seat)

    def bytes_this_turn(self, seat: str) -> int:
        """How many bytes of records they are."""
        return self._papers.bytes(seat)

    def close_turn(self, reason: Reason) -> TurnClosed:
        """The event that closes the open turn."""
        return TurnClosed(self.game.turn, reason)

    def foresee(self, *events: Event) -> None:
        """Work out, while events are on their way to the disk, what the turn they close comes to.

        Nothing is seen of it before they are applied.
        """
        if any(isinstance(event, TurnClosed) for event in events):
            seals = {event.seat: event.order for event in events if isinstance(event, OrdersSealed)}
            orders = self.orders | seals
            self._ahead = self.game, orders, light(advance(self.game, orders))

    def prepare(self) -> None:
        """Throw the dice of the open turn ahead: who seals last need not wait for that."""
        _ = self.game.dice

    def phase_after(self, event: Event) -> Phase | None:
        """The phase an event leads to; None when it changes none."""
        if self.places.begins_with(event):
            return Phase.RUNNING
        if isinstance(event, TurnClosed) and event.turn == self.scenario.turns:
            return Phase.OVER
        return None

    def apply(self, event: Event) -> None:
        """Let an event that is stored take effect; raises Unplayable for one that cannot follow."""
        begins = self.places.begins_with(event)
        self.places.apply(event)
        self._papers.file(event)
        match event:
            case SeatTaken():
                self._tokens.add(event.token_hash)
                self._take_seal_off_bot(event.seat)
            case SeatMoved():
                self._papers.move(event.seat, event.to)
            case OrdersSealed() | CoverSealed():
                self._seal(event)
            case Unsealed():
                self.sealed.discard(event.seat)
            case HandedBack():
                self._take_seal_off_bot(event.seat)
            case TurnClosed():
                self._turn_over(event)
            case TurnPlayed():
                self._vouch(event.turn, event.outcome)
            case MatchCreated():
                raise Unplayable(f"match {self.id}: record {self.sequence + 1}: created twice")
            case _:
                pass
        if begins:
            self._papers.new_turn()
            self._opened_at = self._clock.now()
        self.sequence += 1

    def _seconds_left(self) -> float:
        deadline = self.deadline
        return 0.0 if deadline is None else max(0.0, deadline - self._clock.now())

    def _debriefed(self) -> Hindsight:
        if self._hindsight is None:
            names = {seat: sitting.name for seat, sitting in self.sittings.items()}
            players = {
                seat: names.get(seat, self.places.covered.get(seat, "")) for seat in self.seats
            }
            self._hindsight = hindsight_of(relived(self.game), players, self._covers)
        return self._hindsight

    def _seal(self, event: OrdersSealed | CoverSealed) -> None:
        self.orders[event.seat] = event.order
        self.sealed.add(event.seat)
        if isinstance(event, CoverSealed):
            self._by_bots[event.seat] = self.places.covered[event.seat]
        else:
            self._by_bots.pop(event.seat, None)

    def _take_seal_off_bot(self, seat: str) -> None:
        """Who comes to a seat that a bot played for may decide anew; till then its orders stand."""
        if seat in self._by_bots:
            self.sealed.discard(seat)

    def _turn_over(self, closed: TurnClosed) -> None:
        for seat, bot in self._by_bots.items():
            self._covers.setdefault(seat, {})[closed.turn] = bot
        self.game = self._played()
        self.unvouched = TurnPlayed(closed.turn, self.game.hash)
        if closed.outcome:
            self._vouch(closed.turn, closed.outcome)
        self.orders.clear()
        self.sealed.clear()
        self._by_bots.clear()
        self._opened_at = self._clock.now()

    def _played(self) -> Game:
        """The game after the open turn, as it was foreseen unless other orders came to count."""
        foreseen, self._ahead = self._ahead, None
        if foreseen is not None:
            game, orders, after = foreseen
            if game is self.game and orders == self.orders:
                return after
        return light(advance(self.game, self.orders))

    def _vouch(self, turn: int, outcome: str) -> None:
        """Hold what came of a turn against what is kept of it."""
        if self.unvouched != TurnPlayed(turn, outcome):
            raise Unplayable(
                f"match {self.id}: record {self.sequence + 1}: turn {turn} comes out"
                " differently than when it was played"
            )
        self.unvouched = None
