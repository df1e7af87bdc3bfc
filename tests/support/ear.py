"""An ear on a server: a websocket client of bare bytes that reads only when it is told to."""

from __future__ import annotations

import asyncio
import os
import socket
from typing import Self

REQUEST = (
    "GET / HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


class Ear:
    """A connection whose system holds next to nothing for it, so that not reading is noticed."""

    def __init__(self, plug: socket.socket) -> None:
        self._plug = plug
        self._loop = asyncio.get_running_loop()

    @classmethod
    async def open(cls, url: str) -> Self:
        """An ear that has heard the handshake and nothing else."""
        host, _, port = url.removeprefix("ws://").rpartition(":")
        plug = socket.socket()
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        plug.setblocking(False)
        ear = cls(plug)
        await ear._loop.sock_connect(plug, (host, int(port)))
        await ear._loop.sock_sendall(plug, REQUEST.format(host=host).encode())
        answer = b""
        while not answer.endswith(b"\r\n\r\n"):
            answer += await ear.read(1)
        assert answer.startswith(b"HTTP/1.1 101 ")
        return ear

    async def read(self, length: int) -> bytes:
        """So many bytes, or fewer if the connection ends."""
        heard = bytearray()
        async with asyncio.timeout(10.0):
            while len(heard) < length:
                try:
                    piece = await self._loop.sock_recv(self._plug, length - len(heard))
                except ConnectionError:
                    break
                if not piece:
                    break
                heard += piece
        return bytes(heard)

    async def ping(self) -> None:
        """Send a ping."""
        mask, payload = os.urandom(4), b"anybody there"
        masked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(payload))
        frame = bytes([0x89, 0x80 | len(payload)]) + mask + masked
        await self._loop.sock_sendall(self._plug, frame)

    def close(self) -> None:
        """Hang up."""
        self._plug.close()
