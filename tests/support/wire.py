"""A wire to a server: frames as they are, without a link that forgives or repeats anything."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

from msgspec import Struct
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from dilemma.orders import Order, standing_order
from dilemma.protocol import PROTOCOL_VERSION, SERVER_LIMITS, ServerMessage, decode, encode
from dilemma.protocol.messages import (
    CreateMatch,
    Join,
    Rejoin,
    Seated,
    SubmitOrders,
    TurnOpened,
)

SECONDS = 10.0
"""Nothing that is waited for takes longer, on a busy machine either."""

Kind = TypeVar("Kind")


class Wire:
    """One connection; `frames` holds everything heard, as it came."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.frames: list[bytes] = []
        self.opened: TurnOpened | None = None

    async def say(self, message: Struct) -> None:
        """Send a message."""
        await self.connection.send(encode(message))

    async def hear_frame(self) -> bytes:
        """The next frame."""
        async with asyncio.timeout(SECONDS):
            frame = await self.connection.recv()
        assert isinstance(frame, bytes), "servers send binary frames"
        self.frames.append(frame)
        return frame

    async def hear(self, kind: type[Kind]) -> Kind:
        """The next message of a kind; what comes before it is passed over."""
        while True:
            message: ServerMessage = decode(await self.hear_frame(), ServerMessage, SERVER_LIMITS)
            if isinstance(message, TurnOpened):
                self.opened = message
            if isinstance(message, kind):
                return message

    async def rest(self) -> list[ServerMessage]:
        """Everything that is still said until the connection ends."""
        heard: list[ServerMessage] = []
        try:
            while True:
                heard.append(decode(await self.hear_frame(), ServerMessage, SERVER_LIMITS))
        except ConnectionClosed:
            return heard

    async def ended(self) -> tuple[int | None, str | None]:
        """How the connection ended: code and reason."""
        await self.rest()
        return self.connection.close_code, self.connection.close_reason

    async def turn(self, number: int) -> TurnOpened:
        """The opening of a turn or of a later one, heard now or before."""
        while self.opened is None or self.opened.view.turn < number:
            await self.hear(TurnOpened)
        return self.opened

    async def seal(self, opened: TurnOpened, order: Order | None = None, key: str = "") -> None:
        """Seal orders for an open turn, the standing ones unless told others."""
        turn = opened.view.turn
        order = order or standing_order(opened.view)
        await self.say(SubmitOrders(turn, order, key or f"seal {turn}"))


@asynccontextmanager
async def wire(url: str, first: Struct | None = None, **options: object) -> AsyncIterator[Wire]:
    """A connection that has said `first`; `options` are those of websockets."""
    async with connect(
        url,
        compression=None,
        proxy=None,
        close_timeout=1,
        max_size=SERVER_LIMITS.frame_bytes,
        **options,  # type: ignore[arg-type]  # by name
    ) as connection:
        wire = Wire(connection)
        if first is not None:
            await wire.say(first)
        yield wire


def host(scenario: str = "redland_blueland", turn_seconds: int | None = None) -> CreateMatch:
    """The first frame of somebody who opens a match."""
    return CreateMatch(PROTOCOL_VERSION, "Ada", scenario, turn_seconds=turn_seconds)


def guest(code: str, name: str = "Ben") -> Join:
    """The first frame of somebody who was told the code."""
    return Join(PROTOCOL_VERSION, name, code)


def returning(seated: Seated) -> Rejoin:
    """The first frame of somebody who comes back."""
    assert seated.token is not None
    return Rejoin(PROTOCOL_VERSION, seated.token)
