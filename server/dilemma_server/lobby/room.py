"""The room: one match with its lease, its clock and whoever is connected to it.

Everything that happens passes here one at a time: decide, store, apply, answer, tell the others.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

import structlog

from dilemma.orders import Problem
from dilemma.protocol.messages import PROTOCOL_VERSION, Accepted, Command, Refused, Seated
from dilemma_server.clock import Clock, Timer
from dilemma_server.lobby.absences import Absences
from dilemma_server.lobby.allowance import Allowance
from dilemma_server.lobby.feed import Ending, Feed
from dilemma_server.match import (
    Covered,
    Event,
    HandedBack,
    Match,
    SeatLeft,
    SeatMoved,
    SeatRemoved,
    TurnClosed,
    TurnPlayed,
    closed_by,
    cover_orders,
    decide,
    due,
    encode_event,
    hash_token,
    seat_dealt_to,
    seat_of_token,
    take_seat,
)
from dilemma_server.store import Lease, Phase, Store, StoreError

log = structlog.get_logger()

REPLACED = Ending(
    "replaced",
    Problem("seat", "Your seat was taken up from another connection; this one has ended."),
)
REMOVED = Ending("removed", Problem("seat", "The host of this table has taken your seat from you."))
LEFT = Ending("you have left", done=True)
LOST = Ending("try again in a moment")

MOST_SPECTATORS = 64
"""Of one match."""

LINGER_SECONDS = 60.0
"""A match that is over stays for who comes again."""

ARRIVALS_A_MINUTE = 20
"""At one table; with the commands of each, a bound on how fast its log may grow."""


class Crowded(Exception):
    """Too many come and go at this table; a little later there is room again."""


class Gone(Exception):
    """The room is closed; the match can be opened anew."""


class Room:
    """Drives one match; `on_closed` is told once, and whether the match was lost."""

    def __init__(
        self,
        match: Match,
        lease: Lease,
        store: Store,
        clock: Clock,
        on_closed: Callable[[Room, bool], None],
    ) -> None:
        self.match = match
        self.lease = lease
        self.opened_from = ""
        self._store = store
        self._clock = clock
        self._on_closed = on_closed
        self._one_at_a_time = asyncio.Lock()
        self._feeds: dict[str, Feed] = {}
        self._spectators: dict[Feed, None] = {}
        self._absences = Absences(clock, match.house.cover_seconds)
        self._arrivals = Allowance(clock, ARRIVALS_A_MINUTE)
        self._timer: Timer | None = None
        self._turning: set[asyncio.Task[None]] = set()
        self._closing: TurnClosed | None = None
        self._used_at = clock.now()
        self._closed = False

    @property
    def idle(self) -> bool:
        """Whether nobody is here, nothing is under way and no clock runs.

        Nor did anybody come of late: a room that is opened anew has forgotten how many did.
        """
        busy = self._feeds or self._spectators or self._one_at_a_time.locked()
        if busy or not self._arrivals.full or self.match.phase is Phase.RUNNING:
            return False
        # A match that is over takes long to read: who comes again soon must find it as it was.
        lingers = LINGER_SECONDS if self.match.phase is Phase.OVER else 0.0
        return self._clock.now() - self._used_at >= lingers

    @property
    def admits_spectators(self) -> bool:
        """Whether one more may watch."""
        return self.match.house.spectators and len(self._spectators) < MOST_SPECTATORS

    @property
    def listed(self) -> bool:
        """Whether it waits for players whom anybody may be, and somebody is here to play with."""
        waits = self.match.phase is Phase.WAITING and bool(self.match.places.free)
        return self.match.house.public and waits and bool(self._feeds)

    async def open(self) -> None:
        """Do what fell due while nobody drove the match, and start its clock."""
        async with self._one_at_a_time:
            await self._settle()

    async def seat(
        self, name: str, wanted: str | None, key: bytes, ready: bool = True
    ) -> tuple[str, str]:
        """Take a seat, or the same one again for the same key: the seat and its token.

        Raises NotSeated, Crowded, or Gone.
        """
        async with self._one_at_a_time:
            self._check_open()
            known = seat_dealt_to(self.match, key)
            if known is not None:
                await self._hand_back(known[0])
                return known
            taken, token = take_seat(self.match, name, wanted, key, ready)
            if not self._arrivals.take():
                raise Crowded
            await self._commit(taken, keys=[hash_token(token)])
            self._tell()
            await self._settle()
            return taken.seat, token

    async def welcome(self, token: str) -> str | None:
        """The seat that a token opens, given back if a bot played for him; raises Gone."""
        async with self._one_at_a_time:
            self._check_open()
            # Only now: while he waited for his turn the seat may have been lost or changed.
            seat = seat_of_token(self.match, token)
            if seat is not None:
                await self._hand_back(seat)
            return seat

    async def command(self, command: Command, feed: Feed) -> None:
        """Let a command of a feed's seat happen and have it answered; raises Gone."""
        async with self._one_at_a_time:
            self._check_open()
            # The deadline is the same for all: whoever comes after it comes to the next turn.
            await self._settle()
            seat = feed.seat
            # Who has left or was removed says nothing more for a seat, whatever he had sent before.
            if seat is None or self._feeds.get(seat) is not feed:
                return
            decided = decide(self.match, seat, command)
            if isinstance(decided, Event):
                await self._commit(decided, *closed_by(self.match, decided))
                self._reseat(decided, feed)
            assert feed.seat is not None
            answer = self.match.answer(feed.seat, command.key) or decided
            assert isinstance(answer, Accepted | Refused)
            feed.answer(answer)
            self._tell()
            await self._settle()
            if self.match.sealed:
                asyncio.get_running_loop().call_soon(self.match.prepare)

    def attach(self, feed: Feed) -> None:
        """Connect a seat, in place of an older connection, or a spectator.

        Raises Gone.
        """
        self._check_open()
        if feed.seat is None:
            self._spectators[feed] = None
        else:
            older = self._feeds.get(feed.seat)
            if older is not None:
                older.end(REPLACED)
            self._feeds[feed.seat] = feed
            self._set_timer()
        self._tell()

    def detach(self, feed: Feed) -> None:
        """Disconnect a feed; nothing happens when it was replaced."""
        self._used_at = self._clock.now()
        if feed in self._spectators:
            del self._spectators[feed]
            self._tell()
        elif feed.seat is not None and self._feeds.get(feed.seat) is feed:
            del self._feeds[feed.seat]
            self._tell()
            self._set_timer()

    def close(self, ending: Ending, lost: bool = False) -> None:
        """Stop the clock and end every feed."""
        if self._closed:
            return
        self._closed = True
        if self._timer is not None:
            self._timer.cancel()
        for feed in self._everybody():
            feed.end(ending)
        self._feeds.clear()
        self._spectators.clear()
        self._on_closed(self, lost)

    async def come_to_rest(self) -> None:
        """Return when what the clock of a closed room had begun is through."""
        if self._turning:
            await asyncio.wait(self._turning)

    def _check_open(self) -> None:
        if self._closed:
            raise Gone

    async def _commit(self, *events: Event, keys: Sequence[bytes] = ()) -> None:
        """Store events together, then let them take effect; raises Gone when they cannot be stored.

        After a failure nobody can tell what is on the disk, so the match as it stands here is given
        up and read anew.
        """
        match = self.match
        records = map(encode_event, events)
        phase = next(filter(None, map(match.phase_after, events)), None)
        asyncio.get_running_loop().call_soon(match.foresee, *events)
        try:
            await self._store.append(
                self.lease, match.sequence + 1, *records, keys=keys, phase=phase
            )
        except StoreError as error:
            log.error("match lost", match=match.id, error=str(error))
            self.close(LOST, lost=True)
            raise Gone from None
        except BaseException:
            self.close(LOST, lost=True)
            raise
        for event in events:
            match.apply(event)
            if isinstance(event, TurnClosed):
                self._closing = event

    async def _hand_back(self, seat: str) -> None:
        if seat in self.match.places.covered:
            await self._commit(HandedBack(seat))
            self._tell()

    def _reseat(self, event: Event, feed: Feed) -> None:
        """Let connections follow who has left, moved or was removed."""
        match event:
            case SeatLeft(seat=seat):
                self._feeds.pop(seat, None)
                feed.part(LEFT)
            case SeatMoved(seat=seat, to=to):
                # Unless the room was closed while this was stored: then nobody is connected.
                if self._feeds.pop(seat, None) is not None:
                    self._feeds[to] = feed
                feed.sit(to)
                seated = Seated(PROTOCOL_VERSION, self.match.code, self.match.briefing(to), None)
                feed.answer(seated)
            case SeatRemoved(seat=seat) if seat in self._feeds:
                self._feeds.pop(seat).end(REMOVED)
            case _:
                pass

    async def _settle(self) -> None:
        """Do what is due: covers for who is away, and the closing of the open turn.

        Then set the timer for what will be.
        """
        while True:
            await self._cover()
            event = due(self.match, self._clock.now())
            if event is None:
                break
            if isinstance(event, TurnPlayed):
                # Whoever waits for the new turn hears of it first.
                await asyncio.sleep(0)
                self._report()
            await self._commit(event)
            self._tell()
        self._set_timer()

    async def _cover(self) -> None:
        """Let bots take over from who has been away too long, and decide where they have."""
        match, bot = self.match, self.match.house.cover
        self._absences.look(self._away())
        for seat in self._absences.due:
            assert bot is not None
            await self._commit(Covered(seat, bot))
            self._tell()
        if match.phase is Phase.RUNNING:
            for seat in tuple(match.places.covered):
                if seat not in match.sealed:
                    await self._commit(cover_orders(match, seat))
                    self._tell()

    def _away(self) -> tuple[str, ...]:
        """Players of a match that runs who are not here and whom nobody covers."""
        match = self.match
        if match.phase is not Phase.RUNNING or match.house.cover is None:
            return ()
        return tuple(
            seat
            for seat in match.sittings
            if seat not in self._feeds and seat not in match.places.covered
        )

    def _set_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._absences.look(self._away())
        moments = [
            moment for moment in (self.match.deadline, self._absences.next) if moment is not None
        ]
        if moments and not self._closed:
            self._timer = self._clock.call_at(min(moments), self._on_time)

    def _on_time(self) -> None:
        task = asyncio.get_running_loop().create_task(self._time_is_up())
        self._turning.add(task)
        task.add_done_callback(self._turning.discard)

    async def _time_is_up(self) -> None:
        async with self._one_at_a_time:
            if not self._closed:
                try:
                    await self._settle()
                except Gone:
                    return

    def _everybody(self) -> list[Feed]:
        return [*self._feeds.values(), *self._spectators]

    def _tell(self) -> None:
        table = self.match.table(frozenset(self._feeds), len(self._spectators))
        for feed in self._everybody():
            feed.news(table)

    def _report(self) -> None:
        closing, self._closing = self._closing, None
        if closing is None:
            return
        log.info("turn closed", match=self.match.id, turn=closing.turn, reason=str(closing.reason))
        if self.match.phase is Phase.OVER:
            log.info("match over", match=self.match.id)
