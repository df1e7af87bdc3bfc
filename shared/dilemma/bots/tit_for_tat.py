"""Tit for tat: starts friendly and returns what it believes it was given (Axelrod, 1984)."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from dilemma.arithmetic import Floats
from dilemma.bots.bot import Bot, Decision, blank_for, keep_house
from dilemma.bots.judgement import judge, worst
from dilemma.view.sight import Sight
from dilemma.vocabulary import BudgetLine, Instrument, Readiness, Response

GROWTH_IGNORED = 0.05
"""Growth of another's estimated strength, as a share, that is taken for noise."""


class TitForTat(Bot):
    """Answers arms with arms, calm with calm, attack with attack."""

    name: ClassVar[str] = "tit_for_tat"

    def decide_many(self, sight: Sight, draws: Floats) -> Decision:
        """Match the fastest-growing reachable state, and answer force in kind."""
        del draws
        orders = blank_for(sight)
        arms = self._arms(sight)
        orders.budget[BudgetLine.OFFENCE.code] = arms * 0.5
        orders.budget[BudgetLine.DEFENCE.code] = arms * 0.5 + 0.04
        orders.budget[BudgetLine.INTELLIGENCE.code] = 0.08
        orders.budget[BudgetLine.WELFARE.code] = 0.85 - arms
        wronged = sight.at_war & sight.reachable
        mobilised = (sight.their_readiness == Readiness.MOBILISED.code) & sight.reachable
        alarm = np.logical_or.reduce(wronged | mobilised, axis=1) & ~sight.beaten
        orders.readiness[:] = np.where(alarm, Readiness.MOBILISED.code, Readiness.ROUTINE.code)
        first = np.cumsum(wronged, axis=1) == 1
        orders.attack[:] = wronged & first
        friendly = sight.present & ~sight.at_war & (sight.tension < 0.5)
        for instrument in (
            Instrument.HOTLINE,
            Instrument.INCIDENTS_AGREEMENT,
            Instrument.TRADE,
            Instrument.NON_AGGRESSION,
        ):
            orders.offers[instrument.code] = friendly | (
                sight.offers_us[instrument.code] & sight.present & ~sight.at_war
            )
        meant = sight.told_deliberate & ~sight.beaten[:, np.newaxis]
        orders.response[:] = np.where(meant, Response.ESCALATE.code, Response.BACK_DOWN.code)
        judgement = judge(sight)
        keep_house(sight, orders)
        return Decision(orders, judgement.harm, judgement.attack)

    def _arms(self, sight: Sight) -> Floats:
        """Share of funds for arms [W, B]: losses replaced, and growth of others matched."""
        growth = (sight.strength - sight.strength_before) * (sight.strength_before > 0.0)
        notable = growth > sight.strength * GROWTH_IGNORED
        needed = worst(growth * notable * sight.reachable)
        replaced = (sight.offence + sight.defence) * sight.coefficients.depreciation * 0.5
        funds = np.maximum(sight.funds[Readiness.ROUTINE.code], 1.0)
        arms: Floats = np.minimum((needed + replaced) / funds, 0.65)
        return arms
