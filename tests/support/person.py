"""A person at a table: the real link and the real model, with a test for a mind."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Self

from dilemma.orders import Order, standing_order
from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import CreateMatch, Join, Rejoin, SubmitOrders
from dilemma_client.link import AsyncLink, First
from dilemma_client.model import Command, Model
from dilemma_client.model.events import new_key
from dilemma_client.model.update import update

SECONDS = 60.0
"""Nothing a person waits for takes longer, on a busy machine either."""


class Person:
    """One seat, folded into its model as it goes."""

    def __init__(self, url: str, first: First) -> None:
        self._link = AsyncLink(url, first)
        self.model = Model()

    @classmethod
    def host(cls, url: str, scenario: str, seat: str | None = None) -> Person:
        """Somebody who opens a match."""
        return cls(url, CreateMatch(PROTOCOL_VERSION, "Ada", scenario, seat))

    @classmethod
    def guest(cls, url: str, code: str, seat: str | None = None) -> Person:
        """Somebody who was told the code."""
        return cls(url, Join(PROTOCOL_VERSION, "Ben", code, seat))

    @classmethod
    def returning(cls, url: str, token: str) -> Person:
        """Somebody who comes back to their seat."""
        return cls(url, Rejoin(PROTOCOL_VERSION, token))

    async def __aenter__(self) -> Self:
        await self._link.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._link.__aexit__(kind, error, traceback)

    async def until(self, so: Callable[[Model], bool]) -> Model:
        """Take in what happens until the model is so."""
        async with asyncio.timeout(SECONDS):
            while not so(self.model):
                try:
                    moment, event = await anext(self._link)
                except StopAsyncIteration:
                    raise AssertionError(f"the link closed: {self.model.failure}") from None
                self.model = update(self.model, event, moment)
        return self.model

    async def seated(self) -> Model:
        """Wait for a seat."""
        return await self.until(lambda model: bool(model.seat))

    async def turn(self, number: int) -> Model:
        """Wait for a turn to open, or for the end."""
        return await self.until(
            lambda model: model.is_over or (model.view is not None and model.view.turn >= number)
        )

    def send(self, command: Command) -> None:
        """Say something to the server."""
        self._link.send(command)

    async def seal(self, order: Order | None = None) -> Model:
        """Seal orders for the open turn, the standing ones unless told others; await the answer."""
        view = self.model.view
        assert view is not None
        key = new_key()
        self.send(SubmitOrders(view.turn, order or standing_order(view), key))
        await self.until(lambda model: any(waiting.key == key for waiting in model.pending))
        return await self.until(lambda model: all(waiting.key != key for waiting in model.pending))

    async def play_on(self) -> Model:
        """Seal the standing orders turn after turn, to the debrief."""
        done = 0
        while True:
            model = await self.turn(done + 1)
            if model.is_over or model.view is None:
                return model
            done = model.view.turn
            if not model.sealed and model.turn_is_open:
                await self.seal()
