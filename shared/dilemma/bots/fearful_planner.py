"""The fearful planner: wants only safety, and reasons itself into arms and war."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from dilemma.arithmetic import Floats, sqrt
from dilemma.bots.bot import Bot, Decision, blank_for, foremost, keep_house
from dilemma.bots.judgement import Judgement, judge, worst
from dilemma.orders.arrays import Flags, Orders
from dilemma.view.sight import Sight
from dilemma.vocabulary import BudgetLine, Instrument, Module, Readiness, Response, SignalKind

WAR_COST, REPULSE_COST = 0.05, 0.4
"""What a war costs even its victor, and a failed attack more, as shares of what defeat costs."""

MIX_TELLS = 0.95
"""How much of its offence a planner gives up where its mix of forces can be read by all."""

WANTED_RUIN = 1.0
"""Arriving deterrent that a planner wants to be able to promise, in units of the ruin scale."""

TRUST = 0.15
"""Belief in another's ill will below which it may look inside and be bound to."""

CALM = 0.08
"""Danger below which nothing need be done about it."""


class FearfulPlanner(Bot):
    """Believes, weighs waiting against striking first, and buys what its danger calls for.

    The rational route to tragedy among states that want peace (Jervis, 1978; Fearon, 1995).
    """

    name: ClassVar[str] = "fearful_planner"

    def __init__(
        self,
        seed: bytes = b"",
        mix_tells: bool = True,
        opens_lines: bool = True,
        looks_ahead: bool = True,
    ) -> None:
        super().__init__(seed)
        self._mix_tells = mix_tells
        self._opens_lines = opens_lines
        self._looks_ahead = looks_ahead

    def decide_many(self, sight: Sight, draws: Floats) -> Decision:
        """Judge the others, then budget, treat, answer and strike as danger commands."""
        del draws
        judgement = judge(sight, reads_composition=self._mix_tells)
        danger = judgement.attack * judgement.lose_first
        orders = blank_for(sight)
        strike = self._strike(sight, judgement)
        self._spend(sight, orders, worst(judgement.lose_first * self._fear(sight, judgement)))
        self._deter(sight, orders, judgement)
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
        keep_house(sight, orders)
        return Decision(orders, judgement.harm, judgement.attack)

    def _fear(self, sight: Sight, judgement: Judgement) -> Floats:
        """How far another's power counts as a threat [W, N, B]: harm believed, or tension felt."""
        fear: Floats = np.minimum(judgement.harm + sight.tension, 1.0)
        return fear

    def _strike(self, sight: Sight, judgement: Judgement) -> Flags:
        """Whom to attack first: where waiting is worse than war (Fearon's kink)."""
        waiting = judgement.attack * judgement.lose_first
        if self._looks_ahead:
            waiting = waiting + self._closing_window(sight, judgement)
        striking = (1.0 - judgement.win_first) * REPULSE_COST + WAR_COST + judgement.ruin
        better = (striking < waiting) & sight.reachable
        treaties = sight.in_force[Instrument.NON_AGGRESSION.code] & ~sight.at_war
        return foremost(waiting - striking + 2.0, better & ~treaties)

    def _closing_window(self, sight: Sight, judgement: Judgement) -> Floats:
        """How much an announced shift of power will add to the danger [W, N, B].

        What cannot be promised for later is prevented now (Powell, 2006): the chance to be beaten
        after the shift beyond that of today, as far as the other is feared at all.
        """
        gain = np.maximum(sight.their_shift - sight.shifts[:, np.newaxis], 0.0)
        lose = judgement.lose_first
        later = lose * (gain + 1.0) / (lose * gain + 1.0)
        feared = np.minimum((judgement.harm + sight.tension) * 2.0, 1.0)
        window: Floats = (later - lose) * feared
        return window

    def _deter(self, sight: Sight, orders: Orders, judgement: Judgement) -> None:
        """Keep enough missiles that what passes each rival's shield would still ruin it.

        A rival's shield therefore asks for more missiles, not fewer.
        """
        if Module.DETERRENCE not in sight.modules:
            return
        rates = sight.coefficients
        wanted = rates.ruin_scale * WANTED_RUIN
        shield = worst(sight.their_shield * sight.reachable)
        warheads = (wanted + sqrt(wanted * wanted + 4.0 * wanted * shield)) * 0.5
        stock = warheads / (sight.dials["warheads_per_missile"] * rates.deterrent_survives)
        funds = np.maximum(sight.funds[Readiness.ROUTINE.code], 1.0)
        lacking = np.maximum(stock - sight.deterrent * (1.0 - rates.depreciation), 0.0)
        feared = worst((judgement.harm + sight.tension) * sight.reachable)
        share = np.minimum(lacking / funds, 0.25) * np.minimum(feared * 2.0, 1.0)
        orders.budget[:] *= 1.0 - share
        orders.budget[BudgetLine.DETERRENT.code] += share

    def _spend(self, sight: Sight, orders: Orders, danger: Floats) -> None:
        """Arms by danger; the mix by which arm pays, and by what the mix tells others."""
        forces = sight.offence + sight.defence
        funds = np.maximum(sight.funds[Readiness.ROUTINE.code], 1.0)
        replaced = forces * sight.coefficients.depreciation / funds
        arms = np.minimum(replaced * 0.7 + danger * 0.9, 0.75)
        advantage = sight.dials["offence_advantage"]
        reach = advantage / (advantage + 1.0)
        telling = 1.0 - sight.dials["differentiation"] * (MIX_TELLS * self._mix_tells)
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
            orders.offers[instrument.code] = friendly & self._opens_lines
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
