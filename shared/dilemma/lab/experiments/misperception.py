"""Misperception: fear that reads upwards makes a spiral where there need be none (Jervis, 1968)."""

from __future__ import annotations

from typing import Any, ClassVar

from dilemma.lab.experiments.experiment import Cell, Checks, Play, above, share
from dilemma.lab.experiments.four_worlds import WORLDS
from dilemma.lab.experiments.trial import Condition, Outcome, player
from dilemma.lab.experiments.worlds import ALIKE, EASY_DEFENCE, plain_world

BIASES = (0.0, 0.25, 0.5, 0.75, 1.0)
RIVALRY = 0.5


class Misperception:
    """Tragic wars by the bias of analysts, in a world where defence is the easier."""

    name: ClassVar[str] = "misperception"
    conditions: ClassVar[int] = 10
    claim: ClassVar[str] = (
        "Beyond some bias of analysts even seekers in a world of easy defence frighten each other"
        " into war; where nothing is misperceived and motives are known, no world is at war."
    )
    source: ClassVar[str] = "Jervis, Hypotheses on Misperception, 1968"

    def run(self, play: Play, states: int) -> tuple[list[Cell], Checks]:
        """A sweep of the bias, and all four worlds seen clearly."""
        checks = Checks()
        cells = [
            share(
                f"bias {bias:g}",
                self._play(
                    play,
                    states,
                    f"bias {bias}",
                    offence_advantage=EASY_DEFENCE,
                    differentiation=ALIKE,
                    analyst_bias=bias,
                    rivalry=RIVALRY,
                ).tragic,
            )
            for bias in BIASES
        ]
        checks.expect(above(cells[-1], cells[0]), "the greatest bias has more wars than none")
        checks.expect(cells[-1].low > 0.5, "beyond some bias most matches see a tragic war")
        for world, (advantage, told) in WORLDS.items():
            clear = self._play(
                play,
                states,
                f"seen clearly: {world}",
                offence_advantage=advantage,
                differentiation=told,
                intelligence_noise=0.0,
                attribution_error=0.0,
                motives_known=True,
            )
            cells.append(share(f"seen clearly: {world}", clear.any_war))
            checks.expect(not bool(clear.any_war.any()), f"seen clearly: no war where {world}")
        unknown = self._play(
            play,
            states,
            "forces seen clearly, motives unknown",
            offence_advantage=WORLDS["attack easier, weapons alike"][0],
            differentiation=ALIKE,
            intelligence_noise=0.0,
        )
        cells.append(share("forces seen clearly, motives unknown, attack easier", unknown.tragic))
        checks.remark("perfect sight of forces alone does not settle what they are for")
        return cells, checks

    def _play(self, play: Play, states: int, label: str, **dials: Any) -> Outcome:
        bots = (player("fearful_planner"),) * states
        return play(Condition(label, plain_world(states, **dials), bots))
