"""Whatever is cut, and when: every command is done once and in order, and the model knows."""

from __future__ import annotations

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import Accepted, Join, Rejoin, SubmitOrders
from dilemma_client.link import AsyncLink, Backoff
from dilemma_client.model import Model, Sent
from dilemma_client.model.update import update
from support.samples import TOKEN, sample_order, sample_seated, sample_turn
from support.scripted_server import Visit, scripted_server

COMMANDS = tuple(SubmitOrders(1, sample_order(0.1 * n), f"k{n}") for n in range(1, 6))


class Cut(Struct, frozen=True):
    """A connection that breaks after so many commands, before or after the last answer."""

    heard: int
    answered: bool


class Keeper:
    """Keeps each command once by its key, as a server must, over connections that are cut."""

    def __init__(self, cuts: list[Cut]) -> None:
        self.kept: dict[str, SubmitOrders] = {}
        self._cuts = cuts

    async def behaviour(self, visit: Visit) -> None:
        """Serve one connection up to its cut; the last ones hold."""
        first = await visit.hear()
        assert isinstance(first, Join | Rejoin)
        latest = list(self.kept.values())[-1].order if self.kept else None
        await visit.say(
            sample_seated(TOKEN if isinstance(first, Join) else None),
            sample_turn(own_order=latest, sealed=latest is not None),
        )
        cut = self._cuts[visit.number - 1] if visit.number <= len(self._cuts) else None
        heard = 0
        while cut is None or heard < cut.heard:
            command = await visit.hear()
            assert isinstance(command, SubmitOrders)
            heard += 1
            self.kept.setdefault(command.key, command)
            if cut is None or heard < cut.heard or cut.answered:
                await visit.say(Accepted(command.key))
        visit.cut()


@settings(max_examples=25)
@given(st.lists(st.builds(Cut, heard=st.integers(0, 4), answered=st.booleans()), max_size=4))
async def test_every_command_is_kept_once_and_in_order(cuts: list[Cut]) -> None:
    keeper = Keeper(cuts)
    model = Model()
    async with (
        scripted_server(keeper.behaviour) as server,
        AsyncLink(
            server.url,
            Join(PROTOCOL_VERSION, "Ada", "ABCDEFGH"),
            backoff=Backoff(first=0.01, ceiling=0.01, floor=0.001),
        ) as link,
        asyncio.timeout(20),
    ):
        for command in COMMANDS:
            link.send(command)
        sent = 0
        while sent < len(COMMANDS) or model.pending:
            moment, event = await anext(link)
            model = update(model, event, moment)
            sent += isinstance(event, Sent)
    assert tuple(keeper.kept.values()) == COMMANDS
    assert model.own_order == COMMANDS[-1].order
    assert model.sealed
