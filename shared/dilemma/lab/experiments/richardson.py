"""Richardson: an arms race is bounded exactly if its map contracts (Richardson, 1960)."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from dilemma.arithmetic import Floats
from dilemma.debrief.richardson import fit_race, spectral_radius
from dilemma.lab.experiments.experiment import Cell, Checks, Play, mean
from dilemma.lab.experiments.trial import Condition, Outcome, player
from dilemma.lab.experiments.worlds import equal_forces, plain_world, with_economy, with_state

REACTIONS = (0.05, 0.1, 0.15, 0.25, 0.3)
FATIGUE = 0.2
GRIEVANCE = 4.0
RICH = 1000.0
"""An economy, in points, in which no budget ever binds the race."""


class RichardsonRaces:
    """How races grow over a grid of reactions, and whether the fit finds the coefficients."""

    name: ClassVar[str] = "richardson"
    conditions: ClassVar[int] = 5
    claim: ClassVar[str] = (
        "Two states that answer each other's arms race without bound exactly if the map from one"
        " turn's arms to the next has a spectral radius of 1 or more."
    )
    source: ClassVar[str] = "Richardson, Arms and Insecurity, 1960"

    def run(self, play: Play, states: int) -> tuple[list[Cell], Checks]:
        """The same total reaction to all others, whatever their number."""
        checks = Checks()
        cells: list[Cell] = []
        for total in REACTIONS:
            reaction = total / (states - 1)
            outcome = self._play(play, states, reaction)
            growth = growing(outcome.forces)
            radius = spectral_radius(reaction, FATIGUE, states)
            cells.append(
                mean(f"k {total:g} in all, radius {radius:.3f}: late to early growth", growth)
            )
            bounded = bool(cells[-1].high < 1.0)
            checks.expect(
                bounded == (radius < 1.0),
                f"k {total:g}: {'bounded' if bounded else 'unbounded'} with radius {radius:.3f}",
            )
            fit = fit_race(outcome.forces[:, :, 0])
            checks.expect(
                abs(fit.reaction - reaction) <= 0.1 * reaction
                and abs(fit.fatigue - FATIGUE) <= 0.1 * FATIGUE,
                f"k {total:g}: the fit finds {fit.reaction:.4f} for {reaction:.4f}"
                f" and {fit.fatigue:.4f} for {FATIGUE:g}",
            )
        return cells, checks

    def _play(self, play: Play, states: int, reaction: float) -> Outcome:
        scenario = plain_world(states, intelligence_noise=0.0, incident_rate=0.0)
        scenario = equal_forces(with_economy(scenario, RICH), 3.0, 3.0)
        # Unequal at the start, so that a fit can tell the answer to others from the own fatigue.
        scenario = with_state(scenario, 0, offence=8.0, defence=8.0)
        bot = player("richardson", defence=reaction, fatigue=FATIGUE, grievance=GRIEVANCE)
        return play(Condition(f"k {reaction}", scenario, (bot,) * states))


def growing(forces: Floats) -> Floats:
    """How much the race grew late as a multiple of how much it grew early [B]."""
    total = forces.sum(axis=1)
    turns = total.shape[0] - 1
    early = total[turns // 2] - total[turns // 4]
    late = total[turns] - total[turns - (turns // 2 - turns // 4)]
    ratio: Floats = late / np.maximum(np.abs(early), 1e-9)
    return ratio
