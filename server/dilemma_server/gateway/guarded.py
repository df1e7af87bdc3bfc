"""The guarded connection: a client that stalls or floods is let go, and harms nobody else.

websockets waits for a stalled reader without limit, when sending and also when closing, and
answers every ping into a buffer that nobody empties. Here the buffer is capped, a stall has a time
limit, and control frames have a quota; whoever exceeds one is cut off without ceremony.
"""

from __future__ import annotations

import socket
from typing import Any

import structlog
from websockets.asyncio.server import Server, ServerConnection
from websockets.frames import CTRL_OPCODES, Frame
from websockets.protocol import Event
from websockets.server import ServerProtocol

from dilemma_server.clock import Clock, Timer

log = structlog.get_logger()

BUFFER_BYTES = 262_144
"""What may wait in this process for one reader."""

KERNEL_BYTES = 65_536
"""What may wait for him in the kernel."""

STALL_SECONDS = 2.0
"""Without a byte taken for so long, a reader has stalled."""

QUOTA_FRAMES, QUOTA_SECONDS = 64, 10.0
"""Pings and pongs of one client in any such window."""

PIECE_BYTES = 65_536
"""Longer messages go out in pieces, so that one of them does not fill the buffer."""


class GuardedConnection(ServerConnection):
    """A server's end of a connection, with limits on what its client can cost.

    `living` holds every such connection from its first byte to its last.
    """

    def __init__(
        self,
        protocol: ServerProtocol,
        server: Server,
        clock: Clock,
        living: set[GuardedConnection],
        **options: Any,
    ) -> None:
        super().__init__(protocol, server, **options)
        self._clock = clock
        self._living = living
        self._stall: Timer | None = None
        self._waiting = 0
        self._window_end = 0.0
        self._control_frames = 0

    async def tell(self, frame: bytes) -> None:
        """Send one binary message; returns when the client has taken most of it."""
        if len(frame) <= PIECE_BYTES:
            await self.send(frame)
        else:
            pieces = range(0, len(frame), PIECE_BYTES)
            await self.send([frame[start : start + PIECE_BYTES] for start in pieces])

    def cut(self, reason: str) -> None:
        """Break the connection at once."""
        log.info("connection cut", reason=reason)
        self.transport.abort()

    def connection_made(self, transport: Any) -> None:
        """Send small messages at once, and bound what the kernel holds for a reader too."""
        own = transport.get_extra_info("socket")
        if own is not None:
            own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            own.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BYTES)
        self._living.add(self)
        super().connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is left to watch."""
        self._living.discard(self)
        self._stop_watching()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """The reader has fallen behind: watch whether it takes anything."""
        super().pause_writing()
        self._watch()

    def resume_writing(self) -> None:
        """The reader has caught up."""
        self._stop_watching()
        super().resume_writing()

    def send_data(self) -> None:
        """Write, unless more waits than a reader may leave waiting."""
        super().send_data()
        if self.transport.get_write_buffer_size() > BUFFER_BYTES:
            self.cut("buffer full")

    def process_event(self, event: Event) -> None:
        """Count control frames: each costs an answer, whether or not it is read."""
        if isinstance(event, Frame) and event.opcode in CTRL_OPCODES:
            now = self._clock.now()
            if now >= self._window_end:
                self._window_end, self._control_frames = now + QUOTA_SECONDS, 0
            self._control_frames += 1
            if self._control_frames > QUOTA_FRAMES:
                self.cut("too many control frames")
                return
        super().process_event(event)

    def _watch(self) -> None:
        self._waiting = self.transport.get_write_buffer_size()
        self._stall = self._clock.call_at(self._clock.now() + STALL_SECONDS, self._check_stall)

    def _check_stall(self) -> None:
        if self.transport.get_write_buffer_size() < self._waiting:
            self._watch()
        else:
            self.cut("reader stalled")

    def _stop_watching(self) -> None:
        if self._stall is not None:
            self._stall.cancel()
            self._stall = None
