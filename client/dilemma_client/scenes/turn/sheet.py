"""The order sheet: five decisions with what they cost, and the seal."""

from __future__ import annotations

from functools import partial

from dilemma.orders import Signal
from dilemma.orders.legality import BEATEN_SIGNALS, STATEMENT_LENGTH
from dilemma.vocabulary import (
    ActionKind,
    BudgetLine,
    Demand,
    Readiness,
    Response,
    SignalKind,
)
from dilemma_client.model import Model
from dilemma_client.scenes.scene import Moment
from dilemma_client.scenes.turn.desk import Desk
from dilemma_client.scenes.turn.draft import Draft
from dilemma_client.scenes.turn.effects import effect_of
from dilemma_client.scenes.turn.forum import forum_group
from dilemma_client.scenes.turn.offers import offers_group
from dilemma_client.scenes.turn.sealing import locked_because, seal_group
from dilemma_client.theme import SMALL, Ink, Tone, piece
from dilemma_client.tongue import say, shown
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Column, Row
from dilemma_client.widgets.choice import Choice, Option
from dilemma_client.widgets.dropdown import Dropdown
from dilemma_client.widgets.field import Field
from dilemma_client.widgets.panel import Card, Panel
from dilemma_client.widgets.scroll import Scroll
from dilemma_client.widgets.slider import Slider
from dilemma_client.widgets.text import Text, caption, reason
from dilemma_client.words.terms import (
    ACTIONS,
    BUDGET,
    DEMANDS,
    READINESS,
    RESPONSES,
    SIGNALS,
)

LINE_INKS: dict[BudgetLine, Ink] = {line: piece(place) for place, line in enumerate(BudgetLine)}

NAME_WIDTH, LONG_NAME_WIDTH = 88, 120
"""Logical units that the names of budget lines take: of the core, and of those of modules."""

NOBODY = ""
"""The option of a signal that is addressed to everyone."""


def order_panel(desk: Desk, moment: Moment) -> Widget:
    """The whole sheet, with the seal below what scrolls."""
    draft, model = desk.draft, moment.model
    assert draft is not None
    locked = locked_because(model)
    groups = [
        *_beaten(draft),
        *_crisis_group(desk, model, locked),
        _budget_group(draft, locked),
        _readiness_group(draft, locked),
        _signal_group(draft, model, locked),
        offers_group(desk, model, locked),
        *forum_group(draft, model, locked),
        _action_group(draft, model, locked),
    ]
    body = Scroll("orders.scroll", say("Orders"), Column(groups, gap=11))
    return Panel(
        "orders",
        say("Orders"),
        Column([body, seal_group(desk, model)], gap=6),
        icon="orders",
        note="F3",
    )


def _beaten(draft: Draft) -> list[Widget]:
    if not draft.view.own.beaten:
        return []
    return [
        reason(say("A beaten state still speaks and saves, but has no army to mobilise or send."))
    ]


def _budget_group(draft: Draft, locked: str) -> Widget:
    left = draft.unspent
    words = (
        say("{left:.1f} of {funds:.1f} saved", left=left, funds=draft.funds)
        if left >= -1e-6
        else say("{left:.1f} too much", left=-left)
    )
    ink: Ink = Tone.TEXT if left >= -1e-6 else Tone.DANGER
    terms = {line: BUDGET[line] for line in BudgetLine if line in draft.view.own.budget}
    is_long = BudgetLine.INTERNAL_SECURITY in terms
    sliders = [
        Slider(
            f"budget.{line}",
            term.name,
            draft.order.budget.get(line, 0.0),
            partial(draft.spend, line),
            step=0.02,
            shown=partial(_in_points, draft.funds),
            icon=term.icon,
            ink=LINE_INKS[line],
            label_width=LONG_NAME_WIDTH if is_long else NAME_WIDTH,
            why_not=locked,
            hint=f"{term.hint} {effect_of(draft, line)}".rstrip(),
        )
        for line, term in terms.items()
    ]
    # The reason stands above the seal: a line here would move a slider while it is dragged.
    heading = caption(say("Budget, in points"), words, note_ink=ink)
    return Column([heading, Column(sliders, gap=1)], gap=4)


def _in_points(funds: float, share: float) -> str:
    return shown(share * funds, ".1f")


def _readiness_group(draft: Draft, locked: str) -> Widget:
    options = []
    for readiness, term in READINESS.items():
        not_now = say("A beaten state has no army left to mobilise.")
        beaten = draft.view.own.beaten and readiness is Readiness.MOBILISED
        options.append(
            Option(readiness, term.name, hint=term.hint, why_not=not_now if beaten else "")
        )
    chosen = draft.order.readiness
    cost = draft.readiness_cost(chosen)
    choice = Choice(
        "readiness",
        say("Readiness"),
        options,
        chosen,
        lambda value: draft.be_ready(Readiness(value)),
        why_not=locked,
    )
    reasons = [reason(problem.text) for problem in draft.problems_in("readiness")]
    words = say("{cost:.1f} less to spend", cost=cost) if cost > 0.05 else say("cheapest")
    return Column([caption(say("Readiness"), words), choice, *reasons], gap=4)


