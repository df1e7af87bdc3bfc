"""Trust: the least belief in the other's good will at which restraint pays (Kydd, 2005)."""

from __future__ import annotations

from typing import ClassVar

from dilemma.lab.experiments.experiment import Cell, Checks, Play
from dilemma.lab.experiments.trial import Condition, Outcome, player
from dilemma.lab.experiments.worlds import ALIKE, plain_world

ADVANTAGES = (0.8, 1.0, 1.2)
STEP = 0.02
NEVER, ALWAYS = 2.0, -1.0
"""Thresholds of trust that nobody and that everybody passes."""


class TrustThreshold:
    """The trust at which the reassurer turns from arming to restraint, and what payoffs imply."""

    name: ClassVar[str] = "trust_threshold"
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
            cells.append(
                Cell(f"offence advantage {advantage:g}: switch", switch, switch - STEP, switch)
            )
            cells.append(
                Cell(f"offence advantage {advantage:g}: implied", implied, implied, implied)
            )
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
        """The least trust, in steps, at which most reassurers restrain themselves at once."""
        for step in range(1, int(1 / STEP)):
            trust = step * STEP
            outcome = self._play(play, advantage, "first turn", suspicion=1.0 - trust, turns=24)
            armed = outcome.first_offence.mean()
            if armed < 0.12:
                return trust
        return 1.0

    def _implied(self, play: Play, advantage: float) -> float:
        """(DD - CD) / (DD - CD + CC - DC) from the payoffs of matches played to the end."""
        worth = {}
        for pair in ("CC", "CD", "DC", "DD"):
            stance = {"C": ALWAYS, "D": NEVER}
            outcome = self._play(play, advantage, pair, stances=[stance[do] for do in pair])
            worth[pair] = float(outcome.payoff[0].mean())
        risk, reward = worth["DD"] - worth["CD"], worth["CC"] - worth["DC"]
        return risk / (risk + reward)

    def _play(
        self,
        play: Play,
        advantage: float,
        label: str,
        suspicion: float = 0.25,
        stances: list[float] | None = None,
        turns: int = 24,
    ) -> Outcome:
        scenario = plain_world(
            2,
            offence_advantage=advantage,
            differentiation=ALIKE,
            incident_rate=0.0,
            suspected_revisionists=suspicion,
            turns=turns,
        )
        bots = (
            tuple(player("reassurer", threshold=stance) for stance in stances or [])
            or (player("reassurer"),) * 2
        )
        return play(Condition(f"{label}, {advantage}, {suspicion}", scenario, bots))
