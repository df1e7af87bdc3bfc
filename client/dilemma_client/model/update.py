"""How a model changes: one case for each event."""

from __future__ import annotations

from msgspec.structs import replace

from dilemma.protocol.messages import (
    Accepted,
    Failed,
    Heard,
    Listing,
    MatchEnded,
    MatchShown,
    Refused,
    Seated,
    SubmitOrders,
    Table,
    TurnOpened,
    TurnShown,
    Unseal,
    Watching,
)
from dilemma_client.model.events import Closed, Command, Connecting, Event, Read, Sent, Waiting
from dilemma_client.model.hotline import hear, mark_read
from dilemma_client.model.model import Connection, Model, Refusal


def update(model: Model, event: Event, now: float) -> Model:
    """The model after an event that happened at `now`; pure."""
    match event:
        case Connecting():
            return replace(model, connection=Connection.CONNECTING, retry_at=None, lost="")
        case Waiting():
            return _waiting(model, event, now)
        case Closed():
            return _closed(model, event)
        case Failed():
            return replace(model, failure=event.problem)
        case Sent():
            return _sent(model, event)
        case Read():
            line = mark_read(model.hotline(event.partner))
            return replace(model, hotlines={**model.hotlines, event.partner: line})
        case Listing() | Watching() | TurnShown() | MatchShown():
            return _shown(model, event, now)
        case _:
            return _told(model, event, now)


def _shown(model: Model, message: Listing | Watching | TurnShown | MatchShown, now: float) -> Model:
    """What the server says to somebody without a seat."""
    match message:
        case Listing():
            return replace(model, connection=Connection.ONLINE, tables=message.tables)
        case Watching():
            online = replace(model, connection=Connection.ONLINE, retry_at=None, lost="")
            return replace(online, code=message.code, watched=message.briefing)
        case TurnShown():
            return _turn_shown(model, message, now)
        case MatchShown():
            return replace(model, public=message.view, hindsight=message.hindsight, closes_at=None)


def _turn_shown(model: Model, message: TurnShown, now: float) -> Model:
    """A later turn starts with a clean table, as for those who play."""
    before = 0 if model.public is None else model.public.turn
    table = model.table
    if table is not None and message.view.turn > before > 0:
        table = replace(table, sealed=())
    closes_at = now + message.seconds_left
    return replace(model, public=message.view, closes_at=closes_at, table=table)


def _told(
    model: Model,
    message: Seated | Table | TurnOpened | Heard | Accepted | Refused | MatchEnded,
    now: float,
) -> Model:
    """What the server of a running match says."""
    match message:
        case Seated():
            return _seated(model, message)
        case Table():
            return replace(model, table=message)
        case TurnOpened():
            return _turn_opened(model, message, now)
        case Heard():
            return _heard(model, message)
        case Accepted():
            return _accepted(model, message)
        case Refused():
            return _refused(model, message)
        case MatchEnded():
            return replace(
                model, view=message.view, hindsight=message.hindsight, closes_at=None, sealed=False
            )


def _waiting(model: Model, event: Waiting, now: float) -> Model:
    return replace(
        model,
        connection=Connection.WAITING,
        retry_at=now + event.seconds,
        lost=event.reason,
    )


def _closed(model: Model, event: Closed) -> Model:
    """Commands stay pending: whether the server took them cannot be known any more."""
    return replace(
        model,
        connection=Connection.CLOSED,
        retry_at=None,
        failure=event.problem or model.failure,
    )


def _seated(model: Model, message: Seated) -> Model:
    """The token is said once: a message without one leaves the one there was."""
    return replace(
        model,
        connection=Connection.ONLINE,
        retry_at=None,
        lost="",
        code=message.code,
        token=message.token or model.token,
        briefing=message.briefing,
    )


def _turn_opened(model: Model, message: TurnOpened, now: float) -> Model:
    """A later turn starts with a clean table; one that is already past changes nothing."""
    before = 0 if model.view is None else model.view.turn
    if message.view.turn < before or model.is_over:
        return model
    if message.view.turn > before:
        table = None if model.table is None else replace(model.table, sealed=())
        model = replace(model, refusals=(), table=table)
    return replace(
        model,
        view=message.view,
        own_order=message.own_order,
        sealed=message.sealed,
        closes_at=now + message.seconds_left,
    )


def _heard(model: Model, message: Heard) -> Model:
    partner = message.listener if message.speaker == model.seat else message.speaker
    line = hear(model.hotline(partner), message)
    return replace(model, hotlines={**model.hotlines, partner: line})


def _sent(model: Model, event: Sent) -> Model:
    """A new command of a kind takes the place of an older refusal of that kind."""
    kind = type(event.command)
    return replace(
        model,
        pending=(*model.pending, event.command),
        refusals=tuple(refusal for refusal in model.refusals if type(refusal.command) is not kind),
    )


def _accepted(model: Model, message: Accepted) -> Model:
    """Orders and seals count only for the turn that is open: an answer may come after its turn."""
    command, model = _answered(model, message.key)
    if command is None or model.view is None or model.is_over:
        return model
    match command:
        case SubmitOrders(turn=turn) if turn == model.view.turn:
            return replace(model, own_order=command.order, sealed=True)
        case Unseal(turn=turn) if turn == model.view.turn:
            return replace(model, sealed=False)
        case _:
            return model


def _refused(model: Model, message: Refused) -> Model:
    command, model = _answered(model, message.key)
    if command is None:
        return model
    others = tuple(
        refusal for refusal in model.refusals if type(refusal.command) is not type(command)
    )
    return replace(model, refusals=(*others, Refusal(command, message.problems)))


def _answered(model: Model, key: str) -> tuple[Command | None, Model]:
    """Take the command of a key from those pending; None when no such command waits."""
    command = next((pending for pending in model.pending if pending.key == key), None)
    pending = tuple(waiting for waiting in model.pending if waiting.key != key)
    return command, replace(model, pending=pending)