def _signal_group(draft: Draft, model: Model, locked: str) -> Widget:
    order = draft.order
    beaten = draft.view.own.beaten
    options = [Option("", say("None"), hint=say("Say nothing this turn."))]
    for kind, term in SIGNALS.items():
        barred = beaten and kind not in BEATEN_SIGNALS
        why_not = say("A beaten state has no forces to show, move or bind.") if barred else ""
        options.append(Option(kind, term.name, hint=term.hint, why_not=why_not))
    chosen = order.signal.kind if order.signal else ""
    choice = Choice(
        "signal",
        say("Public signal"),
        options,
        chosen,
        lambda value: draft.signal(SignalKind(value) if value else None),
        height=26,
        why_not=locked,
    )
    statement = Field(
        "statement",
        say("Public statement"),
        order.statement,
        draft.state,
        longest=STATEMENT_LENGTH,
        placeholder=say("A statement to all states…"),
        why_not=locked,
        hint=say("All states read it. It binds you to nothing."),
    )
    reasons = [reason(problem.text) for problem in draft.problems_in("signal", "statement")]
    parts = [choice, _addressing(draft, model, locked), statement, *reasons]
    return Column([caption(say("Public signal")), *parts], gap=5)


def _addressing(draft: Draft, model: Model, locked: str) -> Widget:
    """To whom the signal goes, and what an ultimatum demands; there before either can be said.

    What came up only then would move what lies below it under the hand.
    """
    signal = draft.order.signal
    return Row([_addressee(signal, draft, model, locked), _demanded(signal, draft, locked)], gap=6)


def _addressee(signal: Signal | None, draft: Draft, model: Model, locked: str) -> Widget:
    options = [
        Option(page.id, say("to {state}", state=model.names[page.id])) for page in draft.view.others
    ]
    if signal is None or signal.kind is not SignalKind.ULTIMATUM:
        options.insert(0, Option(NOBODY, say("to everyone")))
    return Dropdown(
        "signal.target",
        say("Addressed to"),
        options,
        (signal.target if signal else None) or NOBODY,
        lambda value: draft.signal_to(value or None),
        why_not=locked or ("" if signal else say("Choose a signal first.")),
        hint=say("Whom it is meant for. Everybody sees it."),
        grow=1,
    )


def _demanded(signal: Signal | None, draft: Draft, locked: str) -> Widget:
    demand = signal.demand if signal else None
    options = [Option(kind, term.name) for kind, term in DEMANDS.items()]
    if demand is None:
        options = [Option("", say("no demand"))]
    return Dropdown(
        "signal.demand",
        say("Demand"),
        options,
        demand or "",
        lambda value: draft.demand(Demand(value)),
        why_not=locked or ("" if demand else say("Only an ultimatum demands something.")),
        hint=DEMANDS[demand].hint if demand else "",
        grow=1.2,
    )


def _action_group(draft: Draft, model: Model, locked: str) -> Widget:
    order = draft.order
    beaten = say("A beaten state cannot send forces.") if draft.view.own.beaten else ""
    options = [
        Option(kind, term.name, hint=term.hint, why_not="" if kind is ActionKind.NONE else beaten)
        for kind, term in ACTIONS.items()
    ]
    parts: list[Widget] = [
        caption(say("Action")),
        Choice(
            "action",
            say("Action"),
            options,
            order.action.kind,
            lambda value: draft.act(ActionKind(value)),
            why_not=locked,
        ),
    ]
    if order.action.kind is not ActionKind.NONE:
        targets = [
            Option(page.id, model.names[page.id], why_not=_unreachable(page.contact, page.beaten))
            for page in draft.view.others
        ]
        parts.append(
            Choice(
                "action.target",
                say("Against"),
                targets,
                order.action.target or "",
                draft.act_against,
                height=26,
                why_not=locked,
                hint=say("Only states within reach of your forces."),
            )
        )
        parts.extend(reason(f"{t.label}: {t.why_not}") for t in targets if t.why_not)
        parts.append(Text(ACTIONS[order.action.kind].hint, SMALL, Tone.CAUTION))
    parts.extend(reason(problem.text) for problem in draft.problems_in("action"))
    return Column(parts, gap=5)


def _unreachable(contact: float, is_beaten: bool) -> str:
    if is_beaten:
        return say("It is already beaten.")
    return "" if contact > 0.0 else say("It is out of reach.")


def _crisis_group(desk: Desk, model: Model, locked: str) -> list[Widget]:
    """One answer for each open crisis, above everything else."""
    draft = desk.draft
    assert draft is not None
    groups: list[Widget] = []
    for page in draft.view.others:
        if page.crisis is None:
            continue
        options = [
            Option(kind, term.name, term.icon, term.hint) for kind, term in RESPONSES.items()
        ]
        chosen = draft.order.responses.get(page.id, Response.HOLD)
        choice = Choice(
            f"crisis.{page.id}",
            say("Answer to the crisis with {state}", state=model.names[page.id]),
            options,
            chosen,
            partial(_respond, draft, page.id),
            why_not=locked,
        )
        heading = caption(say("Crisis with {state}", state=model.names[page.id]), ink=Tone.CAUTION)
        reasons = [reason(p.text) for p in draft.problems_in(f"responses.{page.id}")]
        groups.append(Card(Column([heading, choice, *reasons], gap=5), stripe=Tone.CAUTION))
    return groups


def _respond(draft: Draft, state: str, value: str) -> None:
    draft.respond(state, Response(value))
