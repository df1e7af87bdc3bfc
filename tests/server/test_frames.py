"""Frames of every kind of malice: each is a message or refused in one line, soon and cheaply."""

from __future__ import annotations

import asyncio
import random
import sys
import tracemalloc
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import msgpack
import pytest
from websockets.exceptions import ConnectionClosed

from dilemma.protocol import CLIENT_LIMITS, Malformed, encode
from dilemma.protocol.conversation import Conversation, OutOfTurn, State
from dilemma_server.app import running
from dilemma_server.gateway.conversation import command_in, greeting_in
from dilemma_server.lobby import TurnedAway
from dilemma_server.settings import Settings
from support.desk import Foreseeable
from support.every_message import SAID
from support.hall import Hall, goes_on, match_of_two
from support.manual_clock import ManualClock
from support.wire import wire

REAL = [encode(message) for message in SAID.values()]
MEGABYTE = 1_000_000
MOST_BYTES = MEGABYTE
"""Of a frame of the greatest length; most take a few kilobytes."""
MOST_CALLS = 3 * CLIENT_LIMITS.frame_bytes
"""Of functions, ours or not, to read one frame: work that no busy machine makes more of."""


# Frames


def noise(chance: random.Random) -> bytes:
    return chance.randbytes(chance.randrange(200))


def mutated(chance: random.Random) -> bytes:
    """A real frame with bytes changed, put in, cut out, or said twice."""
    frame = bytearray(chance.choice(REAL))
    for _ in range(chance.randrange(1, 6)):
        place = chance.randrange(len(frame) + 1)
        length = chance.randrange(5)
        frame[place : place + length] = chance.randbytes(chance.randrange(5))
    return bytes(frame)


def anything(chance: random.Random, depth: int = 4) -> object:
    """Something that msgpack can say."""
    kinds: list[Callable[[], object]] = [
        lambda: None,
        lambda: chance.random() < 0.5,
        lambda: chance.randrange(-(2**63), 2**64),
        lambda: chance.choice([0.5, float("nan"), float("inf"), -1e308]),
        lambda: "".join(chr(chance.choice([97, 10, 0x202E, 0x1F600])) for _ in range(9)),
        lambda: chance.randbytes(9),
    ]
    if depth:
        kinds += [
            lambda: [anything(chance, depth - 1) for _ in range(chance.randrange(5))],
            lambda: {chance.choice("abtype"): anything(chance, depth - 1) for _ in range(3)},
        ]
    return chance.choice(kinds)()


def packed(chance: random.Random) -> bytes:
    """Well-formed and meaningless."""
    return bytes(msgpack.packb(anything(chance)))


def misfilled(chance: random.Random) -> bytes:
    """A real message with something else in one of its fields, or one field more or less."""
    message = msgpack.unpackb(chance.choice(REAL))
    name = chance.choice([*message, "extra"])
    if chance.random() < 0.2:
        message.pop(name, None)
    else:
        message[name] = anything(chance)
    return bytes(msgpack.packb(message))


