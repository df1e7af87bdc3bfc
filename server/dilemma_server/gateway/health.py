"""Health: whether this server can do its work, as a supervisor or a load balancer asks it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from dilemma_server.clock import Clock
from dilemma_server.gateway.site import Page

PATIENCE_SECONDS = 1.0
"""For the store to answer."""

FRESH_SECONDS = 1.0
"""For which one answer of the store serves everybody: asking often must cost no more than once."""


class Health:
    """Serving, and the store answers; `probe` asks the store to write something and raises."""

    def __init__(self, probe: Callable[[], Awaitable[object]], clock: Clock) -> None:
        self._probe = probe
        self._clock = clock
        self._asking: asyncio.Task[bool] | None = None
        self._asked_at = 0.0
        self.draining = False

    async def page(self) -> Page:
        """What is answered to whoever asks how the server is."""
        if self.draining:
            return Page(b"draining\n", status=HTTPStatus.SERVICE_UNAVAILABLE)
        if not await self._store_answers():
            return Page(b"store\n", status=HTTPStatus.SERVICE_UNAVAILABLE)
        return Page(b"ok\n")

    def close(self) -> None:
        """Ask no more."""
        self.draining = True
        if self._asking is not None:
            self._asking.cancel()

    async def _store_answers(self) -> bool:
        """Whether the store has answered, or does in time; at most one question is under way."""
        now = self._clock.now()
        asking = self._asking
        if asking is None or (asking.done() and now >= self._asked_at + FRESH_SECONDS):
            asking = self._asking = asyncio.ensure_future(self._ask())
            self._asked_at = now
        waiting = asyncio.ensure_future(self._clock.sleep(PATIENCE_SECONDS))
        try:
            await asyncio.wait((asking, waiting), return_when=asyncio.FIRST_COMPLETED)
        finally:
            waiting.cancel()
        return asking.done() and not asking.cancelled() and asking.result()

    async def _ask(self) -> bool:
        try:
            await self._probe()
        except Exception:  # noqa: BLE001 (whatever keeps the store from answering)
            return False
        return True
