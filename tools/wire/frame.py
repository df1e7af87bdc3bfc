"""A frame byte by byte: what each piece of a MessagePack text is, and what it stands for.

It knows the pieces that the messages of this protocol are made of, and refuses others.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator

from msgspec import Struct


class Piece(Struct, frozen=True):
    """Some bytes of a frame, how deep they stand, and what they mean."""

    data: bytes
    depth: int
    meaning: str


SINGLE = {0xC0: "nil", 0xC2: "false", 0xC3: "true"}
NUMBERS = {0xCB: (">d", "number"), 0xCC: (">B", "integer"), 0xCD: (">H", "integer")}
STRINGS = {0xD9: 1, 0xDA: 2}


def pieces(frame: bytes) -> tuple[Piece, ...]:
    """Every piece of one MessagePack value, in order; raises ValueError for any other bytes."""
    reader = _Reader(frame)
    found = tuple(reader.value(0))
    if reader.at != len(frame):
        raise ValueError(f"{len(frame) - reader.at} bytes are left over")
    return found


def shown(frame: bytes) -> str:
    """The pieces of a frame, one a line: place, bytes, meaning."""
    lines, at = [], 0
    for piece in pieces(frame):
        indent = "  " * piece.depth
        lines.append(f"{at:4d}  {indent}{piece.data.hex(' ')}  {piece.meaning}")
        at += len(piece.data)
    return "\n".join(lines)


class _Reader:
    def __init__(self, frame: bytes) -> None:
        self._frame = frame
        self.at = 0

    def value(self, depth: int) -> Iterator[Piece]:
        """The pieces of the value that begins here."""
        first = self._look()
        if first <= 0x7F:
            yield Piece(self._take(1), depth, f"integer {first}")
        elif first & 0xF0 == 0x80:
            yield Piece(self._take(1), depth, f"map of {first & 0x0F}")
            yield from self._members(2 * (first & 0x0F), depth + 1)
        elif first & 0xF0 == 0x90:
            yield Piece(self._take(1), depth, f"list of {first & 0x0F}")
            yield from self._members(first & 0x0F, depth + 1)
        elif first & 0xE0 == 0xA0:
            yield self._text(1, first & 0x1F, depth)
        elif first in STRINGS:
            size = STRINGS[first]
            length = int.from_bytes(self._frame[self.at + 1 : self.at + 1 + size], "big")
            yield self._text(1 + size, length, depth)
        elif first in SINGLE:
            yield Piece(self._take(1), depth, SINGLE[first])
        elif first in NUMBERS:
            form, noun = NUMBERS[first]
            data = self._take(1 + struct.calcsize(form))
            yield Piece(data, depth, f"{noun} {struct.unpack(form, data[1:])[0]}")
        else:
            raise ValueError(f"{first:#04x} at {self.at}: no piece that is known here")

    def _look(self) -> int:
        if self.at >= len(self._frame):
            raise ValueError("the frame ends too early")
        return self._frame[self.at]

    def _members(self, count: int, depth: int) -> Iterator[Piece]:
        for _ in range(count):
            yield from self.value(depth)

    def _text(self, head: int, length: int, depth: int) -> Piece:
        data = self._take(head + length)
        return Piece(data, depth, json.dumps(data[head:].decode(), ensure_ascii=False))

    def _take(self, length: int) -> bytes:
        data = self._frame[self.at : self.at + length]
        if len(data) < length:
            raise ValueError("the frame ends too early")
        self.at += length
        return data
