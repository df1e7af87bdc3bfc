"""A table for widgets: lay some on it and give it events."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from dilemma_client.paint import Brush, Look
from dilemma_client.widgets.base import Control, Widget
from dilemma_client.widgets.interface import Interface

WINDOW = pygame.Rect(0, 0, 400, 300)


class Table:
    """An interface on which a test lays widgets, anew after every event as scenes do."""

    def __init__(self, build: Callable[[], Widget]) -> None:
        self.build = build
        self.interface = Interface()
        self.look = Look()
        self.lay()

    def lay(self) -> None:
        """Build the widgets again."""
        self.interface.show(self.build(), self.look, WINDOW)

    def give(self, kind: int, **facts: object) -> bool:
        """Give an event; whether it was of use."""
        used = self.interface.handle(pygame.event.Event(kind, dict(facts)))
        self.lay()
        return used

    def press(self, *keys: int, mod: int = 0) -> bool:
        """Press keys one after the other; whether the last was of use."""
        used = False
        for key in keys:
            used = self.give(pygame.KEYDOWN, key=key, mod=mod, unicode="")
        return used

    def click(self, place: tuple[int, int], until: tuple[int, int] | None = None) -> None:
        """Press the pointer at a place, and let go there or elsewhere."""
        self.give(pygame.MOUSEMOTION, pos=place, rel=(0, 0), buttons=(0, 0, 0))
        self.give(pygame.MOUSEBUTTONDOWN, pos=place, button=1)
        if until is not None:
            self.give(pygame.MOUSEMOTION, pos=until, rel=(0, 0), buttons=(1, 0, 0))
        self.give(pygame.MOUSEBUTTONUP, pos=until or place, button=1)

    def control(self, key: str) -> Control:
        """A control by its key."""
        return next(c for c in self.interface.controls if c.key == key)

    def draw(self) -> pygame.Surface:
        """What it looks like."""
        surface = pygame.Surface(WINDOW.size)
        self.interface.draw(Brush(surface, self.look))
        return surface


class Value:
    """A value that a control is set to."""

    def __init__(self, now: object) -> None:
        self.now = now

    def read(self) -> object:
        """The value, as it is now."""
        return self.now

    def set(self, now: object) -> None:
        """Note the value."""
        self.now = now
