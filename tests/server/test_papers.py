"""Papers: answers go with who was answered, hotlines with the state."""

from __future__ import annotations

import pytest

from dilemma.orders import Order, Problem
from dilemma.protocol.messages import Accepted, Heard, Refused
from dilemma_server.match import Reason, SeatLeft, SeatMoved, SeatRemoved, SeatTaken, TurnClosed
from dilemma_server.match.events import (
    CommandRefused,
    Event,
    Muted,
    OrdersSealed,
    ReadySet,
    Said,
    Unsealed,
)
from dilemma_server.match.papers import Papers

A, B, C = "a", "b", "c"


@pytest.fixture
def papers() -> Papers:
    return Papers((A, B, C))


ACCEPTED: list[Event] = [
    OrdersSealed(A, 1, Order(budget={}), "k"),
    Unsealed(A, 1, "k"),
    Said(A, B, 1, "Hello", "k"),
    ReadySet(A, True, "k"),
    SeatMoved(A, B, "k"),
    SeatLeft(A, "k"),
    SeatRemoved(B, A, "k"),
    Muted(B, A, True, "k"),
]


@pytest.mark.parametrize("event", ACCEPTED, ids=lambda event: type(event).__name__)
def test_what_a_seat_did_is_answered_to_it_alone(papers: Papers, event: Event) -> None:
    papers.file(event)
    assert papers.answer(A, "k") == Accepted("k")
    assert [papers.answer(seat, "k") for seat in (B, C)] == [None, None]
    assert [papers.commands(seat) for seat in (A, B, C)] == [1, 0, 0]


def test_what_was_refused_is_refused_again_in_the_same_words(papers: Papers) -> None:
    problems = (Problem("turn", "There is no seal to take off."),)
    papers.file(CommandRefused(A, "k", problems))
    assert papers.answer(A, "k") == Refused("k", problems)


def test_both_ends_of_a_hotline_hear_what_is_said_and_count_by_themselves(papers: Papers) -> None:
    papers.file(Said(A, B, 1, "one", "k"))
    papers.file(Said(B, C, 1, "two", "k"))
    assert papers.heard(A, 0) == Heard(1, 1, A, B, "one")
    assert papers.heard(A, 1) is None
    assert [papers.heard(B, after) for after in (0, 1, 2)] == [
        Heard(1, 1, A, B, "one"),
        Heard(2, 1, B, C, "two"),
        None,
    ]
    assert papers.heard(C, 0) == Heard(1, 1, B, C, "two")


def test_who_moves_takes_his_answers_along_and_what_he_has_used_up(papers: Papers) -> None:
    papers.file(ReadySet(A, False, "k"))
    papers.file(SeatMoved(A, B, "m"))
    papers.move(A, B)
    assert papers.answer(B, "k") == Accepted("k")
    assert papers.answer(B, "m") == Accepted("m")
    assert papers.answer(A, "k") is None
    assert (papers.commands(A), papers.commands(B)) == (0, 2)


@pytest.mark.parametrize("gone", [SeatLeft(A, "m"), SeatRemoved(A, B, "m")])
def test_who_comes_next_has_hotlines_and_no_answers(papers: Papers, gone: Event) -> None:
    """What was promised on a hotline binds the state; what was answered was the player's."""
    papers.file(Said(A, B, 1, "one", "k"))
    papers.file(gone)
    papers.file(SeatTaken(A, "Cleo", b""))
    assert [papers.answer(A, key) for key in ("k", "m")] == [None, None]
    assert papers.commands(A) == 0
    assert papers.heard(A, 0) == Heard(1, 1, A, B, "one")


def test_a_turn_begins_with_nothing_used_up_and_every_answer_kept(papers: Papers) -> None:
    papers.file(SeatTaken(B, "Ben", b""))
    papers.file(ReadySet(A, True, "k"))
    assert papers.commands(A) == 1
    papers.file(TurnClosed(1, Reason.DEADLINE, ""))
    assert papers.commands(A) == 0
    assert papers.answer(A, "k") == Accepted("k")
