"""Robots: seated in order, one decision a turn, gone when the match is over."""

from __future__ import annotations

import asyncio

import pytest

from dilemma.orders import Order, Problem, standing_order
from dilemma.protocol.messages import (
    Accepted,
    Failed,
    Join,
    Leave,
    Refused,
    Rejoin,
    SetReady,
    SubmitOrders,
    Table,
)
from dilemma.view import View
from dilemma_client.robot import Robot, RobotStopped, play
from support.samples import sample_ended, sample_order, sample_seated, sample_turn
from support.scripted_server import Visit, scripted_server

CODE = "ABCDEFGH"


class Counting:
    """Decides something else each time it is asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def decide(self, view: View) -> Order:
        self.asked.append(view.turn)
        return sample_order(0.1 * len(self.asked))


async def submitted(visit: Visit) -> SubmitOrders:
    """The orders the client sends next."""
    message = await visit.hear()
    assert isinstance(message, SubmitOrders)
    return message


def silent(_line: str) -> None:
    """Says nothing to anybody."""


async def test_a_robot_seals_each_turn_once_and_leaves_when_the_match_is_over() -> None:
    orders: list[SubmitOrders] = []

    async def behaviour(visit: Visit) -> None:
        first = await visit.hear()
        assert isinstance(first, Join)
        assert (first.name, first.code) == ("counting", CODE)
        await visit.say(sample_seated())
        for turn in (1, 2):
            await visit.say(sample_turn(turn))
            orders.append(await submitted(visit))
            await visit.say(Accepted(orders[-1].key))
        await visit.say(sample_ended())
        await visit.stay()

    mind = Counting()
    said: list[str] = []
    async with scripted_server(behaviour) as server, asyncio.timeout(10):
        await play(server.url, CODE, [Robot("counting", mind)], say=said.append)
    assert [order.turn for order in orders] == [1, 2]
    assert mind.asked == [1, 2]
    assert said == ["counting plays red"]


def table(*free: str) -> Table:
    """A table of three that waits for its players."""
    seats = ("red", "blue", "green")
    players = {seat: None if seat in free else f"who plays {seat}" for seat in seats}
    return Table(players, (), ())


async def test_robots_sit_down_one_after_the_other_and_are_ready_together() -> None:
    seats = iter(("red", "blue"))
    heard: list[str] = []

    async def behaviour(visit: Visit) -> None:
        first = await visit.hear()
        assert isinstance(first, Join)
        assert not first.ready
        heard.append(first.name)
        await visit.say(sample_seated(seat=next(seats)), table("blue"))
        ready = await visit.hear()
        assert isinstance(ready, SetReady)
        heard.append(f"{first.name} is ready")
        await visit.say(Accepted(ready.key), sample_ended())
        await visit.stay()

    said: list[str] = []
    robots = [Robot("one", Counting()), Robot("two", Counting())]
    async with scripted_server(behaviour) as server, asyncio.timeout(10):
        await play(server.url, CODE, robots, say=said.append)
    assert heard[:2] == ["one", "two"]
    assert set(heard[2:]) == {"one is ready", "two is ready"}
    assert said == ["one plays red", "two plays blue"]


async def test_more_robots_than_free_seats_leave_the_table_as_it_was() -> None:
    left: list[Leave] = []

    async def behaviour(visit: Visit) -> None:
        await visit.hear()
        await visit.say(sample_seated(), table("blue"))
        farewell = await visit.hear()
        assert isinstance(farewell, Leave)
        left.append(farewell)
        await visit.say(Accepted(farewell.key))
        await visit.stay()

    said: list[str] = []
    robots = [Robot(name, Counting()) for name in ("one", "two", "three")]
    async with scripted_server(behaviour) as server, asyncio.timeout(10):
        with pytest.raises(RobotStopped) as stopped:
            await play(server.url, CODE, robots, say=said.append)
    assert len(left) == len(server.visits) == 1
    assert said == []
    assert str(stopped.value) == (
        "3 bots are too many: 2 of the match's seats are free; none has sat down."
    )


async def test_a_robot_whose_name_is_taken_puts_a_number_after_it() -> None:
    names: list[str] = []

    async def behaviour(visit: Visit) -> None:
        first = await visit.hear()
        assert isinstance(first, Join)
        names.append(first.name)
        if visit.number < 3:
            await visit.say(Failed(Problem("name", "There is one of that name already.")))
        else:
            await visit.say(sample_seated(), sample_ended())
            await visit.stay()

    said: list[str] = []
    async with scripted_server(behaviour) as server, asyncio.timeout(10):
        await play(server.url, CODE, [Robot("one", Counting())], say=said.append)
    assert names == ["one", "one 2", "one 3"]
    assert said == ["one 3 plays red"]


async def test_a_table_that_takes_no_name_is_left_with_the_reason() -> None:
    async def behaviour(visit: Visit) -> None:
        await visit.hear()
        await visit.say(Failed(Problem("name", "There is one of that name already.")))

    async with scripted_server(behaviour) as server, asyncio.timeout(10):
        with pytest.raises(RobotStopped) as stopped:
            await play(server.url, CODE, [Robot("one", Counting())], say=silent)
    assert str(stopped.value) == "Every name from 'one' to 'one 8' is taken at this table."


async def test_a_robot_that_comes_back_decides_nothing_anew() -> None:
    orders: list[SubmitOrders] = []

    async def behaviour(visit: Visit) -> None:
        first = await visit.hear()
        assert isinstance(first, Join if visit.number == 1 else Rejoin)
        await visit.say(sample_seated(), sample_turn())
        orders.append(await submitted(visit))
        if visit.number == 1:
            visit.cut()
        else:
            await visit.say(Accepted(orders[-1].key), sample_turn(sealed=True), sample_ended())
        await visit.stay()

    mind = Counting()
    async with scripted_server(behaviour) as server, asyncio.timeout(10):
        await play(server.url, CODE, [Robot("counting", mind)], say=silent)
    assert mind.asked == [1]
    assert orders[0] == orders[1], "the same order under the same key"


async def test_a_refused_order_gives_way_to_the_standing_one() -> None:
    orders: list[SubmitOrders] = []

    async def behaviour(visit: Visit) -> None:
        await visit.hear()
        await visit.say(sample_seated(), sample_turn())
        for reason in ("Too much.", "Still too much."):
            orders.append(await submitted(visit))
            await visit.say(Refused(orders[-1].key, (Problem("budget", reason),)))
        await visit.say(sample_ended())
        await visit.stay()

    said: list[str] = []
    async with scripted_server(behaviour) as server, asyncio.timeout(10):
        await play(server.url, CODE, [Robot("counting", Counting())], say=said.append)
    assert [order.order for order in orders] == [
        sample_order(0.1),
        standing_order(sample_turn().view),
    ]
    assert said[1:] == [
        "counting: an order was refused: Too much.",
        "counting: an order was refused: Still too much.",
    ]


async def test_one_robot_that_cannot_sit_down_makes_the_others_leave_with_the_reason() -> None:
    full = Problem("code", "No seat is free in this match.")
    left: list[Leave] = []

    async def behaviour(visit: Visit) -> None:
        await visit.hear()
        if visit.number == 2:
            await visit.say(Failed(full))
            return
        await visit.say(sample_seated(), table("blue", "green"))
        farewell = await visit.hear()
        assert isinstance(farewell, Leave)
        left.append(farewell)
        await visit.say(Accepted(farewell.key))
        await visit.stay()

    robots = [Robot(name, Counting()) for name in ("one", "two", "three")]
    async with scripted_server(behaviour) as server, asyncio.timeout(10):
        with pytest.raises(RobotStopped) as stopped:
            await play(server.url, CODE, robots, say=silent)
    assert stopped.value.problem == full
    assert len(left) == 1
    assert len(server.visits) == 2, "who cannot sit down is followed by nobody"


async def test_a_server_that_is_not_there_ends_in_one_line() -> None:
    async def nobody(visit: Visit) -> None:
        raise AssertionError(f"visit {visit.number}: nobody was to come")

    async with scripted_server(nobody) as server:
        url = server.url
    with pytest.raises(RobotStopped) as stopped:
        await play(url, CODE, [Robot("one", Counting())], say=silent, patience=0.2)
    assert str(stopped.value) == f"No answer from {url} for 0.2 s: nobody listens there."


async def test_a_server_that_is_not_reached_is_said_once_and_tried_again() -> None:
    async def behaviour(visit: Visit) -> None:
        await visit.hear()
        if visit.number < 3:
            visit.cut()
            return
        await visit.say(sample_seated(), sample_ended())
        await visit.stay()

    said: list[str] = []
    async with scripted_server(behaviour) as server, asyncio.timeout(10):
        await play(server.url, CODE, [Robot("one", Counting())], say=said.append)
    assert said == [
        f"{server.url}: the connection broke; trying again for 60 s",
        "one plays red",
    ]


async def joined_with(key: str, spent: int) -> list[str | None]:
    """The keys that a robot comes with, where the first so many opened seats that were left."""
    keys: list[str | None] = []

    async def behaviour(visit: Visit) -> None:
        first = await visit.hear()
        assert isinstance(first, Join)
        keys.append(first.key)
        if len(keys) <= spent:
            await visit.say(Failed(Problem("key", "This key opened a seat that was left.")))
        else:
            await visit.say(sample_seated(), sample_ended())
            await visit.stay()

    async with scripted_server(behaviour) as server, asyncio.timeout(10):
        await play(server.url, CODE, [Robot("one", Counting(), key)], say=silent)
    return keys


async def test_a_robot_with_a_key_comes_with_it_again() -> None:
    first = await joined_with("a key", 0)
    assert first == ["a key"]
    assert await joined_with("a key", 0) == first


async def test_a_key_that_is_spent_is_followed_by_the_same_one_every_time() -> None:
    keys = await joined_with("a key", 2)
    assert len(set(keys)) == 3
    assert await joined_with("a key", 1) == keys[:2]


async def test_robots_that_may_be_back_ask_for_no_free_seats() -> None:
    """Their own seats are taken: by themselves."""
    seats = iter(("red", "blue"))

    async def behaviour(visit: Visit) -> None:
        await visit.hear()
        begun = Table({"red": "one", "blue": "two"}, (), (), begun=True)
        await visit.say(sample_seated(seat=next(seats)), begun, sample_ended())
        await visit.stay()

    said: list[str] = []
    robots = [Robot("one", Counting(), "one key"), Robot("two", Counting(), "another")]
    async with scripted_server(behaviour) as server, asyncio.timeout(10):
        await play(server.url, CODE, robots, say=said.append)
    assert said == ["one plays red", "two plays blue"]
