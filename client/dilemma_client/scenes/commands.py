"""Commands: what a scene asks of a server, as it is said there."""

from __future__ import annotations

from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import (
    Browse,
    ChangeSeat,
    Join,
    Mute,
    Rejoin,
    Rematch,
    Remove,
    Say,
    SetReady,
    Spectate,
    SubmitOrders,
    Unseal,
)
from dilemma_client.entry import Entry
from dilemma_client.link.address import check_address
from dilemma_client.model import Command, Model
from dilemma_client.model.events import new_key
from dilemma_client.scenes.transitions import (
    AtTable,
    BeReady,
    HostMatch,
    JoinMatch,
    Seal,
    Silence,
    TakeOffSeal,
    TakeSeat,
    Tell,
    Unseat,
    Watch,
)


def entry_for(transition: JoinMatch | HostMatch | Watch) -> Entry:
    """The way to the table where a scene asked to sit down, or to watch.

    The server is as the player wrote it; raises BadAddress.
    """
    address = check_address(transition.address)
    match transition:
        case JoinMatch(name=name, code=code):
            return Entry(address, Join(PROTOCOL_VERSION, name, code, ready=False))
        case HostMatch(first=first):
            return Entry(address, first)
        case Watch(code=code):
            return Entry(address, Spectate(PROTOCOL_VERSION, code))


def rejoin(token: str) -> Rejoin:
    """What leads back to the seat that a token is of."""
    return Rejoin(PROTOCOL_VERSION, token)


def rematch(token: str) -> Rematch:
    """What opens the match that follows the one that a token is of."""
    return Rematch(PROTOCOL_VERSION, token)


def browse() -> Browse:
    """What asks for the public matches of a server."""
    return Browse(PROTOCOL_VERSION)


def command_for(transition: AtTable, model: Model) -> Command | None:
    """The command that says what a scene asked for; None where it makes no sense now."""
    match transition:
        case BeReady(ready=ready):
            return SetReady(ready, new_key())
        case TakeSeat(seat=seat):
            return ChangeSeat(seat, new_key())
        case Unseat(seat=seat):
            return Remove(seat, new_key())
        case Silence(seat=seat, silent=silent):
            return Mute(seat, silent, new_key())
        case _ if model.view is None:
            return None
        case Seal(order=order):
            return SubmitOrders(model.view.turn, order, new_key())
        case TakeOffSeal():
            return Unseal(model.view.turn, new_key())
        case Tell(to=to, text=text):
            return Say(to, text, new_key())
