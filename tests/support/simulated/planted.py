"""Planted bugs: servers with one mistake each that somebody might well make.

Each stands in place of a class of the product, or beside the store, for the length of one
simulation; what is tested is whether the simulation notices.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager, suppress
from typing import Any, Self
from unittest.mock import patch

from msgspec import Struct

from dilemma.protocol.messages import Seated, Watching
from dilemma_server.app import running
from dilemma_server.clock import Clock, Timer
from dilemma_server.gateway import conversation
from dilemma_server.lobby import Ending, lobby, rooms
from dilemma_server.lobby.feed import Feed
from dilemma_server.lobby.room import Gone, Room
from dilemma_server.lobby.rooms import Rooms
from dilemma_server.match import Match, Reason
from dilemma_server.settings import Settings
from dilemma_server.store import Lease, Phase
from support.simulated.disk import DiskStore, Held, Work
from support.simulated.simulation import Product


class HastyStore(DiskStore):
    """Says that a record is kept as soon as it is on its way to the disk."""

    async def append(
        self,
        lease: Lease,
        sequence: int,
        *records: bytes,
        keys: Sequence[bytes] = (),
        phase: Phase | None = None,
    ) -> None:
        """Does not wait."""
        future = self.process.loop.create_future()
        future.add_done_callback(lambda done: done.exception())
        job = self.append_now
        self.queue.append(Work(lambda: job(lease, sequence, records, tuple(keys), phase), future))
        self.disk.wants(self)


class UnfencedStore(DiskStore):
    """Lets whoever once owned a match go on writing."""

    def check(self, held: Held, lease: Lease, sequence: int) -> None:
        """Finds nothing."""


class ForgetfulMatch(Match):
    """Knows a repeated command only as long as the server has not been restarted."""

    @classmethod
    def replaying(cls, identifier: str, records: Sequence[bytes], clock: Clock) -> Iterator[Self]:
        """Forgets who has been answered."""
        for match in super().replaying(identifier, records, clock):
            if match.sequence == len(records):
                match._papers._answers = {seat: {} for seat in match.seats}
            yield match


class SkippingFeed(Feed):
    """Takes it that who comes back has seen the open turn."""

    def __init__(self, match: Match, first: Seated | Watching) -> None:
        super().__init__(match, first)
        if isinstance(first, Seated) and first.token is None:
            self._told_turn = match.game.turn


class GenerousRoom(Room):
    """Begins a turn's time anew whenever somebody comes."""

    def attach(self, feed: Feed) -> None:
        """Starts the clock again, as when a match is read anew."""
        super().attach(feed)
        self.match._opened_at = self._clock.now()


class StaleRoom(Room):
    """Leaves the timers of turns that are over, and trusts whichever rings."""

    async def _settle(self) -> None:
        self._timer = None
        await super()._settle()

    async def _time_is_up(self) -> None:
        async with self._one_at_a_time:
            if not self._closed and self.match.phase is Phase.RUNNING:
                with suppress(Gone):
                    await self._commit(self.match.close_turn(Reason.DEADLINE))
                    await self._settle()


class HalfClosedRooms(Rooms):
    """Does not look again for what was being opened while it closed."""

    async def close(self, ending: Ending) -> None:
        """Closes what stands when it begins."""
        self._closed = True
        for chore in tuple(self._chores):
            chore.cancel()
        await asyncio.gather(*self._chores, return_exceptions=True)
        for room in self._standing():
            room.close(ending)
        await asyncio.gather(*self._rooms.values(), return_exceptions=True)


class CalendarClock:
    """Reads deadlines off the calendar, which somebody may set."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def call_at(self, when: float, callback: Callable[[], None]) -> Timer:
        """In as many seconds as seem to be left."""
        return asyncio.get_running_loop().call_later(max(0.0, when - self.now()), callback)

    async def sleep(self, seconds: float) -> None:
        """Return after so many seconds."""
        await asyncio.sleep(seconds)


def by_calendar(settings: Settings, **options: Any) -> AbstractAsyncContextManager[str]:
    """A server whose clock is the calendar."""
    return running(settings, clock=CalendarClock(), **options)


class Planted(Struct, frozen=True):
    """A bug: `place`, `name` and `mistake` say what stands where; `shows` how it is noticed."""

    title: str
    shows: str
    product: Product = Product()
    place: Any = None
    name: str = ""
    mistake: Any = None

    @contextmanager
    def planted(self) -> Iterator[None]:
        """The product with the bug in it."""
        if self.place is None:
            yield
        else:
            with patch.object(self.place, self.name, self.mistake):
                yield


PLANTED = [
    Planted("acknowledged before it is durable", "is kept, and it is not|given before it was kept",
            Product(store=HastyStore)),
    Planted("a lease without a fence", "wrote after|written after", Product(store=UnfencedStore)),
    Planted("deadlines by the calendar", "early|late|was told of -?[0-9.]+ s",
            Product(serving=by_calendar)),
    Planted("repeated commands forgotten in a restart", "answered twice",
            place=rooms, name="Match", mistake=ForgetfulMatch),
    Planted("a turn skipped after coming back", "was not told of turn",
            place=conversation, name="Feed", mistake=SkippingFeed),
    Planted("a deadline put off by coming back", "late",
            place=rooms, name="Room", mistake=GenerousRoom),
    Planted("a timer that is not cancelled", "early|left behind: timer",
            place=rooms, name="Room", mistake=StaleRoom),
    Planted("a room that outlives the drain", "left behind: timer",
            place=lobby, name="Rooms", mistake=HalfClosedRooms),
]  # fmt: skip
