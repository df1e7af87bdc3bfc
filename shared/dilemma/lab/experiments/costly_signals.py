"""Costly signals: talk is cheap, and only a cost that one type would not pay tells types apart."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import numpy as np

from dilemma.arithmetic import Floats
from dilemma.bots import BOTS, Bot, Decision
from dilemma.lab.experiments.experiment import Cell, Checks, Play, difference
from dilemma.lab.experiments.trial import Condition, Outcome, Player, player
from dilemma.lab.experiments.worlds import ALIKE, plain_world
from dilemma.view.sight import Sight
from dilemma.vocabulary import BudgetLine, Motive, Readiness, SignalKind

COSTS = (0.0, 0.1, 0.2, 0.3, 0.45, 0.6)
PRIOR = 0.75
OFFENCE_ADVANTAGE = 0.6
LEAST_OFFENCE = 0.05
"""Share of funds for offence that a pledge allows."""


class Pledging(Bot):
    """Another bot that pledges restraint in the first turn and keeps it while it binds, or not."""

    name: ClassVar[str] = "pledging"

    def __init__(self, seed: bytes = b"", inner: str = "reassurer", pledges: bool = True) -> None:
        super().__init__(seed)
        self._inner = BOTS[inner](seed)
        self._pledges = pledges

    def decide_many(self, sight: Sight, draws: Floats) -> Decision:
        """As the other bot decides, bound by the pledge."""
        decision = self._inner.decide_many(sight, draws)
        orders = decision.orders
        given = sight.turn == 1 and self._pledges
        signal = np.full_like(
            orders.signal,
            SignalKind.PLEDGE_RESTRAINT.code if given else SignalKind.REASSURE.code,
        )
        bound = (sight.pledge_turns > 0) | given
        budget = orders.budget.copy()
        spare = np.maximum(budget[BudgetLine.OFFENCE.code] - LEAST_OFFENCE, 0.0) * bound
        budget[BudgetLine.OFFENCE.code] -= spare
        budget[BudgetLine.WELFARE.code] += spare
        free = ~bound[:, np.newaxis]
        held = np.where(bound, Readiness.ROUTINE.code, orders.readiness).astype(np.int8)
        kept = replace(
            orders,
            signal=signal,
            budget=budget,
            readiness=held,
            attack=orders.attack & free,
            probe=orders.probe & free,
        )
        return replace(decision, orders=kept)


class CostlySignals:
    """What reassurance does to a Bayesian's belief, and to whom a pledge is worth its cost."""

    name: ClassVar[str] = "costly_signals"
    conditions: ClassVar[int] = 26
    claim: ClassVar[str] = (
        "Cheap reassurance is given by all and so changes no belief; a pledge tells types apart"
        " only between the cost at which those who mean harm stop giving it and that at which"
        " seekers do."
    )
    source: ClassVar[str] = (
        "Spence, Job Market Signaling, 1973; Fearon, Signaling Foreign Policy Interests, 1997;"
        " Kydd, Trust and Mistrust in International Relations, 2005"
    )

    def run(self, play: Play, states: int) -> tuple[list[Cell], Checks]:
        """Reassurance of both types, then each type's gain from a pledge by its cost."""
        checks = Checks()
        posterior = self._posterior(play, states)
        cells = [
            Cell("belief in a seeker after cheap reassurance", posterior, posterior, posterior)
        ]
        checks.expect(abs(posterior - PRIOR) <= 0.02, "cheap reassurance leaves the prior")
        seekers = [self._gain(play, states, Motive.SECURITY_SEEKER, cost) for cost in COSTS]
        revisionists = [self._gain(play, states, Motive.REVISIONIST, cost) for cost in COSTS]
        telling = [
            seeker.low > 0.0 > revisionist.high
            for seeker, revisionist in zip(seekers, revisionists, strict=True)
        ]
        both = zip(seekers, revisionists, strict=True)
        checks.expect(any(telling), "at some cost only seekers gain from a pledge")
        checks.expect(
            seekers[0].low > 0.0 and revisionists[0].low > 0.0,
            "at no cost both types gain from it",
        )
        checks.expect(
            seekers[-1].high < 0.0 and revisionists[-1].high < 0.0,
            "at the greatest cost neither does",
        )
        return [*cells, *(cell for pair in both for cell in pair)], checks

    def _posterior(self, play: Play, states: int) -> float:
        """Belief by Bayes from how often each type in fact reassures in its first turn."""
        rates = {}
        for motive, name in ((Motive.SECURITY_SEEKER, "grit"), (Motive.REVISIONIST, "opportunist")):
            scenario = plain_world(
                states, offence_advantage=OFFENCE_ADVANTAGE, differentiation=ALIKE, turns=1
            )
            outcome = play(Condition(motive, scenario, (player(name),) * states))
            rates[motive] = float(outcome.reassurances.mean())
        seeker = PRIOR * rates[Motive.SECURITY_SEEKER]
        total = seeker + (1.0 - PRIOR) * rates[Motive.REVISIONIST]
        return seeker / total if total > 0.0 else PRIOR

    def _gain(self, play: Play, states: int, motive: Motive, cost: float) -> Cell:
        """The mean payoff of a turn that a pledge adds, to the first state."""
        with_, without = (self._play(play, states, motive, cost, does) for does in (True, False))
        kind = motive.value.replace("_", " ")
        return difference(f"cost {cost:g}: gain to a {kind}", with_.payoff[0], without.payoff[0])

    def _play(self, play: Play, states: int, motive: Motive, cost: float, pledges: bool) -> Outcome:
        inner = "reassurer" if motive is Motive.SECURITY_SEEKER else "opportunist"
        scenario = plain_world(
            states,
            offence_advantage=OFFENCE_ADVANTAGE,
            differentiation=ALIKE,
            pledge_cost=cost,
            motives={motive: 1.0},
        )
        first = Player(Pledging, (("inner", inner), ("pledges", pledges)))
        others = (player("reassurer", signals=False),) * (states - 1)
        label = f"{motive} at {cost}, pledging {pledges}"
        return play(Condition(label, scenario, (first, *others)))
