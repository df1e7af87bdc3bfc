"""Trust: the least belief in the other's good will at which restraint pays (Kydd, 2005)."""

from __future__ import annotations

from typing import ClassVar

from dilemma.lab.experiments.experiment import Cell, Checks, Play
from dilemma.lab.experiments.trial import Condition, Outcome, Player, player
from dilemma.lab.experiments.worlds import ALIKE, equal_forces, plain_world

ADVANTAGES = (0.4, 0.5, 0.65)
"""Ease of attack at which restraint alone is a risk and arming still helps."""

OFFENCE, DEFENCE = 17.5, 32.5
"""Forces at the start, in points, whose mix says nothing about intentions."""

STEP = 0.01
RESTRAINED_OFFENCE = 0.12
"""Share of funds for offence between what restraint and what arming spend."""

NEVER, ALWAYS = 2.0, -1.0
"""Thresholds of trust that nobody and that everybody passes."""


class TrustThreshold:
    """The trust at which the reassurer turns from arming to restraint, and what payoffs imply."""

    name: ClassVar[str] = "trust_threshold"
    conditions: ClassVar[int] = 33
    claim: ClassVar[str] = (
        "A seeker restrains itself once it trusts the other more than a threshold that follows from"
        " what restraint, arming, and being restrained alone are worth; it rises as attack gets"
        " easier."
    )
    source: ClassVar[str] = "Kydd, Trust and Mistrust in International Relations, 2005"

    def run(self, play: Play, states: int) -> tuple[list[Cell], Checks]:
        """The switch seen in budgets against the threshold from payoffs of whole matches."""
        del states
        checks = Checks()
        cells: list[Cell] = []
        switches = []
        for advantage in ADVANTAGES:
            switch, implied = self._switch(play, advantage), self._implied(play, advantage)
            where = f"offence advantage {advantage:g}"
            cells.append(Cell(f"{where}: switch", switch, switch - STEP, switch))
            cells.append(Cell(f"{where}: implied", implied, implied, implied))
            checks.expect(
                abs(switch - implied) <= 0.05,
                f"offence advantage {advantage:g}: the switch at {switch:.2f} lies within 0.05 of"
                f" {implied:.3f}",
            )
            switches.append(switch)
        checks.expect(
            switches[0] < switches[1] < switches[2], "it rises with the advantage of offence"
        )
        return cells, checks

    def _switch(self, play: Play, advantage: float) -> float:
        """The least trust at which most reassurers restrain themselves at once, by halving."""
        arming, restrained = 0.0, 1.0
        while restrained - arming > STEP:
            trust = (arming + restrained) / 2.0
            outcome = self._play(play, advantage, "switch", suspicion=1.0 - trust)
            if outcome.first_offence.mean() < RESTRAINED_OFFENCE:
                restrained = trust
            else:
                arming = trust
        return restrained

    def _implied(self, play: Play, advantage: float) -> float:
        """(DD - CD) / (DD - CD + CC - DC) from the payoffs of matches played to the end."""
        worth = {}
        for pair in ("CC", "CD", "DC", "DD"):
            own = player("reassurer", threshold=ALWAYS if pair[0] == "C" else NEVER, signals=False)
            other = player("restrained" if pair[1] == "C" else "opportunist")
            outcome = self._play(play, advantage, pair, bots=(own, other))
            worth[pair] = float(outcome.payoff[0].mean())
        risk, reward = worth["DD"] - worth["CD"], worth["CC"] - worth["DC"]
        return risk / (risk + reward)

    def _play(
        self,
        play: Play,
        advantage: float,
        label: str,
        suspicion: float = 0.25,
        bots: tuple[Player, ...] = (),
    ) -> Outcome:
        scenario = plain_world(
            2,
            offence_advantage=advantage,
            differentiation=ALIKE,
            incident_rate=0.0,
            suspected_revisionists=suspicion,
        )
        scenario = equal_forces(scenario, OFFENCE, DEFENCE)
        seated = bots or (player("reassurer", signals=False),) * 2
        return play(Condition(f"{label}, {advantage}, {suspicion}", scenario, seated))
