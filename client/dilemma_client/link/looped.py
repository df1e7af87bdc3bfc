"""The link on the event loop that is already there, for bots and tests."""

from __future__ import annotations

import asyncio
import contextlib
from types import TracebackType
from typing import Self

from dilemma_client.entry import First
from dilemma_client.link.backoff import Backoff
from dilemma_client.link.conversation import Conversation, Times
from dilemma_client.model.events import Closed, Command, Event


class AsyncLink:
    """One seat's conversation as an asynchronous iterator of (moment, event)."""

    def __init__(
        self,
        url: str,
        first: First,
        *,
        backoff: Backoff | None = None,
        patience: float | None = None,
        times: Times | None = None,
    ) -> None:
        self._events: asyncio.Queue[tuple[float, Event]] = asyncio.Queue()
        self._conversation = Conversation(
            url, first, self._emit, backoff=backoff, patience=patience, times=times
        )
        self._talking: asyncio.Task[None] | None = None
        self._closed = False

    def send(self, command: Command) -> None:
        """Say a command until it is answered."""
        self._conversation.send(command)

    async def __aenter__(self) -> Self:
        self._talking = asyncio.create_task(self._conversation.run())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._talking is not None
        self._talking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._talking

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> tuple[float, Event]:
        if self._closed:
            raise StopAsyncIteration
        moment, event = await self._events.get()
        self._closed = isinstance(event, Closed)
        return moment, event

    def _emit(self, event: Event) -> None:
        self._events.put_nowait((asyncio.get_running_loop().time(), event))
