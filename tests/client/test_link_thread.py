"""The link in a thread: a window polls it, is woken by it, and can always end it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import Join, Say, SubmitOrders
from dilemma_client.link import Link
from dilemma_client.model import Closed, Model
from dilemma_client.model.update import update
from support.samples import sample_ended, sample_order, sample_seated, sample_turn
from support.scripted_server import Behaviour, Visit, scripted_server_in_thread

JOIN = Join(PROTOCOL_VERSION, "Ada", "ABCDEFGH")


@contextmanager
def linked(behaviour: Behaviour, wake: Callable[[], None] | None = None) -> Iterator[Link]:
    """A link, not yet started, to a server that behaves so."""
    with scripted_server_in_thread(behaviour) as server:
        link = Link(server.url, JOIN, wake=wake)
        try:
            yield link
        finally:
            link.close()


def follow(link: Link, model: Model, done: Callable[[Model], bool]) -> Model:
    """Fold what comes into the model until it is as wanted, within ten seconds."""
    end = time.monotonic() + 10.0
    while not done(model):
        assert link.wait(end - time.monotonic()), "nothing came in time"
        for moment, event in link.poll():
            model = update(model, event, moment)
    return model


async def seat_and_stay(visit: Visit) -> None:
    await visit.hear()
    await visit.say(sample_seated(), sample_turn())
    await visit.stay()


async def play_one_turn(visit: Visit) -> None:
    await visit.hear()
    await visit.say(sample_seated(), sample_turn())
    order = await visit.hear()
    assert order == SubmitOrders(1, sample_order(), "k1")
    await visit.say(sample_ended())


def test_a_turn_is_played_over_the_thread() -> None:
    with linked(play_one_turn) as link:
        link.start()
        model = follow(link, Model(), lambda model: model.turn_is_open)
        link.send(SubmitOrders(1, sample_order(), "k1"))
        model = follow(link, model, lambda model: model.is_over)
    assert [command.key for command in model.pending] == ["k1"]


def test_the_moment_of_an_event_is_when_it_came_not_when_it_was_polled() -> None:
    woken = threading.Event()
    with linked(seat_and_stay, wake=woken.set) as link:
        link.start()
        assert woken.wait(10.0)
        model = follow(link, Model(), lambda model: model.turn_is_open)
        before = time.monotonic()
        assert model.closes_at is not None
        assert model.closes_at <= before + 60.0


def test_every_event_wakes_the_window() -> None:
    wakes: list[str] = []
    with linked(seat_and_stay, wake=lambda: wakes.append(threading.current_thread().name)) as link:
        link.start()
        follow(link, Model(), lambda model: model.turn_is_open)
    assert len(wakes) >= 3
    assert set(wakes) == {"link"}


def test_polling_never_waits() -> None:
    with linked(seat_and_stay) as link:
        assert link.poll() == []
        assert not link.wait(0.0)


def test_what_is_said_before_the_start_is_not_lost() -> None:
    with linked(play_one_turn) as link:
        link.send(SubmitOrders(1, sample_order(), "k1"))
        link.start()
        follow(link, Model(), lambda model: model.is_over)


def test_closing_ends_the_thread_and_says_so_once() -> None:
    with linked(seat_and_stay) as link:
        link.start()
        follow(link, Model(), lambda model: model.turn_is_open)
        link.close()
        link.close()
        closed = [event for _, event in link.poll() if isinstance(event, Closed)]
        assert closed == [Closed(None)]
        link.send(Say("blue", "too late", "k9"))
        assert link.poll() == []


def test_closing_at_once_ends_with_closed() -> None:
    with linked(seat_and_stay) as link:
        link.start()
        link.close()
        assert [event for _, event in link.poll()][-1] == Closed(None)


def test_a_link_that_was_never_started_can_be_closed() -> None:
    with linked(seat_and_stay) as link:
        link.close()
        assert link.poll() == []


def test_closing_is_bounded_when_the_server_does_not_let_go() -> None:
    hold = threading.Event()

    async def never_let_go(visit: Visit) -> None:
        await visit.hear()
        await visit.say(sample_seated(), sample_turn())
        visit.connection.transport.pause_reading()
        await visit.until(hold)

    with linked(never_let_go) as link:
        link.start()
        follow(link, Model(), lambda model: model.turn_is_open)
        begun = time.monotonic()
        link.close(seconds=3.0)
        took = time.monotonic() - begun
        hold.set()
    assert took < 3.0, "the polite end has a limit of its own"
    assert [event for _, event in link.poll()][-1] == Closed(None)
