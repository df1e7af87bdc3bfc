"""The feed: what one connection is still to be told.

Instead of a queue of messages it holds what the connection already knows, and compares that with
what its seat may know. A slow reader therefore costs nothing and misses nothing, and coming back
is no special case: it is a feed that knows nothing yet.
"""

from __future__ import annotations

import asyncio
from typing import Protocol

from msgspec import Struct

from dilemma.orders import Problem
from dilemma.protocol.messages import Heard, Seated, ServerMessage, Table, Watching
from dilemma_server.match import Match
from dilemma_server.store import Phase

UNREAD_ANSWERS = 16
"""Answers that may wait for a reader before its next command is heard."""


class Ending(Struct, frozen=True):
    """Why a feed ends: by a `problem` that coming back would not cure, or because all is `done`."""

    reason: str
    problem: Problem | None = None
    done: bool = False


ALL_SAID = Ending("the match is over", done=True)


class Reader(Protocol):
    """Who reads a feed: what of the match it may be told."""

    def opened(self) -> ServerMessage:
        """The open turn."""

    def heard(self, after: int) -> Heard | None:
        """The first hotline message with a serial above `after`."""

    def ended(self) -> ServerMessage:
        """The debrief."""


class SeatReader:
    """A player, who may know what his seat may know."""

    def __init__(self, match: Match, seat: str) -> None:
        self._match = match
        self._seat = seat

    def opened(self) -> ServerMessage:
        """The open turn as the seat sees it."""
        return self._match.opened(self._seat)

    def heard(self, after: int) -> Heard | None:
        """What was said to or by the seat."""
        return self._match.heard(self._seat, after)

    def ended(self) -> ServerMessage:
        """The debrief, with the seat's last view."""
        return self._match.ended(self._seat)


class PublicReader:
    """A spectator, who may know what everybody may know."""

    def __init__(self, match: Match) -> None:
        self._match = match

    def opened(self) -> ServerMessage:
        """The open turn as everybody sees it."""
        return self._match.shown()

    def heard(self, after: int) -> Heard | None:
        """Nothing: hotlines are private."""
        del after
        return None

    def ended(self) -> ServerMessage:
        """The debrief."""
        return self._match.unveiled()


class Feed:
    """One connection's news, one message at a time; `seat` is None for a spectator."""

    def __init__(self, match: Match, first: Seated | Watching) -> None:
        self._match = match
        self.seat: str | None = None
        self._reader: Reader = PublicReader(match)
        if isinstance(first, Seated):
            self.sit(first.briefing.seat)
        self._answers: list[ServerMessage] = [first]
        self._changed = asyncio.Event()
        self._read: asyncio.Event | None = None
        self._table: Table | None = None
        self._told_table: Table | None = None
        self._told_turn = 0
        self._told_serial = 0
        self._told_end = False
        self._farewell: Ending | None = None
        self.ending: Ending | None = None

    def sit(self, seat: str) -> None:
        """Read from now on what a seat may know."""
        self.seat = seat
        self._reader = SeatReader(self._match, seat)

    def answer(self, message: ServerMessage) -> None:
        """Have a command answered before any news."""
        self._answers.append(message)
        self._changed.set()

    def news(self, table: Table) -> None:
        """The match or who is at the table has changed."""
        self._table = table
        self._changed.set()

    def end(self, ending: Ending) -> None:
        """There will be no more; the first reason is the one that counts."""
        self.ending = self.ending or ending
        self._changed.set()
        self._has_read()

    def part(self, ending: Ending) -> None:
        """End once all answers are read."""
        self._farewell = ending
        self._changed.set()

    async def ready_for_answers(self) -> None:
        """Return when the reader has taken enough of its answers, or the feed has ended."""
        while len(self._answers) >= UNREAD_ANSWERS and self.ending is None:
            self._read = asyncio.Event()
            await self._read.wait()

    async def changed(self) -> None:
        """Return when there may be something to tell."""
        await self._changed.wait()
        self._changed.clear()

    def next(self) -> ServerMessage | None:
        """What to tell now: answers first, then the table, what was said, and the turn."""
        if self.ending is not None:
            return None
        if self._answers:
            self._has_read()
            return self._answers.pop(0)
        if self._farewell is not None:
            self.end(self._farewell)
            return None
        if self._told_end:
            # The debrief is the last word: who leaves the table after it is no news.
            self.end(ALL_SAID)
            return None
        if self._table != self._told_table:
            self._told_table = self._table
            return self._table
        heard = self._reader.heard(self._told_serial)
        if heard is not None:
            self._told_serial = heard.serial
            return heard
        return self._turn()

    def _has_read(self) -> None:
        """Wake who waits for the reader; hardly anybody ever does, so nothing is kept for it."""
        if self._read is not None:
            self._read.set()
            self._read = None

    def _turn(self) -> ServerMessage | None:
        match self._match.phase:
            case Phase.RUNNING if self._told_turn < self._match.game.turn:
                self._told_turn = self._match.game.turn
                return self._reader.opened()
            case Phase.OVER:
                self._told_end = True
                return self._reader.ended()
            case _:
                return None
