"""Commitment: a rising state cannot promise what it will do later (Powell, 2006)."""

from __future__ import annotations

from itertools import pairwise
from typing import ClassVar

from dilemma.lab.experiments.experiment import Cell, Checks, Play, above, mean
from dilemma.lab.experiments.trial import Condition, Outcome, player
from dilemma.lab.experiments.worlds import plain_world
from dilemma.scenario import PowerShift

FACTORS = (1.0, 1.5, 2.0, 3.0, 5.0)
FIRST, LAST = 6, 14
HARD_ATTACK = 0.75
HARDLY = 0.01
"""Attacks a match that are as good as none."""

BETWEEN = 0.5
"""Differentiation of weapons: enough that nothing but the shift starts a war."""


class Commitment:
    """Attacks on a state whose rise is announced, by the size of the rise."""

    name: ClassVar[str] = "commitment"
    conditions: ClassVar[int] = 5
    claim: ClassVar[str] = (
        "A state that all can see rising cannot bind itself to be harmless when it has risen, so"
        " it is attacked before; the more so the greater the shift, and not at all without one."
    )
    source: ClassVar[str] = "Powell, War as a Commitment Problem, 2006"

    def run(self, play: Play, states: int) -> tuple[list[Cell], Checks]:
        """A sweep of the factor by which the first state's economy will grow."""
        checks = Checks()
        cells = [
            mean(
                f"attacks on a state that grows {factor:g} times",
                self._play(play, states, factor).attacked[0],
            )
            for factor in FACTORS
        ]
        checks.expect(cells[0].high < HARDLY, "without a shift hardly anybody attacks")
        rising = all(later.value >= earlier.value for earlier, later in pairwise(cells))
        checks.expect(rising, "attacks rise with the size of the shift")
        checks.expect(above(cells[-1], cells[0]), "the greatest shift is attacked most")
        return cells, checks

    def _play(self, play: Play, states: int, factor: float) -> Outcome:
        scenario = plain_world(
            states,
            offence_advantage=HARD_ATTACK,
            differentiation=BETWEEN,
            incident_rate=0.0,
            power_shifts=(PowerShift("state_1", FIRST, LAST, factor),),
        )
        bots = (player("fearful_planner"),) * states
        return play(Condition(f"factor {factor}", scenario, bots))
