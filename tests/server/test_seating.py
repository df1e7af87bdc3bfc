"""Who sits where: names, seats, and the tokens that prove it."""

from __future__ import annotations

import unicodedata

import pytest

from dilemma_server.match import (
    NotSeated,
    proper_name,
    seat_dealt_to,
    seat_of_token,
    take_seat,
)
from dilemma_server.match.events import SeatLeft
from support.desk import Desk, scenario
from support.manual_clock import ManualClock


@pytest.fixture
def desk() -> Desk:
    return Desk(ManualClock(), scenario("four_worlds"), ("Ada", "Ben"))


@pytest.mark.parametrize(
    ("given", "proper"),
    [
        ("  Ada ", "Ada"),
        ("Ada\tLovelace\n", "Ada Lovelace"),
        ("Zoe\u0308", "Zoë"),
        ("孫子", "孫子"),
    ],
)
def test_names_that_look_the_same_are_the_same(given: str, proper: str) -> None:
    assert proper_name(given) == proper


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (" \u3000 ", "A player needs a name."),
        ("bell\a", "A name must be plain text."),
        ("turned \u202e around", "A name must be plain text."),
        ("no\u200bwidth", "A name must be plain text."),
        ("\u3164", "A name must be plain text."),
        ("\u2800 \u2800", "A name must be plain text."),
        ("Ada\ufe0f", "A name must be plain text."),
        ("A\u034fda", "A name must be plain text."),
        ("A" + "\u0301" * 30, "A name must be plain text."),
    ],
)
def test_names_that_cannot_be_shown_are_refused(given: str, reason: str) -> None:
    with pytest.raises(NotSeated) as refusal:
        proper_name(given)
    assert str(refusal.value) == reason


def test_the_first_free_seat_is_given_unless_one_is_wanted(desk: Desk) -> None:
    seats = desk.match.seats
    assert take_seat(desk.match, "Cleo", None, b"k")[0].seat == seats[2]
    assert take_seat(desk.match, "Cleo", seats[3], b"k")[0].seat == seats[3]


def test_a_seat_is_given_once(desk: Desk) -> None:
    taken, *_, third, fourth = desk.match.seats
    with pytest.raises(NotSeated) as refusal:
        take_seat(desk.match, "Cleo", taken, b"k")
    assert str(refusal.value) == f"Seat {taken} is taken; free are {third}, {fourth}."


def test_an_unknown_seat_is_answered_with_those_there_are(desk: Desk) -> None:
    with pytest.raises(NotSeated) as refusal:
        take_seat(desk.match, "Cleo", "atlantis", b"k")
    assert refusal.value.problem.field == "seat"
    assert str(refusal.value) == (
        f"There is no seat 'atlantis'; the seats are {', '.join(desk.match.seats)}."
    )


@pytest.mark.parametrize("name", ["Nguyễn", "יִשְׂרָאֵל", "मोहन", "ณัฐวุฒิ", "Ŵ̱́", "Zoë 🚀"])
def test_names_of_any_language_can_be_had(name: str) -> None:
    assert proper_name(name) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize("name", ["Ada", "ADA", " ada ", "\uff21\uff44\uff41", "Ad\u00aa"])
def test_a_name_sits_down_once(desk: Desk, name: str) -> None:
    with pytest.raises(NotSeated, match="at the table already; take another name"):
        take_seat(desk.match, name, None, b"k")


def test_a_full_table_takes_nobody(desk: Desk) -> None:
    for name in ("Cleo", "Dan"):
        desk.keep(take_seat(desk.match, name, None, name.encode())[0])
    with pytest.raises(NotSeated, match="No seat of this match is free"):
        take_seat(desk.match, "Eve", None, b"k")


def test_a_token_opens_its_own_seat_and_no_other(desk: Desk) -> None:
    assert {seat: seat_of_token(desk.match, token) for seat, token in desk.tokens.items()} == {
        seat: seat for seat in desk.tokens
    }
    assert seat_of_token(desk.match, "") is None
    assert seat_of_token(desk.match, "A" * 22) is None


def test_a_token_has_128_bits_and_is_dealt_to_one_seat_of_one_match(desk: Desk) -> None:
    assert {len(token) for token in desk.tokens.values()} == {22}
    other = Desk(desk.clock, scenario("four_worlds"), ("Ada",))
    dealt = {
        *desk.tokens.values(),
        take_seat(desk.match, "Cleo", None, b"k")[1],
        take_seat(desk.match, "Cleo", None, b"j")[1],
        take_seat(desk.match, "Cleo", desk.match.seats[3], b"k")[1],
    }
    assert len(dealt) == 5
    assert other.tokens[other.match.seats[0]] in dealt, "same seal, same seat, same key"


def test_the_same_key_is_dealt_the_same_seat_again(desk: Desk) -> None:
    first, second, *_ = desk.match.seats
    assert seat_dealt_to(desk.match, b"Ada") == (first, desk.tokens[first])
    assert seat_dealt_to(desk.match, b"Ben") == (second, desk.tokens[second])
    assert seat_dealt_to(desk.match, b"Cleo") is None


def test_a_key_opens_no_second_seat_once_the_first_was_left(desk: Desk) -> None:
    taken, token = take_seat(desk.match, "Cleo", None, b"k")
    desk.keep(taken)
    desk.keep(SeatLeft(taken.seat, "leaving"))
    for wanted in (taken.seat, desk.match.seats[3], None):
        with pytest.raises(NotSeated) as refusal:
            take_seat(desk.match, "Cleo", wanted, b"k")
        assert refusal.value.problem.field == "key"
    assert seat_of_token(desk.match, token) is None
    assert take_seat(desk.match, "Cleo", None, b"another")[0].seat == taken.seat
