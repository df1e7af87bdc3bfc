"""Absences: since when players have been away, and for whom a bot should play."""

from __future__ import annotations

from collections.abc import Iterable

from dilemma_server.clock import Clock


class Absences:
    """Watches seats that are away; one that is due is so until it is no longer looked at.

    A server that was down counts from its new beginning: nobody is held to have been away because
    of it.
    """

    def __init__(self, clock: Clock, seconds: float) -> None:
        self._clock = clock
        self._seconds = seconds
        self._since: dict[str, float] = {}

    def look(self, away: Iterable[str]) -> None:
        """Note who is away now; who is not any more is forgotten."""
        now = self._clock.now()
        self._since = {seat: self._since.get(seat, now) for seat in away}

    @property
    def due(self) -> tuple[str, ...]:
        """Who has been away long enough."""
        now = self._clock.now()
        return tuple(seat for seat, since in self._since.items() if now >= since + self._seconds)

    @property
    def next(self) -> float | None:
        """When somebody will have been; None while nobody is away."""
        return min(self._since.values()) + self._seconds if self._since else None
