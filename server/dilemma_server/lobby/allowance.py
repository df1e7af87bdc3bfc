"""Allowances: how much may be done in a minute, by all together and from one address."""

from __future__ import annotations

import math

import structlog

from dilemma_server.clock import Clock

log = structlog.get_logger()


class Allowance:
    """So many in a minute, and a minute's worth at once after a quiet time."""

    def __init__(self, clock: Clock, a_minute: int) -> None:
        self._clock = clock
        self._spacing = 60.0 / a_minute
        self._next = clock.now() - 60.0

    @property
    def full(self) -> bool:
        """Whether nothing of it is used up."""
        return self._next + 60.0 <= self._clock.now()

    @property
    def spent(self) -> bool:
        """Whether one more would be too many now."""
        now = self._clock.now()
        return max(self._next, now - 60.0) + self._spacing > now

    def take(self) -> bool:
        """Whether one more may be now; if so, it is counted."""
        if self.spent:
            return False
        self._next = max(self._next, self._clock.now() - 60.0) + self._spacing
        return True


class Shares:
    """An allowance of which one address has at most half, so that it leaves some to the others."""

    def __init__(self, clock: Clock, a_minute: int) -> None:
        self._clock = clock
        self._a_share = max(1, a_minute // 2)
        self._whole = Allowance(clock, a_minute)
        self._shares: dict[str, Allowance] = {}
        self._told = -math.inf

    def take(self, address: str) -> bool:
        """Whether one more may be now for an address; if so, it is counted."""
        self._forget()
        share = self._shares.setdefault(address, Allowance(self._clock, self._a_share))
        if not share.spent and self._whole.take():
            return share.take()
        self._tell()
        return False

    def _forget(self) -> None:
        """An address that has its whole share again is one like any other."""
        for address in [here for here, share in self._shares.items() if share.full]:
            del self._shares[address]

    def _tell(self) -> None:
        """Once in a minute: strangers decide how often this is, and must not fill the log."""
        if self._clock.now() - self._told >= 60.0:
            self._told = self._clock.now()
            log.warning("too many new matches")
