"""The tap: reads along what is written to one side of a wire, without either side knowing.

It understands as much of WebSocket (RFC 6455) as it takes to find the messages, and shares no code
with what it listens to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dilemma.protocol import CLIENT_LIMITS, SERVER_LIMITS, decode

END_OF_HEAD = b"\r\n\r\n"
CONTINUATION, BINARY, CLOSE = 0, 2, 8


class Tap:
    """One direction of one connection; `union` is what its messages may be."""

    def __init__(self, union: Any, from_client: bool) -> None:
        self._union = union
        self._limits = CLIENT_LIMITS if from_client else SERVER_LIMITS
        self._waiting = bytearray()
        self._message = b""
        self._in_frames = False
        self._deaf = False

    def listen(self, data: bytes) -> Iterator[Any]:
        """The messages that are complete with these bytes; raises Malformed for what is none."""
        self._waiting += data
        if not self._in_frames and not self._deaf:
            self._read_head()
        while self._in_frames and not self._deaf:
            frame = self._frame()
            if frame is None:
                return
            code, final, payload = frame
            if code in (CONTINUATION, BINARY):
                self._message += payload
                if final:
                    message, self._message = self._message, b""
                    yield decode(message, self._union, self._limits)
            elif code == CLOSE:
                self._deaf = True

    def _read_head(self) -> None:
        """Pass over the handshake; after an answer other than a conversation nothing follows."""
        end = self._waiting.find(END_OF_HEAD)
        if end < 0:
            return
        head = bytes(self._waiting[:end])
        del self._waiting[: end + len(END_OF_HEAD)]
        self._in_frames = head.startswith((b"GET ", b"HTTP/1.1 101"))
        self._deaf = not self._in_frames

    def _frame(self) -> tuple[int, bool, bytes] | None:
        """The next frame that is there as a whole: its code, whether it ends a message, and what
        it carries."""
        waiting = self._waiting
        if len(waiting) < 2:
            return None
        masked, length, start = waiting[1] >> 7, waiting[1] & 0x7F, 2
        for short, wide in ((126, 2), (127, 8)):
            if length == short:
                length = int.from_bytes(waiting[2 : 2 + wide])
                start = 2 + wide
                break
        end = start + 4 * masked + length
        if len(waiting) < start + 4 * masked or len(waiting) < end:
            return None
        mask = bytes(waiting[start : start + 4 * masked])
        payload = bytes(waiting[start + 4 * masked : end])
        code, final = waiting[0] & 0x0F, bool(waiting[0] >> 7)
        del waiting[:end]
        return code, final, _unmasked(payload, mask) if masked else payload


def _unmasked(payload: bytes, mask: bytes) -> bytes:
    """Payload and mask combined by exclusive or, all at once."""
    length = len(payload)
    whole = (mask * (length // 4 + 1))[:length]
    return (int.from_bytes(payload) ^ int.from_bytes(whole)).to_bytes(length)
