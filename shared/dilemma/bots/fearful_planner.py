"""The fearful planner: wants only safety, and reasons itself into arms and war."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from dilemma.arithmetic import Floats
from dilemma.bots.bot import Bot, Decision, blank_for
from dilemma.bots.judgement import Judgement, foremost, judge, worst
from dilemma.coefficients import STANDARD
from dilemma.orders.arrays import Flags, Orders
from dilemma.view.sight import Sight
from dilemma.vocabulary import BudgetLine, Instrument, Readiness, Response, SignalKind

WAR_COST = 0.12
"""What a war costs even its victor, as a share of what defeat costs."""

TRUST = 0.15
"""Belief in another's ill will below which it may look inside and be bound to."""

CALM = 0.08
"""Danger below which nothing need be done about it."""


class FearfulPlanner(Bot):
    """Believes, weighs waiting against striking first, and buys what its danger calls for.

    The rational route to tragedy among states that want peace (Jervis, 1978; Fearon, 1995).
    """

    name: ClassVar[str] = "fearful_planner"

    def decide_many(self, sight: Sight, draws: Floats) -> Decision:
        """Judge the others, then budget, treat, answer and strike as danger commands."""
        del draws
        judgement = judge(sight)
        danger = judgement.attack * judgement.lose_first
        orders = blank_for(sight)
        strike = self._strike(sight, judgement)
        self._spend(sight, orders, worst(judgement.lose_first * self._fear(sight, judgement)))
        self._treat(sight, orders, danger, judgement.harm)
        self._answer(sight, orders, danger)
        orders.attack[:] = strike
        moving = np.logical_or.reduce(strike, axis=1)
        alarmed = (worst(danger) > 4.0 * CALM) & ~sight.beaten
        orders.readiness[:] = np.where(
            alarmed | moving, Readiness.MOBILISED.code, Readiness.ROUTINE.code
        )
        calm = (worst(danger) < CALM) & ~moving
        orders.signal[:] = np.where(calm, SignalKind.REASSURE.code, orders.signal)
        return Decision(orders, judgement.harm, judgement.attack)

    def _fear(self, sight: Sight, judgement: Judgement) -> Floats:
        """How far another's power counts as a threat [W, N, B]: harm believed, or tension felt."""
        fear: Floats = np.minimum(judgement.harm + sight.tension, 1.0)
        return fear

    def _strike(self, sight: Sight, judgement: Judgement) -> Flags:
        """Whom to attack first: where waiting is worse than war (Fearon's kink)."""
        waiting = judgement.attack * judgement.lose_first
        striking = (1.0 - judgement.win_first) * 0.5 + WAR_COST
        better = (striking < waiting) & sight.reachable
        treaties = sight.in_force[Instrument.NON_AGGRESSION.code] & ~sight.at_war
        return foremost(waiting - striking + 2.0, better & ~treaties)

    def _spend(self, sight: Sight, orders: Orders, danger: Floats) -> None:
        """Arms by danger; the mix by which arm pays, and by what the mix tells others."""
        forces = sight.offence + sight.defence
        funds = np.maximum(sight.funds[Readiness.ROUTINE.code], 1.0)
        replaced = forces * STANDARD.depreciation / funds
        arms = np.minimum(replaced * 0.7 + danger * 0.9, 0.75)
        advantage = sight.dials["offence_advantage"]
        reach = advantage / (advantage + 1.0)
        telling = 1.0 - sight.dials["differentiation"] * 0.7
        offence = reach * telling
        orders.budget[BudgetLine.OFFENCE.code] = arms * offence
        orders.budget[BudgetLine.DEFENCE.code] = arms * (1.0 - offence)
        orders.budget[BudgetLine.INTELLIGENCE.code] = 0.08
        orders.budget[BudgetLine.WELFARE.code] = 0.9 - arms

    def _treat(self, sight: Sight, orders: Orders, danger: Floats, harm: Floats) -> None:
        """Offer what clears the view; trade where danger is low, bind itself where it trusts.

        Inspections show a foe where to strike: who fears does not offer them (Coe and Vaynman,
        2020).
        """
        friendly = sight.present & ~sight.at_war
        for instrument in (Instrument.HOTLINE, Instrument.INCIDENTS_AGREEMENT):
            orders.offers[instrument.code] = friendly
        near = danger < 2.0 * CALM
        orders.offers[Instrument.TRADE.code] = friendly & near
        trusted = friendly & (harm < TRUST)
        orders.offers[Instrument.INSPECTIONS.code] = trusted
        orders.offers[Instrument.ARMS_LIMIT.code] = trusted
        orders.offers[Instrument.NON_AGGRESSION.code] = trusted

    def _answer(self, sight: Sight, orders: Orders, danger: Floats) -> None:
        """Stand up to what seems meant, let accidents pass."""
        meant = sight.told_deliberate & ~sight.beaten[:, np.newaxis]
        firm = np.where(danger > 2.0 * CALM, Response.ESCALATE.code, Response.HOLD.code)
        orders.response[:] = np.where(meant, firm, Response.BACK_DOWN.code)
