"""Scoring: what the turn was worth to each state, by what it wanted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dilemma.arithmetic import Floats, largest
from dilemma.chance import Dice
from dilemma.orders.arrays import Orders
from dilemma.rules.events import Events
from dilemma.vocabulary import BudgetLine, Motive
from dilemma.world import World


@dataclass(frozen=True)
class Payoff:
    """What one turn is worth to each state and by what, each [N, B] in payoffs of a turn.

    `standing_share` is how much of it standing at home is, in the place of prosperity and safety;
    `land_lost` and `ruin` are losses.
    """

    prosperity: Floats
    safety: Floats
    standing: Floats
    standing_share: Floats
    land_lost: Floats
    ruin: Floats
    land_taken: Floats

    @property
    def whole(self) -> Floats:
        """All of it together."""
        share = self.standing_share
        earned = (self.prosperity + self.safety) * (1.0 - share) + self.standing * share
        return earned - self.land_lost - self.ruin + self.land_taken


def scoring(world: World, orders: Orders, dice: Dice, events: Events) -> tuple[World, Events]:
    """Add this turn's payoff to the score of each state."""
    return world.but(score=world.score + payoff(world, events).whole), events


def payoff(world: World, events: Events) -> Payoff:
    """What a turn came to: prosperity and safety, land lost, and by motive land or standing.

    Assurance payoffs for a security seeker, prisoner's-dilemma payoffs for a revisionist
    (Jervis, 1978), half of a regime survivor's for standing at home (Krickovic, 2016).
    """
    rates = world.coefficients
    prosperity = events.spent[BudgetLine.WELFARE.code] / world.homeland
    survivor = world.motive == Motive.REGIME_SURVIVOR.code
    revisionist = world.motive == Motive.REVISIONIST.code
    lost = np.maximum(1.0 - world.territory, 0.0)
    taken = np.maximum(world.territory - 1.0, 0.0)
    return Payoff(
        prosperity=prosperity * rates.prosperity_weight,
        safety=safety(world) * rates.security_weight,
        standing=world.standing,
        standing_share=rates.survivor_standing_weight * survivor,
        land_lost=lost * rates.territory_lost_weight,
        ruin=events.ruin * rates.ruin_score,
        land_taken=taken * revisionist * rates.territory_taken_weight,
    )


def safety(world: World) -> Floats:
    """How well a state could meet the strongest single attack on it, in [0, 1] [N, B]."""
    rates, dials = world.coefficients, world.dials
    reach = world.contact * (world.offence * dials.offence_advantage)[:, np.newaxis]
    danger = largest(reach)
    guard = world.defence + world.offence * rates.offence_defends
    return np.minimum(guard / np.maximum(danger, 1e-9), 1.0)
