"""The messages: two closed unions, one for each direction."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from dilemma.orders.legality import Problem
from dilemma.orders.sheet import Order
from dilemma.protocol.hindsight import Hindsight
from dilemma.view.briefing import Briefing
from dilemma.view.view import View

PROTOCOL_VERSION = 1

Key = Annotated[str, Meta(min_length=1, max_length=40)]
PlayerName = Annotated[str, Meta(min_length=1, max_length=40)]
Chat = Annotated[str, Meta(min_length=1, max_length=500)]


class CreateMatch(Struct, frozen=True, tag="create_match", forbid_unknown_fields=True):
    """First frame: open a match and sit down in it; `seat` None takes the first free one.

    A first frame with a `key` may be said again when its answer was lost: the same key gives the
    same seat and token, so it must be random and is as secret as the token.
    """

    version: int
    name: PlayerName
    scenario: Annotated[str, Meta(max_length=40)]
    seat: str | None = None
    turn_seconds: Annotated[int, Meta(ge=5, le=86_400)] | None = None
    key: Key | None = None


class Join(Struct, frozen=True, tag="join", forbid_unknown_fields=True):
    """First frame: sit down in a match by its code; `key` as in CreateMatch."""

    version: int
    name: PlayerName
    code: Annotated[str, Meta(max_length=40)]
    seat: str | None = None
    key: Key | None = None


class Rejoin(Struct, frozen=True, tag="rejoin", forbid_unknown_fields=True):
    """First frame: come back to one's seat; the token is the only proof there is."""

    version: int
    token: Annotated[str, Meta(max_length=100)]


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


ClientMessage = CreateMatch | Join | Rejoin | SubmitOrders | Unseal | Say


class Seated(Struct, frozen=True, tag="seated", forbid_unknown_fields=True):
    """Answer to the first frame: where one sits. The token is given once and never repeated."""

    version: int
    code: str
    briefing: Briefing
    token: str | None


class Table(Struct, frozen=True, tag="table", forbid_unknown_fields=True):
    """Who sits where (None: free), who is connected, and who has sealed this turn."""

    players: dict[str, str | None]
    present: tuple[str, ...]
    sealed: tuple[str, ...]


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


class Failed(Struct, frozen=True, tag="failed", forbid_unknown_fields=True):
    """The conversation cannot go on, in one line; the server closes after it."""

    problem: Problem


ServerMessage = Seated | Table | TurnOpened | Heard | Accepted | Refused | MatchEnded | Failed
