"""The conversation: one seat's talk with the server, over as many connections as it takes."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from random import Random

from msgspec import Struct
from msgspec.structs import replace
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus

from dilemma.orders import Problem, problem
from dilemma.protocol import (
    PROTOCOL_VERSION,
    SERVER_LIMITS,
    Malformed,
    ServerMessage,
    decode,
    encode,
)
from dilemma.protocol.conversation import Conversation as Talk
from dilemma.protocol.conversation import OutOfTurn
from dilemma.protocol.messages import (
    Accepted,
    Browse,
    Failed,
    Leave,
    Listing,
    MatchEnded,
    MatchShown,
    Refused,
    Rejoin,
    Seated,
    Spectate,
    Watching,
)
from dilemma_client.entry import First
from dilemma_client.link.address import check_address
from dilemma_client.link.backoff import Backoff
from dilemma_client.model.events import Closed, Command, Connecting, Event, Sent, Waiting
from dilemma_client.tongue import mark, say
from dilemma_client.tongue.troubles import BROKEN, trouble_in


class Times(Struct, frozen=True):
    """How long things may take, in seconds.

    `open` for a connection to stand; `answer` for the server to answer the first frame, and for
    any frame to leave this side; `ping` between two signs of life, and for one to come; `close`
    for a polite end.
    """

    open: float = 5.0
    answer: float = 10.0
    ping: float = 10.0
    close: float = 1.0


ANNOUNCED = (mark("the server is restarting"), mark("try again in a moment"))
"""What a server says as it ends a connection that is to be tried again."""

TURNED_AWAY = {
    429: mark("too many play from this address"),
    503: mark("the server is full"),
}
"""Why a server does not begin to talk, by the HTTP status it answers with."""

LOSSES = (OSError, TimeoutError, EOFError, ConnectionClosed, InvalidHandshake)
"""What ends a connection without ending the conversation."""


class Conversation:
    """Talks until the match is over, the server refuses, or it is cancelled.

    `emit` is given every event in order, each exactly once, the last one `Closed`. `patience` is
    how many seconds without a seat are borne before giving up; None bears any.
    """

    def __init__(
        self,
        url: str,
        first: First,
        emit: Callable[[Event], None],
        *,
        backoff: Backoff | None = None,
        patience: float | None = None,
        times: Times | None = None,
    ) -> None:
        self._url = check_address(url)
        self._first: First = _repeatable(first)
        self._emit = emit
        # Every chance of a client comes from one source, the one its keys come from.
        self._backoff = backoff or Backoff(chance=Random(secrets.randbits(64)))
        self._patience = patience
        self._times = times or Times()
        self._unanswered: dict[str, bytes] = {}
        self._news = asyncio.Event()
        self._admitted = asyncio.Event()
        self._talking = Talk()
        self._over = False
        self._farewell: str | None = None
        self._failure: Problem | None = None

    def send(self, command: Command) -> None:
        """Say a command, now or when connected again, until it is answered."""
        if isinstance(command, Leave):
            self._farewell = command.key
        self._unanswered[command.key] = encode(command)
        self._emit(Sent(command))
        self._news.set()

    async def run(self) -> None:
        """Hold the conversation to its end."""
        failure: Problem | None = Problem("link", "The link to the server broke down.")
        try:
            failure = await self._keep_talking()
        except asyncio.CancelledError:
            failure = None
            raise
        finally:
            self._emit(Closed(failure))

    async def _keep_talking(self) -> Problem | None:
        """One connection after the other; the reason to stop, if there is one."""
        clock = asyncio.get_running_loop().time
        online_until = clock()
        while True:
            self._emit(Connecting(self._backoff.attempt))
            begun = clock()
            reason = await self._one_connection()
            if self._failure is not None or self._over:
                return self._failure
            now = clock()
            held = now - begun if self._admitted.is_set() else 0.0
            online_until = now if self._admitted.is_set() else online_until
            delay = self._backoff.after(held)
            if self._patience is not None and now + delay - online_until > self._patience:
                return problem(
                    "server",
                    "No answer from {address} for {seconds:g} s: {why}.",
                    address=self._url,
                    seconds=self._patience,
                    why=reason,
                )
            self._emit(Waiting(delay, reason))
            await asyncio.sleep(delay)

    async def _one_connection(self) -> str:
        """Talk over one connection until it is lost; why it was, in a few words."""
        self._admitted.clear()
        reason = mark("the server ended the connection")
        try:
            async with _Connect(
                self._url,
                create_connection=_Connection,
                compression=None,
                proxy=None,
                open_timeout=self._times.open,
                close_timeout=self._times.close,
                ping_interval=self._times.ping,
                ping_timeout=self._times.ping,
                max_size=SERVER_LIMITS.frame_bytes,
            ) as connection:
                await self._talk(connection)
        except* LOSSES as losses:
            reason = _in_words(losses.exceptions[0])
        return reason

    async def _talk(self, connection: ClientConnection) -> None:
        """Open with the first frame; then listen and speak side by side until one fails."""
        self._talking = Talk()
        self._talking.client_says(self._first)
        await self._write(connection, encode(self._first))
        async with asyncio.TaskGroup() as both:
            speaking = both.create_task(self._speak(connection))
            await self._listen(connection)
            speaking.cancel()

    async def _listen(self, connection: ClientConnection) -> None:
        async with asyncio.timeout(self._times.answer) as limit:
            while self._failure is None:
                frame = await connection.recv()
                self._take(frame)
                if self._over and isinstance(self._first, Browse):
                    # A server goes on listening to who reads its list; we have read it.
                    return
                if self._admitted.is_set():
                    limit.reschedule(None)

    async def _speak(self, connection: ClientConnection) -> None:
        """Send what is unanswered, in the order it was given, once on each connection."""
        await self._admitted.wait()
        said: set[str] = set()
        while True:
            self._news.clear()
            for key, frame in tuple(self._unanswered.items()):
                if key not in said:
                    said.add(key)
                    await self._write(connection, frame)
            await self._news.wait()

    async def _write(self, connection: ClientConnection, frame: bytes) -> None:
        """Send a frame; a server that does not read is let go, at once and without ceremony."""
        try:
            async with asyncio.timeout(self._times.answer):
                await connection.send(frame)
        except TimeoutError:
            connection.transport.abort()
            raise

    def _take(self, frame: bytes | str) -> None:
        """One frame from the server."""
        try:
            if isinstance(frame, str):
                raise Malformed("frame: text; messages are binary")
            message: ServerMessage = decode(frame, ServerMessage, SERVER_LIMITS)
            self._talking.server_says(message)
        except Malformed as error:
            self._failure = problem(
                "server", "The server says what is no message: {error}.", error=str(error)
            )
            return
        except OutOfTurn as error:
            self._failure = problem(
                "server", "The server speaks out of turn: {error}.", error=str(error)
            )
            return
        self._note(message)
        self._emit(message)

    def _note(self, message: ServerMessage) -> None:
        """What the conversation itself must remember of a message."""
        match message:
            case Seated():
                if message.token is not None:
                    self._first = Rejoin(PROTOCOL_VERSION, message.token)
                self._admitted.set()
            case Watching():
                self._admitted.set()
            case Accepted() | Refused():
                self._unanswered.pop(message.key, None)
                if isinstance(message, Accepted) and message.key == self._farewell:
                    self._over = True
            case MatchEnded() | MatchShown() | Listing():
                self._over = True
            case Failed():
                self._failure = message.problem
            case _:
                pass


def _repeatable(first: First) -> First:
    """A first frame under a key: said again when its answer was lost, it takes no second seat."""
    if isinstance(first, Rejoin | Browse | Spectate) or first.key is not None:
        return first
    return replace(first, key=secrets.token_hex(16))


class _Connection(ClientConnection):
    """A connection that leaves nothing behind when it is lost just as it opens."""

    def start_keepalive(self) -> None:
        """Unless it is lost: nobody would end what begins only then."""
        if not self.connection_lost_waiter.done():
            super().start_keepalive()


class _Connect(connect):
    """A connection attempt that follows no redirect: a seat's token goes to no other server."""

    def process_redirect(self, exc: Exception) -> Exception | str:
        return exc


def _in_words(error: BaseException) -> str:
    """Why a connection was lost, for a person."""
    match error:
        case ConnectionClosed(rcvd=received) if received is not None and received.reason:
            return received.reason
        case ConnectionClosed():
            return BROKEN
        case InvalidStatus() if error.response.status_code in TURNED_AWAY:
            return TURNED_AWAY[error.response.status_code]
        case InvalidStatus():
            code = error.response.status_code
            return say("the server answered {code} instead of a conversation", code=code)
        case OSError():
            return trouble_in(error)
        case _:
            return " ".join(str(error).split())[:200] or type(error).__name__
