"""Rules 2: a turn."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from dilemma.orders import Order, problems
from dilemma.protocol.messages import Refused, SubmitOrders, Unseal
from dilemma.record import IllegalOrderError, advance, begin
from dilemma.rules import STAGES
from dilemma.vocabulary import BudgetLine, Instrument, Readiness, SignalKind
from dilemma_server.match import Match
from rulebook.reading import RULEBOOK, rules
from support.desk import Desk, scenario
from support.manual_clock import ManualClock
from support.told import seen_in
from support.worlds import SECRET, attack, having, plain, signalling, world_of

RED, BLUE = "redland", "blueland"
WELFARE = Order(budget={BudgetLine.WELFARE: 0.5})
ARMS = Order(budget={BudgetLine.OFFENCE: 0.5})


def orders_of_turn_1(match: Match) -> dict[str, Order]:
    """The orders by which the first turn was adjudicated."""
    return match.game.turns[0].orders


def test_2_1_a_turn_is_adjudicated_in_these_steps() -> None:
    text = rules(RULEBOOK.read_text(encoding="utf-8"))["2.1"]
    assert re.findall(r"^\d+\. (\w+):", text, re.MULTILINE) == [stage.__name__ for stage in STAGES]


def test_2_2_a_state_that_sends_nothing_goes_on_as_before_and_does_nothing_new() -> None:
    busy = signalling(
        SignalKind.WARN,
        budget={BudgetLine.WELFARE: 0.3, BudgetLine.OFFENCE: 0.2},
        readiness=Readiness.MOBILISED,
        offers={"b": (Instrument.TRADE,)},
        statement="We are here.",
    )
    game = advance(advance(begin(plain(2), SECRET), {"a": busy}), {})
    kept = game.turns[1].orders["a"]
    assert {line: share for line, share in kept.budget.items() if share} == busy.budget
    assert (kept.readiness, kept.offers) == (busy.readiness, busy.offers)
    assert kept == Order(budget=kept.budget, readiness=busy.readiness, offers=busy.offers)


@pytest.mark.parametrize("unsealed", [False, True])
def test_2_3_what_was_sealed_last_stands_when_the_turn_closes(unsealed: bool) -> None:
    clock = ManualClock()
    desk = Desk(clock, replace(scenario(), turn_seconds=60), ("Ada", "Ben"))
    for number, order in enumerate((WELFARE, ARMS)):
        desk.command(RED, SubmitOrders(1, order, f"seal {number}"))
    if unsealed:
        desk.command(RED, Unseal(1, "unseal"))
    assert desk.match.game.turn == 1
    clock.jump(60)
    desk.settle()
    assert desk.match.game.turn == 2
    assert orders_of_turn_1(desk.match)[RED] == ARMS


def test_2_3_a_turn_closes_when_all_have_sealed() -> None:
    desk = Desk(ManualClock(), scenario(), ("Ada", "Ben"))
    desk.command(RED, SubmitOrders(1, WELFARE, "red"))
    desk.command(RED, Unseal(1, "unseal"))
    desk.command(BLUE, SubmitOrders(1, ARMS, "blue"))
    assert desk.match.game.turn == 1
    desk.command(RED, SubmitOrders(1, ARMS, "red again"))
    assert desk.match.game.turn == 2


def test_2_4_a_forbidden_order_is_refused_and_changes_nothing() -> None:
    desk = Desk(ManualClock(), scenario(), ("Ada", "Ben"))
    answer = desk.command(RED, SubmitOrders(1, attack("nowhere"), "key"))
    assert isinstance(answer, Refused)
    assert RED not in desk.match.orders
    with pytest.raises(IllegalOrderError):
        advance(begin(plain(2), SECRET), {"a": attack("nowhere")})


def test_2_4_a_refusal_follows_from_what_the_state_sees_itself() -> None:
    worlds = (world_of(2), having(world_of(2), "offence", b=90.0))
    one, other = (seen_in(world) for world in worlds)
    for sheet in (attack("b"), attack("z"), signalling(SignalKind.ULTIMATUM, "b")):
        assert problems(one, sheet) == problems(other, sheet)
