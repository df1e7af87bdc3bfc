"""The hotline: what was said between the seat and one other state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from dilemma.protocol.messages import Heard


class Hotline(Struct, frozen=True):
    """Messages with one partner, oldest first; those up to serial `read` have been seen."""

    partner: str
    messages: tuple[Heard, ...] = ()
    read: int = 0

    @property
    def unread(self) -> int:
        """How many of the partner's messages have not been seen."""
        return sum(
            message.speaker == self.partner and message.serial > self.read
            for message in self.messages
        )


def hear(line: Hotline, message: Heard) -> Hotline:
    """Put a message in its place; one that is already there changes nothing."""
    if any(known.serial == message.serial for known in line.messages):
        return line
    messages = sorted((*line.messages, message), key=lambda known: known.serial)
    return msgspec.structs.replace(line, messages=tuple(messages))


def mark_read(line: Hotline) -> Hotline:
    """The line with everything on it seen."""
    latest = line.messages[-1].serial if line.messages else line.read
    return msgspec.structs.replace(line, read=max(line.read, latest))
