"""Insecurity: a state weak at home looks dangerous abroad (Sørensen, 2007; Krickovic, 2016)."""

from __future__ import annotations

from typing import ClassVar

from dilemma.arithmetic import Floats
from dilemma.coefficients import STANDARD
from dilemma.lab.experiments.experiment import Cell, Checks, Play, difference, mean, per_world
from dilemma.lab.experiments.trial import Condition, Outcome, player
from dilemma.lab.experiments.worlds import ALIKE, EASY_DEFENCE, plain_world, with_state
from dilemma.vocabulary import BudgetLine, Module

LEGITIMATE, DOUBTED = 0.6, 0.1
"""Standing at home of the first state at the start."""

ECONOMY = 40.0


class Insecurity:
    """Fear of the first state and arms of its neighbours, by its legitimacy at the start."""

    name: ClassVar[str] = "insecurity"
    conditions: ClassVar[int] = 2
    claim: ClassVar[str] = (
        "A government whose people doubt it polices them; from abroad that looks like arms, so its"
        " neighbours fear and arm, though it is no stronger than they are."
    )
    source: ClassVar[str] = (
        "Sørensen, After the Security Dilemma, 2007; Krickovic, Catalyzing Conflict, 2016"
    )

    def run(self, play: Play, states: int) -> tuple[list[Cell], Checks]:
        """The same worlds with a legitimate and with a doubted first state."""
        checks = Checks()
        sound, doubted = (self._play(play, states, at) for at in (LEGITIMATE, DOUBTED))
        fear = difference("effect on fear of it", doubted.feared[0], sound.feared[0])
        arms = difference("effect on its neighbours' arms", _arms(doubted), _arms(sound))
        checks.expect(fear.low > 0.0, "a doubted state is feared more")
        checks.expect(arms.low > 0.0, "its neighbours arm more")
        police = BudgetLine.INTERNAL_SECURITY.code
        cells = [
            mean("its spending on internal security, legitimate", sound.spent[police, 0]),
            mean("its spending on internal security, doubted", doubted.spent[police, 0]),
            mean("fear of it, legitimate", sound.feared[0]),
            mean("fear of it, doubted", doubted.feared[0]),
            fear,
            arms,
        ]
        return cells, checks

    def _play(self, play: Play, states: int, standing: float) -> Outcome:
        scenario = plain_world(
            states,
            offence_advantage=EASY_DEFENCE,
            differentiation=ALIKE,
            incident_rate=0.0,
            modules=(Module.INTERNAL_SECURITY,),
        )
        # Equal capability: what doubt takes from its income at the start, a larger economy gives.
        willing = STANDARD.income_floor + STANDARD.income_of_standing * standing
        scenario = with_state(scenario, 0, standing=standing, economy=ECONOMY / willing)
        bots = (player("fearful_planner"),) * states
        return play(Condition(f"standing {standing}", scenario, bots))


def _arms(outcome: Outcome) -> Floats:
    lines = [BudgetLine.OFFENCE.code, BudgetLine.DEFENCE.code]
    return per_world(outcome.spent[lines, 1:].sum(axis=0) / outcome.spent[:, 1:].sum(axis=0))
