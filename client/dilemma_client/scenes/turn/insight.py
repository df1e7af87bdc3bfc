"""Insight: what the staff makes of a view, computed once for each view because it is dear."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from dilemma.view import Estimate, View
from dilemma.view.staff import StaffEstimate, staff_estimate
from dilemma.vocabulary import Module


@dataclass(frozen=True)
class Arsenal:
    """What is known of a state's missiles, in points, and what a war with it would ruin.

    `ruin` is the share of one's own country that attacking it would cost, `deterrence` the share of
    its country that its attack would.
    """

    deterrent: Estimate
    shield: Estimate
    ruin: float
    deterrence: float


@dataclass(frozen=True)
class Insight:
    """Staff estimates by state, and the strength that the staff would have said at each turn.

    `arsenals` is empty where there are none.
    """

    view: View | None = None
    staff: dict[str, StaffEstimate] = field(default_factory=dict)
    past: dict[str, tuple[tuple[int, Estimate], ...]] = field(default_factory=dict)
    arsenals: dict[str, Arsenal] = field(default_factory=dict)


def insight_of(view: View) -> Insight:
    """Pool everything the seat was told so far."""
    states = [page.id for page in view.others]
    return Insight(
        view,
        {state: staff_estimate(view, state) for state in states},
        {state: past_estimates(view, state) for state in states},
        arsenals_of(view) if Module.DETERRENCE in view.modules else {},
    )


def arsenals_of(view: View) -> dict[str, Arsenal]:
    """The newest report on each state's arsenal, and what the staff infers from it.

    What the staff infers works on arrays, which are imported only where there are arsenals.
    """
    from dilemma.bots.judgement import judge
    from dilemma.view.sight import sight_of

    judgement = judge(sight_of(view))
    found = {}
    for place, page in enumerate(view.others, start=1):
        newest = next(
            (r for r in reversed(view.reports) if r.about == page.id and r.deterrent is not None),
            None,
        )
        if newest is not None and newest.deterrent is not None and newest.shield is not None:
            found[page.id] = Arsenal(
                newest.deterrent,
                newest.shield,
                float(judgement.ruin[0, place, 0]),
                float(judgement.deterrence[0, place, 0]),
            )
    return found


def past_estimates(view: View, state: str) -> tuple[tuple[int, Estimate], ...]:
    """The staff's estimate of a state's strength at every turn with a report, oldest first."""
    about = [report for report in view.reports if report.about == state]
    past = []
    for turn in sorted({report.turn for report in about}):
        until = tuple(report for report in about if report.turn <= turn)
        then = msgspec.structs.replace(view, turn=turn, reports=until)
        past.append((turn, staff_estimate(then, state).strength))
    return tuple(past)
