"""The rooms: every match that is open here, opened once, kept, given up, and found again."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from functools import partial

import structlog

from dilemma_server.clock import Clock
from dilemma_server.lobby.feed import Ending, Feed
from dilemma_server.lobby.room import LOST, Gone, Room
from dilemma_server.match import Match, MatchCreated, Unplayable, encode_event
from dilemma_server.store import Damaged, Owner, Phase, Store, StoreError

log = structlog.get_logger()

BEAT_SECONDS = 5.0
"""Between two signs of life to other nodes; a third of what makes a node count as gone."""

FIRST_RETRY, LAST_RETRY = 1.0, 30.0
"""Seconds before a match that was lost is opened again: at first, and when it keeps failing."""


class Elsewhere(Exception):
    """Another node has the match; the message is its address."""


class Rooms:
    """Matches that are open on this node."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._rooms: dict[str, asyncio.Task[Room]] = {}
        self._chores: set[asyncio.Task[None]] = set()
        self._reviving: set[str] = set()
        self._closed = False

    def start(self) -> None:
        """Begin to show signs of life, and open every match whose clock must go on."""
        self._do(self._beat())
        self._do(self._resume())

    def phases(self) -> dict[str, int]:
        """How many of the matches that are open here are how far."""
        open_here = [room.match.phase for room in self._standing()]
        return {str(phase): open_here.count(phase) for phase in Phase}

    async def create(self, match: str, created: MatchCreated, keys: Sequence[bytes]) -> Room:
        """A room for a new match that `keys` lead to; raises StoreError, or Gone."""
        lease = await self._store.acquire(match)
        if isinstance(lease, Owner):
            raise Gone
        await self._store.append(lease, 1, encode_event(created), keys=keys)
        log.info("match created", match=match, scenario=created.scenario.name)
        return await self.get(match)

    async def get(self, match: str) -> Room:
        """The room of a match, opened if need be.

        Raises Elsewhere, Unplayable, Damaged, StoreError, or Gone.
        """
        if self._closed:
            raise Gone
        opening = self._rooms.get(match)
        if opening is None:
            opening = asyncio.get_running_loop().create_task(self._open(match))
            self._rooms[match] = opening
            opening.add_done_callback(partial(self._opened, match))
        return await asyncio.shield(opening)

    def listed(self) -> list[Room]:
        """Rooms of public matches that wait for players, oldest first."""
        return [room for room in self._standing() if room.listed]

    def leave(self, room: Room, feed: Feed) -> None:
        """Let a connection go, and the match too when nobody needs it any more."""
        room.detach(feed)
        self._retire_if_idle(room)

    async def close(self, ending: Ending) -> None:
        """End every room; what is under way is stored before this returns, or was never said."""
        self._closed = True
        for chore in tuple(self._chores):
            chore.cancel()
        await asyncio.gather(*self._chores, return_exceptions=True)
        standing = self._standing()
        for room in standing:
            room.close(ending)
        await asyncio.gather(*self._rooms.values(), return_exceptions=True)
        # A room that was being opened meanwhile stands only now.
        for room in self._standing():
            room.close(ending)
            standing.append(room)
        for room in standing:
            await room.come_to_rest()

    def _retire_if_idle(self, room: Room) -> None:
        if room.idle:
            room.close(Ending("idle"))
            self._do(self._release(room))

    def _standing(self) -> list[Room]:
        return [
            opening.result()
            for opening in self._rooms.values()
            if opening.done() and not opening.cancelled() and opening.exception() is None
        ]

    async def _open(self, match: str) -> Room:
        lease = await self._store.acquire(match)
        if isinstance(lease, Owner):
            raise Elsewhere(lease.address)
        records = await self._store.load(match)
        room = Room(
            await self._replayed(match, records), lease, self._store, self._clock, self._room_closed
        )
        await room.open()
        return room

    async def _replayed(self, match: str, records: Sequence[bytes]) -> Match:
        """A match from its records; a long one lets others be served meanwhile."""
        replaying = Match.replaying(match, records, self._clock)
        while True:
            replayed = next(replaying)
            if replayed.sequence == len(records):
                return replayed
            await asyncio.sleep(0)

    def _opened(self, match: str, opening: asyncio.Task[Room]) -> None:
        """Forget a room that could not be opened."""
        failed = opening.cancelled() or opening.exception() is not None
        if failed and self._rooms.get(match) is opening:
            del self._rooms[match]

    def _room_closed(self, room: Room, lost: bool) -> None:
        match = room.match.id
        opening = self._rooms.get(match)
        if opening is not None and opening.done():
            del self._rooms[match]
        if lost and room.match.phase is Phase.RUNNING:
            self._revive(match)

    def _revive(self, match: str) -> None:
        if not self._closed and match not in self._reviving:
            self._reviving.add(match)
            self._do(self._keep_reopening(match))

    async def _keep_reopening(self, match: str) -> None:
        """Open a lost match again, so that its clock goes on even if nobody comes back."""
        delay = FIRST_RETRY
        try:
            while True:
                await self._clock.sleep(delay)
                delay = min(2.0 * delay, LAST_RETRY)
                try:
                    await self._try_to_open(match)
                except (StoreError, Gone):
                    continue
                return
        finally:
            self._reviving.discard(match)

    async def _try_to_open(self, match: str) -> None:
        """Open a match; one that can never be opened is only reported."""
        try:
            await self.get(match)
        except Elsewhere:
            return
        except (Unplayable, Damaged) as error:
            log.error("match unplayable", match=match, error=str(error))

    async def _resume(self) -> None:
        """Open the matches that were running when this node ended."""
        try:
            running = await self._store.running()
        except StoreError as error:
            log.error("matches not resumed", error=str(error))
            return
        for match in running:
            try:
                await self._try_to_open(match)
            except (StoreError, Gone):
                self._revive(match)
        log.info("matches resumed", count=len(running))

    async def _beat(self) -> None:
        """Show signs of life; a match that another node took meanwhile is given up.

        By the clock, not by when the last one was kept: the disk's delays would add up in the times
        of all that come after, where a patient player might read that somebody had said something.
        """
        due = self._clock.now()
        while True:
            due = max(due + BEAT_SECONDS, self._clock.now())
            await self._clock.sleep(due - self._clock.now())
            for room in self._standing():
                self._retire_if_idle(room)
            standing = self._standing()
            if not standing:
                continue
            try:
                owned = await self._store.renew()
            except StoreError as error:
                log.error("no sign of life", error=str(error))
                continue
            for room in standing:
                if room.match.id not in owned:
                    room.close(LOST, lost=True)

    async def _release(self, room: Room) -> None:
        try:
            await self._store.release(room.lease)
        except StoreError as error:
            log.error("match not released", match=room.match.id, error=str(error))

    def _do(self, work: Coroutine[None, None, None]) -> None:
        chore = asyncio.get_running_loop().create_task(work)
        self._chores.add(chore)
        chore.add_done_callback(self._chores.discard)
