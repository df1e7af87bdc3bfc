"""Tang's conditions: without anarchy, accumulation of power or uncertainty there is no dilemma."""

from __future__ import annotations

from typing import Any, ClassVar

from dilemma.lab.experiments.experiment import Cell, Checks, Play, share
from dilemma.lab.experiments.trial import Condition, Outcome, player
from dilemma.lab.experiments.worlds import (
    ALIKE,
    EASY_ATTACK,
    equal_forces,
    half_revisionists,
    plain_world,
)
from dilemma.vocabulary import Motive

FEW_OFFENCE, FEW_DEFENCE = 2.0, 12.0
"""Forces at the start, in points: little power has been accumulated yet."""


class Tang:
    """Tragic wars in a dangerous world, and with one condition of the dilemma taken away."""

    name: ClassVar[str] = "tang"
    conditions: ClassVar[int] = 5
    claim: ClassVar[str] = (
        "Anarchy, uncertainty without ill will, and the accumulation of power are each needed for"
        " a security dilemma: take one away and tragic wars all but vanish. Ill will makes a"
        " conflict of another kind."
    )
    source: ClassVar[str] = "Tang, The Security Dilemma: A Conceptual Analysis, 2009"

    def run(self, play: Play, states: int) -> tuple[list[Cell], Checks]:
        """The base, three ablations, and ill will."""
        checks = Checks()
        base = self._play(play, states, "all three conditions")
        cells = [share("all three conditions", base.tragic)]
        for label, changes in (
            ("without anarchy", {"authority": 3.0}),
            ("without accumulation of power", {"accumulation": 0.0}),
            (
                "without uncertainty",
                {"intelligence_noise": 0.0, "attribution_error": 0.0, "motives_known": True},
            ),
        ):
            cell = share(label, self._play(play, states, label, **changes).tragic)
            checks.expect(cell.high < cells[0].low / 5, f"{label}: under a fifth of the base")
            cells.append(cell)
        malign = self._play(play, states, "with ill will", motives=half_revisionists())
        bad = (malign.motive == Motive.REVISIONIST.code).all(axis=0)
        checks.expect(
            not bool((malign.tragic & bad).any()),
            "a war in a world of revisionists alone never counts as tragic",
        )
        cells.append(share("with ill will, predatory wars", malign.predatory))
        return cells, checks

    def _play(self, play: Play, states: int, label: str, **changes: Any) -> Outcome:
        scenario = plain_world(
            states,
            **{"offence_advantage": EASY_ATTACK, "differentiation": ALIKE} | changes,
        )
        return play(
            Condition(
                label,
                equal_forces(scenario, FEW_OFFENCE, FEW_DEFENCE),
                (player("fearful_planner"),) * states,
            )
        )
