"""A scene: builds widgets from what is known, keeps what the player is at, answers with data."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

import pygame
from msgspec import Struct, field

from dilemma_client.archive import Archive
from dilemma_client.model import Model
from dilemma_client.paint import Look
from dilemma_client.preferences import Preferences
from dilemma_client.scenes.transitions import Place, Transition
from dilemma_client.seats import Seats
from dilemma_client.widgets.base import Stroke, Widget
from dilemma_client.widgets.interface import Interface

DEFAULT_SERVER = "ws://127.0.0.1:8765"
"""Where a server listens that somebody started on this machine without saying more."""

SHORT_TIME = 20
"""Seconds from which a clock is a warning, and counts each of them whatever is set."""

CALM_STEP = 10
"""Seconds that a clock goes on at a time for who wants little to move."""


class Visit(Struct):
    """What was typed to get into a match, for the next try; `server` None for the last one."""

    code: str = ""
    server: str | None = None


class Moment(Struct, frozen=True):
    """Everything a scene is built from; `now` in monotonic seconds, `address` of the server.

    `archive` is where matches are kept, `seats` those to come back to, `trouble` what is wrong with
    keeping the preferences, `is_mute` that sounds cannot be played, `visit` what was typed at the
    doors of matches since the window was opened, `is_stranded` that a server of our own has ended
    and the match with it.
    """

    model: Model
    now: float
    look: Look
    window: pygame.Rect
    note: str = ""
    address: str = ""
    archive: Archive | None = None
    preferences: Preferences = field(default_factory=Preferences)
    trouble: str = ""
    is_mute: bool = False
    visit: Visit = field(default_factory=Visit)
    is_stranded: bool = False
    seats: Seats = field(default_factory=Seats)

    @property
    def width(self) -> float:
        """Logical units across the window: text twice as large leaves half of them."""
        return self.window.width / self.look.scale

    @property
    def left(self) -> float | None:
        """Seconds until the turn closes, as its clock shows them; None when none is running."""
        left = self.model.seconds_left(self.now)
        if left is None or left <= SHORT_TIME or not self.preferences.reduced_motion:
            return left
        return float(max(SHORT_TIME, left // CALM_STEP * CALM_STEP))

    @property
    def server(self) -> str:
        """The server that is meant while nobody has said another: where one played last."""
        if self.visit.server is not None:
            return self.visit.server
        return next(iter(self.preferences.servers), DEFAULT_SERVER)

    @property
    def height(self) -> float:
        """Logical units down the window."""
        return self.window.height / self.look.scale


class Scene(ABC):
    """One screen; lives as long as the player is there and keeps nothing the model knows."""

    place: ClassVar[Place]
    shortcuts: ClassVar[dict[int, str]] = {}

    def __init__(self) -> None:
        self.interface = Interface()
        self._asked: list[Transition] = []

    @abstractmethod
    def build(self, moment: Moment) -> Widget:
        """The widgets that show this moment."""

    def follow(self, model: Model) -> None:
        """Take note of what has changed in what is known."""
        return  # most scenes keep nothing of it

    def clock(self, moment: Moment) -> object:
        """Whatever on screen moves with time alone; when it changes the scene is drawn again."""
        return None

    def moving(self, now: float) -> pygame.Rect | None:
        """The part of the screen that moves by itself at this moment; None while all is still."""
        return None  # most scenes never move

    def touched(self, event: pygame.event.Event, now: float) -> bool:
        """A key or a click, before any control has it; whether that was all it was for."""
        return False

    def shortcut(self, stroke: Stroke) -> bool:
        """A key that no control had a use for; whether it was of use here."""
        panel = self.shortcuts.get(stroke.key)
        if panel is None:
            return False
        self.interface.enter(panel)
        return True

    def ask(self, transition: Transition) -> None:
        """Ask the stage for something."""
        self._asked.append(transition)

    def asked(self) -> tuple[Transition, ...]:
        """What has been asked for since the last call."""
        asked, self._asked = tuple(self._asked), []
        return asked


class Companion:
    """Somebody beside the player; this one is silent."""

    def build(self, scene: Scene, moment: Moment) -> Widget:
        """What the scene shows, and what the companion adds to it."""
        return scene.build(moment)

    def point(self, interface: Interface) -> None:
        """Point at something, once the screen is laid out."""

    def shortcut(self, stroke: Stroke, interface: Interface) -> bool:
        """A key that no control had a use for; whether it was of use here."""
        return False
