"""Batches: many worlds in lockstep, their bots deciding for all of them at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

from dilemma.bots import Bot
from dilemma.chance import batch_dice, batch_draws
from dilemma.chance.streams import Words
from dilemma.coefficients import STANDARD, Coefficients
from dilemma.orders.arrays import Orders
from dilemma.projection import Staff, new_staff, sight_of_worlds
from dilemma.rules import Events, adjudicate, first_reports
from dilemma.scenario import Dials, Scenario
from dilemma.world import World, open_batch

Players = Mapping[Bot, Sequence[int]]
"""Which bot decides for which seats, in all worlds of a batch."""

BEHIND_ANOTHER_AXIS = ("budget", "offers")
"""Fields of orders that have an axis of lines or instruments before that of the states."""


@dataclass(frozen=True)
class Batch:
    """B worlds of one scenario at the opening of a turn, and what their staffs have read."""

    keys: Words
    world: World
    staff: Staff


@dataclass(frozen=True)
class Play:
    """One turn of a batch: the batch after it, the orders given, and what happened."""

    batch: Batch
    orders: Orders
    events: Events


def open_batch_of(
    scenario: Scenario,
    keys: Words,
    dials: Sequence[Dials] | None = None,
    coefficients: Coefficients = STANDARD,
) -> Batch:
    """A batch at its first turn; `dials` one for each world, or the scenario's for all."""
    world = open_batch(scenario, keys, dials, coefficients)
    reports = first_reports(world, batch_dice(keys, 0, world.states))
    return Batch(keys, world, new_staff(world).briefed(reports))


def play_turn(batch: Batch, players: Players) -> Play:
    """Let every bot decide for its seats, and adjudicate."""
    world = batch.world
    orders = decide_all(batch, players)
    after, events = adjudicate(world, orders, batch_dice(batch.keys, world.turn, world.states))
    assert events.reports is not None
    return Play(Batch(batch.keys, after, batch.staff.briefed(events.reports)), orders, events)


def play_out(batch: Batch, players: Players) -> Iterator[Play]:
    """Every turn to the end of the match."""
    while batch.world.turn <= batch.world.turns:
        play = play_turn(batch, players)
        yield play
        batch = play.batch


def decide_all(batch: Batch, players: Players) -> Orders:
    """The orders of all states of all worlds; each bot thinks once, for all its seats."""
    world = batch.world
    sight = sight_of_worlds(world, batch.staff)
    merged: Orders | None = None
    for bot, seats in players.items():
        draws = batch_draws(batch.keys, world.turn, bot.draws, world.states, world.states)
        orders = bot.decide_many(sight, draws).orders
        merged = orders if merged is None else _merged(merged, orders, seats)
    if merged is None:
        raise ValueError("players: no bot was given; name one for each seat")
    return merged


def _merged(into: Orders, orders: Orders, seats: Sequence[int]) -> Orders:
    """Orders with some seats' rows taken from others."""
    rows = list(seats)
    changed = {}
    for field in fields(Orders):
        values: np.ndarray = getattr(into, field.name).copy()
        taken: np.ndarray = getattr(orders, field.name)
        if field.name in BEHIND_ANOTHER_AXIS:
            values[:, rows] = taken[:, rows]
        else:
            values[rows] = taken[rows]
        changed[field.name] = values
    return Orders(**changed)
