"""The draft: the order sheet as the player is writing it, one small change at a time."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import msgspec

from dilemma.orders import (
    Action,
    Assessment,
    Motion,
    Order,
    Problem,
    Signal,
    attackable,
    problems,
    standing_order,
)
from dilemma.view import View
from dilemma.vocabulary import (
    ActionKind,
    BudgetLine,
    Demand,
    Instrument,
    MotionKind,
    Readiness,
    Response,
    SignalKind,
)
from dilemma_client.scenes.turn.history import History
from dilemma_client.words.naming import in_names

NEUTRAL = Assessment(harm=0.5, attack=0.1)
"""Where the sliders of an assessment stand before they were ever moved."""


class Draft:
    """An order in the making, and the reasons why it could not be given as it is."""

    def __init__(
        self,
        view: View,
        order: Order | None = None,
        names: Mapping[str, str] | None = None,
        history: History | None = None,
    ) -> None:
        self.view = view
        self.order = order or standing_order(view)
        self.names = names or {}
        self.history = history or History()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every reason why the order could not be given as it is, with the names on screen."""
        return tuple(in_names(problem, self.names) for problem in problems(self.view, self.order))

    def problems_in(self, *fields: str) -> tuple[Problem, ...]:
        """The reasons that concern these fields or parts of them."""
        return tuple(
            problem
            for problem in self.problems
            if any(
                problem.field == field or problem.field.startswith(f"{field}.") for field in fields
            )
        )

    # money, in points

    @property
    def funds(self) -> float:
        """Points that this turn's budget can share out under the readiness chosen."""
        return self.view.own.funds.get(self.order.readiness, 0.0)

    def points(self, line: BudgetLine) -> float:
        """Points that a line of the budget takes."""
        return self.order.budget.get(line, 0.0) * self.funds

    @property
    def unspent(self) -> float:
        """Points left over for the reserves; below 0 when more is spent than is there."""
        return (1.0 - sum(self.order.budget.values())) * self.funds

    def readiness_cost(self, readiness: Readiness) -> float:
        """Points that a readiness leaves less to spend than standing down does."""
        funds = self.view.own.funds
        return max(funds.values()) - funds.get(readiness, 0.0)

    # changes

    def spend(self, line: BudgetLine, share: float) -> None:
        """Give a line of the budget this share of the funds."""
        self._change(line, budget={**self.order.budget, line: share})

    def be_ready(self, readiness: Readiness) -> None:
        """Choose how soon the forces could fight."""
        self._change(readiness=readiness)

    def signal(self, kind: SignalKind | None) -> None:
        """Choose the public signal; its target stays where it makes sense."""
        if kind is None:
            self._change(signal=None)
            return
        before = self.order.signal
        target = before.target if before is not None else None
        if kind is SignalKind.ULTIMATUM:
            target = target or next(iter(attackable(self.view)), self.view.others[0].id)
            self._change(signal=Signal(kind, target, Demand.STAND_DOWN))
        else:
            self._change(signal=Signal(kind, target))

    def signal_to(self, target: str | None) -> None:
        """Choose to whom the signal is addressed; None addresses everyone."""
        if self.order.signal is not None:
            self._change(signal=msgspec.structs.replace(self.order.signal, target=target))

    def demand(self, demand: Demand) -> None:
        """Choose what the ultimatum asks for."""
        if self.order.signal is not None:
            self._change(signal=msgspec.structs.replace(self.order.signal, demand=demand))

    def state(self, statement: str) -> None:
        """Write the public statement."""
        self._change("statement", statement=statement)

    def offer(self, state: str, instrument: Instrument, is_offered: bool) -> None:
        """Offer an instrument to a state, or offer it no longer."""
        before = set(self.order.offers.get(state, ()))
        after = before | {instrument} if is_offered else before - {instrument}
        offers = {key: value for key, value in self.order.offers.items() if key != state}
        if after:
            offers[state] = tuple(kind for kind in Instrument if kind in after)
        self._change(offers=offers)

    def act(self, kind: ActionKind) -> None:
        """Choose what the forces do; the target stays, or is the first that can be reached."""
        if kind is ActionKind.NONE:
            self._change(action=Action())
            return
        reachable = [page.id for page in self.view.others if page.contact > 0 and not page.beaten]
        first = reachable[0] if reachable else None
        self._change(action=Action(kind, self.order.action.target or first))

    def act_against(self, target: str) -> None:
        """Choose whom the action is against."""
        self._change(action=Action(self.order.action.kind, target))

    def move(self, kind: MotionKind | None) -> None:
        """Choose what is asked of the forum, about the first states that it could be about."""
        others = [page.id for page in self.view.others]
        match kind:
            case None:
                self._change(motion=None)
            case MotionKind.CONDEMN:
                self._change(motion=Motion(kind, others[0]))
            case MotionKind.MEDIATE:
                self._change(motion=Motion(kind, *others[:2]))

    def move_about(self, target: str) -> None:
        """Choose whom the motion is about; the two of a pair change places if need be."""
        motion = self.order.motion
        if motion is not None:
            other = motion.target if target == motion.other else motion.other
            self._change(motion=msgspec.structs.replace(motion, target=target, other=other))

    def move_between(self, other: str) -> None:
        """Choose the second state of the pair to mediate between."""
        motion = self.order.motion
        if motion is not None and motion.other is not None:
            target = motion.other if other == motion.target else motion.target
            self._change(motion=msgspec.structs.replace(motion, target=target, other=other))

    def respond(self, state: str, response: Response) -> None:
        """Choose the answer to an open crisis."""
        self._change(responses={**self.order.responses, state: response})

    def assess(self, state: str, assessment: Assessment) -> None:
        """Write down what one thinks of a state."""
        self._change(
            ("assessments", state), assessments={**self.order.assessments, state: assessment}
        )

    def assessment(self, state: str) -> Assessment:
        """What has been written down of a state."""
        return self.order.assessments.get(state, NEUTRAL)

    # back and forth

    def undo(self) -> None:
        """Take the last change back."""
        self.order = self.history.undo(self.order)

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        self.order = self.history.redo(self.order)

    def _change(self, what: Hashable = None, /, **changes: object) -> None:
        """Change the order; `what` names a thing whose changes may go on as one step."""
        changed = msgspec.structs.replace(self.order, **changes)
        if changed != self.order:
            self.history.note(self.order, what)
            self.order = changed


def next_draft(
    view: View, sealed: Order | None, before: Draft | None, names: Mapping[str, str]
) -> Draft:
    """The draft for a view: what was sealed, what was being written, or as last turn.

    Assessments are carried over: an opinion stays until it is changed.
    """
    if before is not None and before.view.turn == view.turn:
        draft = Draft(view, before.order, names, before.history)
    elif sealed is not None:
        draft = Draft(view, sealed, names)
    else:
        draft = Draft(view, names=names)
        if before is not None:
            draft.order = msgspec.structs.replace(
                draft.order, assessments=dict(before.order.assessments)
            )
    return draft
