"""The machine: what a simulated process finds below Python, in place of the real one.

While a simulation runs, these are substituted, and nothing else. They are the environment of what
is tested, never a part of it:

- chance of the operating system (`os.urandom`, and through it `secrets`, `uuid` and
  `random.SystemRandom`; the generator that `random` shares): each process has its own seeded
  stream;
- clocks (`time.time`, `time.monotonic`): the clocks of the process that asks;
- sockets that listen (`socket.create_server`, `socket.getaddrinfo`, and the gateway's `Door`, which
  is one): the simulated network's;
- the scenarios on the disk of every server: they are read once for all, as they do not change;
- addresses in memory, by which Python orders sets of connections: connections are numbered;
- the log: every line goes to the simulation, which knows which of them must never be written.

Connections come from the event loop of the process (`support.simulated.loop`), files from the
simulated disk (`support.simulated.disk`, `support.simulated.sqlite_disk`).
"""

from __future__ import annotations

import logging
import os
import random
import socket
import time
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import ExitStack, contextmanager
from itertools import count
from typing import Any
from unittest.mock import patch

import structlog
from websockets.asyncio.connection import Connection

from dilemma_server import app
from dilemma_server.gateway import gateway
from dilemma_server.lobby import read_catalogue
from support.simulated.network import Network, OpenDoor
from support.simulated.process import CURRENT, Process

WALL_CLOCK = 1_750_000_000.0
"""What a calendar shows at the beginning of a world, in seconds since 1970."""

CATALOGUE = read_catalogue()
"""What every server finds on its disk."""

Logged = Callable[[Process | None, str, MutableMapping[str, Any]], None]


class WallClock:
    """The calendar of the machines; it can be set wrong, which a monotonic clock cannot."""

    def __init__(self, network: Network) -> None:
        self._world = network.world
        self.wrong_by = 0.0

    def time(self) -> float:
        """Seconds since 1970, as the machines believe."""
        return WALL_CLOCK + self._world.now + self.wrong_by


@contextmanager
def installed(network: Network, calendar: WallClock, logged: Logged) -> Iterator[None]:
    """The environment of simulated processes, for as long as the context lasts."""
    numbers = count(1)
    real_urandom, real_bits = os.urandom, random.getrandbits

    def urandom(size: int) -> bytes:
        process = CURRENT[0]
        return real_urandom(size) if process is None else process.entropy(size)

    def getrandbits(bits: int) -> int:
        process = CURRENT[0]
        if process is None:
            return real_bits(bits)
        return int.from_bytes(process.entropy((bits + 7) // 8)) >> (-bits % 8)

    def monotonic() -> float:
        process = CURRENT[0]
        return network.world.now if process is None else process.now()

    def numbered(connection: Any) -> int:
        """By the order in which connections were first put into a set."""
        number: int = connection.__dict__.setdefault("_number", next(numbers))
        return number

    def getaddrinfo(host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]

    def create_server(address: tuple[str, int], **_: Any) -> Any:
        return network.listen(address)

    with ExitStack() as machine:
        for place, name, stand_in in (
            (os, "urandom", urandom),
            (random, "_urandom", urandom),
            (random, "getrandbits", getrandbits),
            (time, "time", calendar.time),
            (time, "monotonic", monotonic),
            (socket, "getaddrinfo", getaddrinfo),
            (socket, "create_server", create_server),
            (Connection, "__hash__", numbered),
            (gateway, "Door", OpenDoor),
            (app, "read_catalogue", lambda _: CATALOGUE),
        ):
            machine.enter_context(patch.object(place, name, stand_in))
        machine.enter_context(_heard(logged))
        yield


@contextmanager
def _heard(logged: Logged) -> Iterator[None]:
    """Every line of every log, given to the simulation instead of being written."""

    def hear(_: Any, method: str, event: MutableMapping[str, Any]) -> Any:
        logged(CURRENT[0], method, event)
        raise structlog.DropEvent

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            event = {"event": record.getMessage(), "exc_info": record.exc_info}
            logged(CURRENT[0], f"{record.name} {record.levelname.lower()}", event)

    before = structlog.get_config()
    ear = Ear(logging.ERROR)
    loggers = [logging.getLogger(name) for name in LIBRARY_LOGS]
    kept = [(logger, logger.level, logger.propagate) for logger in loggers]
    structlog.configure(processors=[hear], cache_logger_on_first_use=False)
    for logger in loggers:
        logger.addHandler(ear)
        logger.propagate = False
    try:
        yield
    finally:
        structlog.configure(**before)
        for logger, level, propagate in kept:
            logger.removeHandler(ear)
            logger.setLevel(level)
            logger.propagate = propagate


LIBRARY_LOGS = ("dilemma_server.websockets", "websockets.client", "asyncio")
"""Where the libraries complain; the gateway silences the first, and the simulation hears it."""


def unsilence() -> None:
    """Hear what the gateway silences when it opens: it is news to a test."""
    logging.getLogger(LIBRARY_LOGS[0]).setLevel(logging.ERROR)
