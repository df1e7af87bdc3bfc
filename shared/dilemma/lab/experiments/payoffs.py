"""Payoffs: a stag hunt for seekers, a prisoner's dilemma for revisionists, measured by play."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from dilemma.arithmetic import Floats
from dilemma.bots import Bot, Decision
from dilemma.bots.bot import blank_for, foremost
from dilemma.bots.judgement import judge
from dilemma.lab.experiments.experiment import Cell, Checks, Play, mean, ordered
from dilemma.lab.experiments.trial import Condition, Player, player
from dilemma.lab.experiments.worlds import plain_world
from dilemma.view.sight import Sight
from dilemma.vocabulary import BudgetLine, Motive, Readiness, Response

ARMS = 0.4
"""Share of funds that an arming state puts into offence."""

GOOD_ODDS = 0.6
"""Estimated chance of victory from which an arming state attacks."""


class Armer(Bot):
    """Arms for attack and attacks when the odds are good, whatever it wants: the D of the games."""

    name: ClassVar[str] = "armer"

    def decide_many(self, sight: Sight, draws: Floats) -> Decision:
        """Offence first, and use it where it would win."""
        del draws
        judgement = judge(sight)
        orders = blank_for(sight)
        orders.budget[BudgetLine.OFFENCE.code] = ARMS
        orders.budget[BudgetLine.DEFENCE.code] = 0.1
        orders.budget[BudgetLine.INTELLIGENCE.code] = 0.05
        orders.budget[BudgetLine.WELFARE.code] = 0.45
        orders.offers[:] = False
        prey = foremost(judgement.win_first, sight.reachable & (judgement.win_first > GOOD_ODDS))
        orders.attack[:] = prey
        moving = np.logical_or.reduce(prey, axis=1)
        orders.readiness[:] = np.where(moving, Readiness.MOBILISED.code, Readiness.ROUTINE.code)
        orders.response[:] = Response.HOLD.code
        return Decision(orders, judgement.harm, judgement.attack)


class Payoffs:
    """The mean payoff of a turn to the first of two equal states, by what both do."""

    name: ClassVar[str] = "payoffs"
    conditions: ClassVar[int] = 8
    claim: ClassVar[str] = (
        "To a security seeker mutual restraint is best and restraint alone is worst, an assurance"
        " game; a revisionist does best by arming against restraint, a prisoner's dilemma."
    )
    source: ClassVar[str] = "Jervis, Cooperation under the Security Dilemma, 1978"

    def run(self, play: Play, states: int) -> tuple[list[Cell], Checks]:
        """Both motives, all four pairs of restraint and arming; always two states."""
        del states
        checks = Checks()
        cells: list[Cell] = []
        for motive, order in (
            (Motive.SECURITY_SEEKER, ("CC", "DC", "DD", "CD")),
            (Motive.REVISIONIST, ("DC", "CC", "DD", "CD")),
        ):
            found = {pair: self._payoff(play, motive, pair) for pair in order}
            checks.expect(
                ordered([found[pair] for pair in order]), f"{motive}: {' > '.join(order)}"
            )
            cells += found.values()
        return cells, checks

    def _payoff(self, play: Play, motive: Motive, pair: str) -> Cell:
        kinds = {"C": player("restrained"), "D": Player(Armer)}
        scenario = plain_world(2, motives={motive: 1.0})
        outcome = play(Condition(f"{motive} {pair}", scenario, tuple(kinds[do] for do in pair)))
        return mean(f"{motive}: {pair}", outcome.payoff[0])
