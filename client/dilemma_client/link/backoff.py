"""Backoff: how long to wait before trying again, so that many clients do not come at once."""

from __future__ import annotations

from random import Random


class Backoff:
    """Growing delays with full jitter (Brooker, 2015), in seconds.

    The n-th failure in a row waits for a uniform draw between `floor` and min(`ceiling`,
    `first` · 2^n); the floor keeps a server that accepts and hangs up from being hammered. Only a
    connection that held for `settled` seconds starts the count anew.
    """

    def __init__(
        self,
        *,
        first: float = 0.5,
        ceiling: float = 8.0,
        floor: float = 0.1,
        settled: float = 5.0,
        chance: Random | None = None,
    ) -> None:
        self._first = first
        self._ceiling = ceiling
        self._floor = floor
        self._settled = settled
        self._chance = chance or Random()
        self._failures = 0

    @property
    def attempt(self) -> int:
        """Which attempt comes next, from 1."""
        return self._failures + 1

    def after(self, held: float) -> float:
        """The delay to wait after a connection that held for so long (0 when there was none)."""
        if held >= self._settled:
            self._failures = 0
        widest = min(self._ceiling, self._first * 2.0 ** min(self._failures, 16))
        self._failures += 1
        return self._chance.uniform(self._floor, max(self._floor, widest))
