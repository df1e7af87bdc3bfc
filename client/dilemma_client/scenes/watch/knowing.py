"""Knowing: what the map shows to a spectator: names, wars and pacts, and no forces."""

from __future__ import annotations

from collections.abc import Mapping

from dilemma.view import PublicView
from dilemma_client.atlas.knowledge import Knowledge, StateShown, marks_of, public_lines


def public_knowledge(view: PublicView, names: Mapping[str, str]) -> Knowledge:
    """The public facts of a view as the map shows them."""
    states = tuple(
        StateShown(
            state.id,
            names[state.id],
            is_own=False,
            offence=None,
            defence=None,
            is_mobilised=False,
            is_beaten=state.beaten,
        )
        for state in view.states
    )
    return Knowledge(states, public_lines(view.wars, view.pacts), marks_of(view))
