"""Shield: one side's shield makes the other build missiles (Glaser and Fetter, 2001)."""

from __future__ import annotations

from typing import ClassVar

from dilemma.arithmetic import Floats
from dilemma.lab.experiments.experiment import Cell, Checks, Play, difference, mean, per_world
from dilemma.lab.experiments.trial import Condition, Outcome, player
from dilemma.lab.experiments.worlds import ALIKE, EASY_DEFENCE, plain_world, with_state
from dilemma.vocabulary import BudgetLine, Module

SHIELD = 40.0
"""Points of shield that the first state starts with."""


class Shield:
    """What the others spend on deterrents, with and without a shield of the first state."""

    name: ClassVar[str] = "shield"
    conditions: ClassVar[int] = 3
    claim: ClassVar[str] = (
        "A shield takes from others the deterrent that made them safe, so they buy more of it:"
        " a purely defensive weapon starts a race."
    )
    source: ClassVar[str] = (
        "Glaser and Fetter, National Missile Defense and the Future of U.S. Nuclear Weapons Policy,"
        " 2001"
    )

    def run(self, play: Play, states: int) -> tuple[list[Cell], Checks]:
        """A one-sided shield against its control, and warheads as the cheaper answer."""
        checks = Checks()
        control, shielded = (self._play(play, states, at) for at in (0.0, SHIELD))
        mirv = self._play(play, states, SHIELD, warheads=3.0)
        effect = difference("effect of the shield, points", _missiles(shielded), _missiles(control))
        saved = difference(
            "effect of three warheads a missile", _missiles(mirv), _missiles(shielded)
        )
        checks.expect(effect.low > 0.0, "a one-sided shield raises the others' deterrents")
        checks.expect(saved.high < 0.0, "with more warheads fewer missiles are wanted")
        cells = [
            mean("deterrent spending without a shield, points", _missiles(control)),
            mean("deterrent spending against a shield, points", _missiles(shielded)),
            effect,
            saved,
        ]
        return cells, checks

    def _play(self, play: Play, states: int, shield: float, warheads: float = 1.0) -> Outcome:
        scenario = plain_world(
            states,
            offence_advantage=EASY_DEFENCE,
            differentiation=ALIKE,
            warheads_per_missile=warheads,
            modules=(Module.DETERRENCE,),
        )
        scenario = with_state(scenario, 0, shield=shield)
        bots = (player("fearful_planner"),) * states
        return play(Condition(f"shield {shield}, warheads {warheads}", scenario, bots))


def _missiles(outcome: Outcome) -> Floats:
    """What each other state spent on deterrents [B]."""
    return per_world(outcome.spent[BudgetLine.DETERRENT.code, 1:])
