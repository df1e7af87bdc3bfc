"""The clock that is handed in: time only ever goes forward, whatever the wall clock does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol


class Timer(Protocol):
    """A call that is to come."""

    def cancel(self) -> None:
        """Take it back; nothing happens if it has already come."""


class Clock(Protocol):
    """Monotonic time in seconds from an arbitrary moment."""

    def now(self) -> float:
        """The present."""

    def call_at(self, when: float, callback: Callable[[], None]) -> Timer:
        """Have `callback` called once `now()` has reached `when`."""

    async def sleep(self, seconds: float) -> None:
        """Return when so many seconds have passed."""


class LoopClock:
    """The monotonic clock of the running event loop."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()

    def now(self) -> float:
        """Seconds since the machine's own beginning."""
        return self._loop.time()

    def call_at(self, when: float, callback: Callable[[], None]) -> Timer:
        """Have `callback` called by the event loop."""
        return self._loop.call_at(when, callback)

    async def sleep(self, seconds: float) -> None:
        """Let others run for so many seconds."""
        await asyncio.sleep(seconds)
