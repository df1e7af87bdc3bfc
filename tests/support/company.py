"""A company: people at one table of a house, who speak, go and come back one at a time."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from dilemma.orders import Order, standing_order
from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import (
    Accepted,
    ChangeSeat,
    Command,
    CreateMatch,
    Join,
    Leave,
    Mute,
    Refused,
    Remove,
    Say,
    Seated,
    SetReady,
    Spectate,
    SubmitOrders,
    Table,
    Unseal,
)
from dilemma.view import View
from dilemma_server.lobby import Feed, Visit
from support.house import TURN_SECONDS, House, attached, told

COVER_SECONDS = 20
"""Of the tables made here, in turns of TURN_SECONDS."""


class Guest:
    """Somebody with a seat; `answers` come one for each thing said, under keys never used twice."""

    _keys = count()

    def __init__(self, house: House, visit: Visit) -> None:
        assert isinstance(visit.first, Seated)
        self.house = house
        self.room = visit.room
        self.code = visit.first.code
        self.token = visit.first.token
        self.feed: Feed = attached(visit)

    @property
    def seat(self) -> str:
        """Where he sits."""
        assert self.feed.seat is not None
        return self.feed.seat

    @property
    def view(self) -> View:
        """What his seat may know now."""
        return self.room.match.view(self.seat)

    def key(self) -> str:
        """A key nobody has used."""
        return f"key {next(self._keys)}"

    async def say(self, command: Command) -> Accepted | Refused:
        """Say something and hear the answer."""
        await self.room.command(command, self.feed)
        while True:
            answer: Accepted | Refused = await told(self.feed, (Accepted, Refused))  # type: ignore[arg-type]  # isinstance takes several kinds
            if answer.key == command.key:
                return answer

    async def seal(self, order: Order | None = None) -> Accepted | Refused:
        """Seal orders, the standing ones unless told others."""
        turn = self.room.match.game.turn
        return await self.say(SubmitOrders(turn, order or standing_order(self.view), self.key()))

    async def unseal(self) -> Accepted | Refused:
        """Take the seal off."""
        return await self.say(Unseal(self.room.match.game.turn, self.key()))

    async def call(self, other: str, text: str) -> Accepted | Refused:
        """Say something on a hotline."""
        return await self.say(Say(other, text, self.key()))

    async def be_ready(self, ready: bool = True) -> Accepted | Refused:
        """Say whether one is ready."""
        return await self.say(SetReady(ready, self.key()))

    async def move(self, seat: str) -> Accepted | Refused:
        """Ask for another seat."""
        return await self.say(ChangeSeat(seat, self.key()))

    async def leave(self) -> Accepted | Refused:
        """Give the seat up and hang up."""
        answer = await self.say(Leave(self.key()))
        assert self.feed.next() is None
        self.hang_up()
        return answer

    async def remove(self, seat: str) -> Accepted | Refused:
        """As host, take somebody's seat from him."""
        return await self.say(Remove(seat, self.key()))

    async def mute(self, seat: str, muted: bool = True) -> Accepted | Refused:
        """As host, silence somebody."""
        return await self.say(Mute(seat, muted, self.key()))

    def hang_up(self) -> None:
        """Be gone, without a word."""
        self.house.lobby.rooms.leave(self.room, self.feed)

    async def come_back(self) -> None:
        """Take the seat up again from a new connection."""
        visit = await self.house.rejoin(self.token)
        self.room, self.feed = visit.room, attached(visit)

    async def sees(self, so: Callable[[Table], bool]) -> Table:
        """The next table he is told of that is so."""
        while True:
            table = await told(self.feed, Table)
            if so(table):
                return table


class Watcher:
    """Somebody who watches."""

    def __init__(self, house: House, visit: Visit) -> None:
        self.house = house
        self.room = visit.room
        self.first = visit.first
        self.feed: Feed = attached(visit)

    def hang_up(self) -> None:
        """Be gone."""
        self.house.lobby.rooms.leave(self.room, self.feed)


async def opens(
    house: House,
    name: str = "Ada",
    scenario: str = "redland_blueland",
    address: str = "",
    **choices: Any,
) -> Guest:
    """Somebody who opens a match."""
    settled: dict[str, Any] = {
        "turn_seconds": TURN_SECONDS,
        "cover_seconds": COVER_SECONDS,
    } | choices
    greeting = CreateMatch(PROTOCOL_VERSION, name, scenario, **settled)
    return Guest(house, await house.lobby.admit(greeting, address))


async def joins(
    house: House, code: str, name: str = "Ben", seat: str | None = None, **choices: Any
) -> Guest:
    """Somebody who was told a code."""
    greeting = Join(PROTOCOL_VERSION, name, code, seat, **choices)
    return Guest(house, await house.lobby.admit(greeting))


async def pair(house: House, **choices: Any) -> tuple[Guest, Guest]:
    """A match of two that runs."""
    ada = await opens(house, **choices)
    return ada, await joins(house, ada.code)


async def four(house: House, **choices: Any) -> list[Guest]:
    """A match of four that runs."""
    ada = await opens(house, scenario="four_worlds", **choices)
    return [ada, *[await joins(house, ada.code, name) for name in ("Ben", "Cleo", "Dan")]]


async def watches(house: House, code: str) -> Watcher:
    """Somebody who was told a code and wants no seat."""
    return Watcher(house, await house.lobby.admit(Spectate(PROTOCOL_VERSION, code)))


def reason(answer: Accepted | Refused) -> str:
    """Why something was refused, in its one line."""
    assert isinstance(answer, Refused), answer
    (problem,) = answer.problems
    assert "\n" not in problem.text
    return problem.text
