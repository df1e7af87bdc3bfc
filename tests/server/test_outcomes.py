"""Outcomes: what came of a turn follows from what is kept, and is held against what was noted."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from msgspec.structs import replace

from dilemma.orders import Order
from dilemma.protocol.messages import SubmitOrders
from dilemma.vocabulary import BudgetLine, Readiness
from dilemma_server.match import Match, Reason, TurnPlayed, Unplayable, due, encode_event
from dilemma_server.match.events import OrdersSealed, TurnClosed, decode_event
from support.desk import Desk, scenario
from support.manual_clock import ManualClock

RED, BLUE = "redland", "blueland"
WELFARE = Order(budget={BudgetLine.WELFARE: 0.9})
ARMS = Order(budget={BudgetLine.OFFENCE: 0.6}, readiness=Readiness.MOBILISED)


@pytest.fixture
def desk() -> Desk:
    return Desk(ManualClock(), scenario(), ("Ada", "Ben"))


def both_seal(desk: Desk, blue: Order = WELFARE) -> None:
    for seat, order in ((RED, ARMS), (BLUE, blue)):
        desk.command(seat, SubmitOrders(1, order, "k"))


def test_a_match_that_comes_out_differently_is_refused(desk: Desk) -> None:
    both_seal(desk)
    desk.records[3] = desk.records[3].replace(b'"offence":0.6', b'"offence":0.5')
    with pytest.raises(Unplayable, match=r"^match m1: record 7: turn 1 comes out differently"):
        desk.replayed()


def test_a_match_from_before_outcomes_had_records_of_their_own_goes_on(desk: Desk) -> None:
    both_seal(desk)
    played = decode_event(desk.records.pop(), "m1", 7)
    closed = decode_event(desk.records.pop(), "m1", 6)
    assert isinstance(played, TurnPlayed)
    assert isinstance(closed, TurnClosed)
    for outcome, complaint in ((played.outcome, None), ("00", "record 6: turn 1 comes out differ")):
        old = encode_event(replace(closed, outcome=outcome))
        with nullcontext() if complaint is None else pytest.raises(Unplayable, match=complaint):
            match = Match.replay("m1", [*desk.records, old], desk.clock)
            assert match.game.hash == desk.match.game.hash
            assert due(match, desk.clock.now()) is None


def test_what_came_of_a_turn_is_noted_once_and_of_that_turn_alone(desk: Desk) -> None:
    both_seal(desk)
    played = desk.records[-1]
    for extra in (played, encode_event(TurnPlayed(2, desk.match.game.hash))):
        with pytest.raises(Unplayable, match=r"^match m1: record 8: turn \d comes out differently"):
            Match.replay("m1", [*desk.records, extra], desk.clock)


def test_what_is_foreseen_is_what_comes_or_is_worked_out_anew(desk: Desk) -> None:
    """Also when somebody had other orders after all."""
    both_seal(desk, blue=ARMS)
    expected = desk.match.game.hash
    for foreseen in (ARMS, WELFARE):
        again = Match.replay("m1", desk.records[:4], desk.clock)
        again.foresee(OrdersSealed(BLUE, 1, foreseen, "k"), again.close_turn(Reason.ALL_SEALED))
        assert again.game.turn == 1
        again.apply(decode_event(desk.records[4], "m1", 5))
        again.apply(again.close_turn(Reason.ALL_SEALED))
        assert again.game.hash == expected
