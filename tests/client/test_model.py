"""The model: what is known after each thing that can happen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dilemma.orders import Problem
from dilemma.protocol.messages import (
    Accepted,
    Failed,
    Refused,
    Say,
    SubmitOrders,
    TurnOpened,
    Unseal,
)
from dilemma.view import Report
from dilemma.view.occurrences import Beaten, Incident
from dilemma.view.reports import Estimate
from dilemma.vocabulary import Cause, Readiness, Source
from dilemma_client.model import (
    Closed,
    Connecting,
    Connection,
    Event,
    Model,
    Read,
    Sent,
    Waiting,
)
from dilemma_client.model.update import update
from support.samples import (
    TOKEN,
    TURNS,
    sample_ended,
    sample_heard,
    sample_order,
    sample_seated,
    sample_table,
    sample_turn,
    sample_view,
)


def after(*events: Event, now: float = 100.0) -> Model:
    """The model after events that all happened at one moment."""
    model = Model()
    for event in events:
        model = update(model, event, now)
    return model


def seated(*events: Event, now: float = 100.0) -> Model:
    """The model of a seated player in turn 1 after some more events."""
    return after(sample_seated(), sample_table(), sample_turn(), *events, now=now)


def test_a_new_model_is_connecting_and_knows_nothing() -> None:
    model = Model()
    assert model.connection is Connection.CONNECTING
    assert model.view is None
    assert not model.turn_is_open
    assert model.seconds_left(5.0) is None
    assert model.last_turn == ()
    assert model.unsealed == ()
    assert model.seat == ""


def test_a_seat_brings_code_token_and_briefing() -> None:
    model = after(sample_seated())
    assert model.connection is Connection.ONLINE
    assert (model.code, model.token, model.seat) == ("ABCDEFGH", TOKEN, "red")
    assert model.names == {"red": "Redland", "blue": "Blueland"}


def test_the_token_is_said_once_and_kept() -> None:
    assert after(sample_seated(), sample_seated(token=None)).token == TOKEN


def test_waiting_says_why_and_until_when() -> None:
    model = seated(Waiting(3.0, "nobody listens there"), now=100.0)
    assert model.connection is Connection.WAITING
    assert model.lost == "nobody listens there"
    assert model.retry_in(101.0) == 2.0
    assert model.retry_in(200.0) == 0.0
    assert model.view is not None, "what was known stays known"


def test_connecting_again_ends_the_wait() -> None:
    model = seated(Waiting(3.0, "nobody listens there"), Connecting(2))
    assert model.connection is Connection.CONNECTING
    assert model.retry_in(100.0) is None
    assert model.lost == ""


def test_a_failure_stays_when_the_link_closes() -> None:
    wrong = Problem("code", "There is no match with the code 'ABC'.")
    model = after(Failed(wrong), Closed(wrong))
    assert model.connection is Connection.CLOSED
    assert model.failure == wrong


def test_closing_on_request_is_no_failure() -> None:
    assert seated(Closed(None)).failure is None


def test_the_clock_runs_on_this_sides_time() -> None:
    model = after(sample_seated(), sample_turn(seconds_left=60.0), now=1000.0)
    assert model.closes_at == 1060.0
    assert model.seconds_left(1020.0) == 40.0
    assert model.seconds_left(2000.0) == 0.0


def test_coming_back_to_a_turn_takes_what_the_server_says() -> None:
    order = sample_order()
    model = seated(sample_turn(seconds_left=12.5, own_order=order, sealed=True), now=500.0)
    assert model.own_order == order
    assert model.sealed
    assert model.seconds_left(500.0) == 12.5


def test_a_turn_that_is_past_is_not_opened_again() -> None:
    model = seated(sample_turn(2), sample_turn(1))
    assert model.view is not None
    assert model.view.turn == 2


def test_a_new_turn_clears_seals_and_refusals() -> None:
    command = SubmitOrders(1, sample_order(), "k1")
    refused = seated(
        sample_table(sealed=("blue",)),
        Sent(command),
        Refused("k1", (Problem("budget", "Too much."),)),
    )
    assert refused.refusals
    assert refused.unsealed == ("red",)
    opened = update(refused, sample_turn(2), 1.0)
    assert opened.refusals == ()
    assert opened.unsealed == ("red", "blue")


def test_orders_are_pending_until_accepted_and_then_sealed() -> None:
    command = SubmitOrders(1, sample_order(), "k1")
    sent = seated(Sent(command))
    assert sent.pending == (command,)
    assert sent.is_sealing
    assert not sent.sealed
    accepted = update(sent, Accepted("k1"), 0.0)
    assert accepted.pending == ()
    assert accepted.own_order == command.order
    assert accepted.sealed
    assert not accepted.is_sealing


def test_orders_accepted_after_their_turn_seal_nothing() -> None:
    model = seated(Sent(SubmitOrders(1, sample_order(), "k1")), sample_turn(2), Accepted("k1"))
    assert not model.sealed
    assert model.own_order is None
    assert model.pending == ()


def test_an_unsealed_order_still_stands() -> None:
    command = SubmitOrders(1, sample_order(), "k1")
    model = seated(Sent(command), Accepted("k1"), Sent(Unseal(1, "k2")), Accepted("k2"))
    assert not model.sealed
    assert model.own_order == command.order


def test_a_refusal_keeps_the_command_and_every_reason() -> None:
    command = SubmitOrders(1, sample_order(), "k1")
    reasons = (Problem("budget", "Too much."), Problem("action", "Out of reach."))
    model = seated(Sent(command), Refused("k1", reasons))
    assert model.pending == ()
    assert [(refusal.command, refusal.problems) for refusal in model.refusals] == [
        (command, reasons)
    ]


def test_a_new_try_takes_the_place_of_a_refusal_of_its_kind() -> None:
    refused = seated(
        Sent(SubmitOrders(1, sample_order(), "k1")),
        Sent(Say("blue", "hello", "k2")),
        Refused("k1", (Problem("budget", "Too much."),)),
        Refused("k2", (Problem("to", "No hotline."),)),
    )
    model = update(refused, Sent(SubmitOrders(1, sample_order(), "k3")), 0.0)
    assert [refusal.command.key for refusal in model.refusals] == ["k2"]


def test_an_answer_to_an_unknown_key_changes_nothing() -> None:
    before = seated()
    assert update(before, Accepted("unknown"), 0.0) == before
    assert update(before, Refused("unknown", ()), 0.0) == before


def test_a_hotline_holds_both_voices_and_counts_the_unread() -> None:
    model = seated(sample_heard(1, "red"), sample_heard(2, "blue"), sample_heard(3, "blue"))
    line = model.hotline("blue")
    assert [message.serial for message in line.messages] == [1, 2, 3]
    assert (line.unread, model.unread) == (2, 2)
    read = update(model, Read("blue"), 0.0)
    assert read.unread == 0
    assert update(read, sample_heard(4, "blue"), 0.0).unread == 1


@given(st.permutations([1, 2, 3, 4, 5]), st.lists(st.integers(1, 5)))
def test_messages_are_in_order_and_once_however_they_come(
    order: list[int], repeated: list[int]
) -> None:
    model = seated(*(sample_heard(serial) for serial in (*order, *repeated)))
    assert [message.serial for message in model.hotline("blue").messages] == [1, 2, 3, 4, 5]


def test_reading_a_line_nobody_used_changes_no_count() -> None:
    assert update(seated(), Read("blue"), 0.0).unread == 0


def test_a_call_goes_through_while_the_hotline_is_in_force() -> None:
    assert seated().can_call("blue")
    assert not seated().can_call("green")
    cut = TurnOpened(sample_view(2, in_force=()), 60.0, None, False)
    assert not seated(cut).can_call("blue")
    assert not seated(sample_ended()).can_call("blue")


def test_messages_on_their_way_are_shown_by_partner() -> None:
    say = Say("blue", "hello", "k1")
    model = seated(Sent(say), Sent(Unseal(1, "k2")))
    assert model.unsent("blue") == (say,)
    assert model.unsent("green") == ()
    assert update(model, Accepted("k1"), 0.0).unsent("blue") == ()


def test_the_end_shows_the_debrief_and_stops_the_clock() -> None:
    model = seated(sample_ended())
    assert model.is_over
    assert not model.turn_is_open
    assert model.seconds_left(0.0) is None
    assert model.view is not None
    assert model.view.turn == TURNS + 1


def test_nothing_reopens_a_match_that_is_over() -> None:
    over = seated(sample_ended())
    assert update(over, sample_turn(2), 0.0) == over


def test_the_last_turn_is_what_happened_before_the_open_one() -> None:
    earlier = Incident(1, "blue", Cause.ACCIDENT)
    latest = Beaten(2, "blue")
    view = sample_view(3, occurrences=(earlier, latest))
    assert seated(TurnOpened(view, 60.0, None, False)).last_turn == (latest,)


def test_reports_are_the_newest_of_every_source() -> None:
    guess = Estimate(20.0, 15.0, 25.0)

    def report(turn: int, source: Source) -> Report:
        return Report(turn, "blue", source, guess, guess, Readiness.ROUTINE, "B", 2, 0.3, 0.6)

    old = report(1, Source.TECHNICAL)
    new = (report(2, Source.TECHNICAL), report(2, Source.HUMAN))
    model = seated(TurnOpened(sample_view(3, reports=(old, *new)), 60.0, None, False))
    assert model.reports_on("blue") == new
    assert model.reports_on("green") == ()
