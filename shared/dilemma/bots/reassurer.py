"""The reassurer: trusts above a threshold, and pays to be believed (Kydd, 2005)."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from dilemma.arithmetic import Floats, largest
from dilemma.bots.bot import Bot, Decision, blank_for, foremost, keep_house
from dilemma.bots.judgement import Judgement, judge
from dilemma.bots.prospects import WELFARE_AND_ARMS, arms_shares, trust_threshold
from dilemma.view.sight import Sight
from dilemma.vocabulary import BudgetLine, Instrument, Readiness, Response, SignalKind

SIGNAL_REACH = 0.25
"""How far below the threshold trust may be for a costly signal to be worth its price."""


class Reassurer(Bot):
    """Restrains itself where it trusts enough, and signals where a signal could close the gap."""

    name: ClassVar[str] = "reassurer"

    def __init__(
        self, seed: bytes = b"", threshold: float | None = None, signals: bool = True
    ) -> None:
        super().__init__(seed)
        self._threshold = threshold
        self._signals = signals

    def decide_many(self, sight: Sight, draws: Floats) -> Decision:
        """Compare trust with the threshold that the payoffs imply; arm, restrain or pledge."""
        del draws
        judgement = judge(sight)
        orders = blank_for(sight)
        least_trust = 1.0 - largest((judgement.harm * sight.reachable).swapaxes(0, 1))
        threshold = self._needed(sight)
        trusting = least_trust >= threshold
        near = (least_trust + SIGNAL_REACH >= threshold) & self._signals
        close = ~trusting & near & ~sight.beaten
        pledged = sight.pledge_turns > 0
        orders.signal[:] = np.where(
            close & ~pledged, SignalKind.PLEDGE_RESTRAINT.code, SignalKind.REASSURE.code
        )
        # A pledge is worth what keeping it costs, so while it binds it is kept.
        self._spend(sight, orders.budget, trusting | close | pledged)
        self._treat(sight, orders.offers, judgement, threshold)
        attacked = sight.at_war & sight.reachable
        orders.attack[:] = foremost(sight.tension, attacked)
        alarm = np.logical_or.reduce(attacked, axis=1)
        orders.readiness[:] = np.where(alarm, Readiness.MOBILISED.code, Readiness.ROUTINE.code)
        orders.response[:] = np.where(
            sight.told_deliberate, Response.HOLD.code, Response.BACK_DOWN.code
        )
        keep_house(sight, orders)
        return Decision(orders, judgement.harm, judgement.attack)

    def _needed(self, sight: Sight) -> Floats:
        """The trust it asks for [W, B]: what the payoffs imply, or what it was told to ask."""
        if self._threshold is None:
            return trust_threshold(sight)
        return np.full_like(sight.economy, self._threshold)

    def _spend(self, sight: Sight, budget: Floats, restrained: np.ndarray) -> None:
        funds = np.maximum(sight.funds[Readiness.ROUTINE.code], 1.0)
        forces, rates = sight.offence + sight.defence, sight.coefficients
        offence, defence = arms_shares(rates, forces, funds, restrained)
        budget[BudgetLine.OFFENCE.code] = offence
        budget[BudgetLine.DEFENCE.code] = defence
        budget[BudgetLine.INTELLIGENCE.code] = 1.0 - WELFARE_AND_ARMS
        budget[BudgetLine.WELFARE.code] = WELFARE_AND_ARMS - offence - defence

    def _treat(
        self, sight: Sight, offers: np.ndarray, judgement: Judgement, threshold: Floats
    ) -> None:
        friendly = sight.present & ~sight.at_war
        for instrument in (Instrument.HOTLINE, Instrument.INCIDENTS_AGREEMENT, Instrument.TRADE):
            offers[instrument.code] = friendly
        trusted = friendly & (1.0 - judgement.harm >= threshold[:, np.newaxis])
        for instrument in (Instrument.INSPECTIONS, Instrument.ARMS_LIMIT):
            offers[instrument.code] = trusted
