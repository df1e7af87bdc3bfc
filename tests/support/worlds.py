"""Small worlds, orders and dice: equal states a, b, c ... on one plain, and chances that stay away.

Dice are data: a test that wants something to happen writes it into the dice, and nothing else
happens. States are named by letters, so that "ab" is the pair of a and b.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import Any

import msgspec
import numpy as np

from dilemma.chance import Dice
from dilemma.chance.streams import ARSENALS, SOURCES
from dilemma.orders import Action, Order, Signal
from dilemma.orders.arrays import Orders, pack
from dilemma.rules import STAGES, Events
from dilemma.rules.events import no_events
from dilemma.scenario import Dials, Pair, Scenario, State
from dilemma.vocabulary import (
    ActionKind,
    BudgetLine,
    Demand,
    Instrument,
    Module,
    Motive,
    Readiness,
    Response,
    SignalKind,
)
from dilemma.world import World, open_world

LETTERS = "abcdefgh"
SECRET = bytes(range(32))


def plain(states: int = 2, turns: int = 12, **dials: float) -> Scenario:
    """Equal security seekers who all border on each other; dials as given, else the defaults.

    No incidents unless asked for: what happens in a test is what the test makes happen.
    """
    letters = LETTERS[:states]
    return Scenario(
        name="plain",
        title="A plain",
        summary="Equal states on one plain.",
        states=tuple(State(id=letter, name=letter.upper()) for letter in letters),
        turns=turns,
        dials=msgspec.structs.replace(Dials(incident_rate=0.0), **dials),
        pairs=tuple(Pair(between=pair) for pair in combinations(letters, 2)),
    )


def with_modules(scenario: Scenario) -> Scenario:
    """The scenario with every module switched on."""
    return msgspec.structs.replace(scenario, modules=tuple(Module))


def world_of(states: int = 2, **dials: float) -> World:
    """One world of the plain at turn 1."""
    return open_world(plain(states, 12, **dials), SECRET)


def at(letter: str) -> int:
    """The seat of a state."""
    return LETTERS.index(letter)


def having(world: World, field: str, **values: float) -> World:
    """The world with a field of some states changed: having(world, "offence", a=30.0)."""
    changed = getattr(world, field).copy()
    for letter, value in values.items():
        changed[at(letter)] = value
    return world.but(**{field: changed})


def between(world: World, field: str, **values: float) -> World:
    """The world with a field of some ordered pairs changed: between(world, "tension", ab=0.5)."""
    changed = getattr(world, field).copy()
    for pair, value in values.items():
        changed[at(pair[0]), at(pair[1])] = value
    return world.but(**{field: changed})


def mutual(world: World, field: str, **values: float) -> World:
    """As `between`, for both orders of each pair."""
    both = {**values, **{pair[::-1]: value for pair, value in values.items()}}
    return between(world, field, **both)


def under(world: World, instrument: Instrument, *pairs: str) -> World:
    """The world with an instrument offered by both sides and in force between some pairs."""
    offers, in_force = world.offers.copy(), world.in_force.copy()
    for pair in pairs:
        one, other = at(pair[0]), at(pair[1])
        for flags in (offers, in_force):
            flags[instrument.code, one, other] = flags[instrument.code, other, one] = True
    return world.but(offers=offers, in_force=in_force)


def in_crisis(
    world: World, pair: str, age: int = 1, level: int = 1, deliberate: bool = True
) -> World:
    """The world a crisis' age later, with the crisis open between a pair."""
    opened = world.turn
    world = world.but(turn=opened + age)
    world = mutual(world, "crisis", **{pair: level})
    world = mutual(world, "crisis_opened", **{pair: opened})
    return mutual(mutual(world, "told", **{pair: deliberate}), "accident", **{pair: not deliberate})


def dialled(world: World, **dials: float) -> World:
    """The world with some dials turned."""
    turned = {name: np.full(world.worlds, value) for name, value in dials.items()}
    return world.but(dials=replace(world.dials, **turned))


def ready(world: World, **readiness: Readiness) -> World:
    """The world with forces of some states at a readiness."""
    return having(world, "readiness", **{state: kind.code for state, kind in readiness.items()})


