"""The reassurer: trusts above a threshold, and pays to be believed (Kydd, 2005)."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from dilemma.arithmetic import Floats, largest
from dilemma.bots.bot import Bot, Decision, blank_for, foremost, keep_house
from dilemma.bots.judgement import Judgement, contest, estimated_forces, judge
from dilemma.coefficients import STANDARD
from dilemma.view.sight import Sight
from dilemma.vocabulary import BudgetLine, Instrument, Readiness, Response, SignalKind

ARMS_WHEN_ARMING = 0.35
"""Share of funds for arms where trust is short; restraint only replaces what wears out."""

SIGNAL_REACH = 0.25
"""How far below the threshold trust may be for a costly signal to be worth its price."""


class Reassurer(Bot):
    """Restrains itself where it trusts enough, and signals where a signal could close the gap."""

    name: ClassVar[str] = "reassurer"

    def decide_many(self, sight: Sight, draws: Floats) -> Decision:
        """Compare trust with the threshold that the payoffs imply; arm, restrain or pledge."""
        del draws
        judgement = judge(sight)
        orders = blank_for(sight)
        least_trust = 1.0 - largest((judgement.harm * sight.reachable).swapaxes(0, 1))
        threshold = trust_threshold(sight)
        trusting = least_trust >= threshold
        self._spend(sight, orders.budget, trusting)
        close = ~trusting & (least_trust + SIGNAL_REACH >= threshold) & ~sight.beaten
        pledged = sight.pledge_turns > 0
        orders.signal[:] = np.where(
            close & ~pledged, SignalKind.PLEDGE_RESTRAINT.code, SignalKind.REASSURE.code
        )
        # A pledge is worth what keeping it costs, so while it binds it is kept.
        self._spend(sight, orders.budget, trusting | close | pledged)
        self._treat(sight, orders.offers, judgement)
        attacked = sight.at_war & sight.reachable
        orders.attack[:] = foremost(sight.tension, attacked)
        alarm = np.logical_or.reduce(attacked, axis=1)
        orders.readiness[:] = np.where(alarm, Readiness.MOBILISED.code, Readiness.ROUTINE.code)
        orders.response[:] = np.where(
            sight.told_deliberate, Response.HOLD.code, Response.BACK_DOWN.code
        )
        keep_house(sight, orders)
        return Decision(orders, judgement.harm, judgement.attack)

    def _spend(self, sight: Sight, budget: Floats, restrained: np.ndarray) -> None:
        forces = sight.offence + sight.defence
        funds = np.maximum(sight.funds[Readiness.ROUTINE.code], 1.0)
        replaced = np.minimum(forces * STANDARD.depreciation / funds, 0.3)
        arms = np.where(restrained, replaced, np.maximum(replaced, ARMS_WHEN_ARMING))
        offence = np.minimum(arms * 0.3, STANDARD.pledge_offence_share * 0.9)
        budget[BudgetLine.OFFENCE.code] = np.where(restrained, offence, arms * 0.5)
        budget[BudgetLine.DEFENCE.code] = arms - budget[BudgetLine.OFFENCE.code]
        budget[BudgetLine.INTELLIGENCE.code] = 0.07
        budget[BudgetLine.WELFARE.code] = 0.9 - arms

    def _treat(self, sight: Sight, offers: np.ndarray, judgement: Judgement) -> None:
        friendly = sight.present & ~sight.at_war
        for instrument in (Instrument.HOTLINE, Instrument.INCIDENTS_AGREEMENT, Instrument.TRADE):
            offers[instrument.code] = friendly
        trusted = friendly & (1.0 - judgement.harm >= trust_threshold(sight)[:, np.newaxis])
        for instrument in (Instrument.INSPECTIONS, Instrument.ARMS_LIMIT):
            offers[instrument.code] = trusted


def trust_threshold(sight: Sight) -> Floats:
    """The trust above which restraint pays [W, B]: (DD - CD) / (DD - CD + CC - DC).

    The four payoffs are a turn's by the public rules of scoring: what arms cost in welfare, and
    what they add to safety against the strongest other state if that arms too.
    """
    rates, advantage = STANDARD, sight.dials["offence_advantage"]
    funds = sight.funds[Readiness.ROUTINE.code]
    bought = funds * ARMS_WHEN_ARMING / rates.depreciation * 0.5
    offence = largest((estimated_forces(sight)[0] * sight.reachable).swapaxes(0, 1)) * advantage
    armed_offence = offence + bought * advantage
    guard = sight.defence + sight.offence * rates.offence_defends
    armed_guard = guard + bought * (1.0 + rates.offence_defends)

    def payoff(own: Floats, theirs: Floats, arms: float) -> Floats:
        safe = np.minimum(own / np.maximum(theirs, 1e-9), 1.0)
        lost = contest(theirs, own) * rates.conquest
        value: Floats = (1.0 - arms) * rates.prosperity_weight + safe * rates.security_weight
        return value - lost

    both, alone = payoff(guard, offence, 0.0), payoff(guard, armed_offence, 0.0)
    armed, race = (
        payoff(armed_guard, offence, ARMS_WHEN_ARMING),
        payoff(armed_guard, armed_offence, ARMS_WHEN_ARMING),
    )
    risk = np.maximum(race - alone, 1e-6)
    reward = np.maximum(both - armed, 1e-6)
    threshold: Floats = risk / (risk + reward)
    return threshold
