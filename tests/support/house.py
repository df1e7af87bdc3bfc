"""A house: a lobby on a real store, under a clock that a test moves, and connections to it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec import Struct

from dilemma.orders import standing_order
from dilemma.protocol import PROTOCOL_VERSION, ServerMessage
from dilemma.protocol.messages import (
    CreateMatch,
    Join,
    Rejoin,
    Seated,
    SubmitOrders,
)
from dilemma_server.lobby import (
    Ending,
    Entrance,
    Feed,
    Lobby,
    TurnedAway,
    Visit,
    read_catalogue,
)
from dilemma_server.store import SqliteStore
from support.desk import Foreseeable
from support.manual_clock import ManualClock

TURN_SECONDS = 60
"""Of the matches made here."""

Kind = TypeVar("Kind")


class House(Struct):
    """A lobby with all it stands on."""

    clock: ManualClock
    store: SqliteStore
    lobby: Lobby
    path: Path

    async def create(self, name: str = "Ada", **choices: object) -> Visit:
        """A new match with somebody in it."""
        greeting = CreateMatch(PROTOCOL_VERSION, name, "redland_blueland", **choices)  # type: ignore[arg-type]  # by name
        return await self.lobby.admit(greeting)

    async def join(self, code: str, name: str = "Ben", key: str | None = None) -> Visit:
        """Somebody who was told a code."""
        return await self.lobby.admit(Join(PROTOCOL_VERSION, name, code, key=key))

    async def rejoin(self, token: str | None) -> Visit:
        """Somebody who comes back."""
        assert token is not None
        return await self.lobby.admit(Rejoin(PROTOCOL_VERSION, token))

    async def table(self) -> tuple[Visit, Visit]:
        """A match that runs."""
        host = await self.create(turn_seconds=TURN_SECONDS)
        return host, await self.join(host.first.code)


async def open_house(path: Path, clock: ManualClock, node: str = "first") -> House:
    store = await SqliteStore.open(path, node, f"ws://{node}")
    lobby = Lobby(store, clock, read_catalogue(), Foreseeable(node))
    return House(clock, store, lobby, path)


async def close(house: House) -> None:
    """Let everything go, as a server does at its end."""
    await house.lobby.rooms.close(Ending("closing"))
    await house.store.close()


async def reopened(house: House) -> House:
    """The house after a restart of its server; its matches are read again when somebody asks."""
    await close(house)
    return await open_house(house.path, house.clock, "second")


def sitting_of(visit: Visit) -> Seated:
    """How somebody was seated."""
    assert isinstance(visit.first, Seated)
    return visit.first


def seat_of(visit: Visit) -> str:
    """Where somebody sits."""
    return sitting_of(visit).briefing.seat


def attached(visit: Visit) -> Feed:
    """A connection, as the gateway makes it."""
    feed = Feed(visit.room.match, visit.first)
    visit.room.attach(feed)
    return feed


async def told(feed: Feed, kind: type[Kind]) -> Kind:
    """The next message of a kind; what comes before it is passed over."""
    async with asyncio.timeout(10.0):
        while True:
            message = feed.next()
            if isinstance(message, kind):
                return message
            if message is None:
                await feed.changed()


async def seal(visit: Visit, feed: Feed, key: str = "k") -> None:
    view = visit.room.match.view(seat_of(visit))
    await visit.room.command(SubmitOrders(view.turn, standing_order(view), key), feed)


async def turned_away(house: House, greeting: Entrance) -> tuple[str, str]:
    """The field and the words somebody is turned away with."""
    with pytest.raises(TurnedAway) as refusal:
        await house.lobby.admit(greeting)
    assert "\n" not in refusal.value.problem.text
    return refusal.value.problem.field, refusal.value.problem.text


def all_told(feed: Feed) -> list[ServerMessage]:
    """Everything there is to tell now."""
    heard = []
    while (message := feed.next()) is not None:
        heard.append(message)
    return heard
