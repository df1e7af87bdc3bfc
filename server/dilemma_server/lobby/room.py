"""The room: one match with its lease, its clock and whoever is connected to it.

Everything that happens passes here one at a time: decide, store, apply, answer, tell the others.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

import structlog

from dilemma.orders import Problem
from dilemma.protocol.messages import Accepted, Refused
from dilemma_server.clock import Clock, Timer
from dilemma_server.lobby.feed import Ending, Feed
from dilemma_server.match import (
    Command,
    Event,
    Match,
    TurnClosed,
    decide,
    due,
    encode_event,
    hash_token,
    seat_dealt_to,
    take_seat,
)
from dilemma_server.store import Lease, Phase, Store, StoreError

log = structlog.get_logger()

REPLACED = Ending(
    "replaced",
    Problem("seat", "Your seat was taken up from another connection; this one has ended."),
)
LOST = Ending("try again in a moment")


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
        self._store = store
        self._clock = clock
        self._on_closed = on_closed
        self._one_at_a_time = asyncio.Lock()
        self._feeds: dict[str, Feed] = {}
        self._timer: Timer | None = None
        self._closing: set[asyncio.Task[None]] = set()
        self._closed = False

    @property
    def idle(self) -> bool:
        """Whether nobody is here, nothing is under way and no clock runs."""
        busy = self._feeds or self._one_at_a_time.locked()
        return not busy and self.match.phase is not Phase.RUNNING

    async def open(self) -> None:
        """Do what fell due while nobody drove the match, and start its clock."""
        async with self._one_at_a_time:
            await self._settle()

    async def seat(self, name: str, wanted: str | None, key: bytes) -> tuple[str, str]:
        """Take a seat, or the same one again for the same key: the seat and its token.

        Raises NotSeated, or Gone.
        """
        async with self._one_at_a_time:
            self._check_open()
            known = seat_dealt_to(self.match, key)
            if known is not None:
                return known
            taken, token = take_seat(self.match, name, wanted, key)
            await self._commit(taken, keys=[hash_token(token)])
            self._tell()
            await self._settle()
            return taken.seat, token

    async def command(self, seat: str, command: Command, feed: Feed) -> None:
        """Let a command happen and have it answered; raises Gone."""
        async with self._one_at_a_time:
            self._check_open()
            # The deadline is the same for all: whoever comes after it comes to the next turn.
            await self._settle()
            decided = decide(self.match, seat, command)
            if isinstance(decided, Event):
                await self._commit(decided)
            answer = self.match.answer(seat, command.key) or decided
            assert isinstance(answer, Accepted | Refused)
            feed.answer(answer)
            self._tell()
            await self._settle()

    def attach(self, seat: str, feed: Feed) -> None:
        """Connect a seat, in place of an older connection; raises Gone."""
        self._check_open()
        older = self._feeds.get(seat)
        if older is not None:
            older.end(REPLACED)
        self._feeds[seat] = feed
        self._tell()

    def detach(self, seat: str, feed: Feed) -> None:
        """Disconnect a feed; nothing happens when it was replaced."""
        if self._feeds.get(seat) is feed:
            del self._feeds[seat]
            self._tell()

    def close(self, ending: Ending, lost: bool = False) -> None:
        """Stop the clock and end every feed."""
        if self._closed:
            return
        self._closed = True
        if self._timer is not None:
            self._timer.cancel()
        for feed in self._feeds.values():
            feed.end(ending)
        self._feeds.clear()
        self._on_closed(self, lost)

    def _check_open(self) -> None:
        if self._closed:
            raise Gone

    async def _commit(self, event: Event, keys: Sequence[bytes] = ()) -> None:
        """Store an event, then let it take effect; raises Gone when it cannot be stored.

        After a failure nobody can tell what is on the disk, so the match as it stands here is given
        up and read anew.
        """
        match = self.match
        record, phase = encode_event(event), match.phase_after(event)
        try:
            await self._store.append(self.lease, match.sequence + 1, record, keys=keys, phase=phase)
        except StoreError as error:
            log.error("match lost", match=match.id, error=str(error))
            self.close(LOST, lost=True)
            raise Gone from None
        except BaseException:
            self.close(LOST, lost=True)
            raise
        match.apply(event)

    async def _settle(self) -> None:
        """Close the open turn if it is due, and set the timer for the next deadline."""
        closing = due(self.match, self._clock.now())
        if closing is not None:
            await self._commit(closing)
            self._report(closing)
            self._tell()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        deadline = self.match.deadline
        if deadline is not None and not self._closed:
            self._timer = self._clock.call_at(deadline, self._on_deadline)

    def _on_deadline(self) -> None:
        task = asyncio.get_running_loop().create_task(self._time_is_up())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def _time_is_up(self) -> None:
        async with self._one_at_a_time:
            if not self._closed:
                try:
                    await self._settle()
                except Gone:
                    return

    def _tell(self) -> None:
        table = self.match.table(frozenset(self._feeds))
        for feed in self._feeds.values():
            feed.news(table)

    def _report(self, closed: TurnClosed) -> None:
        log.info("turn closed", match=self.match.id, turn=closed.turn, reason=str(closed.reason))
        if self.match.phase is Phase.OVER:
            log.info("match over", match=self.match.id)