def wanting(world: World, **motives: Motive) -> World:
    """The world with some states dealt other motives."""
    return having(world, "motive", **{state: kind.code for state, kind in motives.items()})


def orders_in(world: World, **sheets: Order) -> Orders:
    """Orders of one world: those given, and nothing at all from the rest."""
    letters = LETTERS[: world.states]
    return pack(letters, [sheets.get(letter, order()) for letter in letters])


def order(**fields: Any) -> Order:
    """An order sheet that saves everything and does nothing, but for the fields given."""
    return Order(**{"budget": {}, **fields})


def spending(**shares: float) -> Order:
    """An order sheet with a budget and nothing else."""
    return order(budget={BudgetLine(line): share for line, share in shares.items()})


def offering(*instruments: Instrument, to: str) -> Order:
    """An order sheet that offers some instruments to some states and does nothing else."""
    return order(offers=dict.fromkeys(to, instruments))


def agreeing(instrument: Instrument, pair: str) -> dict[str, Order]:
    """Order sheets of a pair who both offer an instrument to each other and do nothing else."""
    return {one: offering(instrument, to=other) for one, other in (tuple(pair), tuple(pair[::-1]))}


def attack(target: str, **fields: Any) -> Order:
    """An order to attack."""
    return order(action=Action(ActionKind.ATTACK, target), **fields)


def probe(target: str, **fields: Any) -> Order:
    """An order to probe."""
    return order(action=Action(ActionKind.PROBE, target), **fields)


def answering(response: Response, *others: str) -> Order:
    """An order sheet that meets the crises with some states in one way."""
    return order(responses=dict.fromkeys(others, response))


def signalling(
    kind: SignalKind, target: str | None = None, demand: Demand | None = None, **fields: Any
) -> Order:
    """An order sheet with a signal and nothing else."""
    return order(signal=Signal(kind, target, demand), **fields)


def quiet_dice(states: int, worlds: int = 1) -> Dice:
    """Chances at which nothing happens by itself and every source is exactly right."""

    def filled(value: float, *shape: int) -> np.ndarray:
        return np.full((*shape, worlds), value)

    n = states
    almost_one = 1.0 - 2.0**-53
    return Dice(
        incident=filled(almost_one, n, n),
        clash=filled(almost_one, n, n),
        attribution=filled(almost_one, n, n),
        battle=filled(almost_one, n),
        delivery=filled(almost_one, n, n),
        strength=filled(0.0, SOURCES, n, n),
        composition=filled(0.0, SOURCES, n, n),
        readiness=filled(almost_one, SOURCES, n, n),
        arsenals=filled(0.0, ARSENALS, n, n),
    )


def loaded(dice: Dice, field: str, **values: float) -> Dice:
    """The dice with some draws chosen: loaded(dice, "battle", b=0.0) or ("incident", ab=0.0)."""
    changed = getattr(dice, field).copy()
    for names, value in values.items():
        changed[tuple(at(letter) for letter in names)] = value
    return replace(dice, **{field: changed})


def told_by(dice: Dice, field: str, source: int, **values: float) -> Dice:
    """The dice of one source's reports with some draws chosen."""
    changed = getattr(dice, field).copy()
    for pair, value in values.items():
        changed[source, at(pair[0]), at(pair[1])] = value
    return replace(dice, **{field: changed})


def after(
    last: Callable[..., Any], world: World, orders: Orders, dice: Dice | None = None
) -> tuple[World, Events]:
    """The world after a stage of the turn, all stages before it included."""
    chances = quiet_dice(world.states, world.worlds) if dice is None else dice
    events = no_events(world.states, world.worlds)
    for stage in STAGES:
        world, events = stage(world, orders, chances, events)
        if stage is last:
            return world, events
    raise ValueError(f"{last} is no stage of a turn")


def before(
    stage: Callable[..., Any], world: World, orders: Orders, dice: Dice | None = None
) -> tuple[World, Events]:
    """The world as a stage of the turn finds it."""
    place = STAGES.index(stage)
    if place == 0:
        return world, no_events(world.states, world.worlds)
    return after(STAGES[place - 1], world, orders, dice)


def of(values: np.ndarray, letters: str) -> Any:
    """The value of one state or of one ordered pair, in a world of one."""
    return values[(*(at(letter) for letter in letters), 0)].item()
