"""First strike: pre-emption rises with its advantage, past the costs of war (Fearon, 1995)."""

from __future__ import annotations

from itertools import pairwise
from typing import ClassVar

import numpy as np

from dilemma.bots.fearful_planner import REPULSE_COST, WAR_COST
from dilemma.bots.judgement import contest
from dilemma.coefficients import STANDARD
from dilemma.lab.experiments.experiment import Cell, Checks, Play, above, share
from dilemma.lab.experiments.trial import Condition, Outcome, player
from dilemma.lab.experiments.worlds import TELLING, equal_forces, plain_world

ADVANTAGES = (0.0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9)
OFFENCE, DEFENCE = 8.0, 40.0
"""Forces at the start, in points: what planners come to keep where weapons can be told apart."""

CALM_ADVANTAGE, CALM_OFFENCE = 0.6, 0.5
"""The advantage, and the ease of attack, of a world that stays calm."""


class FirstStrike:
    """Share of matches in which a seeker strikes first, by the advantage of doing so."""

    name: ClassVar[str] = "first_strike"
    conditions: ClassVar[int] = 8
    claim: ClassVar[str] = (
        "Where it matters who strikes first, fear of being struck feeds on itself: seekers"
        " pre-empt once the gain from going first exceeds what war costs, and hardly before."
    )
    source: ClassVar[str] = (
        "Schelling, The Strategy of Conflict, 1960; Fearon, Rationalist Explanations for War, 1995"
    )

    def run(self, play: Play, states: int) -> tuple[list[Cell], Checks]:
        """A sweep of the advantage, and one world that stays calm in spite of it."""
        checks = Checks()
        outcomes = [self._play(play, states, advantage) for advantage in ADVANTAGES]
        cells = [
            share(f"advantage {advantage:g}", outcome.preemptive)
            for advantage, outcome in zip(ADVANTAGES, outcomes, strict=True)
        ]
        kink = kink_of(float(outcomes[0].offence_share.mean()))
        checks.remark(f"the gain from going first passes the cost of war at {kink:.2f}")
        pairs = list(pairwise(cells))
        checks.expect(
            all(later.high >= earlier.low for earlier, later in pairs),
            "pre-emption never falls as the advantage grows",
        )
        checks.expect(above(cells[-1], cells[0]), "it is higher at the greatest than at none")
        steps = [later.value - earlier.value for earlier, later in pairs]
        steepest = steps.index(max(steps))
        checks.expect(
            ADVANTAGES[steepest] <= kink <= ADVANTAGES[steepest + 1],
            f"it kinks there: its steepest rise is from {ADVANTAGES[steepest]:g}"
            f" to {ADVANTAGES[steepest + 1]:g}",
        )
        calm = self._play(play, states, CALM_ADVANTAGE, offence_advantage=CALM_OFFENCE)
        cells.append(share(f"advantage {CALM_ADVANTAGE:g}, attack hard", calm.preemptive))
        checks.expect(cells[-1].high < 0.05, "one world is stable in spite of the advantage")
        return cells, checks

    def _play(
        self, play: Play, states: int, advantage: float, offence_advantage: float = 1.0
    ) -> Outcome:
        scenario = plain_world(
            states,
            offence_advantage=offence_advantage,
            differentiation=TELLING,
            first_strike_advantage=advantage,
        )
        bots = (player("fearful_planner"),) * states
        label = f"advantage {advantage}, offence {offence_advantage}"
        return play(Condition(label, equal_forces(scenario, OFFENCE, DEFENCE), bots))


def kink_of(offence_share: float) -> float:
    """The first-strike advantage from which a war begun is worth more than one suffered.

    Between equals with a given share of offence: going first is worth 1 less the risk of repulse,
    going second the chance to hold; the difference must exceed the cost of war (Fearon, 1995).
    """
    offence, defence = offence_share, 1.0 - offence_share
    guard = defence + offence * STANDARD.offence_defends
    for step in range(1001):
        advantage = step / 1000.0
        chance = float(contest(np.array(offence), np.array(guard * (1.0 - advantage))))
        first, second = 1.0 - (1.0 - chance) * REPULSE_COST, 1.0 - chance
        if first - second > WAR_COST:
            return advantage
    return 1.0
