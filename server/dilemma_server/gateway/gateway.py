"""The gateway: where clients connect, and the only place in the server that knows websockets."""

from __future__ import annotations

import asyncio
import logging
import re
import socket
from functools import partial

import structlog
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.frames import CloseCode
from websockets.http11 import Request, Response
from websockets.typing import Origin

from dilemma.protocol import CLIENT_LIMITS
from dilemma_server.clock import Clock
from dilemma_server.gateway.conversation import Conversation
from dilemma_server.gateway.guarded import GuardedConnection
from dilemma_server.lobby import Lobby

log = structlog.get_logger()

ORIGINS: list[Origin | re.Pattern[str] | None] = [
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


class Gateway:
    """Serves the clients that connect to one listening socket."""

    def __init__(self, lobby: Lobby, clock: Clock, connections: int) -> None:
        self._lobby = lobby
        self._clock = clock
        self._connections = connections
        self._living: set[GuardedConnection] = set()
        self._server: Server | None = None

    async def open(self, listening: socket.socket) -> None:
        """Begin to serve."""
        self._server = await serve(
            self._meet,
            sock=listening,
            compression=None,
            origins=ORIGINS,
            process_request=self._refusal,
            server_header=None,
            open_timeout=OPEN_SECONDS,
            close_timeout=CLOSE_SECONDS,
            max_size=FRAME_BYTES,
            max_queue=4,
            logger=_quiet_logger(),
            create_connection=partial(  # type: ignore[arg-type]
                GuardedConnection, clock=self._clock, living=self._living
            ),
        )

    async def close(self) -> None:
        """Tell every client that the server goes; returns when the last has gone or was cut."""
        server = self._server
        if server is None:
            return
        server.close(code=CloseCode.SERVICE_RESTART, reason="the server is restarting")
        try:
            async with asyncio.timeout(DRAIN_SECONDS):
                await server.wait_closed()
        except TimeoutError:
            for connection in tuple(self._living):
                connection.cut("did not go in time")
            await server.wait_closed()

    def _refusal(self, connection: ServerConnection, request: Request) -> Response | None:
        """What to answer instead of a conversation, if anything."""
        if request.path != "/":
            return connection.respond(404, "There is nothing here; the match server is at /.\n")
        if len(self._living) > self._connections:
            return connection.respond(503, "The server is full; try again later.\n")
        return None

    async def _meet(self, connection: ServerConnection) -> None:
        """Hold one conversation; a fault in it is ours, and ends it alone."""
        assert isinstance(connection, GuardedConnection)
        try:
            await Conversation(connection, self._lobby, self._clock).hold()
        except Exception:
            log.exception("conversation failed")
            connection.cut("fault")


def _quiet_logger() -> logging.Logger:
    """What the network does to clients is no news, and frames belong in no log."""
    logger = logging.getLogger("dilemma_server.websockets")
    logger.setLevel(logging.CRITICAL)
    return logger
