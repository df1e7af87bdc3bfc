"""The turnstile: wrong codes and tokens pass it one by one, so that guessing takes forever."""

from __future__ import annotations

from dilemma_server.clock import Clock

SPACING = 0.05
"""Seconds between two failures, whoever they come from."""

CREDIT = 40
"""Failures that may come at once after a quiet time: a class that mistypes its code."""

LONGEST_WAIT = 10.0
"""Seconds a failure waits for its answer; when more are waiting, it gets none."""


class Overrun(Exception):
    """More failures wait than can be answered in time."""


class Turnstile:
    """Counts failures for the whole server: a campus shares one address, so addresses do not count.

    Only failures wait here. Who has the right code never does, however many guess beside him.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._next = clock.now() - CREDIT * SPACING
        self.failures = 0

    async def fail(self) -> None:
        """Return when it is this failure's turn to be answered; raises Overrun."""
        self.failures += 1
        now = self._clock.now()
        self._next = max(self._next + SPACING, now - CREDIT * SPACING)
        wait = self._next - now
        if wait > LONGEST_WAIT:
            self._next -= SPACING
            raise Overrun
        if wait > 0.0:
            await self._clock.sleep(wait)
