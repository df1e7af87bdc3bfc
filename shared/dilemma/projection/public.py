"""The public view of one world, built from nothing, field by field."""

from __future__ import annotations

from dilemma.chance import commitment
from dilemma.projection.facts import Facts
from dilemma.projection.views import Standing, Table, public_motive, public_signal
from dilemma.scenario import Scenario
from dilemma.view.briefing import StateName
from dilemma.view.occurrences import Occurrence
from dilemma.view.public import PublicBriefing, PublicState, PublicView


def public_briefing_of(scenario: Scenario, secret: bytes) -> PublicBriefing:
    """What everybody is told before the first turn; of the secret only its commitment."""
    return PublicBriefing(
        scenario=scenario.name,
        title=scenario.title,
        summary=scenario.summary,
        states=tuple(StateName(state.id, state.name) for state in scenario.states),
        turns=scenario.turns,
        turn_seconds=scenario.turn_seconds,
        commitment=commitment(secret),
    )


def public_view_of(
    table: Table, standing: Standing, occurrences: tuple[Occurrence, ...]
) -> PublicView:
    """All that everybody may know of a world, with what happened in public so far."""
    return PublicView(
        turn=standing.turn,
        turns=standing.turns,
        dials=table.dials,
        modules=table.modules,
        power_shifts=table.power_shifts,
        states=tuple(_state(table, standing.facts, place) for place in range(len(table.ids))),
        wars=standing.wars,
        pacts=standing.pacts,
        occurrences=occurrences,
    )


def _state(table: Table, facts: Facts, place: int) -> PublicState:
    return PublicState(
        id=table.ids[place],
        territory=facts.territory[place],
        beaten=facts.beaten[place],
        signal=public_signal(facts, place),
        pledge_turns=facts.pledge_turns[place],
        attacks_made=facts.attacks_made[place],
        pledges_broken=facts.pledges_broken[place],
        motive=public_motive(table, facts, place),
    )
