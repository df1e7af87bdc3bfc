"""Hotlines: crisis communication keeps accidents from becoming wars, by telling them apart."""

from __future__ import annotations

from typing import ClassVar

from dilemma.lab.experiments.experiment import Cell, Checks, Play, difference, share
from dilemma.lab.experiments.trial import Condition, Outcome, player
from dilemma.lab.experiments.worlds import ALIKE, EASY_DEFENCE, plain_world


class Hotlines:
    """Wars that grow out of incidents, with and without hotlines and incident agreements."""

    name: ClassVar[str] = "hotlines"
    conditions: ClassVar[int] = 4
    claim: ClassVar[str] = (
        "Where incidents happen, hotlines and incident agreements cut the wars that grow out of"
        " them, and only by making it clearer what an incident was."
    )
    source: ClassVar[str] = "Schelling and Halperin, Strategy and Arms Control, 1961"

    def run(self, play: Play, states: int) -> tuple[list[Cell], Checks]:
        """Lines open or not, with causes mistaken or known."""
        checks = Checks()
        without, with_ = (self._play(play, states, 0.4, lines) for lines in (False, True))
        known, known_with = (self._play(play, states, 0.0, lines) for lines in (False, True))
        effect = difference("effect of lines", with_.from_incident, without.from_incident)
        nothing = difference(
            "effect of lines where causes are known", known_with.from_incident, known.from_incident
        )
        checks.expect(effect.high < 0.0, "lines cut wars that grow out of incidents")
        checks.expect(
            nothing.low <= 0.0 <= nothing.high, "with no error to lower, lines change nothing"
        )
        cells = [
            share("causes mistaken, no lines", without.from_incident),
            share("causes mistaken, lines", with_.from_incident),
            share("causes known, no lines", known.from_incident),
            share("causes known, lines", known_with.from_incident),
            effect,
            nothing,
        ]
        return cells, checks

    def _play(self, play: Play, states: int, error: float, lines: bool) -> Outcome:
        scenario = plain_world(
            states,
            offence_advantage=EASY_DEFENCE,
            differentiation=ALIKE,
            incident_rate=0.1,
            attribution_error=error,
        )
        bots = (player("fearful_planner", opens_lines=lines),) * states
        return play(Condition(f"error {error}, lines {lines}", scenario, bots))
