"""The trace: everything that happened, as a hash and, for who looks for a fault, as lines."""

from __future__ import annotations

from collections import deque
from hashlib import blake2b
from typing import TextIO

LAST_LINES = 200
"""Kept for whoever asks what led to a failure."""

LONGEST = 300
"""Characters of a line that a person reads; the hash takes all."""


class Trace:
    """A running hash over all that is noted; `file` is given every line too."""

    def __init__(self, file: TextIO | None = None) -> None:
        self._hash = blake2b(digest_size=16)
        self._last: deque[tuple[int, tuple[object, ...]]] = deque(maxlen=LAST_LINES)
        self._file = file
        self.notes = 0

    def note(self, ticks: int, *what: object) -> None:
        """Add what happened at a tick."""
        self.notes += 1
        self._hash.update(repr((ticks, what)).encode())
        self._last.append((ticks, what))
        if self._file is not None:
            self._file.write(_line(ticks, what) + "\n")

    def step(self, ticks: int, number: int) -> None:
        """Add that a process took a step."""
        self._hash.update(b"%d %d;" % (ticks, number))

    def digest(self) -> str:
        """The hash so far."""
        return self._hash.hexdigest()

    def last(self) -> list[str]:
        """The last lines."""
        return [_line(ticks, what) for ticks, what in self._last]


def _line(ticks: int, what: tuple[object, ...]) -> str:
    words = " ".join(part if isinstance(part, str) else repr(part) for part in what)
    return f"{ticks / 2**20:14.6f} {words[:LONGEST]}"
