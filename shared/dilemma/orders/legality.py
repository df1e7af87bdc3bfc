"""Legality: said once, over what the seat can see, in the words shown to the player."""

from __future__ import annotations

import math
from collections.abc import Iterator

from dilemma.coefficients import STANDARD
from dilemma.orders.problem import Problem, problem
from dilemma.orders.sheet import Order
from dilemma.view import View
from dilemma.vocabulary import (
    ActionKind,
    BudgetLine,
    Demand,
    Module,
    MotionKind,
    Readiness,
    Response,
    SignalKind,
)

STATEMENT_LENGTH = 280
"""Characters of a public statement."""

BUDGET_TOLERANCE = 1e-6
"""Rounding that a sum of shares may carry above 1."""

BEATEN_SIGNALS = (SignalKind.REASSURE, SignalKind.WARN, SignalKind.OPEN_BOOKS)
"""Signals left to a beaten state: it has no forces to show, move or bind."""


def problems(view: View, order: Order) -> tuple[Problem, ...]:
    """Every reason why a seat may not give an order; empty when it may.

    Uses nothing but the seat's own view, so that a refusal can reveal nothing else.
    """
    return tuple(problem for check in _CHECKS for problem in check(view, order))


def attackable(view: View) -> tuple[str, ...]:
    """States the seat's forces could reach and may be sent against this turn."""
    if view.own.beaten:
        return ()
    return tuple(page.id for page in view.others if page.contact > 0.0 and not page.beaten)


def signal_targets(view: View) -> tuple[str, ...]:
    """States a signal may be addressed to."""
    return tuple(page.id for page in view.others)


def _turn(view: View, order: Order) -> Iterator[Problem]:
    if view.turn > view.turns:
        yield Problem("turn", "The match is over; no more orders can be given.")


def _budget(view: View, order: Order) -> Iterator[Problem]:
    for line, share in order.budget.items():
        if line not in view.own.budget:
            yield problem(
                f"budget.{line}",
                "There is no budget line {line} here; the lines are {lines}.",
                line=line,
                lines=tuple(view.own.budget),
            )
        if not (math.isfinite(share) and 0.0 <= share <= 1.0):
            yield problem(
                f"budget.{line}",
                "The share for {line} must be between 0 and 1, not {share:g}.",
                line=line,
                share=share,
            )
            return
    total = 0.0
    for line in BudgetLine:
        total += order.budget.get(line, 0.0)
    if total > 1.0 + BUDGET_TOLERANCE:
        yield problem(
            "budget",
            "The budget spends {spent:.9g}% of this turn's funds; it can spend at most 100%.",
            spent=total * 100.0,
        )


def _readiness(view: View, order: Order) -> Iterator[Problem]:
    if view.own.beaten and order.readiness is Readiness.MOBILISED:
        yield Problem("readiness", "A beaten state has no army left to mobilise.")


def _signal(view: View, order: Order) -> Iterator[Problem]:
    signal = order.signal
    if signal is None:
        return
    if signal.target is not None and signal.target not in signal_targets(view):
        yield _no_such_state(view, "signal.target", signal.target)
    if view.own.beaten and signal.kind not in BEATEN_SIGNALS:
        yield problem(
            "signal",
            "A beaten state can only signal one of: {signals}.",
            signals=BEATEN_SIGNALS,
        )
    cost = STANDARD.show_of_force_cost
    if signal.kind is SignalKind.SHOW_OF_FORCE and view.own.reserves < cost:
        yield problem(
            "signal",
            "A show of force costs {cost:g} points; reserves hold {reserves:.1f}.",
            cost=cost,
            reserves=view.own.reserves,
        )
    if signal.kind is SignalKind.ULTIMATUM:
        yield from _ultimatum(view, order)
    elif signal.demand is not None:
        yield Problem("signal.demand", "Only an ultimatum makes a demand.")


