"""The line: a link to a server, and how the stage gets one or a match at its other end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from dilemma.protocol.messages import Browse, CreateMatch, Join, Rejoin, Rematch, Spectate
from dilemma_client.entry import Solo
from dilemma_client.model import Closed, Command, Event


class Line(Protocol):
    """A link to a server, as far as the stage uses it."""

    def send(self, command: Command) -> None:
        """Say a command."""

    def poll(self) -> Iterable[tuple[float, Event]]:
        """What has come since the last call; never waits."""

    def close(self) -> None:
        """End the conversation."""


First = CreateMatch | Join | Rejoin | Rematch | Browse | Spectate
Connect = Callable[[str, First], Line]
"""Opens a line to an address with a first frame; raises ValueError, one line, for a bad address."""

Begin = Callable[[Solo], None]
"""Starts a match elsewhere; what comes of it is told by `Stage.enter` or `Stage.complain`."""


def has_closed(line: Line) -> bool:
    """Whether a line that is only waited for has said its last."""
    return any(isinstance(event, Closed) for _, event in line.poll())
