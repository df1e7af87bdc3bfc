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

    The condemned loses standing, is feared more, and is no longer offered trade by those who
    condemned it. Mediation lowers the tension of a pair and takes a step out of its crisis.
    """
    if Module.FORUM not in world.modules:
        return world, events
    rates = world.coefficients
    condemned = _condemned(world, orders)
    mediated = _mediated(world, orders)
    within = condemned[np.newaxis] & (world.contact > 0.0)
    felt: Floats = within * np.float64(rates.condemned_tension)
    felt = felt + mediated * np.float64(rates.mediated_tension)
    world = world.but(
        standing=clip(world.standing - condemned * rates.condemned_standing, 0.0, 1.0),
        tension=clip(world.tension + felt, 0.0, 1.0),
        crisis=np.where(mediated & (world.crisis > 1), world.crisis - 1, world.crisis),
    )
    events = events.but(motion=orders.condemn, condemned=condemned, mediated=mediated)
    return _trade_withdrawn(world, events, orders.condemn & condemned[np.newaxis])


def _condemned(world: World, orders: Orders) -> Flags:
    """States that most others moved to condemn, and two at least: one alone is no majority."""
    votes = add_up(orders.condemn.astype(np.float64))
    return _majority(votes, world.states - 1) & (votes > 1.0)


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


def _trade_withdrawn(world: World, events: Events, condemning: Flags) -> tuple[World, Events]:
    """Take back every offer of trade to the condemned by those who condemned it.

    As an offer that is withdrawn it is seen by both, and trade stays off until it is made again.
    """
    cut = np.zeros_like(world.offers)
    cut[Instrument.TRADE.code] = condemning & world.offers[Instrument.TRADE.code]
    in_force = world.in_force & ~(cut | flipped(cut))
    return (
        world.but(offers=world.offers & ~cut, in_force=in_force),
        events.but(
            offer_begun=events.offer_begun & ~cut,
            offer_ended=events.offer_ended | (cut & ~events.offer_begun),
            in_force=in_force,
        ),
    )
