"""Incidents: forces that meet by accident or by design, and what each side is told it was."""

from __future__ import annotations

import numpy as np

from dilemma.arithmetic import Floats
from dilemma.chance import Dice
from dilemma.orders.arrays import Flags, Orders
from dilemma.rules.events import Events
from dilemma.vocabulary import Instrument
from dilemma.world import World
from dilemma.world.world import flipped


def incidents(world: World, orders: Orders, dice: Dice, events: Events) -> tuple[World, Events]:
    """Draw incidents, add probes, open crises, and tell each side a cause that may be wrong.

    The hazard grows with contact, the alert of both and their rivalry; in the algebraic form
    rate / (1 + rate), which has the shape of 1 - exp(-rate) and is the same on every machine.
    """
    calm = ~world.at_war & within_reach(world)
    probe = orders.probe & calm
    met = (dice.incident < _hazard(world)) & calm
    happened = met | probe | flipped(probe)
    if not happened.any():
        return world, events
    told = _told(world, dice, probe)
    opened = happened & (world.crisis == 0)
    turn = np.int8(world.turn)
    return (
        world.but(
            crisis=np.where(opened, np.int8(1), world.crisis),
            crisis_opened=np.where(opened, turn, world.crisis_opened),
            told=np.where(opened, told, world.told),
            accident=np.where(opened, ~(probe | flipped(probe)), world.accident),
        ),
        events.but(incident=happened, told=told & happened),
    )


def within_reach(world: World) -> Flags:
    """Pairs whose forces can meet, of which neither is beaten [N, N, B]."""
    unbeaten = ~world.beaten
    reach: Flags = (world.contact > 0.0) & unbeaten[:, np.newaxis] & unbeaten[np.newaxis]
    return reach


def _hazard(world: World) -> Floats:
    """Chance of an incident of each pair this turn [N, N, B]."""
    alert = world.readiness * 0.5 + 1.0
    together = alert[:, np.newaxis] * alert[np.newaxis]
    hazard = together * world.contact * (world.rivalry + 1.0) * world.dials.incident_rate
    return hazard / (hazard + 1.0)


def _told(world: World, dice: Dice, probe: Flags) -> Flags:
    """Whether the first of each pair is told that the second meant it [N, N, B]."""
    rates = world.coefficients
    hotline = world.in_force[Instrument.HOTLINE.code]
    agreement = world.in_force[Instrument.INCIDENTS_AGREEMENT.code]
    clarity = (1.0 - hotline * (1.0 - rates.hotline_clears)) * (
        1.0 - agreement * (1.0 - rates.agreement_clears)
    )
    mistaken = dice.attribution < clarity * world.dials.attribution_error
    told: Flags = (flipped(probe) ^ mistaken) | probe
    return told
