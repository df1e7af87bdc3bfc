"""The monitor: a port of the operator's own, where the server says how it is.

It is not the port of the players, and not merely closed to other machines there: behind a reverse
proxy on the same machine, everybody comes from this machine.
"""

from __future__ import annotations

import socket
from functools import partial

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.http11 import Request, Response

from dilemma_server.clock import Clock
from dilemma_server.gateway.door import Door
from dilemma_server.gateway.guarded import GuardedConnection
from dilemma_server.gateway.health import Health
from dilemma_server.gateway.quiet import quiet_logger
from dilemma_server.gateway.site import Page, Site
from dilemma_server.metrics import CONTENT_TYPE, Metrics

SECONDS = 2.0
"""For a request to come, and for its answer to be taken."""

PLACES = 32
"""Requests at once; there are few who ask."""


class Monitor:
    """Answers `/healthz` and `/metrics` on one listening socket."""

    def __init__(self, metrics: Metrics, health: Health, clock: Clock) -> None:
        self._metrics = metrics
        self._site = Site({}, {"/healthz": health.page, "/metrics": self._page})
        self._clock = clock
        self._server: Server | None = None

    async def open(self, listening: socket.socket) -> None:
        """Begin to answer."""
        # Its own connections are none of those it tells of.
        uncounted = Metrics()
        self._server = await serve(
            _meet,
            sock=Door(listening, PLACES, lambda _reason: None),
            compression=None,
            process_request=self._answer,
            server_header=None,
            open_timeout=SECONDS,
            close_timeout=SECONDS,
            logger=quiet_logger(),
            create_connection=partial(  # type: ignore[arg-type]  # a class with some arguments given
                GuardedConnection, clock=self._clock, living=set(), metrics=uncounted
            ),
        )

    async def close(self) -> None:
        """Answer no more."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    async def _answer(self, _connection: ServerConnection, request: Request) -> Response:
        return await self._site.answer(request)

    async def _page(self) -> Page:
        return Page(self._metrics.text(), CONTENT_TYPE)


async def _meet(connection: ServerConnection) -> None:
    """Nobody comes so far: every request was answered with a page."""
    await connection.close()