def deep(chance: random.Random) -> bytes:
    """Arrays in arrays, maps in maps, with lengths that are said and not kept."""
    opening = chance.choice(
        [b"\x91", b"\xdc\x00\x40", b"\xdc\x04\x00", b"\x81\xa1a", b"\xde\x00\x40"]
    )
    return opening * chance.randrange(1, CLIENT_LIMITS.frame_bytes // len(opening))


def huge(chance: random.Random) -> bytes:
    """Lengths far beyond what follows."""
    head = chance.choice([0xC6, 0xC9, 0xDB, 0xDD, 0xDF, 0xC5, 0xDA, 0xDC, 0xDE])
    return bytes([head]) + b"\xff" * chance.randrange(9) + chance.randbytes(20)


def full(chance: random.Random) -> bytes:
    """As many values as a frame of the greatest length can hold."""
    value = chance.choice([b"\x80", b"\x90", b"\x00", b"\xc0", b"\xa0", b"\xca\x00\x00\x00\x00"])
    row = b"\xdc\x00\x40" + value * 64
    rows = (CLIENT_LIMITS.frame_bytes - 3) // len(row)
    if rows <= 64:
        return b"\xdc" + rows.to_bytes(2, "big") + row * rows
    block = b"\xdc\x00\x40" + row * 64
    blocks = (CLIENT_LIMITS.frame_bytes - 3) // len(block)
    return b"\xdc" + blocks.to_bytes(2, "big") + block * blocks


MAKERS = [noise, mutated, mutated, mutated, packed, misfilled, misfilled, huge]
HEAVY = [deep, full]


def frames(number: int, seed: int) -> Iterator[bytes]:
    chance = random.Random(seed)
    for index in range(number):
        makers = HEAVY if index % 50 == 0 else MAKERS
        yield chance.choice(makers)(chance)


# In the decoder and the conversation


READERS = [(greeting_in, State.GREETING)] + [
    (command_in, state) for state in (State.SEATED, State.PLAYING, State.WATCHING, State.OVER)
]


def read(frame: bytes, which: int) -> str:
    """What is said of a frame in one of the states in which frames are read; empty when heard."""
    reader, state = READERS[which % len(READERS)]
    talk = Conversation()
    talk.state = state
    try:
        reader(frame, talk)
    except (Malformed, OutOfTurn) as error:
        return str(error)
    except TurnedAway as error:
        return error.problem.text
    return ""


@contextmanager
def counted() -> Iterator[list[str]]:
    """One entry for each call of a function meanwhile."""
    calls: list[str] = []

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        if event in ("call", "c_call"):
            calls.append(event)

    sys.setprofile(note)
    try:
        yield calls
    finally:
        sys.setprofile(None)


def fuzz(number: int, seed: int) -> None:
    heard = 0
    for index, frame in enumerate(frames(number, seed)):
        with counted() as calls:
            line = read(frame, index)
        assert len(calls) <= MOST_CALLS, (seed, index)
        heard += not line
        assert "\n" not in line, (seed, index)
        assert len(line) < 600, (seed, index)
    assert 0 < heard < number / 4, "some are messages still, most are not"


def test_ten_thousand_frames_are_read_or_refused_in_a_line() -> None:
    fuzz(10_000, 1)


@pytest.mark.soak
def test_a_hundred_thousand_frames_are_read_or_refused_in_a_line() -> None:
    fuzz(100_000, 2)


def cost(frame: bytes) -> int:
    """The most bytes that reading a frame takes at a time."""
    tracemalloc.start()
    try:
        read(frame, 0)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_no_frame_takes_much_memory() -> None:
    """Neither what is deep nor what is full; arrays are made as long as they say they are."""
    chance = random.Random(3)
    worst = [maker(chance) for maker in HEAVY for _ in range(8)]
    most = CLIENT_LIMITS.frame_bytes // 3
    worst += [b"\xdc\x04\x00" * 1000, b"\xdc\x00\x40" * most, b"\x81\xa1a" * most]
    worst.append((b"\xdc\x00\x1e" * 3 + b"\x80" * 30) * 300)
    assert max(map(cost, worst)) < MOST_BYTES
    assert max(cost(frame) for frame in frames(100, 4) if len(frame) < 2000) < MEGABYTE


def test_every_real_frame_has_room_in_the_limits() -> None:
    for frame in REAL:
        assert max(read(frame, which) == "" for which in range(2))


# Over a socket, beside a match that goes on


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Hall]:
    clock = ManualClock()
    settings = Settings(tmp_path / "matches.sqlite3", connections=40)
    async with running(settings, clock, Foreseeable()) as url:
        yield Hall(url, clock)


async def throw(server: Hall, frame: bytes) -> None:
    """Say one frame on a connection of its own, and wait for the end or the answer."""
    async with wire(server.url) as stranger:
        try:
            await stranger.connection.send(frame)
            await stranger.hear(object)
        except ConnectionClosed:
            return


async def pelted(server: Hall, number: int) -> None:
    """Frames from several at once, while two play on."""
    thrown = 0

    async def thrower(seed: int) -> None:
        nonlocal thrown
        for frame in frames(number // 8, seed):
            if is_entrance(frame):
                continue
            await throw(server, frame)
            thrown += 1

    async with match_of_two(server) as match:
        crowd = [asyncio.create_task(thrower(seed)) for seed in range(8)]
        for turn in range(1, match.red_seated.briefing.turns):
            await goes_on(match, turn)
        await asyncio.gather(*crowd)
        for player in (match.red, match.blue):
            await player.seal(await player.turn(match.red_seated.briefing.turns))
        assert await match.red.ended() == (1000, "the match is over")
    assert thrown > number / 2


def is_entrance(frame: bytes) -> bool:
    """Whether somebody would be let in or have to wait: what is thrown here is to be refused."""
    return read(frame, 0) == ""


async def test_a_match_goes_on_beside_those_who_throw_things(server: Hall) -> None:
    await pelted(server, 400)


@pytest.mark.soak
async def test_a_match_goes_on_however_much_is_thrown(server: Hall) -> None:
    await pelted(server, 4000)
