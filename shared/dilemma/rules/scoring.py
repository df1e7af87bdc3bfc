"""Scoring: what the turn was worth to each state, by what it wanted."""

from __future__ import annotations

import numpy as np

from dilemma.arithmetic import Floats, largest
from dilemma.chance import Dice
from dilemma.orders.arrays import Orders
from dilemma.rules.events import Events
from dilemma.vocabulary import BudgetLine, Motive
from dilemma.world import World


def scoring(world: World, orders: Orders, dice: Dice, events: Events) -> tuple[World, Events]:
    """Add this turn's payoff: prosperity and safety, land lost, and by motive land or standing.

    Assurance payoffs for a security seeker, prisoner's-dilemma payoffs for a revisionist
    (Jervis, 1978), half of a regime survivor's for standing at home (Krickovic, 2016).
    """
    rates = world.coefficients
    prosperity = events.spent[BudgetLine.WELFARE.code] / world.homeland
    safe = safety(world)
    shared = prosperity * rates.prosperity_weight + safe * rates.security_weight
    survivor = world.motive == Motive.REGIME_SURVIVOR.code
    weight = rates.survivor_standing_weight * survivor
    payoff = shared * (1.0 - weight) + world.standing * weight
    lost = np.maximum(1.0 - world.territory, 0.0)
    taken = np.maximum(world.territory - 1.0, 0.0)
    revisionist = world.motive == Motive.REVISIONIST.code
    payoff = (
        payoff
        - lost * rates.territory_lost_weight
        - events.ruin * rates.ruin_score
        + taken * revisionist * rates.territory_taken_weight
    )
    return world.but(score=world.score + payoff), events


def safety(world: World) -> Floats:
    """How well a state could meet the strongest single attack on it, in [0, 1] [N, B]."""
    rates, dials = world.coefficients, world.dials
    reach = world.contact * (world.offence * dials.offence_advantage)[:, np.newaxis]
    danger = largest(reach)
    guard = world.defence + world.offence * rates.offence_defends
    return np.minimum(guard / np.maximum(danger, 1e-9), 1.0)
