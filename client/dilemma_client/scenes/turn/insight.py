"""Insight: what the staff makes of a view, computed once for each view because it is dear."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from dilemma.view import Estimate, View
from dilemma.view.staff import StaffEstimate, staff_estimate


@dataclass(frozen=True)
class Insight:
    """Staff estimates by state, and the strength that the staff would have said at each turn."""

    view: View | None = None
    staff: dict[str, StaffEstimate] = field(default_factory=dict)
    past: dict[str, tuple[tuple[int, Estimate], ...]] = field(default_factory=dict)


def insight_of(view: View) -> Insight:
    """Pool everything the seat was told so far."""
    states = [page.id for page in view.others]
    return Insight(
        view,
        {state: staff_estimate(view, state) for state in states},
        {state: past_estimates(view, state) for state in states},
    )


def past_estimates(view: View, state: str) -> tuple[tuple[int, Estimate], ...]:
    """The staff's estimate of a state's strength at every turn with a report, oldest first."""
    about = [report for report in view.reports if report.about == state]
    past = []
    for turn in sorted({report.turn for report in about}):
        until = tuple(report for report in about if report.turn <= turn)
        then = msgspec.structs.replace(view, turn=turn, reports=until)
        past.append((turn, staff_estimate(then, state).strength))
    return tuple(past)
