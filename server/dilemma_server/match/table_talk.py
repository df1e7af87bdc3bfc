"""Table talk: what commands about seats do, judged by what everybody at the table knows."""

from __future__ import annotations

from dilemma.orders import Problem
from dilemma.protocol.messages import ChangeSeat, Leave, Mute, Remove, SetReady
from dilemma_server.match.events import (
    Event,
    Muted,
    ReadySet,
    SeatLeft,
    SeatMoved,
    SeatRemoved,
)
from dilemma_server.match.match import Match
from dilemma_server.store import Phase

TableCommand = SetReady | ChangeSeat | Leave | Remove | Mute


def table_event(seat: str, command: TableCommand) -> Event:
    """What a command about seats lets happen when nothing speaks against it."""
    match command:
        case SetReady():
            return ReadySet(seat, command.ready, command.key)
        case ChangeSeat():
            return SeatMoved(seat, command.seat, command.key)
        case Leave():
            return SeatLeft(seat, command.key)
        case Remove():
            return SeatRemoved(command.seat, seat, command.key)
        case Mute():
            return Muted(command.seat, seat, command.muted, command.key)


def reasons_against_table(match: Match, seat: str, command: TableCommand) -> tuple[Problem, ...]:
    """Every reason why a command about seats cannot be; empty when it can."""
    match command:
        case SetReady():
            return _begun(match)
        case ChangeSeat():
            return _begun(match) or _not_free(match, command.seat)
        case Leave():
            return ()
        case Remove() | Mute():
            return _not_host(match, seat) or _nobody_there(match, seat, command.seat)


def _begun(match: Match) -> tuple[Problem, ...]:
    if match.phase is Phase.WAITING:
        return ()
    return (Problem("turn", "The match has begun."),)


def _not_free(match: Match, wanted: str) -> tuple[Problem, ...]:
    free = match.places.free
    if wanted in free:
        return ()
    choice = f"free are {', '.join(free)}" if free else "none is free"
    return (Problem("seat", f"There is no free seat {wanted!r}; {choice}."),)


def _not_host(match: Match, seat: str) -> tuple[Problem, ...]:
    host = match.places.host
    if seat == host:
        return ()
    return (Problem("seat", f"Only the host may do this, who sits in {host}."),)


def _nobody_there(match: Match, host: str, seat: str) -> tuple[Problem, ...]:
    others = [taken for taken in match.seats if taken in match.sittings and taken != host]
    if seat in others:
        return ()
    there = f"others sit in {', '.join(others)}" if others else "nobody else is here"
    return (Problem("seat", f"There is no other player in {seat!r}; {there}."),)
