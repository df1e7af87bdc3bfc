"""Commands: what a scene asks of the match, as it is said to the server."""

from __future__ import annotations

from dilemma.protocol.messages import (
    ChangeSeat,
    Mute,
    Remove,
    Say,
    SetReady,
    SubmitOrders,
    Unseal,
)
from dilemma_client.model import Command, Model
from dilemma_client.model.events import new_key
from dilemma_client.scenes.transitions import (
    AtTable,
    BeReady,
    Seal,
    Silence,
    TakeOffSeal,
    TakeSeat,
    Tell,
    Unseat,
)


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
