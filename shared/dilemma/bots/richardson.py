"""Richardson: arms by the arithmetic of an arms race (Richardson, 1960)."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from dilemma.arithmetic import Floats, add_up
from dilemma.bots.bot import Bot, Decision, blank_for, keep_house
from dilemma.bots.judgement import judge
from dilemma.view.sight import Sight
from dilemma.vocabulary import BudgetLine, Readiness, Response

MOST_ARMS = 0.9
"""The largest share of funds that arms may take."""


class Richardson(Bot):
    """Changes its forces by k times the others' less a times its own plus a grievance g.

    k (`defence`) and a (`fatigue`) are per turn, g (`grievance`) in points a turn.
    """

    name: ClassVar[str] = "richardson"

    def __init__(
        self,
        seed: bytes = b"",
        defence: float = 0.1,
        fatigue: float = 0.2,
        grievance: float = 4.0,
    ) -> None:
        super().__init__(seed)
        self._defence, self._fatigue, self._grievance = defence, fatigue, grievance

    def decide_many(self, sight: Sight, draws: Floats) -> Decision:
        """Spend what the equation asks for, half on each arm, the rest on welfare."""
        del draws
        orders = blank_for(sight)
        own = sight.offence + sight.defence
        others = add_up((sight.strength * sight.present).swapaxes(0, 1))
        change = others * self._defence - own * self._fatigue + self._grievance
        wanted = np.maximum(own * sight.coefficients.depreciation + change, 0.0)
        funds = np.maximum(sight.funds[Readiness.ROUTINE.code], 1e-9)
        arms = np.minimum(wanted / funds, MOST_ARMS)
        orders.budget[BudgetLine.OFFENCE.code] = arms * 0.5
        orders.budget[BudgetLine.DEFENCE.code] = arms * 0.5
        orders.budget[BudgetLine.WELFARE.code] = (1.0 - arms) * 0.9
        orders.budget[BudgetLine.INTELLIGENCE.code] = (1.0 - arms) * 0.1
        orders.readiness[:] = Readiness.ROUTINE.code
        orders.response[:] = Response.BACK_DOWN.code
        keep_house(sight, orders)
        judgement = judge(sight)
        return Decision(orders, judgement.harm, judgement.attack)
