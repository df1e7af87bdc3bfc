"""A step: one thing of a lesson that is told, and when it has been done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dilemma_client.scenes.learn.doing import Doing
from dilemma_client.scenes.transitions import Place

Predicate = Callable[[Doing, Doing], bool]
"""Whether a thing is done, from what is so now and what was so when the step began."""


@dataclass(frozen=True)
class Step:
    """One thing to do, or to read where `done` is None.

    `at` is the key of the control or panel that it is about, `tab` the part of the screen that this
    lies in. It belongs to one turn, or to any if that is 0; `when` says what has to be so besides.
    A `pressing` step is told before all others, and one that `repeats` whenever it fits. `instead`
    holds what it says in place of `words` where things went otherwise: the first that is so.
    """

    key: str
    title: str
    words: str
    at: str
    tab: str = "map"
    place: Place = Place.TURN
    turn: int = 0
    done: Predicate | None = None
    when: Callable[[Doing], bool] | None = None
    pressing: bool = False
    repeats: bool = False
    instead: tuple[tuple[Callable[[Doing], bool], str], ...] = ()

    def told(self, doing: Doing) -> str:
        """What is said of it as things are."""
        return next((words for is_so, words in self.instead if is_so(doing)), self.words)

    def is_done(self, now: Doing, since: Doing) -> bool:
        """Whether it has been done; what is only to be read never is, of itself."""
        return self.done is not None and self.done(now, since)

    def fits(self, doing: Doing) -> bool:
        """Whether the step can be told now."""
        if self.place is not doing.place or (self.turn and self.turn != doing.turn):
            return False
        return self.when is None or self.when(doing)
