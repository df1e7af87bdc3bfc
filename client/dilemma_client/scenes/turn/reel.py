"""The reel: what happened last turn, one thing after the other, for as long as nobody minds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pygame

from dilemma.view import Occurrence
from dilemma_client.atlas.deeds import Deed, deed_of
from dilemma_client.theme import Tone
from dilemma_client.words.tellings import tell

LONGEST = 8.0
"""Seconds that the whole of it takes at most."""

SLOWEST = 2.4
"""Seconds that one thing is shown at most."""

MOST = 10
"""Things shown one after the other; where more happened, these are the gravest."""

GRAVITY = (Tone.DANGER, Tone.CAUTION, Tone.GOOD)
"""What comes first where there is too much."""


class Reel:
    """What is shown of a turn, and how far it has come; time is that of the stage's clock."""

    def __init__(self, deeds: Sequence[Deed] = ()) -> None:
        self.deeds = tuple(deeds)
        self.area = pygame.Rect(0, 0, 0, 0)
        self._began: float | None = None
        self._keeps_still = False
        self._skipped = not deeds

    @property
    def each(self) -> float:
        """Seconds for each thing."""
        return min(SLOWEST, LONGEST / max(1, len(self.deeds)))

    def start(self, now: float, *, moves: bool = True) -> None:
        """Begin, unless it has begun; what keeps still is shown until it is skipped."""
        if self._began is None:
            self._began, self._keeps_still = now, not moves

    def skip(self) -> None:
        """Show no more of it."""
        self._skipped = True

    def is_over(self, now: float) -> bool:
        """Whether nothing of it is shown any more."""
        if self._skipped or self._keeps_still:
            return self._skipped
        return self._began is not None and now - self._began >= self.each * len(self.deeds)

    @property
    def waits(self) -> bool:
        """Whether it has yet to begin, or to be skipped."""
        return self._began is None and not self._skipped

    def at(self, now: float) -> tuple[int, float]:
        """Which thing is shown, and how far in [0, 1) it has come."""
        gone = max(0.0, now - (now if self._began is None else self._began)) / self.each
        place = min(len(self.deeds) - 1, math.floor(gone))
        return place, min(1.0, gone - place)


def reel_of(occurrences: Sequence[Occurrence], names: Mapping[str, str], seat: str) -> Reel:
    """The reel of a turn's occurrences, in the order in which they are told."""
    found = dict.fromkeys(deed_of(event, tell(event, names), seat) for event in occurrences)
    deeds = list(found)
    if len(deeds) > MOST:
        gravest = sorted(deeds, key=_gravity)[:MOST]
        deeds = [deed for deed in deeds if deed in gravest]
    return Reel(deeds)


def _gravity(deed: Deed) -> int:
    tone = deed.telling.tone
    return GRAVITY.index(tone) if tone in GRAVITY else len(GRAVITY)
