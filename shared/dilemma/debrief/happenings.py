"""What came of the orders of every turn, as it truly was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

import numpy as np

from dilemma.orders import Action, Order
from dilemma.orders.arrays import NOBODY
from dilemma.projection.occurrences import public_occurrences
from dilemma.protocol.hindsight import (
    Battle,
    CrisisAnswered,
    Happening,
    Meeting,
    TreatyChanged,
)
from dilemma.record import Game
from dilemma.rules import Events
from dilemma.view.occurrences import Beaten, Retaliated
from dilemma.vocabulary import ActionKind, Cause, CrisisOutcome, Instrument
from dilemma.world import World


def happenings_of(game: Game) -> tuple[Happening, ...]:
    """Everything that came of a match's orders, turn by turn, in the order of the rules."""
    found: list[Happening] = []
    for number, events in enumerate(game.events):
        found += _turn(game, number, events)
    return tuple(found)


def _turn(game: Game, number: int, events: Events) -> Iterator[Happening]:
    ids, turn = game.scenario.ids, number + 1
    told = public_occurrences(ids, events, turn, {})
    public = [occurrence for occurrence in told if isinstance(occurrence, Happening)]
    last = [occurrence for occurrence in public if isinstance(occurrence, Retaliated | Beaten)]
    yield from _treaties(ids, *game.worlds[number : number + 2])
    yield from (occurrence for occurrence in public if occurrence not in last)
    yield from _meetings(ids, events, turn, game.turns[number].orders)
    yield from _crises(ids, events, turn)
    yield from battles_of(ids, events, turn)
    yield from last


def _treaties(ids: tuple[str, ...], before: World, after: World) -> Iterator[TreatyChanged]:
    """What is in force after a turn and was not before, or the other way round."""
    changed = before.in_force[..., 0] != after.in_force[..., 0]
    for code, i, j in np.argwhere(changed).tolist():
        if i < j:
            in_force = bool(after.in_force[code, i, j, 0])
            instrument = Instrument.from_code(code)
            yield TreatyChanged(before.turn, ids[i], ids[j], instrument, in_force)


def _meetings(
    ids: tuple[str, ...], events: Events, turn: int, orders: Mapping[str, Order]
) -> Iterator[Meeting]:
    for i, j in combinations(range(len(ids)), 2):
        if events.incident[i, j, 0]:
            sides = {ids[i]: ids[j], ids[j]: ids[i]}
            ordered_by = tuple(
                state
                for state, other in sides.items()
                if orders[state].action == Action(ActionKind.PROBE, other)
            )
            told = {ids[i]: _cause(events, i, j), ids[j]: _cause(events, j, i)}
            learned = {state: told[state] for state in sides if state not in ordered_by}
            yield Meeting(turn, ids[i], ids[j], ordered_by, learned)


def _cause(events: Events, state: int, other: int) -> Cause:
    """What a state's own service told it of its incident with another."""
    return Cause.DELIBERATE if events.told[state, other, 0] else Cause.ACCIDENT


def _crises(ids: tuple[str, ...], events: Events, turn: int) -> Iterator[CrisisAnswered]:
    for i, j in combinations(range(len(ids)), 2):
        code = int(events.crisis_outcome[i, j, 0])
        if code != NOBODY:
            yield CrisisAnswered(turn, ids[i], ids[j], CrisisOutcome.from_code(code))


def battles_of(ids: tuple[str, ...], events: Events, turn: int) -> Iterator[Battle]:
    """One battle for each state that was attacked."""
    for place, defender in enumerate(ids):
        attackers = _marked(events.attack, place)
        if attackers:
            yield Battle(
                turn=turn,
                attackers=tuple(ids[i] for i in attackers),
                defender=defender,
                allies=tuple(ids[i] for i in _marked(events.joined, place)),
                unordered=tuple(ids[i] for i in _marked(events.clash_war, place)),
                chance=round(float(events.success_chance[place, 0]), 3),
                won=bool(events.victory[attackers[0], place, 0]),
                territory=round(float(events.territory_lost[place, 0]), 3),
            )


def _marked(pairs: np.ndarray, place: int) -> list[int]:
    """Who did something to a state, by an array [N, N, 1]."""
    found: list[int] = np.flatnonzero(pairs[:, place, 0]).tolist()
    return found
