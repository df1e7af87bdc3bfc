"""The gaze: what the player looks at, and for how long, so that a tip comes only to who waits."""

from __future__ import annotations

DELAY = 0.6
"""Seconds that something is looked at before a tip says what it is."""


class Gaze:
    """The key of what is looked at; time begins when it is first asked for."""

    def __init__(self) -> None:
        self.key = ""
        self._since: float | None = None
        self._is_open = False

    def rest_on(self, key: str) -> None:
        """Look at something from now on, even if it is what was looked at before."""
        self.key, self._since, self._is_open = key, None, False

    def turn_away(self) -> None:
        """Look at nothing that would want a tip."""
        self.rest_on("")

    def opens(self, now: float) -> bool:
        """Whether it has been looked at for long enough, in a picture drawn now."""
        self._is_open = self._is_open or self._looked_for(now) >= DELAY
        return self._is_open

    def due(self, now: float) -> float | None:
        """Seconds until the tip is to be drawn; None where there is nothing to wait for."""
        if not self.key or self._is_open:
            return None
        return max(0.0, DELAY - self._looked_for(now))

    def _looked_for(self, now: float) -> float:
        """Seconds since it was first asked."""
        if self._since is None:
            self._since = now
        return now - self._since
