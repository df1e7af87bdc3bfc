"""Robots: seated in order, one decision a turn, gone when the match is over."""

from __future__ import annotations

import asyncio

import pytest

from dilemma.orders import Order, Problem, standing_order
from dilemma.protocol.messages import Accepted, Failed, Join, Refused, Rejoin, SubmitOrders
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


async def test_robots_sit_down_one_after_the_other() -> None:
    seats = iter(("red", "blue"))
    names: list[str] = []

    async def behaviour(visit: Visit) -> None:
        first = await visit.hear()
        assert isinstance(first, Join)
        names.append(first.name)
        await visit.say(sample_seated(seat=next(seats)), sample_ended())
        await visit.stay()

    said: list[str] = []
    robots = [Robot("one", Counting()), Robot("two", Counting())]
    async with scripted_server(behaviour) as server, asyncio.timeout(10):
        await play(server.url, CODE, robots, say=said.append)
    assert names == ["one", "two"]
    assert said == ["one plays red", "two plays blue"]


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


async def test_one_robot_that_cannot_stay_ends_them_all_with_the_reason() -> None:
    full = Problem("code", "No seat is free in this match.")

    async def behaviour(visit: Visit) -> None:
        await visit.hear()
        await visit.say(sample_seated() if visit.number == 1 else Failed(full))
        await visit.stay()

    robots = [Robot(name, Counting()) for name in ("one", "two", "three")]
    async with scripted_server(behaviour) as server, asyncio.timeout(10):
        with pytest.raises(RobotStopped) as stopped:
            await play(server.url, CODE, robots, say=silent)
    assert stopped.value.problem == full
    assert len(server.visits) == 2, "who cannot sit down is followed by nobody"


async def test_a_server_that_is_not_there_ends_in_one_line() -> None:
    async def nobody(visit: Visit) -> None:
        raise AssertionError(f"visit {visit.number}: nobody was to come")

    async with scripted_server(nobody) as server:
        url = server.url
    with pytest.raises(RobotStopped) as stopped:
        await play(url, CODE, [Robot("one", Counting())], say=silent, patience=0.2)
    assert str(stopped.value) == f"No answer from {url} for 0.2 s: nobody listens there."
