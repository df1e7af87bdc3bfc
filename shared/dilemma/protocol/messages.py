"""The messages: two closed unions, one for each direction."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from dilemma.orders.problem import Problem
from dilemma.orders.sheet import Order
from dilemma.protocol.hindsight import Hindsight
from dilemma.scenario import LONGEST_TURN, SHORTEST_TURN
from dilemma.view.briefing import Briefing
from dilemma.view.public import PublicBriefing, PublicView
from dilemma.view.view import View

PROTOCOL_VERSION = 3

Key = Annotated[str, Meta(min_length=1, max_length=40)]
PlayerName = Annotated[str, Meta(min_length=1, max_length=40)]
Chat = Annotated[str, Meta(min_length=1, max_length=500)]


class CreateMatch(Struct, frozen=True, tag="create_match", forbid_unknown_fields=True):
    """First frame: open a match and sit down in it; `seat` None takes the first free one.

    A first frame with a `key` may be said again when its answer was lost: the same key gives the
    same seat and token, so it must be random and is as secret as the token. Once the seat was left
    the key opens none any more.

    The match begins when every seat is taken by somebody who is `ready`. `public` lists it for
    everybody while it waits; `spectators` says whether those with the code may watch. `cover` is
    the bot that plays for who has been away for `cover_seconds`, None leaves an empty chair. Of
    the seconds None is a minute, or a whole turn where turns are longer than ten minutes.
    """

    version: int
    name: PlayerName
    scenario: Annotated[str, Meta(max_length=40)]
    seat: str | None = None
    turn_seconds: Annotated[int, Meta(ge=SHORTEST_TURN, le=LONGEST_TURN)] | None = None
    key: Key | None = None
    ready: bool = True
    public: bool = False
    spectators: bool = True
    cover: Annotated[str, Meta(max_length=40)] | None = "tit_for_tat"
    cover_seconds: Annotated[int, Meta(ge=SHORTEST_TURN, le=LONGEST_TURN)] | None = None


class Join(Struct, frozen=True, tag="join", forbid_unknown_fields=True):
    """First frame: sit down in a match by its code; `key` and `ready` as in CreateMatch.

    In a match that has begun it takes a seat whose player has left, with what that state had
    sealed and had heard on its hotlines; answers to the former player stay his.
    """

    version: int
    name: PlayerName
    code: Annotated[str, Meta(max_length=40)]
    seat: str | None = None
    key: Key | None = None
    ready: bool = True


class Rejoin(Struct, frozen=True, tag="rejoin", forbid_unknown_fields=True):
    """First frame: come back to one's seat; the token is the only proof there is."""

    version: int
    token: Annotated[str, Meta(max_length=100)]


class Rematch(Struct, frozen=True, tag="rematch", forbid_unknown_fields=True):
    """First frame: sit down in the match that follows one that is over, in the same seat if free.

    `token` is that of the match that is over; whoever says it first opens the new one.
    """

    version: int
    token: Annotated[str, Meta(max_length=100)]
    key: Key | None = None


class Browse(Struct, frozen=True, tag="browse", forbid_unknown_fields=True):
    """First frame: ask which public matches wait for players; another first frame may follow."""

    version: int


class Spectate(Struct, frozen=True, tag="spectate", forbid_unknown_fields=True):
    """First frame: watch a match by its code; one is shown public facts alone."""

    version: int
    code: Annotated[str, Meta(max_length=40)]


class SubmitOrders(Struct, frozen=True, tag="submit_orders", forbid_unknown_fields=True):
    """Orders for the open turn, sealed; the same key again is answered again and applied once."""

    turn: int
    order: Order
    key: Key


class Unseal(Struct, frozen=True, tag="unseal", forbid_unknown_fields=True):
    """Take the seal off until new orders are sealed; what was sealed stands at the deadline."""

    turn: int
    key: Key


class Say(Struct, frozen=True, tag="say", forbid_unknown_fields=True):
    """A hotline message, delivered at once while the hotline is in force."""

    to: str
    text: Chat
    key: Key


class SetReady(Struct, frozen=True, tag="set_ready", forbid_unknown_fields=True):
    """Be ready for the match to begin, or not any more, while it waits for players."""

    ready: bool
    key: Key


class ChangeSeat(Struct, frozen=True, tag="change_seat", forbid_unknown_fields=True):
    """Move to a free seat while the match waits for players; the token goes along."""

    seat: Annotated[str, Meta(max_length=40)]
    key: Key


