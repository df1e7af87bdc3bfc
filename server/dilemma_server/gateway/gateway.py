"""The gateway: where clients connect, and the only place in the server that knows websockets."""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from functools import partial
from http import HTTPStatus

import structlog
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.frames import CloseCode
from websockets.http11 import Request, Response
from websockets.typing import Origin

from dilemma.protocol import CLIENT_LIMITS
from dilemma_server.clock import Clock
from dilemma_server.gateway.conversation import Conversation
from dilemma_server.gateway.crowd import FULL, FULL_ADDRESS, Crowd, Origins
from dilemma_server.gateway.door import Door
from dilemma_server.gateway.guarded import GuardedConnection
from dilemma_server.gateway.health import Health
from dilemma_server.gateway.quiet import quiet_logger
from dilemma_server.gateway.site import NOTHING, Page, Site, read_files, respond, wants_conversation
from dilemma_server.lobby import Lobby
from dilemma_server.metrics import Metrics
from dilemma_server.settings import Settings

log = structlog.get_logger()

OWN_ORIGINS: list[Origin | re.Pattern[str] | None] = [
    None,
    re.compile(r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?"),
]
"""Native clients name no origin; no other site's page may speak through somebody's browser."""

FRAME_BYTES = 2 * CLIENT_LIMITS.frame_bytes
"""Beyond the limit of a message, so that one a little too long is answered in words."""

OPEN_SECONDS = 5.0
CLOSE_SECONDS = 2.0

DRAIN_SECONDS = 4.0
"""For all clients to be told that the server goes; after that they are cut."""

NO_PLACE = {
    FULL: Page(b"The server is full; try again later.\n", status=HTTPStatus.SERVICE_UNAVAILABLE),
    FULL_ADDRESS: Page(
        b"Too many play from your address; try again later.\n", status=HTTPStatus.TOO_MANY_REQUESTS
    ),
}

REFUSALS = {
    HTTPStatus.FORBIDDEN: "origin",
    HTTPStatus.NOT_FOUND: "no such path",
    HTTPStatus.SERVICE_UNAVAILABLE: FULL,
    HTTPStatus.TOO_MANY_REQUESTS: FULL_ADDRESS,
}
"""What a conversation was refused for, by how that was answered; all others were no handshake."""


class Gateway:
    """Serves the clients that connect to one listening socket."""

    def __init__(
        self, lobby: Lobby, clock: Clock, settings: Settings, metrics: Metrics, health: Health
    ) -> None:
        self._lobby = lobby
        self._clock = clock
        self._settings = settings
        self._metrics = metrics
        self._crowd = Crowd(settings.connections, settings.address_connections)
        self._origins = Origins(settings.trusted_proxies)
        self._site = Site(read_files(), {"/healthz": health.page})
        self._living: set[GuardedConnection] = set()
        self._server: Server | None = None
        self._door: Door | None = None

    async def open(self, listening: socket.socket, tls: ssl.SSLContext | None = None) -> None:
        """Begin to serve."""
        self._door = Door(listening, self._settings.handshakes, self._cut_at_the_door)
        self._server = await serve(
            self._meet,
            sock=self._door,
            ssl=tls,
            compression=None,
            origins=[*OWN_ORIGINS, *map(Origin, self._settings.origins)],
            process_request=self._answer,
            process_response=self._count_refusal,
            server_header=None,
            open_timeout=OPEN_SECONDS,
            close_timeout=CLOSE_SECONDS,
            max_size=FRAME_BYTES,
            max_queue=4,
            logger=quiet_logger(),
            create_connection=partial(  # type: ignore[arg-type]  # a class with some arguments given
                GuardedConnection, clock=self._clock, living=self._living, metrics=self._metrics
            ),
        )

    async def close(self) -> None:
        """Tell every client that the server goes; returns when the last has gone or was cut."""
        server = self._server
        if server is None or self._door is None:
            return
        # Who is only opening a connection has nothing here to lose, and would hold us up.
        self._door.clear()
        server.close(code=CloseCode.SERVICE_RESTART, reason="the server is restarting")
        try:
            async with asyncio.timeout(DRAIN_SECONDS):
                await server.wait_closed()
        except TimeoutError:
            for connection in tuple(self._living):
                connection.cut("did not go in time")
            await server.wait_closed()

    async def _answer(self, connection: ServerConnection, request: Request) -> Response | None:
        """What to answer instead of a conversation, if anything."""
        if not wants_conversation(request):
            return await self._site.answer(request)
        if request.path != "/":
            return respond(NOTHING)
        return self._let_in(connection, request)

    def _let_in(self, connection: ServerConnection, request: Request) -> Response | None:
        """Count a client in; or say why there is no place for him."""
        assert isinstance(connection, GuardedConnection)
        forwarded = request.headers.get_all("X-Forwarded-For")
        address = self._origins.address(connection.peer, forwarded)
        connection.address = address
        reason = self._crowd.enter(address)
        if reason is not None:
            return respond(NO_PLACE[reason])
        connection.when_lost(partial(self._crowd.leave, address))
        if self._door is not None:
            self._door.come_in(connection.number)
        return None

    def _count_refusal(
        self, _connection: ServerConnection, request: Request, response: Response
    ) -> None:
        status = HTTPStatus(response.status_code)
        if wants_conversation(request) and status is not HTTPStatus.SWITCHING_PROTOCOLS:
            self._metrics.refusals.labels(REFUSALS.get(status, "no handshake")).inc()

    def _cut_at_the_door(self, reason: str) -> None:
        # Strangers decide how often this is: it must not be they who fill the log.
        log.debug("connection cut", reason=reason)
        self._metrics.cuts.labels(reason).inc()

    async def _meet(self, connection: ServerConnection) -> None:
        """Hold one conversation; a fault in it is ours, and ends it alone."""
        assert isinstance(connection, GuardedConnection)
        # With what words the connection was opened is of no use any more, and weighs a tenth of it.
        for opening in (connection.request, connection.response):
            if opening is not None:
                opening.headers.clear()
        try:
            await Conversation(connection, self._lobby, self._clock).hold()
        except Exception:
            log.exception("conversation failed")
            connection.cut("fault")
