"""GRIT: graduated and reciprocated initiatives in tension reduction (Osgood, 1962)."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from dilemma.arithmetic import Floats
from dilemma.bots.bot import Bot, Decision, blank_for, foremost, keep_house
from dilemma.bots.judgement import judge, worst
from dilemma.view.sight import Sight
from dilemma.vocabulary import BudgetLine, Instrument, Readiness, Response, SignalKind

PROBATION = 3
"""Turns of unilateral restraint before anything is asked in return."""


class Grit(Bot):
    """Announces small unilateral steps, takes them, and takes more while they are answered."""

    name: ClassVar[str] = "grit"

    def decide_many(self, sight: Sight, draws: Floats) -> Decision:
        """Cut offence first and say so; go on while the others stop growing; never be prey."""
        del draws
        orders = blank_for(sight)
        growth = worst((sight.strength - sight.strength_before) * sight.reachable)
        forces = sight.offence + sight.defence
        funds = np.maximum(sight.funds[Readiness.ROUTINE.code], 1.0)
        replaced = np.minimum(forces * sight.coefficients.depreciation / funds, 0.5)
        answered = (growth <= forces * 0.03) | (sight.turn <= PROBATION)
        orders.budget[BudgetLine.OFFENCE.code] = np.where(answered, 0.0, replaced * 0.4)
        guarded = np.minimum(replaced * np.where(answered, 0.8, 1.1), 0.5)
        orders.budget[BudgetLine.DEFENCE.code] = guarded
        orders.budget[BudgetLine.INTELLIGENCE.code] = 0.08
        orders.budget[BudgetLine.WELFARE.code] = 0.9 - guarded - 0.4 * replaced * ~answered
        step = SignalKind.OPEN_BOOKS if sight.turn % 3 == 0 else SignalKind.REASSURE
        orders.signal[:] = step.code
        friendly = sight.present & ~sight.at_war
        orders.offers[:] = friendly
        orders.offers[Instrument.DEFENCE_PACT.code] = False
        attacked = sight.at_war & sight.reachable
        orders.attack[:] = foremost(sight.tension, attacked & (sight.attacks_made > 0))
        alarm = np.logical_or.reduce(attacked, axis=1)
        orders.readiness[:] = np.where(alarm, Readiness.MOBILISED.code, Readiness.ROUTINE.code)
        orders.response[:] = np.where(sight.crisis > 1, Response.HOLD.code, Response.BACK_DOWN.code)
        keep_house(sight, orders)
        judgement = judge(sight)
        return Decision(orders, judgement.harm, judgement.attack)
