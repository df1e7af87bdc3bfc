"""A hall: a server on real sockets under a clock that a test moves, and a match of two in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from msgspec import Struct

from dilemma.protocol.messages import (
    Failed,
    Seated,
)
from support.manual_clock import ManualClock
from support.wire import Wire, guest, host, wire


class Hall(Struct):
    """A server under a clock that the test moves."""

    url: str
    clock: ManualClock


class Match(Struct):
    """Two wires to one match that runs, and how they were seated."""

    red: Wire
    blue: Wire
    red_seated: Seated
    blue_seated: Seated


@asynccontextmanager
async def match_of_two(hall: Hall, turn_seconds: int | None = None) -> AsyncIterator[Match]:
    """A match in its first turn, red created and blue joined."""
    async with wire(hall.url, host(turn_seconds=turn_seconds)) as red:
        red_seated = await red.hear(Seated)
        async with wire(hall.url, guest(red_seated.code)) as blue:
            yield Match(red, blue, red_seated, await blue.hear(Seated))


async def goes_on(match: Match, turn: int = 1) -> None:
    """Both seal, and the next turn opens for both."""
    for player in (match.red, match.blue):
        await player.seal(await player.turn(turn))
    for player in (match.red, match.blue):
        assert (await player.turn(turn + 1)).view.turn == turn + 1


async def failure(wire: Wire) -> str:
    """The one line somebody is sent away with, after which the connection ends."""
    failed = await wire.hear(Failed)
    assert "\n" not in failed.problem.text
    assert await wire.rest() == []
    assert wire.connection.close_code == 1008
    return failed.problem.text
