"""The hawk: believes that only strength is understood."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from dilemma.arithmetic import Floats
from dilemma.bots.bot import Bot, Decision, blank_for, foremost, keep_house
from dilemma.bots.judgement import judge
from dilemma.view.sight import Sight
from dilemma.vocabulary import (
    BudgetLine,
    Instrument,
    Module,
    Readiness,
    Response,
    SignalKind,
)

SHOW_EVERY = 4


class Hawk(Bot):
    """Arms all the time, shows it, never yields; strikes back, and never first."""

    name: ClassVar[str] = "hawk"

    def decide_many(self, sight: Sight, draws: Floats) -> Decision:
        """Peace through strength, whatever it looks like from outside."""
        del draws
        orders = blank_for(sight)
        orders.budget[BudgetLine.OFFENCE.code] = 0.25
        orders.budget[BudgetLine.DEFENCE.code] = 0.25
        orders.budget[BudgetLine.INTELLIGENCE.code] = 0.05
        orders.budget[BudgetLine.WELFARE.code] = 0.4
        if Module.DETERRENCE in sight.modules:
            orders.budget[:] *= 0.85
            orders.budget[BudgetLine.DETERRENT.code] = 0.1
            orders.budget[BudgetLine.SHIELD.code] = 0.05
        attacked = sight.at_war & sight.reachable
        orders.attack[:] = foremost(sight.tension, attacked)
        alarmed = np.logical_or.reduce(attacked | (sight.crisis > 0), axis=1) & ~sight.beaten
        orders.readiness[:] = np.where(alarmed, Readiness.MOBILISED.code, Readiness.ROUTINE.code)
        able = (sight.reserves >= sight.coefficients.show_of_force_cost) & ~sight.beaten
        if sight.turn % SHOW_EVERY == 0:
            orders.signal[:] = np.where(able, SignalKind.SHOW_OF_FORCE.code, SignalKind.WARN.code)
        else:
            orders.signal[:] = SignalKind.WARN.code
        orders.offers[:] = False
        orders.offers[Instrument.TRADE.code] = sight.present & ~sight.at_war
        firm = np.where(sight.beaten, Response.HOLD.code, Response.ESCALATE.code)
        orders.response[:] = firm[:, np.newaxis]
        keep_house(sight, orders)
        judgement = judge(sight)
        return Decision(orders, judgement.harm, judgement.attack)
