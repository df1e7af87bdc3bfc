"""The opening in hexadecimal: the codec reads it, and a real server says and takes those bytes."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import msgpack
import pytest
from msgspec import Struct
from tools.protocol import PAGE
from tools.wire.frame import pieces
from tools.wire.opening import Chance

from dilemma.protocol import (
    CLIENT_LIMITS,
    SERVER_LIMITS,
    ClientMessage,
    ServerMessage,
    decode,
    encode,
)
from dilemma.protocol.conversation import name_of
from dilemma_server.app import running
from dilemma_server.settings import Settings
from support.manual_clock import ManualClock
from support.wire import Wire, wire

STEP = re.compile(
    r"^\*\*\d+\. (\w+) to \w+:\*\* `(\w+)`,\s(\d+)\sbytes"
    r".*?```text\n(.*?)\n```(.*?)(?=^\*\*|^## )",
    re.MULTILINE | re.DOTALL,
)
BYTES = re.compile(r"\b[0-9a-f]{2}\b(?: [0-9a-f]{2}\b)*")


class Step(Struct, frozen=True):
    """One frame as the page shows it; `frame` is its beginning where `digest` stands for it all."""

    speaker: str
    kind: str
    length: int
    frame: bytes
    digest: str | None
    shown: str | None


def steps() -> list[Step]:
    """Every frame on the page, read from its hexadecimal and nothing else."""
    found = []
    for speaker, kind, length, block, after in STEP.findall(PAGE.read_text(encoding="utf-8")):
        lines = [re.sub(r"^ *\d+  ", "", line) for line in block.splitlines() if line != "..."]
        data = [BYTES.match(line.strip()) for line in lines]
        digest = re.search(r"`([0-9a-f]{64})`", after)
        shown = re.search(r"```json\n(.*?)\n```", after, re.DOTALL)
        found.append(
            Step(
                speaker,
                kind,
                int(length),
                b"".join(bytes.fromhex(match[0]) for match in data if match),
                digest and digest[1],
                shown and shown[1],
            )
        )
    return found


STEPS = steps()
ORDER = "create_match seated table join turn_opened submit_orders accepted".split()


def said(step: Step, frame: bytes) -> Struct:
    """The message in a frame of the page, as the one it was said to decodes it."""
    message: Struct
    if step.speaker == "Server":
        message = decode(frame, ServerMessage, SERVER_LIMITS)
    else:
        message = decode(frame, ClientMessage, CLIENT_LIMITS)
    return message


def test_the_page_shows_a_whole_opening() -> None:
    assert [step.kind for step in STEPS] == ORDER
    assert [step.kind for step in STEPS if step.digest] == ["seated", "turn_opened"]


@pytest.mark.parametrize("step", STEPS, ids=ORDER)
def test_the_decoder_reads_what_the_page_shows(step: Step) -> None:
    if step.digest is not None:
        assert len(step.frame) < step.length
        return
    assert len(step.frame) == step.length
    message = said(step, step.frame)
    assert name_of(type(message)) == step.kind
    assert encode(message) == step.frame


@pytest.fixture
async def url(tmp_path: Path) -> AsyncIterator[str]:
    """A server that draws the chances of the page, under a clock that stands still."""
    settings = Settings(tmp_path / "matches.sqlite3")
    async with running(settings, ManualClock(), Chance()) as address:
        yield address


async def hear_as_shown(ada: Wire, step: Step) -> None:
    """Hear the frame of a step; tables that tell of other changes are passed over."""
    while True:
        frame = await ada.hear_frame()
        kind = msgpack.unpackb(frame)["type"]
        if kind == step.kind:
            break
        assert kind == "table"
    assert len(frame) == step.length
    assert frame.startswith(step.frame)
    if step.digest is None:
        assert frame == step.frame
    else:
        assert hashlib.sha256(frame).hexdigest() == step.digest
        assert step.shown is not None
        agrees(json.loads(step.shown), msgpack.unpackb(frame))


def agrees(shown: object, value: object) -> None:
    """Hold what the page shows of a message to the message; long texts are cut short."""
    match shown, value:
        case dict(), dict():
            assert list(shown) == list(value)
            for name, part in shown.items():
                agrees(part, value[name])
        case list(), list():
            for part, other in zip(shown, value, strict=True):
                agrees(part, other)
        case str(), str() if shown.endswith("...") and shown != value:
            assert value.startswith(shown.removesuffix("..."))
        case _:
            assert shown == value


async def test_a_real_server_takes_and_says_these_bytes(url: str) -> None:
    async with wire(url) as ada, wire(url) as ben:
        for step in STEPS:
            match step.speaker:
                case "Server":
                    await hear_as_shown(ada, step)
                case "Ada":
                    await ada.connection.send(step.frame)
                case "Ben":
                    await ben.connection.send(step.frame)


def test_pieces_are_the_frame_and_name_what_is_in_it() -> None:
    value = {"a": [None, True, False, 0.5, 200, 70_00], "é" * 20: "x" * 300, "n": {}}
    frame = msgpack.packb(value)
    found = pieces(frame)
    assert b"".join(piece.data for piece in found) == frame
    assert [piece.meaning for piece in found[:9]] == [
        "map of 3",
        '"a"',
        "list of 6",
        "nil",
        "true",
        "false",
        "number 0.5",
        "integer 200",
        "integer 7000",
    ]
    assert [piece.depth for piece in found[:4]] == [0, 1, 1, 2]
    assert found[-1].meaning == "map of 0"


@pytest.mark.parametrize(
    ("frame", "complaint"),
    [
        (b"\xc1", "0xc1 at 0: no piece that is known here"),
        (b"\x93\x01", "the frame ends too early"),
        (b"\xa3ab", "the frame ends too early"),
        (b"\x01\x01", "1 bytes are left over"),
    ],
)
def test_what_is_no_frame_of_the_protocol_is_not_explained(frame: bytes, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        pieces(frame)
