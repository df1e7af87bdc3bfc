"""The server as a whole: its parts put together, from the first client to the last."""

from __future__ import annotations

import asyncio
import secrets
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TextIO, cast

import structlog

from dilemma.scenario import ScenarioError
from dilemma_server.clock import Clock, LoopClock
from dilemma_server.gateway import Gateway
from dilemma_server.lobby import Ending, Lobby, read_catalogue
from dilemma_server.settings import Settings
from dilemma_server.store import SqliteStore, Store, StoreError

log = structlog.get_logger()

BACKLOG = 1024
"""Clients that may knock at once: all of a server's, after a restart."""


OpenStore = Callable[[Path, str, str], Awaitable[Store]]
"""Opens a store at a path as a node with an address; raises StoreError."""


class CannotServe(Exception):
    """A server that cannot even begin; one line that says what and where."""


async def serve(settings: Settings, announce: Callable[[str], None]) -> None:
    """Serve matches until cancelled; `announce` is given the address once it can be connected to.

    When cancelled, tells every client, lets what is under way reach the disk, and returns within
    five seconds. Raises CannotServe.
    """
    _log_to_stderr()
    async with running(settings) as address:
        announce(address)
        await asyncio.get_running_loop().create_future()


@asynccontextmanager
async def running(
    settings: Settings,
    clock: Clock | None = None,
    random_bytes: Callable[[int], bytes] = secrets.token_bytes,
    open_store: OpenStore = SqliteStore.open,
) -> AsyncIterator[str]:
    """A server that runs as long as the context does, at the address it gives."""
    clock = clock or LoopClock()
    listening = _listen(settings)
    address = f"ws://{_authority(listening)}"
    try:
        catalogue = read_catalogue(settings.scenarios)
        store = await open_store(settings.database, settings.node, address)
    except (ScenarioError, StoreError) as error:
        listening.close()
        raise CannotServe(str(error)) from None
    lobby = Lobby(store, clock, catalogue, random_bytes, settings.turn_seconds)
    gateway = Gateway(lobby, clock, settings.connections)
    try:
        await gateway.open(listening)
        lobby.rooms.start()
        log.info("serving", address=address)
        yield address
    finally:
        await _to_the_end(_drain(gateway, lobby, store))


async def _drain(gateway: Gateway, lobby: Lobby, store: Store) -> None:
    """Clients first, then matches, then the disk: each stands on the next."""
    log.info("draining")
    await gateway.close()
    await lobby.rooms.close(Ending("the server is restarting"))
    await store.close()
    log.info("drained")


async def _to_the_end(work: Coroutine[None, None, None]) -> None:
    """Finish, however often we are told to stop meanwhile: it is bounded in time."""
    finishing = asyncio.ensure_future(work)
    told: asyncio.CancelledError | None = None
    while not finishing.done():
        try:
            await asyncio.shield(finishing)
        except asyncio.CancelledError as cancelled:
            told = cancelled
    finishing.result()
    if told is not None:
        raise told


def _listen(settings: Settings) -> socket.socket:
    """A listening socket; raises CannotServe."""
    host, port = settings.host, settings.port
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=BACKLOG)
    except (OSError, UnicodeError) as error:
        # Python adds the address to the system's words; we have put it before them.
        reason = (getattr(error, "strerror", None) or str(error)).partition(" (while")[0]
        raise CannotServe(f"cannot listen at {host}:{port}: {reason}") from None


def _authority(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


class _Voice:
    """Standard error, for a server that goes on when nobody listens and when the disk is full."""

    def write(self, text: str) -> None:
        """Say a line if it can be said."""
        with suppress(OSError, ValueError):
            sys.stderr.write(text)

    def flush(self) -> None:
        """Have it heard at once if it can be."""
        with suppress(OSError, ValueError):
            sys.stderr.flush()


def _log_to_stderr() -> None:
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        logger_factory=structlog.WriteLoggerFactory(cast(TextIO, _Voice())),
    )
