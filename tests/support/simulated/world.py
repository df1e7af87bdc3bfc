"""The world: virtual time, and everything that happens in it, one thing after another.

Time is counted in whole ticks, so that no rounding can make a timer ring before its time, and it
stands still while anything runs: it moves only to whatever comes next. Whoever asks for something
at the same tick is served in the order of asking. Nothing else orders anything, so a seed that is
run twice gives the same history.
"""

from __future__ import annotations

import heapq
import math
from collections import deque
from collections.abc import Callable
from itertools import count
from random import Random
from typing import Any, Protocol

from support.simulated.trace import Trace

TICKS = 2**20
"""In a second; a power of two, so that seconds and ticks turn into each other exactly."""


class Violation(AssertionError):
    """What must never happen has happened; says when and what."""


class Happening(Protocol):
    """Something that is to happen."""

    def cancelled(self) -> bool:
        """Whether it was taken back."""


class Mind(Protocol):
    """Whoever runs what is to happen to it."""

    def run(self, happening: Any) -> None:
        """Let it happen."""


class Appointment:
    """A call of the world's own: the network, a disk, a fault."""

    __slots__ = ("_arguments", "_call", "_cancelled")

    def __init__(self, call: Callable[..., object], arguments: tuple[Any, ...]) -> None:
        self._call = call
        self._arguments = arguments
        self._cancelled = False

    def cancel(self) -> None:
        """Take it back."""
        self._cancelled = True

    def cancelled(self) -> bool:
        """Whether it was taken back."""
        return self._cancelled

    def keep(self) -> None:
        """Make the call."""
        self._call(*self._arguments)


class World:
    """Time and order. `violations` fills with what must never happen; the first ends the run."""

    def __init__(self, seed: str, trace: Trace) -> None:
        self.seed = seed
        self.trace = trace
        self.ticks = 0
        self.steps = 0
        self.violations: list[str] = []
        self._order = count()
        self._ready: deque[tuple[Mind | None, Any]] = deque()
        self._later: list[tuple[int, int, Mind | None, Any]] = []

    def chance(self, purpose: str) -> Random:
        """A stream of chance for one purpose, so that no other draw moves it."""
        return Random(f"{self.seed}/{purpose}")

    @property
    def now(self) -> float:
        """Seconds since the beginning."""
        return self.ticks / TICKS

    def soon(self, mind: Mind | None, happening: Happening) -> None:
        """Have something happen now, after all that was asked for before."""
        self._ready.append((mind, happening))

    def at(self, ticks: int, mind: Mind | None, happening: Happening) -> None:
        """Have something happen at a tick."""
        entry = (max(ticks, self.ticks), next(self._order), mind, happening)
        heapq.heappush(self._later, entry)

    def after(self, seconds: float, call: Callable[..., object], *arguments: Any) -> Appointment:
        """Have the world make a call in so many seconds."""
        appointment = Appointment(call, arguments)
        self.at(self.ticks + ticks_of(seconds), None, appointment)
        return appointment

    def note(self, *what: object) -> None:
        """Write into the trace what happens."""
        self.trace.note(self.ticks, *what)

    def violated(self, what: str) -> None:
        """Say that something happened that must never happen."""
        self.violations.append(f"at {self.now:.6f} s: {what}")

    def run(self, until: Callable[[], bool], seconds: float) -> bool:
        """Go on until it is so; False when it is not after so many seconds, or nothing happens.

        Raises Violation.
        """
        end = self.ticks + ticks_of(seconds)
        while not until():
            if self.violations:
                raise Violation("\n".join(self.violations))
            if not self._step(end):
                return False
        if self.violations:
            raise Violation("\n".join(self.violations))
        return True

    def waiting_for(self, mind: Mind) -> list[Any]:
        """What is still to happen to somebody later, and was not taken back."""
        return [entry[3] for entry in self._later if entry[2] is mind and not entry[3].cancelled()]

    def take_ready(self, mind: Mind) -> list[Any]:
        """What was just about to happen to somebody, who is then forgotten here."""
        taken = [happening for whose, happening in self._ready if whose is mind]
        self._ready = deque(entry for entry in self._ready if entry[0] is not mind)
        return taken

    def _step(self, end: int) -> bool:
        if not self._ready and not self._advance(end):
            return False
        mind, happening = self._ready.popleft()
        if happening.cancelled():
            return True
        self.steps += 1
        if mind is None:
            happening.keep()
        else:
            mind.run(happening)
        return True

    def _advance(self, end: int) -> bool:
        """Move to what comes next, if that is not after the end."""
        later = self._later
        while later and later[0][3].cancelled():
            heapq.heappop(later)
        if not later or later[0][0] > end:
            self.ticks = end
            return False
        self.ticks = later[0][0]
        while later and later[0][0] == self.ticks:
            _, _, mind, happening = heapq.heappop(later)
            self._ready.append((mind, happening))
        return True


def ticks_of(seconds: float) -> int:
    """The first tick that is not before so many seconds."""
    return math.ceil(seconds * TICKS)
