"""The restrained: arms little, offers everything, backs down."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from dilemma.arithmetic import Floats
from dilemma.bots.bot import Bot, Decision, blank_for, keep_house
from dilemma.bots.judgement import judge
from dilemma.view.sight import Sight
from dilemma.vocabulary import BudgetLine, Instrument, Readiness, Response, SignalKind

PLEDGE_EVERY = 3


class Restrained(Bot):
    """Lives in the stag-hunt's good corner and waits there for the others."""

    name: ClassVar[str] = "restrained"

    def decide_many(self, sight: Sight, draws: Floats) -> Decision:
        """Replace defence as it wears out, pledge restraint, and never move first."""
        del draws
        orders = blank_for(sight)
        orders.budget[BudgetLine.WELFARE.code] = 0.8
        orders.budget[BudgetLine.DEFENCE.code] = 0.08
        orders.budget[BudgetLine.OFFENCE.code] = 0.02
        orders.budget[BudgetLine.INTELLIGENCE.code] = 0.05
        orders.readiness[:] = Readiness.ROUTINE.code
        if sight.turn % PLEDGE_EVERY == 1:
            orders.signal[:] = np.where(
                sight.beaten, SignalKind.REASSURE.code, SignalKind.PLEDGE_RESTRAINT.code
            )
        orders.offers[:] = sight.present
        orders.offers[Instrument.DEFENCE_PACT.code] = False
        orders.response[:] = Response.BACK_DOWN.code
        judgement = judge(sight)
        keep_house(sight, orders)
        return Decision(orders, judgement.harm, judgement.attack)
