"""Alliances: a pact deters, and when it fails to, it widens the war (Snyder, 1984)."""

from __future__ import annotations

from typing import ClassVar

from dilemma.lab.experiments.experiment import Cell, Checks, Play, above, mean, share
from dilemma.lab.experiments.trial import Condition, Outcome, player
from dilemma.lab.experiments.worlds import ALIKE, plain_world, with_pacts


class Alliances:
    """Attacks by one opportunist, and the width of its wars, with and without pacts of others."""

    name: ClassVar[str] = "alliances"
    conditions: ClassVar[int] = 2
    claim: ClassVar[str] = (
        "Defence pacts deter who would attack one member alone; when deterrence fails, more states"
        " are drawn into the war."
    )
    source: ClassVar[str] = "Snyder, The Security Dilemma in Alliance Politics, 1984"

    def run(self, play: Play, states: int) -> tuple[list[Cell], Checks]:
        """The others alone and allied; an alliance takes at least three states."""
        checks = Checks()
        wide = max(states, 3)
        alone, allied = (self._play(play, wide, pacts) for pacts in (False, True))
        cells = [
            share("attacked, no pacts", alone.attacks[0] > 0),
            share("attacked, pacts", allied.attacks[0] > 0),
            mean("states in the widest war, no pacts", alone.widest[alone.attacks[0] > 0]),
            mean("states in the widest war, pacts", allied.widest[allied.attacks[0] > 0]),
        ]
        checks.expect(above(cells[0], cells[1]), "pacts deter")
        checks.expect(above(cells[3], cells[2]), "when deterrence fails, pacts widen the war")
        return cells, checks

    def _play(self, play: Play, states: int, pacts: bool) -> Outcome:
        scenario = plain_world(states, offence_advantage=1.0, differentiation=ALIKE)
        if pacts:
            scenario = with_pacts(scenario, scenario.ids[1:])
        bots = (player("opportunist"), *(player("tit_for_tat"),) * (states - 1))
        return play(Condition(f"pacts {pacts}", scenario, bots))
