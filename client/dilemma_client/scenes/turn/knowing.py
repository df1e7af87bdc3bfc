"""Knowing: what the map shows, put together from the model."""

from __future__ import annotations

from dilemma.view import Estimate, View
from dilemma.view.staff import StaffEstimate
from dilemma_client.atlas.knowledge import (
    Force,
    Knowledge,
    StateShown,
    is_mobilised,
    lines_of,
    marks_of,
    split,
)
from dilemma_client.model import Model


def knowledge_of(model: Model, staff: dict[str, StaffEstimate]) -> Knowledge:
    """What the seat knows, as the map shows it; `staff` holds the estimates by state."""
    view = model.view
    if view is None:
        return Knowledge()
    shown = [
        _own(view, name) if state == view.seat else _other(model, view, staff[state], state, name)
        for state, name in model.names.items()
    ]
    return Knowledge(tuple(shown), lines_of(view), marks_of(view))


def _sure(number: float) -> Force:
    return Force(Estimate(number, number, number), 0.0)


def _own(view: View, name: str) -> StateShown:
    own = view.own
    return StateShown(
        view.seat,
        name,
        True,
        _sure(own.offence),
        _sure(own.defence),
        is_mobilised(own.readiness),
        own.beaten,
    )


def _other(model: Model, view: View, staff: StaffEstimate, state: str, name: str) -> StateShown:
    page = view.other(state)
    offence, defence = split(staff.strength, staff.offence_share)
    if staff.strength.high == 0.0:
        offence, defence = Force(staff.strength, 1.0), Force(staff.strength, 1.0)
    return StateShown(
        state,
        name,
        False,
        offence,
        defence,
        is_mobilised(staff.readiness),
        page is not None and page.beaten,
        model.hotline(state).unread,
    )
