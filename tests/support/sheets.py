"""Order sheets for Hypothesis: lawful in a view, or of any shape the contract can hold."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from dilemma.coefficients import STANDARD
from dilemma.orders import Action, Assessment, Motion, Order, Signal, attackable
from dilemma.orders.legality import BEATEN_SIGNALS, STATEMENT_LENGTH
from dilemma.view import View
from dilemma.vocabulary import (
    ActionKind,
    BudgetLine,
    Demand,
    Instrument,
    Module,
    MotionKind,
    Readiness,
    Response,
    SignalKind,
)

shares = st.floats(0.0, 1.0)
statements = st.text(
    st.characters(categories=("L", "N", "P", "S", "Zs")).filter(str.isprintable),
    max_size=STATEMENT_LENGTH,
)
instruments = st.lists(st.sampled_from(Instrument), unique=True, max_size=7).map(tuple)
assessments = st.builds(Assessment, harm=shares, attack=shares)


def budgets(lines: Sequence[BudgetLine]) -> st.SearchStrategy[dict[BudgetLine, float]]:
    """Shares of some lines that add up to at most one."""
    parts = st.lists(shares, min_size=len(lines), max_size=len(lines))

    def split(drawn: list[float]) -> dict[BudgetLine, float]:
        total = max(sum(drawn), 1.0)
        return {line: part / total for line, part in zip(lines, drawn, strict=True)}

    return parts.map(split)


@st.composite
def sheets_for(draw: st.DrawFn, seat: str, seats: Sequence[str]) -> Order:
    """An order sheet among some seats with every crisis open, everybody in reach, money enough."""
    others = [other for other in seats if other != seat]
    return Order(
        budget=draw(budgets(list(BudgetLine))),
        readiness=draw(st.sampled_from(Readiness)),
        signal=draw(st.none() | signals(others, list(SignalKind), others, others)),
        statement=draw(statements),
        offers=draw(st.dictionaries(st.sampled_from(others), instruments)),
        action=draw(actions(others)),
        responses=draw(st.dictionaries(st.sampled_from(others), st.sampled_from(Response))),
        motion=draw(motions(others, seats)),
        assessments=draw(st.dictionaries(st.sampled_from(others), assessments)),
    )


@st.composite
def lawful_sheets(draw: st.DrawFn, view: View) -> Order:
    """Any order sheet that a view allows."""
    others = [page.id for page in view.others]
    crises = [page.id for page in view.others if page.crisis is not None]
    own, forum = view.own, Module.FORUM in view.modules
    readiness = [kind for kind in Readiness if not own.beaten or kind != Readiness.MOBILISED]
    responses = [kind for kind in Response if not own.beaten or kind != Response.ESCALATE]
    said = list(BEATEN_SIGNALS if own.beaten else SignalKind)
    if own.reserves < STANDARD.show_of_force_cost and not own.beaten:
        said.remove(SignalKind.SHOW_OF_FORCE)
    answers = st.dictionaries(st.sampled_from(crises), st.sampled_from(responses))
    return Order(
        budget=draw(budgets(list(own.budget))),
        readiness=draw(st.sampled_from(readiness)),
        signal=draw(st.none() | signals(others, said, crises, attackable(view))),
        statement=draw(statements),
        offers=draw(st.dictionaries(st.sampled_from(others), instruments)),
        action=draw(actions(list(attackable(view)))),
        responses=draw(answers) if crises else {},
        motion=draw(motions(others, [view.seat, *others])) if forum else None,
        assessments=draw(st.dictionaries(st.sampled_from(others), assessments)),
    )


@st.composite
def signals(
    draw: st.DrawFn,
    others: Sequence[str],
    kinds: Sequence[SignalKind],
    crises: Sequence[str],
    reach: Sequence[str],
) -> Signal:
    """A signal of one of some kinds; ultimatums within reach, to back down only in a crisis."""
    kind = draw(st.sampled_from([kind for kind in kinds if reach or kind != SignalKind.ULTIMATUM]))
    if kind is not SignalKind.ULTIMATUM:
        return Signal(kind, draw(st.none() | st.sampled_from(others)))
    target = draw(st.sampled_from(reach))
    demands = [word for word in Demand if word != Demand.BACK_DOWN or target in crises]
    return Signal(kind, target, draw(st.sampled_from(demands)))


def actions(targets: Sequence[str]) -> st.SearchStrategy[Action]:
    """No action, or one against one of some states."""
    nothing = st.just(Action())
    if not targets:
        return nothing
    kinds = st.sampled_from((ActionKind.PROBE, ActionKind.ATTACK))
    return nothing | st.builds(Action, kinds, st.sampled_from(targets))


def motions(others: Sequence[str], seats: Sequence[str]) -> st.SearchStrategy[Motion | None]:
    """No motion, one to condemn another state, or one to mediate between two."""
    condemned = st.builds(Motion, st.just(MotionKind.CONDEMN), st.sampled_from(others))
    pairs = st.permutations(seats).map(lambda mixed: Motion(MotionKind.MEDIATE, mixed[0], mixed[1]))
    return st.none() | condemned | pairs
