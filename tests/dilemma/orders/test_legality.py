"""Legality: every refusal in the words a player reads, and nothing refused that is allowed."""

from __future__ import annotations

import math

import msgspec
import pytest

from dilemma.coefficients import STANDARD
from dilemma.orders import (
    Action,
    Assessment,
    Order,
    Problem,
    Signal,
    attackable,
    problems,
    signal_targets,
    standing_order,
)
from dilemma.orders.legality import BEATEN_SIGNALS, BUDGET_TOLERANCE, STATEMENT_LENGTH
from dilemma.record import advance, begin
from dilemma.view import View
from dilemma.view.books import StandingCrisis
from dilemma.vocabulary import (
    CORE_LINES,
    ActionKind,
    BudgetLine,
    Cause,
    Demand,
    Instrument,
    Readiness,
    Response,
    SignalKind,
)
from support.worlds import SECRET, attack, order, plain, probe, signalling, spending

STRANGER = "There is no other state 'z'; the others are b, c."


def view(**own: object) -> View:
    """What state a of three sees; b is in a crisis with it, c out of reach; own books as given."""
    seen = begin(plain(3), SECRET).view("a")
    crisis = StandingCrisis(opened=1, told=Cause.ACCIDENT, level=1)
    b = msgspec.structs.replace(seen.others[0], crisis=crisis)
    c = msgspec.structs.replace(seen.others[1], contact=0.0)
    books = msgspec.structs.replace(seen.own, **own)
    return msgspec.structs.replace(seen, own=books, others=(b, c))


def beaten() -> View:
    """What a rump sees."""
    return view(beaten=True, territory=0.2)


def refused(order: Order, seen: View | None = None) -> list[tuple[str, str]]:
    """Fields and words of every problem with an order."""
    return [(problem.field, problem.text) for problem in problems(seen if seen else view(), order)]


ALLOWED = {
    "nothing": order(),
    "everything spent": spending(welfare=0.4, defence=0.3, offence=0.2, intelligence=0.1),
    "shares that round above one": spending(welfare=1.0, defence=BUDGET_TOLERANCE * 0.99),
    "mobilising": order(readiness=Readiness.MOBILISED),
    "attacking": attack("b"),
    "probing": probe("b"),
    "answering": order(responses={"b": Response.ESCALATE}),
    "offering": order(offers={"b": tuple(Instrument), "c": ()}),
    "a word to one": signalling(SignalKind.WARN, "c"),
    "a word to all": signalling(SignalKind.WARN),
    "an ultimatum": signalling(SignalKind.ULTIMATUM, "b", Demand.STOP_ARMING),
    "an ultimatum in a crisis": signalling(SignalKind.ULTIMATUM, "b", Demand.BACK_DOWN),
    "a show of force": signalling(SignalKind.SHOW_OF_FORCE),
    "the longest statement": order(statement="x" * STATEMENT_LENGTH),
    "a statement in any script": order(statement="Мир вам — 平和 ☮ سلام"),
    "assessments": order(assessments={"b": Assessment(0.0, 1.0), "c": Assessment(1.0, 0.0)}),
}


@pytest.mark.parametrize("sheet", ALLOWED.values(), ids=ALLOWED)
def test_what_is_allowed_is_not_refused(sheet: Order) -> None:
    assert refused(sheet) == []


