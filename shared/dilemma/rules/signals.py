"""Signals: costs sunk now, hands tied for later, and ultimatums that fall due."""

from __future__ import annotations

import numpy as np

from dilemma.arithmetic import Floats, add_up, clip
from dilemma.chance import Dice
from dilemma.orders.arrays import NOBODY, Flags, Orders
from dilemma.rules.events import Events
from dilemma.vocabulary import BudgetLine, Demand, Readiness, Response, SignalKind
from dilemma.world import World
from dilemma.world.world import flipped


def signals(world: World, orders: Orders, dice: Dice, events: Events) -> tuple[World, Events]:
    """Register what was signalled, collect sunk costs, and settle pledges and ultimatums.

    Tied hands and sunk costs after Fearon (1997); words alone cost and change nothing here.
    """
    showing = orders.signal == SignalKind.SHOW_OF_FORCE.code
    sunk = np.minimum(showing * world.coefficients.show_of_force_cost, world.reserves)
    world = world.but(reserves=world.reserves - sunk, signal=orders.signal)
    events = events.but(
        sunk=sunk,
        signal=orders.signal,
        demand=orders.demand,
        signal_to=orders.signal_to & (orders.signal != NOBODY)[:, np.newaxis],
        open_books=orders.signal == SignalKind.OPEN_BOOKS.code,
        exercise=orders.signal == SignalKind.ANNOUNCE_EXERCISE.code,
    )
    world, events = _pledges(world, orders, events)
    return _ultimatums(world, orders, events)


def _pledges(world: World, orders: Orders, events: Events) -> tuple[World, Events]:
    """A pledge binds from the turn it is given: no arming beyond losses, no mobilising, no move."""
    given = orders.signal == SignalKind.PLEDGE_RESTRAINT.code
    bound = given | (world.pledge_turns > 0)
    if not bound.any():
        return world, events
    rates = world.coefficients
    moved = np.logical_or.reduce(orders.attack | orders.probe, axis=1)
    arming = orders.budget[BudgetLine.OFFENCE.code] > rates.pledge_offence_share
    mobilised = orders.readiness == Readiness.MOBILISED.code
    broken = bound & (arming | mobilised | moved)
    left = np.where(given, np.int8(rates.pledge_length), np.maximum(world.pledge_turns - 1, 0))
    return (
        world.but(
            pledge_turns=(left * ~broken).astype(np.int8),
            pledges_broken=world.pledges_broken + broken,
            standing=clip(
                world.standing - broken * rates.pledge_breach - given * world.dials.pledge_cost,
                0.0,
                1.0,
            ),
        ),
        events.but(pledge_broken=broken),
    )


def _ultimatums(world: World, orders: Orders, events: Events) -> tuple[World, Events]:
    """Last turn's ultimatums fall due: met, followed through, or shown to be a bluff."""
    due = world.ultimatum
    pending = due != NOBODY
    threatening = orders.signal == SignalKind.ULTIMATUM.code
    if not (pending.any() or threatening.any()):
        return world, events
    rates = world.coefficients
    met = pending & _complied(world, orders, due)
    followed = pending & orders.attack
    bluffed = pending & ~met & ~followed
    change = (
        met * rates.ultimatum_met - flipped(met) * rates.ultimatum_met
    ) - bluffed * rates.ultimatum_bluffed
    change_at_home = add_up(change.swapaxes(0, 1)) - threatening * rates.ultimatum_issued
    standing = clip(world.standing + change_at_home, 0.0, 1.0)
    issued = threatening[:, np.newaxis] & orders.signal_to
    demanded = np.where(issued, orders.demand[:, np.newaxis], np.int8(NOBODY))
    return (
        world.but(ultimatum=demanded, standing=standing),
        events.but(ultimatum_due=due, ultimatum_met=met, ultimatum_followed=followed),
    )


def _complied(world: World, orders: Orders, due: np.ndarray) -> Flags:
    """Whether the second of each pair did what the first had demanded [N, N, B]."""
    rates = world.coefficients
    calm = (orders.readiness != Readiness.MOBILISED.code)[np.newaxis]
    restrained = orders.budget[BudgetLine.OFFENCE.code] <= rates.demand_offence_share
    yielding = (world.crisis == 0) | (flipped(orders.response) == Response.BACK_DOWN.code)
    complied: Flags = (
        ((due == Demand.STAND_DOWN.code) & calm)
        | ((due == Demand.STOP_ARMING.code) & restrained[np.newaxis])
        | ((due == Demand.BACK_DOWN.code) & yielding)
    )
    return complied


def reach_of_signal(world: World, events: Events, kind: SignalKind) -> Floats:
    """1 where the second of a pair is addressed by the first's signal of a kind, else 0.

    A signal without a target is addressed to all within reach.
    """
    sent = (events.signal == kind.code)[:, np.newaxis]
    addressed = np.logical_or.reduce(events.signal_to, axis=1)[:, np.newaxis]
    reached = sent & np.where(addressed, events.signal_to, world.contact > 0.0)
    return np.asarray(reached, np.float64)
