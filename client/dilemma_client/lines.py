"""Lines: what the stage asks of whoever can reach a server or start a match."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from dilemma_client.entry import First, Solo
from dilemma_client.model.events import Command, Event
from dilemma_client.seats import KeptSeat


class Line(Protocol):
    """A link to a server, as far as the stage uses it."""

    def send(self, command: Command) -> None:
        """Say a command."""

    def poll(self) -> Iterable[tuple[float, Event]]:
        """What has come since the last call; never waits."""

    def close(self) -> None:
        """End the conversation."""


Connect = Callable[[str, First], Line]
"""Opens a line to an address with a first frame; raises ValueError, one line, for a bad address."""

Begin = Callable[[Solo], None]
"""Starts a match elsewhere; what comes of it is told by `Stage.enter` or `Stage.complain`."""

BringBack = Callable[[KeptSeat], None]
"""Starts a server of our own again; what comes of it is told as with Begin."""
