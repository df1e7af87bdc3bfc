"""Building: money becomes forces one turn later; forces wear out; arms limits bite."""

from __future__ import annotations

import numpy as np

from dilemma.arithmetic import Floats
from dilemma.chance import Dice
from dilemma.orders.arrays import Flags, Orders
from dilemma.rules.events import Events
from dilemma.vocabulary import BudgetLine, Instrument, Module
from dilemma.world import World


def building(world: World, orders: Orders, dice: Dice, events: Events) -> tuple[World, Events]:
    """Deliver what was ordered last turn, order what was paid for in this one.

    Under an arms limit no offence is built above the cap: the money goes to reserves, and what
    stands above it is scrapped bit by bit. Where power cannot be accumulated, money for forces is
    lost, and forces last. Unpaid upkeep disbands in proportion the forces that it is for.
    """
    rates = world.coefficients
    yielded = world.dials.accumulation
    lasting = 1.0 - rates.depreciation * yielded
    kept = lasting * (1.0 - _disbanded(events))
    offence = world.offence * kept + world.offence_building
    defence = world.defence * kept + world.defence_building
    limited = limited_states(world)
    cap = world.dials.arms_limit_cap
    offence = offence - np.maximum(offence - cap, 0.0) * rates.scrapping * limited
    ordered = events.spent[BudgetLine.OFFENCE.code] * yielded
    room = np.maximum(cap - offence, 0.0)
    refunded = np.maximum(ordered - room, 0.0) * limited
    world = _modules_built(world, events, lasting)
    learned = events.spent[BudgetLine.INTELLIGENCE.code] * rates.intelligence_bought
    return (
        world.but(
            offence=offence,
            defence=defence,
            offence_building=ordered - refunded,
            defence_building=events.spent[BudgetLine.DEFENCE.code] * yielded,
            intelligence=world.intelligence * rates.intelligence_kept + learned,
            reserves=world.reserves + refunded,
        ),
        events.but(refunded=refunded),
    )


def _modules_built(world: World, events: Events, lasting: Floats) -> World:
    """Deterrents and shields like forces, but that no upkeep can be owed on them.

    Internal security and secrecy like intelligence.
    """
    rates = world.coefficients
    yielded = world.dials.accumulation
    if Module.DETERRENCE in world.modules:
        world = world.but(
            deterrent=world.deterrent * lasting + world.deterrent_building,
            shield=world.shield * lasting + world.shield_building,
            deterrent_building=events.spent[BudgetLine.DETERRENT.code] * yielded,
            shield_building=events.spent[BudgetLine.SHIELD.code] * yielded,
        )
    if Module.INTERNAL_SECURITY in world.modules:
        hired = events.spent[BudgetLine.INTERNAL_SECURITY.code]
        world = world.but(internal_security=world.internal_security * rates.security_kept + hired)
    if Module.SECRECY in world.modules:
        hidden = events.spent[BudgetLine.SECRECY.code] * rates.secrecy_bought
        world = world.but(secrecy=world.secrecy * rates.secrecy_kept + hidden)
    return world


def limited_states(world: World) -> Flags:
    """States bound by an arms limit with anyone [N, B]."""
    limited: Flags = np.logical_or.reduce(world.in_force[Instrument.ARMS_LIMIT.code], axis=1)
    return limited


def _disbanded(events: Events) -> Floats:
    """The share of forces that nobody was paid for [N, B]."""
    return events.unpaid / np.maximum(events.upkeep, 1e-9)
