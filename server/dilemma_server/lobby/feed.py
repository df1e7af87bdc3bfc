"""The feed: what one connection is still to be told.

Instead of a queue of messages it holds what the connection already knows, and compares that with
what its seat may know. A slow reader therefore costs nothing and misses nothing, and coming back
is no special case: it is a feed that knows nothing yet.
"""

from __future__ import annotations

import asyncio
from collections import deque

from msgspec import Struct

from dilemma.orders import Problem
from dilemma.protocol.messages import Seated, ServerMessage, Table
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


class Feed:
    """One connection's news, one message at a time."""

    def __init__(self, match: Match, seated: Seated) -> None:
        self._match = match
        self._seat = seated.briefing.seat
        self._answers: deque[ServerMessage] = deque([seated])
        self._changed = asyncio.Event()
        self._read = asyncio.Event()
        self._table: Table | None = None
        self._told_table: Table | None = None
        self._told_turn = 0
        self._told_serial = 0
        self._told_end = False
        self.ending: Ending | None = None

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
        self._read.set()

    async def ready_for_answers(self) -> None:
        """Return when the reader has taken enough of its answers, or the feed has ended."""
        while len(self._answers) >= UNREAD_ANSWERS and self.ending is None:
            self._read.clear()
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
            self._read.set()
            return self._answers.popleft()
        if self._table != self._told_table:
            self._told_table = self._table
            return self._table
        heard = self._match.heard(self._seat, self._told_serial)
        if heard is not None:
            self._told_serial = heard.serial
            return heard
        if self._told_end:
            self.end(ALL_SAID)
            return None
        return self._turn()

    def _turn(self) -> ServerMessage | None:
        match self._match.phase:
            case Phase.RUNNING if self._told_turn < self._match.game.turn:
                self._told_turn = self._match.game.turn
                return self._match.opened(self._seat)
            case Phase.OVER:
                self._told_end = True
                return self._match.ended(self._seat)
            case _:
                return None
