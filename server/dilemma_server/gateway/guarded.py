"""The guarded connection: a client that stalls or floods is let go, and harms nobody else.

websockets waits for a stalled reader without limit, when sending and also when closing, and
answers every ping into a buffer that nobody empties. Here the buffer is capped, a stall has a time
limit, and control frames have a quota; whoever exceeds one is cut off without ceremony. A request
is looked at before it is read in full: other methods and endless headers are answered at once.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import structlog
from websockets.asyncio.server import Server, ServerConnection
from websockets.frames import CTRL_OPCODES, DATA_OPCODES, Frame
from websockets.protocol import CONNECTING, SEND_EOF, Event
from websockets.server import ServerProtocol

from dilemma_server.clock import Clock, Timer
from dilemma_server.metrics import Metrics

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

METHODS = (b"GET", b"HEAD")
METHOD_BYTES = 16
"""No method is longer; what has no end of a word in so many bytes is no request."""

REQUEST_BYTES = 16_384
"""Of a request with all its headers; websockets alone would take a megabyte from everybody."""


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
        metrics: Metrics,
        **options: Any,
    ) -> None:
        super().__init__(protocol, server, **options)
        self._clock = clock
        self._living = living
        self._metrics = metrics
        self._on_lost: list[Callable[[], None]] = []
        self._method = b""
        self._turned_away = False
        self._request_bytes = 0
        self._stall: Timer | None = None
        self._waiting = 0
        self._window_end = 0.0
        self._control_frames = 0
        self._is_cut = False
        self.address = ""
        """Where the client comes from, through whatever stands before us."""

    async def tell(self, frame: bytes) -> None:
        """Send one binary message; returns when the client has taken most of it."""
        self._metrics.frames_out.inc()
        if len(frame) <= PIECE_BYTES:
            await self.send(frame)
        else:
            pieces = range(0, len(frame), PIECE_BYTES)
            await self.send([frame[start : start + PIECE_BYTES] for start in pieces])

    @property
    def peer(self) -> str:
        """The address at the other end; empty when it has none."""
        name = self.transport.get_extra_info("peername")
        return str(name[0]) if isinstance(name, tuple) else ""

    @property
    def number(self) -> int:
        """The number of its socket, as the system knows it; -1 when there is none."""
        own = self.transport.get_extra_info("socket")
        return -1 if own is None else int(own.fileno())

    def when_lost(self, then: Callable[[], None]) -> None:
        """Have something done once the connection is no more; at once when it is so already."""
        if self in self._living:
            self._on_lost.append(then)
        else:
            then()

    def cut(self, reason: str) -> None:
        """Break the connection at once."""
        if self._is_cut:
            # What had come already is still read; it is the same one that goes.
            return
        self._is_cut = True
        # Strangers decide how often this is, and must not fill the log; it is counted.
        log.debug("connection cut", reason=reason)
        self._metrics.cuts.labels(reason).inc()
        self.transport.abort()

    def connection_made(self, transport: Any) -> None:
        """Send small messages at once, and bound what the kernel holds for a reader too."""
        own = transport.get_extra_info("socket")
        if own is not None:
            own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            own.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BYTES)
        self._living.add(self)
        self._metrics.arrivals.inc()
        self._metrics.connections.inc()
        super().connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is left to watch."""
        self._living.discard(self)
        self._metrics.connections.dec()
        self._stop_watching()
        for then in self._on_lost:
            then()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, unless what opens the conversation will lead to none."""
        self._metrics.bytes_in.inc(len(data))
        if self.request is None and self.protocol.state is CONNECTING:
            fault = self._fault_in_request(data)
            if fault is not None:
                self._turn_away(*fault)
                return
        super().data_received(data)

    def start_keepalive(self) -> None:
        """Unless the connection is lost: nobody would end what begins only then."""
        if self in self._living:
            super().start_keepalive()

    def pause_writing(self) -> None:
        """The reader has fallen behind: watch whether it takes anything."""
        super().pause_writing()
        self._watch()

    def resume_writing(self) -> None:
        """The reader has caught up."""
        self._stop_watching()
        super().resume_writing()

    def send_data(self) -> None:
        """Write in one piece, unless more waits than a reader may leave waiting.

        Nothing to whom has gone: asyncio would log each pong that he does not get.
        """
        writes = self.protocol.data_to_send()
        if self.transport.is_closing():
            return
        whole, end = b"".join(writes), writes[-1:] if SEND_EOF in writes else []
        self._metrics.bytes_out.inc(len(whole))
        self.protocol.writes = [whole, *end] if whole else end
        super().send_data()
        if self.transport.get_write_buffer_size() > BUFFER_BYTES:
            self.cut("buffer full")

    def process_event(self, event: Event) -> None:
        """Count control frames: each costs an answer, whether or not it is read."""
        if isinstance(event, Frame) and event.opcode in DATA_OPCODES:
            self._metrics.frames_in.inc()
        if isinstance(event, Frame) and event.opcode in CTRL_OPCODES:
            now = self._clock.now()
            if now >= self._window_end:
                self._window_end, self._control_frames = now + QUOTA_SECONDS, 0
            self._control_frames += 1
            if self._control_frames > QUOTA_FRAMES:
                self.cut("too many control frames")
                return
        super().process_event(event)

    def _fault_in_request(self, data: bytes) -> tuple[HTTPStatus, str] | None:
        """Why a request that has come so far will not be read to its end."""
        if self._turned_away:
            return None
        self._method += data[: METHOD_BYTES - len(self._method)]
        method, end, _ = self._method.partition(b" ")
        if end and method.isalpha() and method not in METHODS:
            return HTTPStatus.METHOD_NOT_ALLOWED, "Only GET and HEAD are answered here.\n"
        self._request_bytes += len(data)
        if self._request_bytes > REQUEST_BYTES:
            status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
            return status, f"A request has at most {REQUEST_BYTES} bytes.\n"
        return None

    def _turn_away(self, status: HTTPStatus, text: str) -> None:
        """Answer once, and pass over whatever else comes."""
        self._turned_away = True
        self._metrics.refusals.labels(status.phrase.lower()).inc()
        response = self.protocol.reject(status, text)
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            response.headers["Allow"] = "GET, HEAD"
        self.protocol.send_response(response)
        self.send_data()

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
