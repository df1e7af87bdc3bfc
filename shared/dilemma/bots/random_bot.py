"""The random bot: any lawful order, for tests and as a floor for every comparison."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from dilemma.arithmetic import Floats, add_up
from dilemma.bots.bot import Bot, Decision, blank_for, foremost
from dilemma.orders.arrays import NOBODY, Codes, Orders
from dilemma.view.sight import Sight
from dilemma.vocabulary import (
    BudgetLine,
    Demand,
    Instrument,
    Module,
    Readiness,
    Response,
    SignalKind,
)

_BUDGET, _CHOICES, _OFFERS, _PAIRS = len(BudgetLine) + 1, 4, len(Instrument), 6


class RandomBot(Bot):
    """Draws every part of its order sheet among what is allowed."""

    name: ClassVar[str] = "random"
    draws: ClassVar[int] = _BUDGET + _CHOICES + _OFFERS + _PAIRS

    def decide_many(self, sight: Sight, draws: Floats) -> Decision:
        """Lawful orders at random; assessments too."""
        orders = blank_for(sight)
        own = draws[:, :, 0]
        self._spend(sight, orders, own[:_BUDGET])
        readiness, signal, act, demand = own[_BUDGET : _BUDGET + _CHOICES]
        highest = np.where(sight.beaten, Readiness.MOBILISED.code, len(Readiness))
        orders.readiness[:] = (readiness * highest).astype(np.int8)
        pairs = draws[_BUDGET + _CHOICES + _OFFERS :]
        self._signal(sight, orders, signal, demand, pairs[0])
        self._act(sight, orders, act, pairs[1])
        offers = draws[_BUDGET + _CHOICES : _BUDGET + _CHOICES + _OFFERS]
        orders.offers[:] = (offers < 0.5) & sight.present
        choices = np.where(sight.beaten, Response.ESCALATE.code, len(Response))
        orders.response[:] = (pairs[2] * choices[:, np.newaxis]).astype(np.int8)
        if Module.FORUM in sight.modules:
            orders.condemn[:] = foremost(pairs[5], sight.present) & (act > 0.5)[:, np.newaxis]
        return Decision(orders, pairs[3] * sight.present, pairs[4] * sight.present)

    def _spend(self, sight: Sight, orders: Orders, shares: Floats) -> None:
        """Random shares of what there is to spend on; the last share is saved."""
        there_is = np.array([line in sight.lines for line in BudgetLine] + [True])
        shares = shares * there_is[:, np.newaxis, np.newaxis]
        orders.budget[:] = (shares / (add_up(shares) + 1e-9))[: len(BudgetLine)]

    def _signal(
        self, sight: Sight, orders: Orders, pick: Floats, demand: Floats, draws: Floats
    ) -> None:
        """Half the time nothing; otherwise any signal that the state may send and pay for."""
        kind: Codes = (pick * 2.0 * len(SignalKind)).astype(np.int8)
        unaffordable = (kind == SignalKind.SHOW_OF_FORCE.code) & (
            sight.reserves < sight.coefficients.show_of_force_cost
        )
        reachable = np.logical_or.reduce(sight.reachable, axis=1)
        idle = (kind == SignalKind.ULTIMATUM.code) & ~reachable
        silent = (kind >= len(SignalKind)) | sight.beaten | unaffordable | idle
        orders.signal[:] = np.where(silent, NOBODY, kind)
        ultimatum = orders.signal == SignalKind.ULTIMATUM.code
        asked = np.where(demand < 0.5, Demand.STAND_DOWN.code, Demand.STOP_ARMING.code)
        orders.demand[:] = np.where(ultimatum, asked, NOBODY)
        orders.signal_to[:] = foremost(draws, sight.reachable) & ultimatum[:, np.newaxis]

    def _act(self, sight: Sight, orders: Orders, act: Floats, draws: Floats) -> None:
        target = foremost(draws, sight.reachable)
        orders.attack[:] = target & (act < 0.1)[:, np.newaxis]
        orders.probe[:] = target & ((act >= 0.1) & (act < 0.25))[:, np.newaxis]
