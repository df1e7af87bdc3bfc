"""The example as the page shows it: each frame of an opening, whole or as far as it is of use."""

from __future__ import annotations

import hashlib
import json
import textwrap

import msgspec
from msgspec import Struct
from tools.wire.frame import shown
from tools.wire.kinds import title
from tools.wire.opening import Line, opening

from dilemma.protocol.messages import (
    Accepted,
    CreateMatch,
    Join,
    Seated,
    SubmitOrders,
    Table,
    TurnOpened,
)

ROW = 32
"""Bytes on a line."""

WIDTH = 88
"""Characters on a line of JSON."""

BEGINNING = 3 * ROW
"""Bytes that are shown of a frame that is too long to read."""

TOLD: dict[type[Struct], str] = {
    CreateMatch: "Ada connects and says, with every field written out:",
    Seated: "The server answers Ada:",
    Table: "At once Ada hears who is there:",
    Join: "Ben, whom Ada has told the code, connects and says this. Here every piece has a line of"
    " its own: where it begins, its bytes, and what they mean.",
    TurnOpened: "Both have been ready from the start, so the match begins. Ben is answered as Ada"
    " was; each hears of the table again, once for every change or for some of them together. Then"
    " Ada hears:",
    SubmitOrders: "Ada seals her orders, with a number written as a 64-bit float, big end first:",
    Accepted: "And the server answers:",
}

BY_PIECES = (Join, SubmitOrders)


def example() -> str:
    """The whole opening."""
    return "\n\n".join(_line(number, line) for number, line in enumerate(opening(), start=1))


def _line(number: int, line: Line) -> str:
    kind, frame = type(line.message), line.frame
    heading = f"**{number}. {line.speaker.capitalize()} to {line.listener}:** `{title(kind)}`, "
    parts = [textwrap.fill(f"{heading}{len(frame)} bytes. {TOLD[kind]}", 100)]
    if kind in BY_PIECES:
        parts.append(_block(shown(frame)))
    elif len(frame) <= 2 * BEGINNING:
        parts.append(_block(rows(frame)))
    else:
        parts += [_block(f"{rows(frame[:BEGINNING])}\n..."), _rest(line)]
    return "\n\n".join(parts)


def _rest(line: Line) -> str:
    """What to know of a frame that is cut short: its digest, and what it holds."""
    digest = hashlib.sha256(line.frame).hexdigest()
    said = compact(_clipped(msgspec.to_builtins(line.message)))
    return (
        f"The rest is left out. SHA-256 of the whole frame is\n`{digest}`;\n"
        f"as JSON it holds, long texts cut short:\n\n```json\n{said}\n```"
    )


def compact(value: object, indent: int = 0) -> str:
    """A value as JSON with every map and list on one line that has room there."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent <= WIDTH or not isinstance(value, dict | list):
        return flat
    inner = " " * (indent + 2)
    if isinstance(value, dict):
        parts = [f'"{name}": {compact(part, indent + 2)}' for name, part in value.items()]
        left, right = "{}"
    else:
        parts = [compact(part, indent + 2) for part in value]
        left, right = "[]"
    lines = f",\n{inner}".join(parts)
    return f"{left}\n{inner}{lines}\n{' ' * indent}{right}"


def _clipped(value: object) -> object:
    match value:
        case dict():
            return {name: _clipped(part) for name, part in value.items()}
        case list() | tuple():
            return [_clipped(part) for part in value]
        case str() if len(value) > ROW + ROW:
            return f"{value[:ROW]}..."
    return value


def rows(frame: bytes) -> str:
    """Bytes in hexadecimal, some on a line."""
    return "\n".join(frame[start : start + ROW].hex(" ") for start in range(0, len(frame), ROW))


def _block(text: str) -> str:
    return f"```text\n{text}\n```"
