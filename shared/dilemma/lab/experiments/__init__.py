"""Experiments: what the model must show, each a claim that can fail."""

from __future__ import annotations

from dilemma.lab.experiments.alliances import Alliances
from dilemma.lab.experiments.commitment import Commitment
from dilemma.lab.experiments.costly_signals import CostlySignals
from dilemma.lab.experiments.experiment import Cell, Experiment, Finding
from dilemma.lab.experiments.first_strike import FirstStrike
from dilemma.lab.experiments.four_worlds import FourWorlds
from dilemma.lab.experiments.hotlines import Hotlines
from dilemma.lab.experiments.insecurity import Insecurity
from dilemma.lab.experiments.misperception import Misperception
from dilemma.lab.experiments.motives import Motives
from dilemma.lab.experiments.payoffs import Payoffs
from dilemma.lab.experiments.richardson import RichardsonRaces
from dilemma.lab.experiments.shield import Shield
from dilemma.lab.experiments.tang import Tang
from dilemma.lab.experiments.trial import Condition, Mapper, Outcome, play_condition
from dilemma.lab.experiments.trust_threshold import TrustThreshold

EXPERIMENTS: dict[str, Experiment] = {
    experiment.name: experiment
    for experiment in (
        FourWorlds(),
        Tang(),
        Motives(),
        TrustThreshold(),
        CostlySignals(),
        RichardsonRaces(),
        FirstStrike(),
        Hotlines(),
        Misperception(),
        Insecurity(),
        Shield(),
        Commitment(),
        Alliances(),
        Payoffs(),
    )
}
"""Every experiment by its name."""


def run_experiment(
    experiment: Experiment,
    matches: int,
    seed: int,
    states: int = 4,
    mapper: Mapper | None = None,
) -> Finding:
    """Run an experiment; the same for a seed whatever the mapper that plays its conditions."""

    sizes: set[int] = set()

    def play(condition: Condition) -> Outcome:
        sizes.add(len(condition.scenario.states))
        return play_condition(condition, matches, seed, mapper)

    cells, checks = experiment.run(play, states)
    return Finding(
        name=experiment.name,
        seed=seed,
        matches=matches,
        states=max(sizes),
        passed=checks.passed,
        cells=tuple(cells),
        notes=tuple(checks.notes),
    )


__all__ = [
    "EXPERIMENTS",
    "Cell",
    "Experiment",
    "Finding",
    "Mapper",
    "Outcome",
    "run_experiment",
]
