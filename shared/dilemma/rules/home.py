"""Home: what the people make of it."""

from __future__ import annotations

from dilemma.arithmetic import clip
from dilemma.chance import Dice
from dilemma.orders.arrays import Orders
from dilemma.rules.events import Events
from dilemma.vocabulary import BudgetLine, Readiness
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
        world.but(standing=clip(standing, 0.0, 1.0), welfare=world.welfare + well),
        events,
    )
