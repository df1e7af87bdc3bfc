"""The pace: how fast one client may command, kept by reading it later rather than refusing it."""

from __future__ import annotations

from dilemma_server.clock import Clock

BURST = 100
"""Commands that may come at once."""

PER_SECOND = 20.0
"""Commands that may come all the time; a person gives one in several seconds."""


class Pace:
    """A leaky bucket for one connection."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._next = clock.now() - BURST / PER_SECOND

    def step(self) -> float:
        """Count one more command; the seconds after which the next may be read."""
        now = self._clock.now()
        self._next = max(self._next + 1.0 / PER_SECOND, now - BURST / PER_SECOND)
        return max(0.0, self._next - now)
