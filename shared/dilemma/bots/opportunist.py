"""The opportunist: a revisionist that smiles until it can win."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from dilemma.arithmetic import Floats
from dilemma.bots.bot import Bot, Decision, blank_for, foremost, keep_house
from dilemma.bots.judgement import judge
from dilemma.view.sight import Sight
from dilemma.vocabulary import BudgetLine, Instrument, Readiness, Response, SignalKind

GOOD_ODDS = 0.65
"""Estimated chance of victory from which it attacks."""


class Opportunist(Bot):
    """Builds offence behind kind words and takes the weakest neighbour when the odds are good."""

    name: ClassVar[str] = "opportunist"

    def decide_many(self, sight: Sight, draws: Floats) -> Decision:
        """Attack where the odds are good, prepare where they soon will be, reassure meanwhile."""
        del draws
        judgement = judge(sight)
        orders = blank_for(sight)
        orders.budget[BudgetLine.OFFENCE.code] = 0.4
        orders.budget[BudgetLine.DEFENCE.code] = 0.1
        orders.budget[BudgetLine.INTELLIGENCE.code] = 0.1
        orders.budget[BudgetLine.WELFARE.code] = 0.4
        certain = judgement.win_first - sight.strength_noise * 0.1
        prey = foremost(certain, sight.reachable & (certain > GOOD_ODDS))
        orders.attack[:] = prey
        moving = np.logical_or.reduce(prey, axis=1)
        orders.readiness[:] = np.where(moving, Readiness.MOBILISED.code, Readiness.ROUTINE.code)
        orders.signal[:] = np.where(
            moving, SignalKind.ANNOUNCE_EXERCISE.code, SignalKind.REASSURE.code
        )
        friendly = sight.present & ~sight.at_war
        orders.offers[Instrument.TRADE.code] = friendly
        orders.offers[Instrument.HOTLINE.code] = friendly
        strong = (judgement.win_first > 0.5) & ~sight.beaten[:, np.newaxis]
        orders.response[:] = np.where(strong, Response.ESCALATE.code, Response.HOLD.code)
        keep_house(sight, orders)
        return Decision(orders, judgement.harm, judgement.attack)