@pytest.mark.parametrize(
    ("sheet", "field", "text"),
    [
        (
            spending(welfare=0.8, defence=0.7),
            "budget",
            "The budget spends 150% of this turn's funds; it can spend at most 100%.",
        ),
        (
            spending(welfare=0.5, defence=0.500002),
            "budget",
            "The budget spends 100.0002% of this turn's funds; it can spend at most 100%.",
        ),
        (
            spending(offence=1.5),
            "budget.offence",
            "The share for offence must be between 0 and 1, not 1.5.",
        ),
        (
            spending(welfare=0.2, offence=-0.1),
            "budget.offence",
            "The share for offence must be between 0 and 1, not -0.1.",
        ),
        (
            spending(intelligence=math.nan),
            "budget.intelligence",
            "The share for intelligence must be between 0 and 1, not nan.",
        ),
        (
            spending(welfare=math.inf),
            "budget.welfare",
            "The share for welfare must be between 0 and 1, not inf.",
        ),
        (signalling(SignalKind.WARN, "z"), "signal.target", STRANGER),
        (
            signalling(SignalKind.WARN, "a"),
            "signal.target",
            "There is no other state 'a'; the others are b, c.",
        ),
        (
            signalling(SignalKind.WARN, "b", Demand.STAND_DOWN),
            "signal.demand",
            "Only an ultimatum makes a demand.",
        ),
        (
            signalling(SignalKind.ULTIMATUM, None, Demand.STAND_DOWN),
            "signal.target",
            "An ultimatum needs a state to be addressed to.",
        ),
        (
            signalling(SignalKind.ULTIMATUM, "b"),
            "signal.demand",
            "An ultimatum needs a demand.",
        ),
        (
            signalling(SignalKind.ULTIMATUM, "c", Demand.STAND_DOWN),
            "signal.target",
            "Cannot give c an ultimatum: it is out of reach.",
        ),
        (signalling(SignalKind.ULTIMATUM, "z", Demand.BACK_DOWN), "signal.target", STRANGER),
        (
            order(statement="x" * 281),
            "statement",
            "The statement has 281 characters; at most 280.",
        ),
        (
            order(statement="two\nlines"),
            "statement",
            "The statement must be plain text on one line.",
        ),
        (
            order(statement="\x1b[31mred"),
            "statement",
            "The statement must be plain text on one line.",
        ),
        (
            order(statement="backwards \u202e"),
            "statement",
            "The statement must be plain text on one line.",
        ),
        (order(offers={"z": (Instrument.TRADE,)}), "offers.z", STRANGER),
        (
            order(offers={"b": (Instrument.TRADE, Instrument.TRADE)}),
            "offers.b",
            "Each instrument can be offered only once.",
        ),
        (
            order(action=Action(ActionKind.NONE, "b")),
            "action.target",
            "No action has no target; choose probe or attack first.",
        ),
        (order(action=Action(ActionKind.PROBE)), "action.target", "Choose the state to probe."),
        (order(action=Action(ActionKind.ATTACK)), "action.target", "Choose the state to attack."),
        (attack("z"), "action.target", STRANGER),
        (
            attack("a"),
            "action.target",
            "There is no other state 'a'; the others are b, c.",
        ),
        (attack("c"), "action.target", "Cannot attack c: it is out of reach."),
        (probe("c"), "action.target", "Cannot probe c: it is out of reach."),
        (order(responses={"z": Response.HOLD}), "responses.z", STRANGER),
        (
            order(responses={"c": Response.HOLD}),
            "responses.c",
            "There is no open crisis with c.",
        ),
        (order(assessments={"z": Assessment(0.5, 0.5)}), "assessments.z", STRANGER),
        (
            order(assessments={"b": Assessment(1.1, 0.5)}),
            "assessments.b",
            "A probability must be between 0 and 1, both included.",
        ),
        (
            order(assessments={"b": Assessment(0.5, math.nan)}),
            "assessments.b",
            "A probability must be between 0 and 1, both included.",
        ),
    ],
)
def test_every_refusal_names_its_field_and_says_what_would_be_right(
    sheet: Order, field: str, text: str
) -> None:
    assert refused(sheet) == [(field, text)]


def test_a_show_of_force_must_be_paid_for() -> None:
    price = STANDARD.show_of_force_cost
    sheet = signalling(SignalKind.SHOW_OF_FORCE)
    said = f"A show of force costs {price:g} points; reserves hold {price - 0.5:.1f}."
    assert refused(sheet, view(reserves=price - 0.5)) == [("signal", said)]
    assert refused(sheet, view(reserves=price)) == []


def test_a_beaten_state_cannot_be_attacked() -> None:
    seen = view()
    rump = msgspec.structs.replace(seen.others[0], beaten=True, territory=0.2)
    seen = msgspec.structs.replace(seen, others=(rump, seen.others[1]))
    assert refused(attack("b"), seen) == [
        ("action.target", "Cannot attack b: it is already beaten.")
    ]
    assert attackable(seen) == ()


@pytest.mark.parametrize(
    ("sheet", "field", "text"),
    [
        (
            order(readiness=Readiness.MOBILISED),
            "readiness",
            "A beaten state has no army left to mobilise.",
        ),
        (attack("b"), "action", "A beaten state cannot attack."),
        (probe("b"), "action", "A beaten state cannot probe."),
        (
            order(responses={"b": Response.ESCALATE}),
            "responses.b",
            "A beaten state cannot escalate.",
        ),
        *(
            (
                signalling(kind),
                "signal",
                "A beaten state can only signal one of: reassure, warn, open_books.",
            )
            for kind in (
                SignalKind.PLEDGE_RESTRAINT,
                SignalKind.SHOW_OF_FORCE,
                SignalKind.ANNOUNCE_EXERCISE,
            )
        ),
    ],
)
def test_a_beaten_state_has_nothing_to_fight_with(sheet: Order, field: str, text: str) -> None:
    assert refused(sheet, beaten()) == [(field, text)]


