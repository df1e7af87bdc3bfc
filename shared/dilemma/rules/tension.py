"""Tension: fear of another state, as it is felt and not as it is deserved."""

from __future__ import annotations

import numpy as np

from dilemma.arithmetic import Floats, clip
from dilemma.chance import Dice
from dilemma.orders.arrays import NOBODY, Orders
from dilemma.rules.events import Events
from dilemma.rules.signals import reach_of_signal
from dilemma.vocabulary import CrisisOutcome, Instrument, SignalKind
from dilemma.world import World
from dilemma.world.world import flipped


def tension(world: World, orders: Orders, dice: Dice, events: Events) -> tuple[World, Events]:
    """Let old fear fade and new fear come from threats, incidents, words and wars.

    The first of a pair fears the second. `threat` is what last turn's reports made of the other's
    offence (spiral model, Jervis, 1976): tension follows the threat that is perceived.
    """
    rates = world.coefficients
    felt = (
        world.tension * rates.tension_kept
        + world.threat * ((1.0 - rates.tension_kept) * rates.tension_of_threat)
        + world.rivalry * ((1.0 - rates.tension_kept) * rates.tension_of_identity)
        + _from_incidents(world, events)
        + _from_signals(world, events)
        + _from_war(world, events)
        + _from_treaties(world)
    )
    reach = (world.contact > 0.0) | (world.rivalry > 0.0)
    return world.but(tension=clip(felt, 0.0, 1.0) * reach), events


def _from_incidents(world: World, events: Events) -> Floats:
    rates = world.coefficients
    calmed = events.crisis_outcome == CrisisOutcome.BOTH_BACKED_DOWN.code
    felt: Floats = (
        events.told * rates.tension_of_deed
        + (events.incident & ~events.told) * rates.tension_of_accident
        + flipped(events.escalated) * rates.tension_of_escalation
        + events.clash * rates.tension_of_clash
        - calmed * rates.tension_relieved
    )
    return felt


def _from_signals(world: World, events: Events) -> Floats:
    rates = world.coefficients
    felt: Floats = np.zeros_like(world.tension)
    if not (events.signal != NOBODY).any() and not events.pledge_broken.any():
        return felt
    felt = felt + events.pledge_broken * rates.tension_of_breach
    for kind, strength in (
        (SignalKind.REASSURE, rates.tension_of_reassurance),
        (SignalKind.WARN, rates.tension_of_warning),
        (SignalKind.SHOW_OF_FORCE, rates.tension_of_show),
        (SignalKind.ULTIMATUM, rates.tension_of_ultimatum),
        (SignalKind.PLEDGE_RESTRAINT, rates.tension_of_pledge),
    ):
        if (events.signal == kind.code).any():
            felt = felt + flipped(reach_of_signal(world, events, kind)) * strength
    return felt


def _from_war(world: World, events: Events) -> Floats:
    rates = world.coefficients
    felt: Floats = flipped(events.breach) * rates.tension_of_breach
    if events.attack.any():
        aggressor = np.logical_or.reduce(events.attack, axis=1)
        seen = aggressor[np.newaxis] * rates.tension_of_war_seen
        felt = felt + seen + flipped(events.attack) * rates.tension_of_attack
    return felt


def _from_treaties(world: World) -> Floats:
    rates = world.coefficients
    felt: Floats = (
        world.in_force[Instrument.INSPECTIONS.code] * rates.tension_of_inspections
        + world.in_force[Instrument.TRADE.code] * rates.tension_of_trade
    )
    return felt
