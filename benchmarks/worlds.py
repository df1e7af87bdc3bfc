"""A world of six states, for measuring."""

from __future__ import annotations

from itertools import combinations

from dilemma.scenario import Pair, Scenario, State


def six_states(turns: int = 24) -> Scenario:
    """Six equal states that all reach each other."""
    ids = [f"state_{letter}" for letter in "abcdef"]
    return Scenario(
        name="six_states",
        title="Six states",
        summary="",
        turns=turns,
        states=tuple(State(id=identifier, name=identifier.title()) for identifier in ids),
        pairs=tuple(Pair(between=pair) for pair in combinations(ids, 2)),
    )
