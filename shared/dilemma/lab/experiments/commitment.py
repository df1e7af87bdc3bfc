"""Commitment: a rising state cannot promise what it will do later (Powell, 2006)."""

from __future__ import annotations

from itertools import pairwise
from typing import ClassVar

from dilemma.lab.experiments.experiment import Cell, Checks, Play, above, mean
from dilemma.lab.experiments.trial import Condition, Outcome, player
from dilemma.lab.experiments.worlds import plain_world
from dilemma.scenario import Dials, PowerShift

FACTORS = (1.0, 1.5, 2.0, 3.0, 5.0)
FIRST, LAST = 6, 14
HARD_ATTACK = 0.75
BETWEEN = 0.5
"""Differentiation of weapons: enough that nothing but the shift starts a war."""


SIGHTS = {"seen exactly": 0.0, "seen through reports": Dials().intelligence_noise}
"""How well forces are seen, and the noise of intelligence that makes it so."""


class Commitment:
    """Attacks on a state whose rise is announced, by the size of the rise and by what is seen."""

    name: ClassVar[str] = "commitment"
    conditions: ClassVar[int] = 10
    claim: ClassVar[str] = (
        "A state that all can see rising cannot bind itself to be harmless when it has risen, so"
        " it is attacked before; the more so the greater the shift, and not at all without one."
    )
    source: ClassVar[str] = "Powell, War as a Commitment Problem, 2006"

    def run(self, play: Play, states: int) -> tuple[list[Cell], Checks]:
        """A sweep of the factor by which the first state's economy will grow."""
        checks, found = Checks(), []
        for sight, noise in SIGHTS.items():
            outcomes = [self._play(play, states, factor, noise) for factor in FACTORS]
            cells = [
                mean(f"attacks on a state that grows {factor:g} times, {sight}", each.attacked[0])
                for factor, each in zip(FACTORS, outcomes, strict=True)
            ]
            self._look(checks, sight, cells, outcomes[0])
            found += cells
        return found, checks

    def _look(self, checks: Checks, sight: str, cells: list[Cell], unmoved: Outcome) -> None:
        """The predictions; that nobody attacks without a shift is one where nothing else can start
        a war, and so where forces are seen exactly: Powell's states have no private information."""
        strays = int(unmoved.attacked.sum())
        if SIGHTS[sight] == 0.0:
            checks.expect(strays == 0, f"{sight}, nobody attacks without a shift")
        else:
            checks.remark(f"{sight}, without a shift: {strays} attacks")
        rising = all(later.value >= earlier.value for earlier, later in pairwise(cells))
        checks.expect(rising, f"{sight}, attacks rise with the size of the shift")
        checks.expect(above(cells[-1], cells[0]), f"{sight}, the greatest shift is attacked most")

    def _play(self, play: Play, states: int, factor: float, noise: float) -> Outcome:
        scenario = plain_world(
            states,
            offence_advantage=HARD_ATTACK,
            differentiation=BETWEEN,
            incident_rate=0.0,
            intelligence_noise=noise,
            power_shifts=(PowerShift("state_1", FIRST, LAST, factor),),
        )
        bots = (player("fearful_planner"),) * states
        return play(Condition(f"factor {factor}, noise {noise}", scenario, bots))
