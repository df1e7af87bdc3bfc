"""The reassurer: trusts above a threshold, and pays to be believed (Kydd, 2005)."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from dilemma.arithmetic import Floats, largest
from dilemma.bots.bot import Bot, Decision, blank_for, foremost, keep_house
from dilemma.bots.judgement import Judgement, estimated_forces, judge
from dilemma.coefficients import STANDARD
from dilemma.view.sight import Sight
from dilemma.vocabulary import BudgetLine, Instrument, Readiness, Response, SignalKind

ARMS_WHEN_ARMING = 0.35
"""Share of funds for arms where trust is short; restraint only replaces what wears out."""

WELFARE_AND_ARMS = 0.93
"""Share of funds that goes to welfare and arms together; the rest to intelligence."""

SIGNAL_REACH = 0.25
"""How far below the threshold trust may be for a costly signal to be worth its price."""


class Reassurer(Bot):
    """Restrains itself where it trusts enough, and signals where a signal could close the gap."""

    name: ClassVar[str] = "reassurer"

    def __init__(self, seed: bytes = b"", threshold: float | None = None) -> None:
        super().__init__(seed)
        self._threshold = threshold

    def decide_many(self, sight: Sight, draws: Floats) -> Decision:
        """Compare trust with the threshold that the payoffs imply; arm, restrain or pledge."""
        del draws
        judgement = judge(sight)
        orders = blank_for(sight)
        least_trust = 1.0 - largest((judgement.harm * sight.reachable).swapaxes(0, 1))
        threshold = self._needed(sight)
        trusting = least_trust >= threshold
        close = (
            ~trusting
            & (self._threshold is None)
            & (least_trust + SIGNAL_REACH >= threshold)
            & ~sight.beaten
        )
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
        offence, defence = arms_shares(sight.offence + sight.defence, funds, restrained)
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


def trust_threshold(sight: Sight) -> Floats:
    """The trust above which restraint pays [W, B]: (DD - CD) / (DD - CD + CC - DC).

    The four payoffs are forecast by the public rules for the turns that are left, against the
    strongest other state, as if it earned what the watcher earns.
    """
    both, alone = (forecast(sight, False, theirs) for theirs in (False, True))
    first, race = (forecast(sight, True, theirs) for theirs in (False, True))
    risk = np.maximum(race - alone, 1e-6)
    reward = np.maximum(both - first, 1e-6)
    threshold: Floats = risk / (risk + reward)
    return threshold


def forecast(sight: Sight, we_arm: bool, they_arm: bool) -> Floats:
    """The mean payoff of the turns that are left [W, B] if either side arms or restrains itself."""
    rates, advantage = STANDARD, sight.dials["offence_advantage"]
    funds = np.maximum(sight.funds[Readiness.ROUTINE.code], 1.0)
    their_offence, their_defence = (
        largest((forces * sight.reachable).swapaxes(0, 1)) for forces in estimated_forces(sight)
    )
    ours = (sight.offence, sight.defence)
    theirs = (their_offence, their_defence)
    worth: Floats = np.zeros_like(funds)
    turns = max(sight.turns - sight.turn + 1, 1)
    for _ in range(turns):
        spent, ours = _armed(ours, funds, we_arm)
        _, theirs = _armed(theirs, funds, they_arm)
        guard = ours[1] + ours[0] * rates.offence_defends
        safe = np.minimum(guard / np.maximum(theirs[0] * advantage, 1e-9), 1.0)
        prosperity = (WELFARE_AND_ARMS - spent) * funds / np.maximum(sight.economy, 1e-9)
        worth = worth + prosperity * rates.prosperity_weight + safe * rates.security_weight
    return worth / float(turns)


def _armed(
    forces: tuple[Floats, Floats], funds: Floats, arming: bool
) -> tuple[Floats, tuple[Floats, Floats]]:
    """What arming or restraint costs as a share of funds, and the forces a turn later."""
    offence, defence = forces
    restrained = np.full_like(funds, not arming, np.bool_)
    offence_share, defence_share = arms_shares(offence + defence, funds, restrained)
    kept = 1.0 - STANDARD.depreciation
    after = (offence * kept + offence_share * funds, defence * kept + defence_share * funds)
    return offence_share + defence_share, after


def arms_shares(forces: Floats, funds: Floats, restrained: np.ndarray) -> tuple[Floats, Floats]:
    """Shares of funds for offence and defence, restrained or arming [W, B]."""
    replaced = np.minimum(forces * STANDARD.depreciation / funds, 0.3)
    arms = np.where(restrained, replaced, np.maximum(replaced, ARMS_WHEN_ARMING))
    modest = np.minimum(arms * 0.3, STANDARD.pledge_offence_share * 0.9)
    offence: Floats = np.where(restrained, modest, arms * 0.5)
    return offence, arms - offence
