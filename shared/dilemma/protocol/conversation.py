"""The conversation as a table: who may say what in which state, and where it leads (sans-I/O).

Both ends keep one and put every message they send or receive through it, so that neither acts on
what the other could not have meant. It knows no socket: frames are somebody else's.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import get_args

import msgspec
from msgspec import Struct

from dilemma.protocol.messages import (
    Accepted,
    Browse,
    ClientMessage,
    Command,
    CreateMatch,
    Failed,
    Heard,
    Join,
    Listing,
    MatchEnded,
    MatchShown,
    Refused,
    Rejoin,
    Rematch,
    Seated,
    ServerMessage,
    Spectate,
    Table,
    TurnOpened,
    TurnShown,
    Watching,
)


class State(StrEnum):
    """How far a conversation is."""

    GREETING = "greeting"
    BROWSING = "browsing"
    ENTERING = "entering"
    WATCHING_IN = "watching_in"
    SEATED = "seated"
    PLAYING = "playing"
    WATCHING = "watching"
    OVER = "over"
    CLOSED = "closed"


MEANINGS: Mapping[State, str] = {
    State.GREETING: "connected; the client says what it has come for",
    State.BROWSING: "the client has asked for the list of public matches",
    State.ENTERING: "the client has asked for a seat",
    State.WATCHING_IN: "the client has asked to watch",
    State.SEATED: "the client has a seat and no turn is open to it yet",
    State.PLAYING: "the client has a seat in a match that runs",
    State.WATCHING: "the client is shown what is public",
    State.OVER: "the match is over; the server closes",
    State.CLOSED: "nothing more is said",
}
"""What each state means, for the reference."""

Says = Mapping[State, Mapping[type[Struct], State]]

COMMANDS: tuple[type[Struct], ...] = get_args(Command)

CLIENT: Says = {
    State.GREETING: {
        Browse: State.BROWSING,
        CreateMatch: State.ENTERING,
        Join: State.ENTERING,
        Rejoin: State.ENTERING,
        Rematch: State.ENTERING,
        Spectate: State.WATCHING_IN,
    },
    # Who sits says commands at any time: they may cross what the server says meanwhile.
    State.SEATED: dict.fromkeys(COMMANDS, State.SEATED),
    State.PLAYING: dict.fromkeys(COMMANDS, State.PLAYING),
    State.OVER: dict.fromkeys(COMMANDS, State.OVER),
}
"""What a client may say in each state, and the state after it."""

SERVER: Says = {
    State.GREETING: {Failed: State.CLOSED},
    State.BROWSING: {Listing: State.GREETING, Failed: State.CLOSED},
    State.ENTERING: {Seated: State.SEATED, Failed: State.CLOSED},
    State.WATCHING_IN: {Watching: State.WATCHING, Failed: State.CLOSED},
    State.SEATED: {
        Seated: State.SEATED,
        Table: State.SEATED,
        Heard: State.SEATED,
        Accepted: State.SEATED,
        Refused: State.SEATED,
        TurnOpened: State.PLAYING,
        MatchEnded: State.OVER,
        Failed: State.CLOSED,
    },
    State.PLAYING: {
        Table: State.PLAYING,
        Heard: State.PLAYING,
        Accepted: State.PLAYING,
        Refused: State.PLAYING,
        TurnOpened: State.PLAYING,
        MatchEnded: State.OVER,
        Failed: State.CLOSED,
    },
    State.WATCHING: {
        Table: State.WATCHING,
        TurnShown: State.WATCHING,
        MatchShown: State.OVER,
        Failed: State.CLOSED,
    },
    State.OVER: {Accepted: State.OVER, Refused: State.OVER, Failed: State.CLOSED},
}
"""What a server may say in each state, and the state after it."""


class OutOfTurn(ValueError):
    """A message that may not be said now; one line with what may."""


class Conversation:
    """One conversation as far as it has come; `state` is where it stands."""

    def __init__(self) -> None:
        self.state = State.GREETING

    def client_says(self, message: ClientMessage) -> None:
        """Go on by what the client said; raises OutOfTurn and stays where it was."""
        self._go_on(CLIENT, message)

    def server_says(self, message: ServerMessage) -> None:
        """Go on by what the server said; raises OutOfTurn and stays where it was."""
        self._go_on(SERVER, message)

    def _go_on(self, says: Says, message: Struct) -> None:
        allowed = says.get(self.state, {})
        after = allowed.get(type(message))
        if after is None:
            raise OutOfTurn(
                f"{name_of(type(message))} cannot be said now ({MEANINGS[self.state]});"
                f" expected {_listed(allowed)}"
            )
        self.state = after


def name_of(kind: type[Struct]) -> str:
    """What a kind of message is called on the wire."""
    tag = msgspec.inspect.type_info(kind)
    assert isinstance(tag, msgspec.inspect.StructType)
    return str(tag.tag)


def _listed(kinds: Mapping[type[Struct], State]) -> str:
    names = [name_of(kind) for kind in kinds]
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names) or "nothing"
