"""The conversation: one client's talk with the server, from its first frame to the last."""

from __future__ import annotations

import asyncio
from typing import Any

from msgspec import Struct
from websockets.exceptions import ConnectionClosed
from websockets.frames import CloseCode

from dilemma.orders import Problem
from dilemma.protocol import (
    CLIENT_LIMITS,
    PROTOCOL_VERSION,
    ClientMessage,
    Malformed,
    decode,
    encode,
)
from dilemma.protocol.messages import CreateMatch, Failed, Join, Rejoin
from dilemma_server.clock import Clock
from dilemma_server.gateway.guarded import GuardedConnection
from dilemma_server.gateway.pace import Pace
from dilemma_server.lobby import (
    Ending,
    Feed,
    Gone,
    Greeting,
    Lobby,
    TurnedAway,
    Unavailable,
    Unheard,
    Visit,
)

FIRST_FRAME_SECONDS = 5.0
"""For a client to say who it is."""

UNHEARD_SECONDS = 10.0
"""For a guess that is not answered, as long as the longest wait of one that is."""

TRY_AGAIN = "try again in a moment"


class _Silent(Exception):
    """No first frame came in time; on a slow network one may yet come the next time."""


class _Version(Struct):
    """What a first frame of any version tells."""

    version: int


class Conversation:
    """Talks with one client; every way out of it is a clean close or a cut."""

    def __init__(self, connection: GuardedConnection, lobby: Lobby, clock: Clock) -> None:
        self._connection = connection
        self._lobby = lobby
        self._clock = clock

    async def hold(self) -> None:
        """Let the client in, then listen and tell side by side until one of us goes."""
        try:
            visit = await self._welcome()
            if visit is not None:
                await self._serve(visit)
        except ConnectionClosed:
            return

    async def _welcome(self) -> Visit | None:
        """Answer the first frame; None when that was the last of it."""
        try:
            greeting = _greeting(await self._first_frame())
            return await self._lobby.admit(greeting)
        except _Silent:
            reason = f"no frame came in {FIRST_FRAME_SECONDS:g} s; say who you are"
            await self._connection.close(CloseCode.TRY_AGAIN_LATER, reason)
        except Malformed as error:
            await self._fail(Problem("frame", f"{error}."))
        except TurnedAway as error:
            await self._fail(error.problem)
        except Unavailable as error:
            if isinstance(error, Unheard):
                await self._keep_waiting()
            await self._connection.close(CloseCode.TRY_AGAIN_LATER, TRY_AGAIN)
        return None

    async def _first_frame(self) -> bytes:
        """The first frame; raises _Silent when it does not come in time, or Malformed."""
        receiving = asyncio.ensure_future(self._connection.recv())
        waiting = asyncio.ensure_future(self._clock.sleep(FIRST_FRAME_SECONDS))
        try:
            await asyncio.wait((receiving, waiting), return_when=asyncio.FIRST_COMPLETED)
            if not receiving.done():
                raise _Silent
            return _binary(receiving.result())
        finally:
            receiving.cancel()
            waiting.cancel()

    async def _keep_waiting(self) -> None:
        """Return when nobody can learn any more from how soon we answer, or the client has gone."""
        waiting = asyncio.ensure_future(self._clock.sleep(UNHEARD_SECONDS))
        going = asyncio.ensure_future(self._connection.wait_closed())
        try:
            await asyncio.wait((waiting, going), return_when=asyncio.FIRST_COMPLETED)
        finally:
            waiting.cancel()
            going.cancel()

    async def _serve(self, visit: Visit) -> None:
        feed = Feed(visit.room.match, visit.seated)
        try:
            visit.room.attach(visit.seat, feed)
        except Gone:
            await self._connection.close(CloseCode.TRY_AGAIN_LATER, TRY_AGAIN)
            return
        telling = asyncio.ensure_future(self._tell(feed))
        try:
            await self._listen(visit, feed)
        finally:
            self._lobby.rooms.leave(visit.room, visit.seat, feed)
            feed.end(Ending("left"))
            await telling

    async def _listen(self, visit: Visit, feed: Feed) -> None:
        """Hand every command to the match, one after the other, until the client goes."""
        pace = Pace(self._clock)
        while feed.ending is None:
            try:
                command = _command(_binary(await self._connection.recv()))
            except Malformed as error:
                feed.end(Ending("malformed", Problem("frame", f"{error}.")))
                return
            await pace.keep()
            await feed.ready_for_answers()
            try:
                await visit.room.command(visit.seat, command, feed)
            except Gone:
                return

    async def _tell(self, feed: Feed) -> None:
        """Tell the client what its feed has, until the feed ends or the client goes."""
        try:
            while feed.ending is None:
                message = feed.next()
                if message is not None:
                    await self._connection.tell(encode(message))
                else:
                    await feed.changed()
            await self._part(feed.ending)
        except ConnectionClosed:
            feed.end(Ending("gone"))
        except BaseException:
            feed.end(Ending("fault"))
            self._connection.cut("fault")
            raise

    async def _part(self, ending: Ending) -> None:
        if ending.problem is not None:
            await self._fail(ending.problem)
        else:
            code = CloseCode.NORMAL_CLOSURE if ending.done else CloseCode.TRY_AGAIN_LATER
            await self._connection.close(code, ending.reason)

    async def _fail(self, problem: Problem) -> None:
        """Say why the conversation cannot go on, and close."""
        await self._connection.tell(encode(Failed(problem)))
        await self._connection.close(CloseCode.POLICY_VIOLATION)


def _binary(frame: bytes | str) -> bytes:
    if isinstance(frame, str):
        raise Malformed("frame: text; messages are binary MessagePack")
    return frame


def _greeting(frame: bytes) -> Greeting:
    """The message of a first frame; raises Malformed, about the version before all else."""
    try:
        version = decode(frame, _Version, CLIENT_LIMITS).version
    except Malformed:
        version = PROTOCOL_VERSION
    if version != PROTOCOL_VERSION:
        raise TurnedAway(
            "version",
            f"You speak version {version} and this server version {PROTOCOL_VERSION};"
            " play with the same release as the server.",
        )
    message = _message(frame)
    if not isinstance(message, CreateMatch | Join | Rejoin):
        raise Malformed("message: say who you are first: create_match, join or rejoin")
    return message


def _command(frame: bytes) -> Any:
    """The command in a later frame; raises Malformed."""
    message = _message(frame)
    if isinstance(message, CreateMatch | Join | Rejoin):
        raise Malformed("message: you are seated already; expected submit_orders, unseal or say")
    return message


def _message(frame: bytes) -> ClientMessage:
    message: ClientMessage = decode(frame, ClientMessage, CLIENT_LIMITS)
    return message
