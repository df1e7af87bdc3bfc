"""The order sheet: one state's intentions for one turn."""

from __future__ import annotations

from msgspec import Struct, field

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


class Signal(Struct, frozen=True, forbid_unknown_fields=True):
    """At most one public signal a turn; only an ultimatum has a demand, and must have a target."""

    kind: SignalKind
    target: str | None = None
    demand: Demand | None = None


class Action(Struct, frozen=True, forbid_unknown_fields=True):
    """What the forces are told to do, and against whom."""

    kind: ActionKind = ActionKind.NONE
    target: str | None = None


class Motion(Struct, frozen=True, forbid_unknown_fields=True):
    """What a state asks of the forum: to condemn a state, or to mediate between two."""

    kind: MotionKind
    target: str
    other: str | None = None


class Assessment(Struct, frozen=True, forbid_unknown_fields=True):
    """How likely another state means harm, and attacks next turn; probabilities, no effect."""

    harm: float
    attack: float


class Order(Struct, frozen=True, forbid_unknown_fields=True):
    """One state's orders for one turn.

    `budget` holds shares of this turn's funds, sum at most 1, the rest saved; `offers` is the full
    set of standing offers to each state (a state left out is offered nothing); an open crisis left
    out of `responses` is held.
    """

    budget: dict[BudgetLine, float]
    readiness: Readiness = Readiness.ROUTINE
    signal: Signal | None = None
    statement: str = ""
    offers: dict[str, tuple[Instrument, ...]] = field(default_factory=dict)
    action: Action = Action()
    responses: dict[str, Response] = field(default_factory=dict)
    motion: Motion | None = None
    assessments: dict[str, Assessment] = field(default_factory=dict)


def standing_order(view: View) -> Order:
    """The order of a state that sends nothing: as last turn, and nothing new.

    A state beaten while mobilised has nothing left to mobilise, and goes back to routine.
    """
    kept = view.own.readiness
    lost = view.own.beaten and kept is Readiness.MOBILISED
    return Order(
        budget=dict(view.own.budget),
        readiness=Readiness.ROUTINE if lost else kept,
        offers={page.id: page.offered for page in view.others if page.offered},
    )
