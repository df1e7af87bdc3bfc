"""What can happen to a model: everything a server says, and what only this side knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from dilemma.orders import Problem
    from dilemma.protocol import ServerMessage, messages

Command: TypeAlias = "messages.Command"
"""What is said to a match."""


class Connecting(Struct, frozen=True):
    """The link tries to reach the server; `attempt` counts from 1 since it last held."""

    attempt: int


class Waiting(Struct, frozen=True):
    """The server is out of reach: in one line why, and in how many `seconds` the next attempt."""

    seconds: float
    reason: str


class Closed(Struct, frozen=True):
    """The link has ended and will not try again: by our own wish, or for a `problem`."""

    problem: Problem | None


class Sent(Struct, frozen=True):
    """A command was handed to the link, which repeats it until the server has answered it."""

    command: Command


class Read(Struct, frozen=True):
    """The player has seen all that was said on the hotline with a partner so far."""

    partner: str


Event: TypeAlias = "ServerMessage | Connecting | Waiting | Closed | Sent | Read"


def new_key() -> str:
    """A key for a command that no other command of any seat will have."""
    import secrets

    return secrets.token_hex(8)
