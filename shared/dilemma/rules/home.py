"""Home: what the people make of it."""

from __future__ import annotations

import numpy as np

from dilemma.arithmetic import Floats, clip
from dilemma.chance import Dice
from dilemma.orders.arrays import Orders
from dilemma.rules.events import Events
from dilemma.vocabulary import BudgetLine, Module, Readiness
from dilemma.world import World


def home(world: World, orders: Orders, dice: Dice, events: Events) -> tuple[World, Events]:
    """Standing drifts back to where it rests, rises with welfare and tires of mobilisation."""
    rates = world.coefficients
    well = events.spent[BudgetLine.WELFARE.code] / world.homeland
    mobilised = world.readiness == Readiness.MOBILISED.code
    standing = (
        world.standing
        + (rates.standing_rest - world.standing) * rates.standing_return
        + (well - rates.welfare_expected) * rates.standing_of_welfare
        - mobilised * rates.mobilised_weariness
    )
    return (
        world.but(
            standing=clip(standing, 0.0, 1.0),
            welfare=world.welfare + well,
            unrest=_unrest(world, well),
        ),
        events,
    )


def _unrest(world: World, well: Floats) -> Floats:
    """Unrest grows from lost standing and want, and is held down by internal security [N, B]."""
    rates = world.coefficients
    if Module.INTERNAL_SECURITY not in world.modules:
        return world.unrest
    doubt = np.maximum(rates.standing_rest - world.standing, 0.0) * rates.unrest_of_standing
    want = np.maximum(rates.welfare_expected - well, 0.0) * rates.unrest_of_want
    calmed = world.internal_security * rates.security_calms
    return clip(world.unrest * rates.unrest_kept + doubt + want - calmed, 0.0, 1.0)
