"""The forum: a majority that condemns or mediates makes it count."""

from __future__ import annotations

import numpy as np

from dilemma.arithmetic import Floats, add_up, clip
from dilemma.chance import Dice
from dilemma.orders.arrays import Flags, Orders
from dilemma.rules.events import Events
from dilemma.vocabulary import Instrument, Module
from dilemma.world import World
from dilemma.world.world import flipped


def forum(world: World, orders: Orders, dice: Dice, events: Events) -> tuple[World, Events]:
    """Count motions; each needs a majority of all states but the one or two it is about.

    The condemned loses standing, is feared more, and does not trade this turn with those who
    condemned it. Mediation lowers the tension of a pair and takes a step out of its crisis.
    """
    if Module.FORUM not in world.modules:
        return world, events
    rates = world.coefficients
    condemned = _majority(add_up(orders.condemn.astype(np.float64)), world.states - 1)
    mediated = _mediated(world, orders)
    felt: Floats = condemned[np.newaxis] * np.float64(rates.condemned_tension)
    felt = felt + mediated * np.float64(rates.mediated_tension)
    cut = orders.condemn & condemned[np.newaxis]
    return (
        world.but(
            standing=clip(world.standing - condemned * rates.condemned_standing, 0.0, 1.0),
            tension=clip(world.tension + felt * (world.contact > 0.0), 0.0, 1.0),
            crisis=np.where(mediated & (world.crisis > 1), world.crisis - 1, world.crisis),
            in_force=_without_trade(world.in_force, cut | flipped(cut)),
        ),
        events.but(motion=orders.condemn, condemned=condemned, mediated=mediated),
    )


def _majority(votes: Floats, voters: int) -> Flags:
    carried: Flags = votes * 2.0 > voters
    return carried


def _mediated(world: World, orders: Orders) -> Flags:
    """Pairs for which most of the others asked for mediation [N, N, B]; a party has no vote."""
    states = range(world.states)
    votes = np.zeros(world.contact.shape)
    for voter in states:
        asked = orders.mediate[voter].astype(np.float64)
        asked[voter] = 0.0
        asked[:, voter] = 0.0
        votes += asked
    return _majority(votes, max(world.states - 2, 1))


def _without_trade(in_force: Flags, cut: Flags) -> Flags:
    kept = in_force.copy()
    kept[Instrument.TRADE.code] &= ~cut
    return kept
