"""The history of a draft: every state it was in this turn, back and forth."""

from __future__ import annotations

from collections.abc import Hashable

from dilemma.orders import Order

MOST = 200
"""Steps that can be taken back."""


class History:
    """What an order was before each change, and after those that were taken back.

    Changes of one thing that go on without a pause, as while a slider is dragged, are one step.
    """

    def __init__(self) -> None:
        self._past: list[Order] = []
        self._future: list[Order] = []
        self._going_on: Hashable = None

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether a change that was taken back can be made again."""
        return bool(self._future)

    def note(self, before: Order, what: Hashable = None) -> None:
        """Note what the order was before a change; `what` is the thing that may go on changing."""
        if what is None or what != self._going_on:
            self._past.append(before)
            del self._past[:-MOST]
        self._future.clear()
        self._going_on = what

    def pause(self) -> None:
        """Whatever is changed next is a step of its own."""
        self._going_on = None

    def undo(self, now: Order) -> Order:
        """The order before the last change; as it is if there was none."""
        return self._step(now, self._past, self._future)

    def redo(self, now: Order) -> Order:
        """The order after the change that was taken back last; as it is if there was none."""
        return self._step(now, self._future, self._past)

    def _step(self, now: Order, source: list[Order], target: list[Order]) -> Order:
        self.pause()
        if not source:
            return now
        target.append(now)
        return source.pop()
