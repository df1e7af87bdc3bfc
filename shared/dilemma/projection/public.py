"""The public view of one world, built from nothing, field by field."""

from __future__ import annotations

from dilemma.chance import commitment
from dilemma.orders.arrays import NOBODY
from dilemma.projection.occurrences import public_occurrences
from dilemma.projection.views import Table, pairs_between, public_motive
from dilemma.rules.events import Events
from dilemma.scenario import Scenario
from dilemma.view.briefing import StateName
from dilemma.view.occurrences import Occurrence
from dilemma.view.public import PublicBriefing, PublicState, PublicView
from dilemma.vocabulary import Instrument, SignalKind
from dilemma.world import World


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


def first_public_view(table: Table, world: World) -> PublicView:
    """Public facts before the first orders (world with B = 1)."""
    return public_view_of(table, world, ())


def next_public_view(
    table: Table, world: World, events: Events, before: PublicView, statements: dict[str, str]
) -> PublicView:
    """Public facts after a turn: the world now, and what everybody learned added to the rest."""
    told = tuple(public_occurrences(table.ids, events, world.turn - 1, statements))
    return public_view_of(table, world, before.occurrences + told)


def public_view_of(table: Table, world: World, occurrences: tuple[Occurrence, ...]) -> PublicView:
    """All that everybody may know of a world (B = 1), with what happened in public so far."""
    return PublicView(
        turn=world.turn,
        turns=world.turns,
        dials=table.dials,
        modules=table.modules,
        power_shifts=table.power_shifts,
        states=tuple(_state(table, world, place) for place in range(world.states)),
        wars=pairs_between(table, world.at_war),
        pacts=pairs_between(table, world.in_force[Instrument.DEFENCE_PACT.code]),
        occurrences=occurrences,
    )


def _state(table: Table, world: World, place: int) -> PublicState:
    signal = int(world.signal[place, 0])
    return PublicState(
        id=table.ids[place],
        territory=float(world.territory[place, 0]),
        beaten=bool(world.beaten[place, 0]),
        signal=None if signal == NOBODY else SignalKind.from_code(signal),
        pledge_turns=int(world.pledge_turns[place, 0]),
        attacks_made=int(world.attacks_made[place, 0]),
        pledges_broken=int(world.pledges_broken[place, 0]),
        motive=public_motive(table, world, place),
    )
