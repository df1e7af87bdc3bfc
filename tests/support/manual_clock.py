"""A clock that a test moves: nothing happens until it does, and then in order."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Callable
from itertools import count


class ManualTimer:
    """A call that is to come when the clock gets there."""

    def __init__(self, callback: Callable[[], None]) -> None:
        self.callback = callback
        self.cancelled = False

    def cancel(self) -> None:
        """Take the call back."""
        self.cancelled = True


class ManualClock:
    """The clock protocol of the server, in the hands of a test."""

    def __init__(self) -> None:
        self._now = 1000.0
        self._order = count()
        self._timers: list[tuple[float, int, ManualTimer]] = []
        self._changed = asyncio.Event()

    def now(self) -> float:
        """The present, in seconds."""
        return self._now

    def call_at(self, when: float, callback: Callable[[], None]) -> ManualTimer:
        """Have `callback` called when the clock is moved to `when`."""
        timer = ManualTimer(callback)
        heapq.heappush(self._timers, (when, next(self._order), timer))
        self._changed.set()
        return timer

    async def sleep(self, seconds: float) -> None:
        """Return when the clock has been moved so far."""
        awake: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def wake() -> None:
            if not awake.done():
                awake.set_result(None)

        timer = self.call_at(self._now + seconds, wake)
        try:
            await awake
        finally:
            timer.cancel()

    @property
    def waiting(self) -> int:
        """How many calls are still to come."""
        return sum(not timer.cancelled for _, _, timer in self._timers)

    async def somebody_waits(self, seconds: float) -> None:
        """Return once a call is set for exactly so many seconds from now."""
        async with asyncio.timeout(10.0):
            while not any(
                abs(when - self._now - seconds) < 1e-6 and not timer.cancelled
                for when, _, timer in self._timers
            ):
                self._changed.clear()
                await self._changed.wait()

    def jump(self, seconds: float) -> None:
        """Move on without calling anybody yet, as when the machine is too busy to be on time."""
        self._now += seconds

    async def advance(self, seconds: float) -> None:
        """Move on, stopping at every call on the way; what a call starts gets its first step."""
        end = self._now + seconds
        while self._timers and self._timers[0][0] <= end:
            when, _, timer = heapq.heappop(self._timers)
            if timer.cancelled:
                continue
            self._now = max(self._now, when)
            timer.callback()
            await asyncio.sleep(0)
        self._now = end
        await asyncio.sleep(0)
