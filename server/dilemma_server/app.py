"""The server as a whole: its parts put together, from the first client to the last."""

from __future__ import annotations

import asyncio
import errno
import secrets
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from pathlib import Path

import structlog

from dilemma.scenario import ScenarioError
from dilemma_server.clock import Clock, LoopClock
from dilemma_server.gateway import BadCertificate, Certificate, Gateway, Health, Monitor
from dilemma_server.lobby import Catalogue, Ending, Lobby, read_catalogue
from dilemma_server.logs import log_to_stderr
from dilemma_server.measured import MeasuredStore
from dilemma_server.metrics import Metrics
from dilemma_server.process import (
    READY,
    STOPPING,
    allow_open_files,
    collect_between_turns,
    let_threads_take_turns,
    tell_supervisor,
)
from dilemma_server.settings import Settings
from dilemma_server.store import SqliteStore, Store, StoreError

log = structlog.get_logger()

BACKLOG = 1024
"""Clients that may knock at once: all of a server's, after a restart."""

LAST_PORT = 65_535

OTHER_FILES = 64
"""What a server has open besides its clients."""


OpenStore = Callable[[Path, str, str], Awaitable[Store]]
"""Opens a store at a path as a node with an address; raises StoreError."""


class CannotServe(Exception):
    """A server that cannot even begin; one line that says what and where."""


async def serve(settings: Settings, announce: Callable[[str], None]) -> None:
    """Serve matches until cancelled; `announce` is given the address once it can be connected to.

    When cancelled, tells every client, lets what is under way reach the disk, and returns within
    five seconds. Raises CannotServe.
    """
    log_to_stderr(settings.log_format, settings.log_level)
    _have_files_enough(settings)
    let_threads_take_turns()
    async with running(settings) as address, _collecting():
        announce(address)
        tell_supervisor(READY)
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            tell_supervisor(STOPPING)


@asynccontextmanager
async def _collecting() -> AsyncIterator[None]:
    collecting = asyncio.create_task(collect_between_turns(LoopClock().sleep))
    try:
        yield
    finally:
        collecting.cancel()
        await asyncio.wait([collecting])


@asynccontextmanager
async def running(
    settings: Settings,
    clock: Clock | None = None,
    random_bytes: Callable[[int], bytes] = secrets.token_bytes,
    open_store: OpenStore = SqliteStore.open,
) -> AsyncIterator[str]:
    """A server that runs as long as the context does, at the address it gives."""
    clock = clock or LoopClock()
    metrics = Metrics()
    async with AsyncExitStack() as stack:
        certificate = _certificate(settings)
        listening = stack.enter_context(closing(_listen(settings.host, settings.port, "--port")))
        operators = _operators_port(settings, stack)
        scheme = "ws" if certificate is None else "wss"
        address = f"{scheme}://{_authority(listening)}"
        catalogue, opened = await _open(settings, address, open_store)
        store = MeasuredStore(opened, metrics, clock)
        lobby = Lobby(
            store,
            clock,
            catalogue,
            random_bytes,
            settings.turn_seconds,
            settings.new_matches,
        )
        metrics.ask(lobby.rooms.phases, lambda: lobby.failures)
        health = Health(store.renew, clock)
        gateway = Gateway(lobby, clock, settings, metrics, health)
        try:
            await stack.enter_async_context(_monitored(operators, metrics, health, clock))
            await gateway.open(listening, None if certificate is None else certificate.context)
            lobby.rooms.start()
            stack.enter_context(_renewed_on_hangup(certificate))
            log.info("serving", address=address)
            yield address
        finally:
            health.close()
            await _to_the_end(_drain(gateway, lobby, store))


async def _open(settings: Settings, address: str, open_store: OpenStore) -> tuple[Catalogue, Store]:
    """What is served and where it is kept; raises CannotServe."""
    try:
        catalogue = read_catalogue(settings.scenarios)
        return catalogue, await open_store(settings.database, settings.node, address)
    except (ScenarioError, StoreError) as error:
        raise CannotServe(str(error)) from None


@asynccontextmanager
async def _monitored(
    listening: socket.socket | None, metrics: Metrics, health: Health, clock: Clock
) -> AsyncIterator[None]:
    """The operator's port, where one is asked for; it answers until all else has ended."""
    if listening is None:
        yield
        return
    monitor, where = Monitor(metrics, health, clock), f"http://{_authority(listening)}"
    await monitor.open(listening)
    log.info("monitoring", address=where)
    try:
        yield
    finally:
        await _to_the_end(monitor.close())


def _operators_port(settings: Settings, stack: AsyncExitStack) -> socket.socket | None:
    """Where the operator listens, before anything is made: nothing is started by halves."""
    if settings.metrics_port is None:
        return None
    asked = settings.metrics_host, settings.metrics_port, "--metrics-port"
    return stack.enter_context(closing(_listen(*asked)))


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


def _certificate(settings: Settings) -> Certificate | None:
    """What TLS is served with, if it is; raises CannotServe."""
    if settings.tls_cert is None or settings.tls_key is None:
        return None
    try:
        return Certificate(settings.tls_cert, settings.tls_key)
    except BadCertificate as error:
        raise CannotServe(str(error)) from None


@contextmanager
def _renewed_on_hangup(certificate: Certificate | None) -> Iterator[None]:
    """Read the certificate again on SIGHUP; without one, SIGHUP ends the process as ever."""
    hangup = getattr(signal, "SIGHUP", None)
    if certificate is None or hangup is None:
        yield
        return
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(hangup, _renew, certificate)
    try:
        yield
    finally:
        loop.remove_signal_handler(hangup)


def _renew(certificate: Certificate) -> None:
    try:
        certificate.read_again()
    except BadCertificate as error:
        log.error("certificate kept", error=str(error))
    else:
        log.info("certificate read again")


def _have_files_enough(settings: Settings) -> None:
    """Be allowed as many open files as the caps may need, or say that we are not."""
    wanted = settings.connections + settings.handshakes + OTHER_FILES
    allowed = allow_open_files(wanted)
    if allowed < wanted:
        log.warning("too few open files allowed", allowed=allowed, wanted=wanted)


def _listen(host: str, port: int, option: str) -> socket.socket:
    """A listening socket at a port that `option` chooses; raises CannotServe."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=BACKLOG)
    except (OSError, UnicodeError) as error:
        # Python adds the address to the system's words; we have put it before them.
        reason = (getattr(error, "strerror", None) or str(error)).partition(" (while")[0]
        advice = _advice(error, port, option)
        raise CannotServe(f"cannot listen at {host}:{port}: {reason}{advice}") from None


def _advice(error: OSError | UnicodeError, port: int, option: str) -> str:
    """What to do about a port that cannot be had."""
    match getattr(error, "errno", None):
        case errno.EADDRINUSE:
            other = port + 1 if port < LAST_PORT else port - 1
            return f"; try {option} {other}, or {option} 0 for any that is free"
        case errno.EACCES:
            return f"; try {option} with a number above 1023"
        case _:
            return ""


def _authority(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
