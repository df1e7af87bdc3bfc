"""Knowing: what the map shows, put together from the model."""

from __future__ import annotations

from dilemma.view import Estimate, View
from dilemma_client.atlas.knowledge import (
    Force,
    Knowledge,
    StateShown,
    in_short,
    is_mobilised,
    lines_of,
    marks_of,
    split,
)
from dilemma_client.model import Model
from dilemma_client.scenes.turn.insight import Insight
from dilemma_client.tongue import shown


def knowledge_of(model: Model, insight: Insight) -> Knowledge:
    """What the seat knows, as the map shows it; `insight` is what its staff makes of the view."""
    view = model.view
    if view is None:
        return Knowledge()
    shown = [
        _own(view, name) if state == view.seat else _other(model, view, insight, state, name)
        for state, name in model.names.items()
    ]
    return Knowledge(tuple(shown), lines_of(view), marks_of(view))


def _sure(number: float) -> Force:
    return Force(Estimate(number, number, number), 0.0)


def _own(view: View, name: str) -> StateShown:
    own = view.own
    known = own.deterrent is not None and own.shield is not None
    arsenal = (
        _arsenal(shown(own.deterrent or 0.0, ".0f"), shown(own.shield or 0.0, ".0f"))
        if known
        else ()
    )
    return StateShown(
        view.seat,
        name,
        True,
        _sure(own.offence),
        _sure(own.defence),
        is_mobilised(own.readiness),
        own.beaten,
        arsenal=arsenal,
    )


def _arsenal(deterrent: str, shield: str) -> tuple[tuple[str, str], ...]:
    return (("deterrent", deterrent), ("shield", shield))


def _other(model: Model, view: View, insight: Insight, state: str, name: str) -> StateShown:
    page, staff, arsenal = view.other(state), insight.staff[state], insight.arsenals.get(state)
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
        _arsenal(in_short(arsenal.deterrent), in_short(arsenal.shield)) if arsenal else (),
    )
