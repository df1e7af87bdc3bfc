"""The briefing of one seat, from the scenario alone: no world is known here."""

from __future__ import annotations

from dilemma.chance import commitment
from dilemma.scenario import Scenario
from dilemma.view.briefing import Briefing, StateName


def briefing_of(scenario: Scenario, secret: bytes, seat: str) -> Briefing:
    """What a seat is told before the first turn; of the secret only its commitment."""
    place = scenario.ids.index(seat)
    return Briefing(
        scenario=scenario.name,
        title=scenario.title,
        summary=scenario.summary,
        states=tuple(StateName(state.id, state.name) for state in scenario.states),
        seat=seat,
        text=scenario.states[place].briefing,
        turns=scenario.turns,
        turn_seconds=scenario.turn_seconds,
        commitment=commitment(secret),
    )
