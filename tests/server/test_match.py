"""The rulebook of a match: who may do what when, what is kept, and what each seat is told."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from dilemma.debrief import hindsight_of
from dilemma.orders import Order, Problem, problems, standing_order
from dilemma.orders.legality import STATEMENT_LENGTH
from dilemma.protocol import encode
from dilemma.protocol.messages import Accepted, Refused, Say, SubmitOrders, Unseal
from dilemma.record import load_record, relived
from dilemma.record import replay as replay_record
from dilemma.rules import RULES_VERSION
from dilemma.vocabulary import BudgetLine, Instrument, Readiness
from dilemma_server.match import Match, Unplayable
from dilemma_server.match.decisions import BYTES_A_TURN, COMMANDS_A_TURN, MOST_PROBLEMS
from support.desk import Desk, scenario
from support.manual_clock import ManualClock
from support.tables import table

RED, BLUE = "redland", "blueland"
WELFARE = Order(budget={BudgetLine.WELFARE: 0.9})
ARMS = Order(budget={BudgetLine.OFFENCE: 0.6}, readiness=Readiness.MOBILISED)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def desk(clock: ManualClock) -> Desk:
    return Desk(clock, replace(scenario(), turns=3, turn_seconds=60), ("Ada", "Ben"))


def seal(desk: Desk, seat: str, order: Order = WELFARE, key: str = "") -> Accepted | Refused:
    turn = desk.match.game.turn
    return desk.command(seat, SubmitOrders(turn, order, key or f"seal {turn}"))


def both_seal(desk: Desk) -> None:
    for seat in (RED, BLUE):
        seal(desk, seat, standing_order(desk.match.view(seat)), f"both {desk.match.game.turn}")


def with_hotline(desk: Desk) -> Desk:
    """Both offer a hotline in turn 1; it is in force from turn 2."""
    for seat, other in ((RED, BLUE), (BLUE, RED)):
        order = standing_order(desk.match.view(seat))
        seal(desk, seat, replace(order, offers={other: (Instrument.HOTLINE,)}), "offer")
    assert desk.match.game.turn == 2
    return desk


def words(answer: Accepted | Refused) -> list[str]:
    assert isinstance(answer, Refused)
    return [problem.text for problem in answer.problems]


# How a match begins


def test_no_clock_runs_while_a_seat_is_free(clock: ManualClock) -> None:
    desk = Desk(clock, scenario(), ("Ada",))
    assert desk.match.deadline is None
    assert desk.match.table(frozenset({RED})) == table({RED: "Ada"}, (RED,))
    assert words(seal(desk, RED)) == ["The match has not begun; it waits for players."]


def test_the_last_seat_taken_starts_the_clock(desk: Desk, clock: ManualClock) -> None:
    assert desk.match.deadline == clock.now() + 60
    assert desk.match.opened(RED).seconds_left == 60
    assert desk.match.game.turn == 1


# Orders


def test_sealed_orders_are_what_one_comes_back_to(desk: Desk) -> None:
    assert seal(desk, RED, ARMS) == Accepted("seal 1")
    opened = desk.match.opened(RED)
    assert (opened.own_order, opened.sealed) == (ARMS, True)
    other = desk.match.opened(BLUE)
    assert (other.own_order, other.sealed) == (None, False)
    assert desk.match.table(frozenset()).sealed == (RED,)


def test_orders_sealed_again_take_the_place_of_the_first(desk: Desk) -> None:
    seal(desk, RED, ARMS, "first")
    seal(desk, RED, WELFARE, "second")
    assert desk.match.opened(RED).own_order == WELFARE


def test_orders_are_refused_in_the_words_of_legality(desk: Desk) -> None:
    greedy = Order(budget={BudgetLine.WELFARE: 0.8, BudgetLine.DEFENCE: 0.7})
    answer = seal(desk, RED, greedy)
    assert answer == Refused("seal 1", problems(desk.match.view(RED), greedy))
    assert words(answer) == [
        "The budget spends 150% of this turn's funds; it can spend at most 100%."
    ]
    assert desk.match.opened(RED).own_order is None


def test_a_turn_that_is_not_open_takes_no_orders(desk: Desk) -> None:
    late = SubmitOrders(1, WELFARE, "late")
    early = SubmitOrders(3, WELFARE, "early")
    both_seal(desk)
    assert words(desk.command(RED, late)) == ["Turn 1 is over; the open turn is 2."]
    assert words(desk.command(RED, early)) == ["Turn 3 is not open yet; the open turn is 2."]
    assert words(desk.command(RED, Unseal(1, "off"))) == ["Turn 1 is over; the open turn is 2."]


# Keys


def test_the_same_key_is_answered_again_and_applied_once(desk: Desk) -> None:
    seal(desk, RED, ARMS, "k")
    records = len(desk.records)
    assert seal(desk, RED, ARMS, "k") == Accepted("k")
    assert seal(desk, RED, WELFARE, "k") == Accepted("k")
    assert len(desk.records) == records
    assert desk.match.opened(RED).own_order == ARMS


def test_keys_are_known_after_a_replay_and_in_later_turns(desk: Desk) -> None:
    seal(desk, RED, ARMS, "k")
    seal(desk, BLUE)
    desk.match = desk.replayed()
    records = len(desk.records)
    assert desk.command(RED, SubmitOrders(1, ARMS, "k")) == Accepted("k")
    assert len(desk.records) == records


def test_a_key_belongs_to_its_seat(desk: Desk) -> None:
    seal(desk, RED, ARMS, "k")
    assert words(desk.command(BLUE, SubmitOrders(2, WELFARE, "k"))) == [
        "Turn 2 is not open yet; the open turn is 1."
    ]


def test_a_refused_key_is_refused_alike_when_it_comes_again(desk: Desk) -> None:
    refused = desk.command(RED, SubmitOrders(2, WELFARE, "k"))
    both_seal(desk)
    assert desk.command(RED, SubmitOrders(2, WELFARE, "k")) == refused
    desk.match = desk.replayed()
    assert desk.command(RED, SubmitOrders(2, WELFARE, "k")) == refused
    assert desk.match.opened(RED).own_order is None


# How a turn ends


def test_a_turn_closes_when_all_have_sealed(desk: Desk) -> None:
    seal(desk, RED, ARMS)
    assert desk.match.game.turn == 1
    seal(desk, BLUE)
    assert desk.match.game.turn == 2
    assert json.loads(desk.records[-2])["reason"] == "all_sealed"
    assert desk.match.table(frozenset()).sealed == ()


async def test_a_turn_closes_at_its_deadline_and_not_before(desk: Desk, clock: ManualClock) -> None:
    seal(desk, RED, ARMS)
    await clock.advance(59.999)
    desk.settle()
    assert desk.match.game.turn == 1
    await clock.advance(0.001)
    desk.settle()
    assert desk.match.game.turn == 2
    assert json.loads(desk.records[-2])["reason"] == "deadline"
    assert desk.match.opened(RED).seconds_left == 60


async def test_at_the_deadline_whoever_sealed_nothing_keeps_the_standing_order(
    desk: Desk, clock: ManualClock
) -> None:
    standing = standing_order(desk.match.view(BLUE))
    seal(desk, RED, ARMS)
    await clock.advance(60)
    desk.settle()
    assert desk.match.game.turns[0].orders == {RED: ARMS, BLUE: standing}


async def test_what_was_unsealed_stands_at_the_deadline(desk: Desk, clock: ManualClock) -> None:
    seal(desk, RED, ARMS)
    assert desk.command(RED, Unseal(1, "off")) == Accepted("off")
    assert desk.match.table(frozenset()).sealed == ()
    assert desk.match.opened(RED).own_order == ARMS
    seal(desk, BLUE)
    assert desk.match.game.turn == 1, "red is still thinking"
    await clock.advance(60)
    desk.settle()
    assert desk.match.game.turns[0].orders[RED] == ARMS


def test_only_a_seal_can_be_taken_off(desk: Desk) -> None:
    assert words(desk.command(RED, Unseal(1, "off"))) == ["There is no seal to take off."]


def test_one_seat_can_give_only_so_many_commands_a_turn(desk: Desk) -> None:
    for number in range(COMMANDS_A_TURN):
        assert isinstance(seal(desk, RED, ARMS, f"k{number}"), Accepted)
    assert words(seal(desk, RED, WELFARE, "more")) == ["200 commands are enough for one turn."]
    seal(desk, BLUE)
    assert desk.match.game.turns[0].orders[RED] == ARMS
    assert isinstance(seal(desk, RED, WELFARE, "in the next turn"), Accepted)


def test_one_seat_can_say_only_so_much_a_turn(desk: Desk) -> None:
    """What is kept of it stays in the records for ever."""
    long = Order(budget={}, statement="\N{SNOWMAN}" * STATEMENT_LENGTH)
    said = 0
    while isinstance(seal(desk, RED, long, f"k{said}"), Accepted):
        said += 1
    assert said < COMMANDS_A_TURN
    assert sum(map(len, desk.records[1:])) < BYTES_A_TURN + 4000
    assert words(seal(desk, RED, WELFARE, "more")) == ["So long a talk is enough for one turn."]
    seal(desk, BLUE)
    assert isinstance(seal(desk, RED, WELFARE, "in the next turn"), Accepted)


def test_a_refusal_names_only_so_many_problems(desk: Desk) -> None:
    """Else a few bytes that are said would be many that are kept."""
    senseless: dict[str, tuple[Instrument, ...]] = {
        f"state {number}": (Instrument.HOTLINE,) for number in range(64)
    }
    refused = seal(desk, RED, Order(budget={}, offers=senseless), "k")
    assert isinstance(refused, Refused)
    assert len(refused.problems) == MOST_PROBLEMS
    assert len(desk.records[-1]) < 4000


# The hotline


def test_without_a_hotline_nobody_talks(desk: Desk) -> None:
    assert words(desk.command(RED, Say(BLUE, "Hello?", "k"))) == [
        "There is no hotline with blueland; it needs the offer of both sides."
    ]


def test_what_is_said_is_heard_at_both_ends_in_order(desk: Desk) -> None:
    with_hotline(desk)
    assert desk.command(RED, Say(BLUE, "An exercise, no more.", "a")) == Accepted("a")
    assert desk.command(BLUE, Say(RED, "So we hope.", "b")) == Accepted("b")
    assert desk.command(BLUE, Say(RED, "So we hope.", "b")) == Accepted("b")
    for seat in (RED, BLUE):
        heard = [desk.match.heard(seat, after) for after in range(3)]
        assert heard[2] is None
        assert [message and message.serial for message in heard[:2]] == [1, 2]
        assert [message and message.text for message in heard[:2]] == [
            "An exercise, no more.",
            "So we hope.",
        ]
        assert [message and message.turn for message in heard[:2]] == [2, 2]


@pytest.mark.parametrize("text", ["two\nlines", "bell\a", "turned \u202e around", "   "])
def test_a_message_is_plain_text(desk: Desk, text: str) -> None:
    with_hotline(desk)
    assert words(desk.command(RED, Say(BLUE, text, "k"))) == [
        "A message must be plain text on one line."
    ]


@pytest.mark.parametrize("to", ["atlantis", RED])
def test_a_message_needs_another_state(desk: Desk, to: str) -> None:
    with_hotline(desk)
    assert words(desk.command(RED, Say(to, "Hello", "k"))) == [
        f"There is no other state '{to}'; the others are blueland."
    ]


def test_a_third_state_hears_nothing(clock: ManualClock) -> None:
    desk = Desk(clock, scenario("four_worlds"), ("Ada", "Ben", "Cleo", "Dan"))
    seats = desk.match.seats
    for seat in seats:
        others = {other: (Instrument.HOTLINE,) for other in seats if other != seat}
        order = standing_order(desk.match.view(seat))
        seal(desk, seat, replace(order, offers=others), "offer")
    before = {seat: encode(desk.match.opened(seat)) for seat in seats[2:]}
    desk.command(seats[0], Say(seats[1], "Between us.", "k"))
    assert {seat: encode(desk.match.opened(seat)) for seat in seats[2:]} == before
    assert [desk.match.heard(seat, 0) is None for seat in seats] == [False, False, True, True]


# The end


def test_after_the_last_turn_all_see_everything(desk: Desk) -> None:
    for _ in range(3):
        both_seal(desk)
    assert desk.match.deadline is None
    red, blue = desk.match.ended(RED), desk.match.ended(BLUE)
    assert red.hindsight == blue.hindsight
    assert red.hindsight == hindsight_of(relived(desk.match.game), {RED: "Ada", BLUE: "Ben"})
    assert (red.view.seat, blue.view.seat) == (RED, BLUE)
    assert words(seal(desk, RED)) == ["The match is over."]
    record = load_record(red.hindsight.record)
    assert replay_record(record).hash == desk.match.game.hash


# Replay


def test_a_replayed_match_is_the_match(desk: Desk) -> None:
    with_hotline(desk)
    desk.command(RED, Say(BLUE, "Hello", "a"))
    seal(desk, RED, ARMS, "b")
    desk.command(RED, Unseal(2, "c"))
    seal(desk, BLUE, ARMS, "d")
    again = desk.replayed()
    for seat in (RED, BLUE):
        assert encode(again.opened(seat)) == encode(desk.match.opened(seat))
        assert encode(again.briefing(seat)) == encode(desk.match.briefing(seat))
        assert again.heard(seat, 0) == desk.match.heard(seat, 0)
    assert again.table(frozenset({RED})) == desk.match.table(frozenset({RED}))
    assert again.game.hash == desk.match.game.hash


async def test_after_a_replay_the_open_turn_has_its_full_time(
    desk: Desk, clock: ManualClock
) -> None:
    await clock.advance(59)
    assert desk.match.opened(RED).seconds_left == pytest.approx(1)
    assert desk.replayed().opened(RED).seconds_left == 60


def test_records_of_other_rules_are_refused(desk: Desk) -> None:
    desk.records[0] = desk.records[0].replace(
        b'"rules":%d' % RULES_VERSION, b'"rules":%d' % (RULES_VERSION + 1)
    )
    begun, here = RULES_VERSION + 1, RULES_VERSION
    with pytest.raises(
        Unplayable, match=f"^match m1: was begun under rules {begun}, this server has rules {here};"
    ):
        desk.replayed()


@pytest.mark.parametrize(
    ("records", "complaint"),
    [
        ([], "^match m1: has no records$"),
        ([b"{}"], "^match m1: record 1: not the creation of a match"),
        ([b'{"type":"unsealed","rules":%d}' % RULES_VERSION], "^match m1: record 1: "),
    ],
)
def test_records_that_are_no_match_are_refused(
    clock: ManualClock, records: list[bytes], complaint: str
) -> None:
    with pytest.raises(Unplayable, match=complaint):
        Match.replay("m1", records, clock)


def test_a_record_of_an_unknown_kind_is_named(desk: Desk) -> None:
    desk.records.append(b'{"type":"bribed"}')
    with pytest.raises(Unplayable, match=r"^match m1: record 4: .*bribed"):
        desk.replayed()


def test_nothing_kept_is_a_token(desk: Desk) -> None:
    kept = b"".join(desk.records)
    assert all(token.encode() not in kept for token in desk.tokens.values())


def test_a_problem_names_its_field(desk: Desk) -> None:
    assert desk.command(RED, Unseal(1, "off")) == Refused(
        "off", (Problem("turn", "There is no seal to take off."),)
    )
