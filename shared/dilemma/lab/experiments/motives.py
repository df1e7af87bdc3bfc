"""Motives: knowing what others want is worth more than knowing what they have (Glaser, 2010)."""

from __future__ import annotations

from typing import ClassVar

from dilemma.arithmetic import Floats
from dilemma.lab.experiments.experiment import Cell, Checks, Play, difference, per_world
from dilemma.lab.experiments.trial import Condition, Outcome, player
from dilemma.lab.experiments.worlds import ALIKE, EASY_DEFENCE, plain_world
from dilemma.vocabulary import BudgetLine

PRIORS = (0.05, 0.25, 0.45)


class Motives:
    """What revealing that all are seekers does to arms and wars, by how uncertain they were."""

    name: ClassVar[str] = "motives"
    conditions: ClassVar[int] = 6
    claim: ClassVar[str] = (
        "Seekers who learn what the others want arm less and fight less, the more so the less"
        " certain they were before."
    )
    source: ClassVar[str] = "Glaser, Rational Theory of International Politics, 2010"

    def run(self, play: Play, states: int) -> tuple[list[Cell], Checks]:
        """Motives hidden and revealed, at three priors."""
        checks = Checks()
        arms, wars = [], []
        for prior in PRIORS:
            hidden, revealed = (self._play(play, states, prior, known) for known in (False, True))
            arms.append(
                difference(f"suspicion {prior:g}: effect on arms", _arms(revealed), _arms(hidden))
            )
            wars.append(
                difference(f"suspicion {prior:g}: effect on wars", revealed.tragic, hidden.tragic)
            )
        checks.expect(all(cell.high < 0.0 for cell in arms), "revealing motives cuts arms")
        checks.expect(all(cell.high <= 0.0 for cell in wars), "and wars")
        checks.expect(
            arms[0].low > arms[1].high and arms[1].low > arms[2].high,
            "it cuts arms the more, the less certain the prior",
        )
        checks.expect(wars[0].low > wars[2].high, "and wars the more, the less certain the prior")
        return [*arms, *wars], checks

    def _play(self, play: Play, states: int, prior: float, known: bool) -> Outcome:
        scenario = plain_world(
            states,
            offence_advantage=EASY_DEFENCE,
            differentiation=ALIKE,
            suspected_revisionists=prior,
            motives_known=known,
        )
        bots = (player("fearful_planner"),) * states
        return play(Condition(f"suspicion {prior}, known {known}", scenario, bots))


def _arms(outcome: Outcome) -> Floats:
    """The share of all spending that went into arms; wars ruin budgets, not shares."""
    lines = [BudgetLine.OFFENCE.code, BudgetLine.DEFENCE.code]
    return per_world(outcome.spent[lines].sum(axis=0) / outcome.spent.sum(axis=0))