@pytest.mark.parametrize(
    "sheet",
    [
        spending(welfare=0.5, defence=0.5),
        order(readiness=Readiness.STAND_DOWN),
        order(offers={"b": tuple(Instrument)}, statement="We are still here."),
        order(responses={"b": Response.BACK_DOWN}),
        *(signalling(kind) for kind in BEATEN_SIGNALS),
    ],
)
def test_a_beaten_state_still_lives_and_speaks(sheet: Order) -> None:
    assert refused(sheet, beaten()) == []


def test_when_the_match_is_over_nothing_can_be_ordered() -> None:
    seen = msgspec.structs.replace(view(), turn=13)
    said = "The match is over; no more orders can be given."
    assert refused(order(), seen) == [("turn", said)]


def test_a_demand_to_back_down_needs_a_crisis() -> None:
    seen = view()
    near = msgspec.structs.replace(seen.others[1], contact=1.0)
    seen = msgspec.structs.replace(seen, others=(seen.others[0], near))
    said = "There is no crisis with c to back down from."
    sheet = signalling(SignalKind.ULTIMATUM, "c", Demand.BACK_DOWN)
    assert refused(sheet, seen) == [("signal.demand", said)]


def test_nobody_threatens_a_state_that_is_beaten_already() -> None:
    seen = view()
    rump = msgspec.structs.replace(seen.others[0], beaten=True)
    seen = msgspec.structs.replace(seen, others=(rump, seen.others[1]))
    said = "Cannot give b an ultimatum: it is already beaten."
    sheet = signalling(SignalKind.ULTIMATUM, "b", Demand.STAND_DOWN)
    assert refused(sheet, seen) == [("signal.target", said)]


def test_every_problem_is_named_at_once() -> None:
    sheet = order(
        budget={BudgetLine.WELFARE: 2.0},
        signal=Signal(SignalKind.ULTIMATUM),
        statement="\n" * 300,
        offers={"z": ()},
        action=Action(ActionKind.ATTACK, "c"),
        responses={"c": Response.HOLD},
        assessments={"b": Assessment(2.0, 0.0)},
    )
    assert [field for field, _ in refused(sheet)] == [
        "budget.welfare",
        "signal.target",
        "signal.demand",
        "statement",
        "statement",
        "offers.z",
        "action.target",
        "responses.c",
        "assessments.b",
    ]


def test_a_name_no_state_could_have_is_cut_short_in_the_refusal() -> None:
    ((_, said),) = refused(attack("y" * 500))
    assert said == f"There is no other state '{'y' * 40}'; the others are b, c."


def test_a_refusal_says_nothing_that_the_view_does_not() -> None:
    seen = view()
    sheet = order(action=Action(ActionKind.ATTACK, "c"), responses={"c": Response.HOLD})
    assert problems(seen, sheet) == problems(msgspec.structs.replace(seen, reports=()), sheet)
    assert all(isinstance(problem, Problem) for problem in problems(seen, sheet))


def test_whom_forces_can_reach_and_whom_words_can() -> None:
    assert attackable(view()) == ("b",)
    assert attackable(beaten()) == ()
    assert signal_targets(beaten()) == ("b", "c")


def test_a_standing_order_is_last_turns_without_anything_new() -> None:
    game = begin(plain(3), SECRET)
    sheet = attack(
        "b",
        budget={BudgetLine.WELFARE: 0.25},
        readiness=Readiness.MOBILISED,
        signal=Signal(SignalKind.WARN),
        statement="Beware.",
        offers={"c": (Instrument.TRADE,)},
        assessments={"b": Assessment(0.5, 0.5)},
    )
    seen = advance(game, {"a": sheet}).view("a")
    assert standing_order(seen) == order(
        budget={**dict.fromkeys(CORE_LINES, 0.0), BudgetLine.WELFARE: 0.25},
        readiness=Readiness.MOBILISED,
        offers={"c": (Instrument.TRADE,)},
    )
    assert refused(standing_order(seen), seen) == []
