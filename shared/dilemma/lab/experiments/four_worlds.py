"""Four worlds: offence or defence advantage, weapons told apart or not (Jervis, 1978)."""

from __future__ import annotations

from typing import ClassVar

from dilemma.lab.experiments.experiment import Cell, Checks, Play, above, ordered, share
from dilemma.lab.experiments.trial import Condition, player
from dilemma.lab.experiments.worlds import (
    ALIKE,
    EASY_ATTACK,
    EASY_DEFENCE,
    TELLING,
    plain_world,
)

WORLDS = {
    "attack easier, weapons alike": (EASY_ATTACK, ALIKE),
    "defence easier, weapons alike": (EASY_DEFENCE, ALIKE),
    "attack easier, weapons told apart": (EASY_ATTACK, TELLING),
    "defence easier, weapons told apart": (EASY_DEFENCE, TELLING),
}


class FourWorlds:
    """Share of matches with a tragic war in Jervis's four worlds."""

    name: ClassVar[str] = "four_worlds"
    conditions: ClassVar[int] = 8
    claim: ClassVar[str] = (
        "The security dilemma is worst where attack is easier than defence and weapons do not show"
        " what they are for, and all but gone where neither holds. States that count what their"
        " own mix of forces tells others fear the weapon they cannot read more than the one that"
        " attacks well."
    )
    source: ClassVar[str] = "Jervis, Cooperation under the Security Dilemma, 1978"

    def run(self, play: Play, states: int) -> tuple[list[Cell], Checks]:
        """Both kinds of planner in all four worlds."""
        checks = Checks()
        cells: list[Cell] = []
        for counts, which in ((True, "counting its own mix"), (False, "ignoring its own mix")):
            found = [
                share(
                    f"{world}; {which}",
                    play(
                        Condition(
                            world,
                            plain_world(states, offence_advantage=advantage, differentiation=told),
                            (player("fearful_planner", mix_tells=counts),) * states,
                        )
                    ).tragic,
                )
                for world, (advantage, told) in WORLDS.items()
            ]
            worst, middle, best = found[0], found[1:3], found[3]
            checks.expect(
                all(above(worst, cell) for cell in (*middle, best)),
                f"{which}: the first world has the most tragic wars",
            )
            checks.expect(
                all(above(cell, best) for cell in (worst, *middle)),
                f"{which}: the fourth world has the fewest",
            )
            if counts:
                checks.expect(ordered(found), f"{which}: the full order of the four worlds")
            else:
                swapped = found[2].value > found[1].value
                checks.remark(
                    f"{which}: the middle two worlds are {'' if swapped else 'not '}swapped"
                )
            cells += found
        return cells, checks
