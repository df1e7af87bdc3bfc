"""Plain worlds for experiments: equal states that all reach each other."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import msgspec

from dilemma.scenario import Dials, Pair, Scenario, State
from dilemma.vocabulary import Instrument, Motive

TURNS = 24

EASY_ATTACK, EASY_DEFENCE = 1.08, 0.9
"""Offence advantage where attack, and where defence, is the easier."""

INCIDENTS = 0.05
"""Incident rate of a world of four states."""

ALIKE, TELLING = 0.1, 0.9
"""Differentiation where weapons look alike, and where a sword can be told from a shield."""


def plain_world(states: int, **changes: Any) -> Scenario:
    """A scenario of equal seekers; `changes` go to the dials, or to the scenario by its fields."""
    ids = [f"state_{number}" for number in range(1, states + 1)]
    changes["incident_rate"] = incident_rate(states, changes.get("incident_rate", INCIDENTS))
    dials = {name: changes.pop(name) for name in Dials.__struct_fields__ if name in changes}
    pair = {name: changes.pop(name) for name in ("in_force", "rivalry") if name in changes}
    basic = Scenario(
        name="plain_world",
        title="Plain world",
        summary="",
        states=tuple(State(id=identifier, name=identifier) for identifier in ids),
        turns=TURNS,
        pairs=tuple(Pair(between=between, **pair) for between in combinations(ids, 2)),
        dials=Dials(**dials),
    )
    return msgspec.structs.replace(basic, **changes)


def incident_rate(states: int, of_four: float) -> float:
    """The rate at which a world has as many incidents in all as one of four states at a rate."""
    return min(of_four * 6.0 / (states * (states - 1) / 2.0), 1.0)


def with_state(scenario: Scenario, place: int, **changes: Any) -> Scenario:
    """A scenario with one state changed."""
    states = list(scenario.states)
    states[place] = msgspec.structs.replace(states[place], **changes)
    return msgspec.structs.replace(scenario, states=tuple(states))


def equal_forces(scenario: Scenario, offence: float, defence: float) -> Scenario:
    """A scenario in which every state starts with the same forces, in points."""
    states = tuple(
        msgspec.structs.replace(state, offence=offence, defence=defence)
        for state in scenario.states
    )
    return msgspec.structs.replace(scenario, states=states)


def with_economy(scenario: Scenario, economy: float) -> Scenario:
    """A scenario in which every state has the same economy, in points."""
    states = tuple(msgspec.structs.replace(state, economy=economy) for state in scenario.states)
    return msgspec.structs.replace(scenario, states=states)


def with_pacts(scenario: Scenario, members: tuple[str, ...]) -> Scenario:
    """A scenario in which the members are under a defence pact with each other from the start."""
    pairs = tuple(
        msgspec.structs.replace(pair, in_force=(*pair.in_force, Instrument.DEFENCE_PACT))
        if set(pair.between) <= set(members)
        else pair
        for pair in scenario.pairs
    )
    return msgspec.structs.replace(scenario, pairs=pairs)


def half_revisionists() -> dict[Motive, float]:
    """A deal in which one state in two is a revisionist."""
    return {Motive.SECURITY_SEEKER: 1.0, Motive.REVISIONIST: 1.0}
