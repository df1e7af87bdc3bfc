"""The conversation: one client's talk with the server, from its first frame to the last."""

from __future__ import annotations

import asyncio

from msgspec import Struct
from websockets.exceptions import ConnectionClosed
from websockets.frames import CloseCode

from dilemma.orders import Problem
from dilemma.protocol import (
    CLIENT_LIMITS,
    PROTOCOL_VERSION,
    ClientMessage,
    Malformed,
    ServerMessage,
    decode,
    encode,
)
from dilemma.protocol.conversation import Conversation as Talk
from dilemma.protocol.conversation import OutOfTurn
from dilemma.protocol.messages import Browse, Command, Failed, Greeting
from dilemma_server.clock import Clock
from dilemma_server.gateway.guarded import GuardedConnection
from dilemma_server.gateway.pace import Pace
from dilemma_server.lobby import (
    Ending,
    Feed,
    Gone,
    Lobby,
    TurnedAway,
    Unavailable,
    Unheard,
    Visit,
)

FIRST_FRAME_SECONDS = 5.0
"""For a client to say who it is."""

BROWSING_SECONDS = 120.0
"""For somebody who has read the list of matches to choose one of them."""

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
        self._talk = Talk()
        self._pace = Pace(clock)

    async def hold(self) -> None:
        """Let the client in, then listen and tell side by side until one of us goes."""
        try:
            visit = await self._welcome()
            if visit is not None:
                await self._serve(visit)
        except ConnectionClosed:
            return

    async def _welcome(self) -> Visit | None:
        """Answer what the client has come for; None when that was the last of it."""
        seconds = FIRST_FRAME_SECONDS
        try:
            while True:
                greeting = greeting_in(await self._frame_within(seconds), self._talk)
                if not isinstance(greeting, Browse):
                    return await self._lobby.admit(greeting, self._connection.address)
                await self._say(self._lobby.listing())
                await self._keep_pace()
                seconds = BROWSING_SECONDS
        except _Silent:
            reason = f"no frame came in {seconds:g} s; say who you are"
            await self._connection.close(CloseCode.TRY_AGAIN_LATER, reason)
        except (Malformed, OutOfTurn) as error:
            await self._fail(Problem("frame", f"{error}."))
        except TurnedAway as error:
            await self._fail(error.problem)
        except Unavailable as error:
            if isinstance(error, Unheard):
                # Nobody can learn any more from how soon we answer.
                await self._let_pass(UNHEARD_SECONDS)
            await self._connection.close(CloseCode.TRY_AGAIN_LATER, TRY_AGAIN)
        return None

    async def _frame_within(self, seconds: float) -> bytes:
        """The next frame; raises _Silent when it does not come in time, or Malformed."""
        receiving = asyncio.ensure_future(self._connection.recv())
        waiting = asyncio.ensure_future(self._clock.sleep(seconds))
        try:
            await asyncio.wait((receiving, waiting), return_when=asyncio.FIRST_COMPLETED)
            if not receiving.done():
                raise _Silent
            return _binary(receiving.result())
        finally:
            receiving.cancel()
            waiting.cancel()
            # What was raised remembers this frame, and the task what was raised: a circle.
            del receiving, waiting

    async def _keep_pace(self) -> None:
        """Return when one more message may be read, or the client has gone."""
        seconds = self._pace.step()
        if seconds > 0.0:
            await self._let_pass(seconds)

    async def _let_pass(self, seconds: float) -> None:
        """Return when the time has passed, or the client has gone."""
        waiting = asyncio.ensure_future(self._clock.sleep(seconds))
        going = asyncio.ensure_future(self._connection.wait_closed())
        try:
            await asyncio.wait((waiting, going), return_when=asyncio.FIRST_COMPLETED)
        finally:
            waiting.cancel()
            going.cancel()

    async def _serve(self, visit: Visit) -> None:
        feed = Feed(visit.room.match, visit.first)
        try:
            visit.room.attach(feed)
        except Gone:
            await self._connection.close(CloseCode.TRY_AGAIN_LATER, TRY_AGAIN)
            return
        telling = asyncio.ensure_future(self._tell(feed))
        try:
            await self._listen(visit, feed)
        finally:
            self._lobby.rooms.leave(visit.room, feed)
            feed.end(Ending("left"))
            await telling

    async def _listen(self, visit: Visit, feed: Feed) -> None:
        """Hand every command to the match, one after the other, until the client goes."""
        while feed.ending is None:
            try:
                command = command_in(_binary(await self._connection.recv()), self._talk)
            except (Malformed, OutOfTurn) as error:
                feed.end(Ending("malformed", Problem("frame", f"{error}.")))
                return
            await self._keep_pace()
            await feed.ready_for_answers()
            try:
                await visit.room.command(command, feed)
            except Gone:
                return

    async def _tell(self, feed: Feed) -> None:
        """Tell the client what its feed has, until the feed ends or the client goes."""
        try:
            while feed.ending is None:
                message = feed.next()
                if message is not None:
                    await self._say(message)
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
        await self._say(Failed(problem))
        await self._connection.close(CloseCode.POLICY_VIOLATION)

    async def _say(self, message: ServerMessage) -> None:
        """Send a message that may be said now; another one is a fault of ours."""
        self._talk.server_says(message)
        await self._connection.tell(encode(message))


def greeting_in(frame: bytes, talk: Talk) -> Greeting:
    """The message of a first frame; raises Malformed, OutOfTurn, or TurnedAway.

    About the version before all else: a client of another one must be told of that alone.
    """
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
    talk.client_says(message)
    assert isinstance(message, Greeting)
    return message


def command_in(frame: bytes, talk: Talk) -> Command:
    """The command in a later frame; raises Malformed, or OutOfTurn."""
    message = _message(frame)
    talk.client_says(message)
    assert isinstance(message, Command)
    return message


def _binary(frame: bytes | str) -> bytes:
    if isinstance(frame, str):
        raise Malformed("frame: text; messages are binary MessagePack")
    return frame


def _message(frame: bytes) -> ClientMessage:
    message: ClientMessage = decode(frame, ClientMessage, CLIENT_LIMITS)
    return message
