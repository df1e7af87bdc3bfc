"""The lookout: what the player looks at, and the tip that says what it is."""

from __future__ import annotations

from collections.abc import Iterable

import pygame

from dilemma_client.paint import Brush, Look
from dilemma_client.widgets.base import Control, Place, Widget
from dilemma_client.widgets.explained import Explained
from dilemma_client.widgets.finding import Subject, innermost
from dilemma_client.widgets.gaze import Gaze
from dilemma_client.widgets.tip import draw_tip, tip_box


class Lookout:
    """Follows pointer and keyboard over one tree after the other."""

    def __init__(self) -> None:
        self._gaze = Gaze()
        self._root: Widget | None = None
        self._look: Look | None = None
        self._window = pygame.Rect(0, 0, 0, 0)
        self._subjects: dict[str, Subject] = {}
        self._pointed = ""

    def show(self, root: Widget, usable: Iterable[Widget], look: Look, window: pygame.Rect) -> None:
        """Take up another tree, of which this part can be used."""
        self._root, self._look, self._window = root, look, window
        self._subjects = {w.key: w for w in usable if isinstance(w, Control | Explained)}

    def put_away(self) -> None:
        """Let go of the tree."""
        self._root, self._look, self._subjects = None, None, {}
        self.turn_away()

    def turn_away(self) -> None:
        """Show no tip until the player looks at something anew."""
        self._gaze.turn_away()

    def turn_to(self, key: str) -> None:
        """Look at what the keyboard has come to, or has just changed."""
        self._gaze.rest_on(key)

    def point(self, active: Widget, control: Control | None, at: Place) -> None:
        """Look at what the pointer has come to; what was looked at already is not begun anew."""
        subject = innermost(active, at, Explained) or control
        mark = f"{subject.key}: {subject.tip}" if subject is not None else ""
        if mark != self._pointed:
            self._pointed = mark
            self._gaze.rest_on("" if subject is None else subject.key)

    @property
    def subject(self) -> Subject | None:
        """What is looked at, if there is something to say about it."""
        subject = self._subjects.get(self._gaze.key)
        return subject if subject is not None and subject.tip else None

    @property
    def subjects(self) -> list[Subject]:
        """Everything that has something to say to who looks at it."""
        return [subject for subject in self._subjects.values() if subject.tip]

    def due(self, now: float) -> float | None:
        """Seconds until a tip is to be drawn; None where there is none to wait for."""
        return None if self.subject is None else self._gaze.due(now)

    def box(self, subject: Subject) -> pygame.Rect | None:
        """Where the tip of something would lie; None where it would have no place."""
        assert self._root is not None
        assert self._look is not None
        return tip_box(self._look, self._root, subject, self._window)

    def draw(self, brush: Brush) -> None:
        """Draw the tip of what has been looked at for long enough."""
        subject = self.subject
        if subject is None or not self._gaze.opens(brush.now):
            return
        box = self.box(subject)
        if box is not None:
            draw_tip(brush, subject.tip, box)
