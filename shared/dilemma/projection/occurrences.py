"""Occurrences: which of a turn's events a seat learns of, and in what form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from dilemma.orders.arrays import NOBODY
from dilemma.rules.events import Events
from dilemma.view.occurrences import (
    Attacked,
    Beaten,
    Condemned,
    CrisisMoved,
    Incident,
    JoinedDefence,
    Mediated,
    Occurrence,
    OfferChanged,
    PledgeBroken,
    Retaliated,
    Signalled,
    TreatyBroken,
    UltimatumEnded,
)
from dilemma.vocabulary import Cause, CrisisOutcome, Demand, Instrument, SignalKind

RUIN_TOLD = 20.0
"""Parts of a country in which its ruin is told: what struck it is its victim's secret still."""

Pairs = Iterator[tuple[int, int]]


def private_occurrences(
    ids: tuple[str, ...], events: Events, turn: int
) -> dict[str, tuple[Occurrence, ...]]:
    """What each seat alone learned had happened in a turn (events with B = 1)."""
    told: dict[str, list[Occurrence]] = {seat: [] for seat in ids}
    for tell in (_offers, _crises, _incidents):
        for place, occurrence in tell(ids, events, turn):
            told[ids[place]].append(occurrence)
    return {seat: tuple(occurrences) for seat, occurrences in told.items()}


def public_occurrences(
    ids: tuple[str, ...], events: Events, turn: int, statements: dict[str, str]
) -> Iterator[Occurrence]:
    """What everybody learned had happened in a turn (events with B = 1).

    `statements` are what each state said in public, empty where it said nothing.
    """
    yield from _signals(ids, events, turn, statements)
    yield from _broken_promises(ids, events, turn)
    yield from _ultimatums(ids, events, turn)
    yield from _forum(ids, events, turn)
    yield from _fighting(ids, events, turn)


def _marked(flags: np.ndarray) -> Pairs:
    """The pairs marked in an array [N, N, 1]."""
    return _places(flags)


def _marked_states(flags: np.ndarray) -> list[int]:
    """The states marked in an array [N, 1]."""
    states: list[int] = flags[:, 0].nonzero()[0].tolist()
    return states


def _places(flags: np.ndarray) -> Iterator[Any]:
    """Where an array is marked in its only world, in order."""
    return zip(*(axis.tolist() for axis in flags[..., 0].nonzero()), strict=True)


def _signals(
    ids: tuple[str, ...], events: Events, turn: int, statements: dict[str, str]
) -> Iterator[Occurrence]:
    signals = events.signal[:, 0].tolist()
    for place, (identifier, code) in enumerate(zip(ids, signals, strict=True)):
        statement = statements.get(identifier, "")
        if code == NOBODY and not statement:
            continue
        demand = int(events.demand[place, 0])
        targets = np.nonzero(events.signal_to[place, :, 0])[0]
        yield Signalled(
            turn=turn,
            actor=identifier,
            signal=None if code == NOBODY else SignalKind.from_code(code),
            target=ids[int(targets[0])] if len(targets) else None,
            demand=None if demand == NOBODY else Demand.from_code(demand),
            statement=statement,
        )


def _broken_promises(ids: tuple[str, ...], events: Events, turn: int) -> Iterator[Occurrence]:
    for state in _marked_states(events.pledge_broken):
        yield PledgeBroken(turn, ids[state])
    for i, j in _marked(events.breach):
        yield TreatyBroken(turn, ids[i], ids[j])


def _ultimatums(ids: tuple[str, ...], events: Events, turn: int) -> Iterator[Occurrence]:
    for i, j in _marked(events.ultimatum_due != NOBODY):
        yield UltimatumEnded(
            turn=turn,
            issuer=ids[i],
            target=ids[j],
            met=bool(events.ultimatum_met[i, j, 0]),
            followed_through=bool(events.ultimatum_followed[i, j, 0]),
        )


def _forum(ids: tuple[str, ...], events: Events, turn: int) -> Iterator[Occurrence]:
    for place in _marked_states(np.any(events.motion, axis=0)):
        movers = tuple(ids[mover] for mover in _marked_states(events.motion[:, place]))
        yield Condemned(turn, ids[place], movers, bool(events.condemned[place, 0]))
    for i, j in _marked(events.mediated):
        if i < j:
            yield Mediated(turn, ids[i], ids[j])


def _fighting(ids: tuple[str, ...], events: Events, turn: int) -> Iterator[Occurrence]:
    for i, j in _marked(events.attack):
        yield Attacked(
            turn=turn,
            attacker=ids[i],
            target=ids[j],
            won=bool(events.victory[i, j, 0]),
            territory=float(events.territory_lost[j, 0]),
            from_clash=bool(events.clash_war[i, j, 0]),
        )
    for state in _marked_states(events.ruin):
        yield Retaliated(turn, ids[state], _told_ruin(float(events.ruin[state, 0])))
    for i, j in _marked(events.joined):
        yield JoinedDefence(turn, ids[i], ids[j])
    for state in _marked_states(events.newly_beaten):
        yield Beaten(turn, ids[state])


def _told_ruin(share: float) -> float:
    """A ruin to the nearest part in which it is told, and never told as none."""
    return max(round(share * RUIN_TOLD), 1) / RUIN_TOLD


Told = Iterator[tuple[int, Occurrence]]
"""Occurrences, each with the place of the seat that learns of it."""


def _offers(ids: tuple[str, ...], events: Events, turn: int) -> Told:
    """Offers begun and withdrawn, of which only the two concerned learn."""
    for offered, flags in ((True, events.offer_begun), (False, events.offer_ended)):
        for code, i, j in _places(flags):
            changed = OfferChanged(
                turn=turn,
                actor=ids[i],
                target=ids[j],
                instrument=Instrument.from_code(code),
                offered=offered,
                in_force=bool(events.in_force[code, i, j, 0]),
            )
            yield i, changed
            yield j, changed


def _crises(ids: tuple[str, ...], events: Events, turn: int) -> Told:
    for place, other in _marked(events.crisis_outcome != NOBODY):
        outcome = CrisisOutcome.from_code(int(events.crisis_outcome[place, other, 0]))
        yield place, CrisisMoved(turn, ids[other], outcome)


def _incidents(ids: tuple[str, ...], events: Events, turn: int) -> Told:
    """Each side hears what its own service made of it, and nothing of what was true."""
    for place, other in _marked(events.incident):
        deliberate = bool(events.told[place, other, 0])
        cause = Cause.DELIBERATE if deliberate else Cause.ACCIDENT
        yield place, Incident(turn, ids[other], cause)
