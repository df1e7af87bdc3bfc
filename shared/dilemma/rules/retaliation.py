"""Retaliation: what is left of the victim's deterrent ruins the attacker."""

from __future__ import annotations

import numpy as np

from dilemma.arithmetic import Floats, add_up
from dilemma.chance import Dice
from dilemma.orders.arrays import Orders
from dilemma.rules.events import Events
from dilemma.vocabulary import Module
from dilemma.world import World


def retaliation(world: World, orders: Orders, dice: Dice, events: Events) -> tuple[World, Events]:
    """Ruin every attacker by what survives of its victims' deterrents and passes its shield.

    A shield makes its owner safer by lowering the deterrent of everyone else; more missiles, or
    more warheads on each, are the answer the rival has (Glaser and Fetter, 2001).
    """
    if Module.DETERRENCE not in world.modules or not events.attack.any():
        return world, events
    rates = world.coefficients
    lost = np.logical_or.reduce(events.victory, axis=0)
    surviving = world.deterrent * (1.0 - lost * (1.0 - rates.deterrent_survives))
    attackers = add_up(events.attack.astype(np.float64))
    aimed = events.attack * (surviving / np.maximum(attackers, 1.0))[np.newaxis]
    arriving = penetrating(add_up(aimed.swapaxes(0, 1)), world.shield, world)
    ruin = ruin_of(arriving, world)
    return (
        world.but(
            economy=world.economy * (1.0 - ruin),
            offence=world.offence * (1.0 - ruin),
            defence=world.defence * (1.0 - ruin),
            deterrent=world.deterrent * (1.0 - lost * (1.0 - rates.deterrent_survives)),
        ),
        events.but(ruin=ruin),
    )


def penetrating(deterrent: Floats, shield: Floats, world: World) -> Floats:
    """What of a deterrent passes a shield, in points: x^2 / (x + shield), x counting warheads."""
    warheads = deterrent * world.dials.warheads_per_missile
    passing: Floats = warheads * warheads / (warheads + shield + 1e-9)
    return passing


def ruin_of(arriving: Floats, world: World) -> Floats:
    """The share of a country that an arriving deterrent ruins, rising to a bound."""
    rates = world.coefficients
    ruin: Floats = arriving / (arriving + rates.ruin_scale) * rates.ruin_most
    return ruin
