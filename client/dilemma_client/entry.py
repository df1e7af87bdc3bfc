"""How a player gets into a match: what the window asks of whoever can start or reach a server.

The client never starts a server itself. The command line hands `run_window` a `Host`, which is
called in a thread of its own, so it may take its time:

    def host(solo: Solo) -> Entry:
        ...start a local server and the bots, or raise CannotHost("one line for the player")
        return Entry(address, CreateMatch(PROTOCOL_VERSION, solo.name, solo.scenario, solo.seat))
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, TypeAlias

from msgspec import Meta, Struct

if TYPE_CHECKING:
    from dilemma.protocol.messages import Browse, CreateMatch, Join, Rejoin, Rematch, Spectate

Admission: TypeAlias = "CreateMatch | Join | Rejoin | Rematch | Spectate"
"""What asks to be let in."""

First: TypeAlias = "Admission | Browse"
"""What can open a conversation."""


UNHURRIED = 3600
"""Seconds for a turn against bots, which do not mind: nobody else waits."""


class CannotHost(Exception):
    """Why no match can be started here, in one line for the player."""


class Solo(Struct, frozen=True):
    """A match against bots; `bots` names one for every other seat, in scenario order.

    `turn_seconds` None takes the scenario's own clock. It is long unless another is asked for: the
    first turn is open while one reads the briefing.
    """

    scenario: str
    seat: str
    bots: tuple[str, ...]
    name: str
    turn_seconds: int | None = UNHURRIED


class Home(Struct, frozen=True):
    """The folder of a match whose server is our own, by its name, and the bots that play in it."""

    folder: Annotated[str, Meta(pattern=r"\A[0-9A-Za-z_-]{1,64}\Z")]
    bots: tuple[str, ...]


class Entry(Struct, frozen=True):
    """Where to connect and what to say first; `home` where the server is our own.

    `seated`, if given, is called once with the join code when the player sits at the table, and
    `serves` says whether a server that was started for this match still runs. Both are called in
    the window's thread: they must not wait.
    """

    address: str
    first: Admission
    seated: Callable[[str], None] | None = None
    serves: Callable[[], bool] | None = None
    home: Home | None = None


Host = Callable[[Solo], Entry]
"""Starts a match against bots; may take seconds; raises CannotHost."""

Resume = Callable[[Home, str], Entry]
"""Goes on with a match of our own server, by the token of the seat; else as a Host."""
