"""A server that does what a test tells it: real sockets and real frames, no match behind them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager

from msgspec import Struct
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from dilemma.protocol import CLIENT_LIMITS, ClientMessage, decode, encode

Behaviour = Callable[["Visit"], Awaitable[None]]
"""What to do with one connection; returning hangs up."""


class Visit:
    """One connection to the scripted server; `number` counts them from 1."""

    def __init__(self, connection: ServerConnection, number: int) -> None:
        self.number = number
        self.connection = connection

    async def hear(self) -> ClientMessage:
        """The next message of the client."""
        frame = await self.connection.recv()
        assert isinstance(frame, bytes), "clients send binary frames"
        message: ClientMessage = decode(frame, ClientMessage, CLIENT_LIMITS)
        return message

    async def say(self, *messages: Struct) -> None:
        """Say something to the client."""
        for message in messages:
            await self.connection.send(encode(message))

    def cut(self) -> None:
        """Break the connection as a pulled cable would."""
        self.connection.transport.abort()

    async def stay(self) -> None:
        """Keep the connection until the client leaves."""
        await self.connection.wait_closed()

    async def until(self, happened: threading.Event) -> None:
        """Do nothing until the test, in its own thread, says so; ten seconds at most."""
        await asyncio.to_thread(happened.wait, 10.0)


class ScriptedServer:
    """Where it listens, and who came by; `visits` has the moment of each on the loop's clock."""

    def __init__(self, behaviour: Behaviour) -> None:
        self.behaviour = behaviour
        self.visits: list[float] = []
        self.open_now = 0
        self.open_at_once = 0
        self.fault: BaseException | None = None
        self.port = 0

    @property
    def url(self) -> str:
        """The address to connect to."""
        return f"ws://127.0.0.1:{self.port}"

    async def meet(self, connection: ServerConnection) -> None:
        """Serve one connection; a fault in the script is kept for the test to see."""
        self.visits.append(asyncio.get_running_loop().time())
        self.open_now += 1
        self.open_at_once = max(self.open_at_once, self.open_now)
        try:
            await self.behaviour(Visit(connection, len(self.visits)))
        except ConnectionClosed:
            pass
        except Exception as fault:
            self.fault = fault
            raise
        finally:
            self.open_now -= 1


@asynccontextmanager
async def scripted_server(behaviour: Behaviour, port: int = 0) -> AsyncIterator[ScriptedServer]:
    """A scripted server on a free port of this machine; a fault in its script fails the test."""
    scripted = ScriptedServer(behaviour)
    server: Server
    async with serve(scripted.meet, "127.0.0.1", port, compression=None, close_timeout=1) as server:
        scripted.port = next(iter(server.sockets)).getsockname()[1]
        yield scripted
    assert scripted.fault is None, f"the script of the server went wrong: {scripted.fault!r}"


@contextmanager
def scripted_server_in_thread(behaviour: Behaviour) -> Iterator[ScriptedServer]:
    """The same in a thread of its own, for a test that has no event loop."""
    standing: Future[ScriptedServer] = Future()
    leave: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def stand() -> None:
        over = asyncio.Event()
        leave.set_result((asyncio.get_running_loop(), over))
        async with scripted_server(behaviour) as server:
            standing.set_result(server)
            await over.wait()

    thread = threading.Thread(target=asyncio.run, args=(stand(),), name="scripted server")
    thread.start()
    try:
        yield standing.result(10.0)
    finally:
        loop, over = leave.result(10.0)
        loop.call_soon_threadsafe(over.set)
        thread.join(10.0)
        assert not thread.is_alive(), "the scripted server did not end"