class Leave(Struct, frozen=True, tag="leave", forbid_unknown_fields=True):
    """Give one's seat up for good; in a match that has begun its bot plays on."""

    key: Key


class Remove(Struct, frozen=True, tag="remove", forbid_unknown_fields=True):
    """By the host: take another player's seat from him; his name cannot come back.

    In a match that has begun a bot plays on for the seat, and nobody else gets it.
    """

    seat: Annotated[str, Meta(max_length=40)]
    key: Key


class Mute(Struct, frozen=True, tag="mute", forbid_unknown_fields=True):
    """By the host: keep a player from hotlines and statements, or let him speak again.

    What was sealed before is said all the same.
    """

    seat: Annotated[str, Meta(max_length=40)]
    muted: bool
    key: Key


Greeting = CreateMatch | Join | Rejoin | Rematch | Browse | Spectate
"""What can open a conversation."""

Command = SubmitOrders | Unseal | Say | SetReady | ChangeSeat | Leave | Remove | Mute
"""What a seat can say; each is answered by its key with Accepted or Refused."""

ClientMessage = Greeting | Command


class OpenTable(Struct, frozen=True, forbid_unknown_fields=True):
    """A public match that waits for players: its code, its world, who is there and what is free."""

    code: str
    scenario: str
    title: str
    turns: int
    turn_seconds: int
    players: tuple[str, ...]
    free: tuple[str, ...]


class Listing(Struct, frozen=True, tag="listing", forbid_unknown_fields=True):
    """Answer to Browse: public matches that wait for players, as many as a list can have.

    The oldest of each address that opened any come first, then the second oldest of each.
    """

    version: int
    tables: tuple[OpenTable, ...]


class Watching(Struct, frozen=True, tag="watching", forbid_unknown_fields=True):
    """Answer to Spectate: the match one watches."""

    version: int
    code: str
    briefing: PublicBriefing


class Seated(Struct, frozen=True, tag="seated", forbid_unknown_fields=True):
    """Answer to the first frame, and to a change of seat: where one sits.

    The token is given once and never repeated.
    """

    version: int
    code: str
    briefing: Briefing
    token: str | None


class Table(Struct, frozen=True, tag="table", forbid_unknown_fields=True):
    """Who sits where (None: free), who is connected, and who has sealed this turn.

    `ready` are those who want to begin, `covered` the seats a bot plays for, `muted` those the
    host has silenced; `host` is the seat that may remove and mute; `watching` counts spectators.
    """

    players: dict[str, str | None]
    present: tuple[str, ...]
    sealed: tuple[str, ...]
    ready: tuple[str, ...] = ()
    covered: tuple[str, ...] = ()
    muted: tuple[str, ...] = ()
    host: str | None = None
    begun: bool = False
    watching: int = 0


class TurnOpened(Struct, frozen=True, tag="turn_opened", forbid_unknown_fields=True):
    """A turn begins, or one comes back to it; `own_order` is what this seat sealed last."""

    view: View
    seconds_left: float
    own_order: Order | None
    sealed: bool


class Heard(Struct, frozen=True, tag="heard", forbid_unknown_fields=True):
    """A hotline message, to both ends of the line; `serial` counts a seat's messages from 1."""

    serial: int
    turn: int
    speaker: str
    listener: str
    text: str


class Accepted(Struct, frozen=True, tag="accepted", forbid_unknown_fields=True):
    """The command of this key is stored and will not be lost."""

    key: str


class Refused(Struct, frozen=True, tag="refused", forbid_unknown_fields=True):
    """The command of this key changed nothing, and why."""

    key: str
    problems: tuple[Problem, ...]


class MatchEnded(Struct, frozen=True, tag="match_ended", forbid_unknown_fields=True):
    """The fog lifts."""

    view: View
    hindsight: Hindsight


class TurnShown(Struct, frozen=True, tag="turn_shown", forbid_unknown_fields=True):
    """To spectators: a turn begins, or one comes to it in the middle."""

    view: PublicView
    seconds_left: float


class MatchShown(Struct, frozen=True, tag="match_shown", forbid_unknown_fields=True):
    """To spectators: the fog lifts."""

    view: PublicView
    hindsight: Hindsight


class Failed(Struct, frozen=True, tag="failed", forbid_unknown_fields=True):
    """The conversation cannot go on, in one line; the server closes after it."""

    problem: Problem


ServerMessage = (
    Seated
    | Watching
    | Listing
    | Table
    | TurnOpened
    | TurnShown
    | Heard
    | Accepted
    | Refused
    | MatchEnded
    | MatchShown
    | Failed
)
