"""Decisions: what a command does to a match as it stands, before anything is stored.

Reasons come from the seat's own view and from what is public, so that no answer, not even its
length, tells more than the seat may know.
"""

from __future__ import annotations

from dilemma.orders import Problem, problem, problems
from dilemma.protocol.messages import (
    Accepted,
    Command,
    Leave,
    Refused,
    Say,
    SubmitOrders,
    Unseal,
)
from dilemma.vocabulary import Instrument
from dilemma_server.match.events import (
    CommandRefused,
    Event,
    OrdersSealed,
    Reason,
    Said,
    TurnClosed,
    TurnPlayed,
    Unsealed,
)
from dilemma_server.match.match import Match
from dilemma_server.match.table_talk import reasons_against_table, table_event
from dilemma_server.store import Phase

COMMANDS_A_TURN, BYTES_A_TURN = 200, 65_536
"""Of one sitting; far above what a person does, and a bound on what a match can come to weigh."""

MOST_PROBLEMS = 8
"""Told in one refusal; who mends so many will be told of more."""


def decide(match: Match, seat: str, command: Command) -> Event | Accepted | Refused:
    """What to store for a command; or its answer at once, when nothing is to be stored.

    A refusal is stored like what is accepted, so that a repeated command never does later what it
    could not do the first time; only when the seat has had its fill, or all is over, it is not.
    """
    known = match.answer(seat, command.key)
    if known is not None:
        return known
    full = _has_had_enough(match, seat, command)
    if full:
        return Refused(command.key, full)
    found = _reasons_against(match, seat, command)
    if found:
        return CommandRefused(seat, command.key, found[:MOST_PROBLEMS])
    match command:
        case SubmitOrders():
            return OrdersSealed(seat, command.turn, command.order, command.key)
        case Unseal():
            return Unsealed(seat, command.turn, command.key)
        case Say():
            return Said(seat, command.to, match.game.turn, command.text, command.key)
        case _:
            return table_event(seat, command)


def due(match: Match, now: float) -> TurnClosed | TurnPlayed | None:
    """What came of the last turn; or the closing of the open one, if all sealed or time is up.

    Where bots play for everybody nothing closes before its time: a table that is left alone for a
    while must not be played out in a moment.
    """
    if match.unvouched is not None:
        return match.unvouched
    deadline = match.deadline
    if deadline is None:
        return None
    if len(match.sealed) == len(match.seats) and match.places.attended:
        return match.close_turn(Reason.ALL_SEALED)
    if now >= deadline:
        return match.close_turn(Reason.DEADLINE)
    return None


def closed_by(match: Match, event: Event) -> tuple[TurnClosed, ...]:
    """The closing of the open turn that an event brings with it: that of the last seal."""
    if not isinstance(event, OrdersSealed) or match.sealed | {event.seat} != set(match.seats):
        return ()
    return (match.close_turn(Reason.ALL_SEALED),) if match.places.attended else ()


def _has_had_enough(match: Match, seat: str, command: Command) -> tuple[Problem, ...]:
    if match.phase is Phase.OVER:
        return (Problem("turn", "The match is over."),)
    if isinstance(command, Leave):
        # It is the last of a sitting, and sittings are counted when they begin.
        return ()
    if match.commands_this_turn(seat) >= COMMANDS_A_TURN:
        return (problem("turn", "{most} commands are enough for one turn.", most=COMMANDS_A_TURN),)
    if match.bytes_this_turn(seat) >= BYTES_A_TURN:
        return (Problem("turn", "So long a talk is enough for one turn."),)
    return ()


def _reasons_against(match: Match, seat: str, command: Command) -> tuple[Problem, ...]:
    """Every reason why a command cannot be; empty when it can."""
    if not isinstance(command, SubmitOrders | Unseal | Say):
        return reasons_against_table(match, seat, command)
    if match.phase is Phase.WAITING:
        return (Problem("turn", "The match has not begun; it waits for players."),)
    match command:
        case SubmitOrders():
            return (
                _wrong_turn(match, command.turn)
                or problems(match.view(seat), command.order)
                or _silenced(match, seat, "statement", command.order.statement)
            )
        case Unseal():
            return _wrong_turn(match, command.turn) or _nothing_sealed(match, seat)
        case Say():
            return _silenced(match, seat, "text", command.text) or _cannot_say(match, seat, command)


def _silenced(match: Match, seat: str, field: str, text: str) -> tuple[Problem, ...]:
    if text and seat in match.places.muted:
        return (Problem(field, "The host of this table has silenced you; orders alone count."),)
    return ()


def _wrong_turn(match: Match, turn: int) -> tuple[Problem, ...]:
    open_turn = match.game.turn
    if turn == open_turn:
        return ()
    if turn < open_turn:
        text = "Turn {turn} is over; the open turn is {now}."
    else:
        text = "Turn {turn} is not open yet; the open turn is {now}."
    return (problem("turn", text, turn=turn, now=open_turn),)


def _nothing_sealed(match: Match, seat: str) -> tuple[Problem, ...]:
    if seat in match.sealed:
        return ()
    return (Problem("turn", "There is no seal to take off."),)


def _cannot_say(match: Match, seat: str, say: Say) -> tuple[Problem, ...]:
    view = match.view(seat)
    page = view.other(say.to)
    if page is None:
        known = tuple(other.id for other in view.others)
        text = "There is no other state '{state}'; the others are {states}."
        return (problem("to", text, state=say.to[:40], states=known),)
    if Instrument.HOTLINE not in page.in_force:
        text = "There is no hotline with {state}; it needs the offer of both sides."
        return (problem("to", text, state=say.to),)
    if not say.text.strip() or not say.text.isprintable():
        return (Problem("text", "A message must be plain text on one line."),)
    return ()