def _ultimatum(view: View, order: Order) -> Iterator[Problem]:
    signal = order.signal
    assert signal is not None
    page = None if signal.target is None else view.other(signal.target)
    if signal.target is None:
        yield Problem("signal.target", "An ultimatum needs a state to be addressed to.")
    elif page is not None and not view.own.beaten and page.id not in attackable(view):
        # Nobody has to fear what cannot be followed through.
        yield (
            problem(
                "signal.target",
                "Cannot give {state} an ultimatum: it is already beaten.",
                state=page.id,
            )
            if page.beaten
            else problem(
                "signal.target",
                "Cannot give {state} an ultimatum: it is out of reach.",
                state=page.id,
            )
        )
    if signal.demand is None:
        yield Problem("signal.demand", "An ultimatum needs a demand.")
    elif signal.demand is Demand.BACK_DOWN and page is not None and page.crisis is None:
        yield problem(
            "signal.demand", "There is no crisis with {state} to back down from.", state=page.id
        )


def _statement(view: View, order: Order) -> Iterator[Problem]:
    if len(order.statement) > STATEMENT_LENGTH:
        yield problem(
            "statement",
            "The statement has {length} characters; at most {most}.",
            length=len(order.statement),
            most=STATEMENT_LENGTH,
        )
    if any(not character.isprintable() for character in order.statement):
        yield Problem("statement", "The statement must be plain text on one line.")


def _offers(view: View, order: Order) -> Iterator[Problem]:
    for identifier, instruments in order.offers.items():
        if view.other(identifier) is None:
            yield _no_such_state(view, f"offers.{identifier}", identifier)
        elif len(set(instruments)) != len(instruments):
            yield Problem(f"offers.{identifier}", "Each instrument can be offered only once.")


def _action(view: View, order: Order) -> Iterator[Problem]:
    action = order.action
    if action.kind is ActionKind.NONE:
        if action.target is not None:
            yield Problem("action.target", "No action has no target; choose probe or attack first.")
        return
    if view.own.beaten:
        yield problem("action", "A beaten state cannot {action}.", action=action.kind)
    elif action.target is None:
        yield problem("action.target", "Choose the state to {action}.", action=action.kind)
    elif (page := view.other(action.target)) is None:
        yield _no_such_state(view, "action.target", action.target)
    elif action.target not in attackable(view):
        yield (
            problem(
                "action.target",
                "Cannot {action} {state}: it is already beaten.",
                action=action.kind,
                state=action.target,
            )
            if page.beaten
            else problem(
                "action.target",
                "Cannot {action} {state}: it is out of reach.",
                action=action.kind,
                state=action.target,
            )
        )


def _responses(view: View, order: Order) -> Iterator[Problem]:
    for identifier, response in order.responses.items():
        page = view.other(identifier)
        if page is None:
            yield _no_such_state(view, f"responses.{identifier}", identifier)
        elif page.crisis is None:
            yield problem(
                f"responses.{identifier}",
                "There is no open crisis with {state}.",
                state=identifier,
            )
        elif view.own.beaten and response is Response.ESCALATE:
            yield Problem(f"responses.{identifier}", "A beaten state cannot escalate.")


def _motion(view: View, order: Order) -> Iterator[Problem]:
    motion = order.motion
    if motion is None:
        return
    states = (view.seat, *(page.id for page in view.others))
    if Module.FORUM not in view.modules:
        yield Problem("motion", "There is no forum in this scenario.")
    elif motion.kind is MotionKind.CONDEMN:
        if motion.target not in signal_targets(view) or motion.other is not None:
            yield problem(
                "motion.target",
                "Name one other state to condemn: {states}.",
                states=signal_targets(view),
            )
    elif {motion.target, motion.other} - set(states) or motion.target == motion.other:
        yield problem(
            "motion.target", "Name two states to mediate between: {states}.", states=states
        )


def _assessments(view: View, order: Order) -> Iterator[Problem]:
    for identifier, assessment in order.assessments.items():
        if view.other(identifier) is None:
            yield _no_such_state(view, f"assessments.{identifier}", identifier)
        elif not (_is_share(assessment.harm) and _is_share(assessment.attack)):
            yield Problem(
                f"assessments.{identifier}", "A probability must be between 0 and 1, both included."
            )


_CHECKS = (
    _turn,
    _budget,
    _readiness,
    _signal,
    _statement,
    _offers,
    _action,
    _responses,
    _motion,
    _assessments,
)
"""Everything an order is asked, in the order of the sheet."""


def _is_share(value: float) -> bool:
    return math.isfinite(value) and 0.0 <= value <= 1.0


def _no_such_state(view: View, field: str, identifier: str) -> Problem:
    return problem(
        field,
        "There is no other state '{state}'; the others are {states}.",
        state=identifier[:40],
        states=signal_targets(view),
    )
