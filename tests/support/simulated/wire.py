"""The wire: a TCP connection between two simulated processes, and the transports at its ends.

What TCP promises is kept: bytes arrive in order, once, or the connection breaks. What it does not
promise is not: bytes come late, cut anywhere, held up for as long as a partition lasts, and an end
whose peer has gone silent does not learn of it. A sender has a window; what does not fit waits in
his own memory, as in asyncio, and he is told to pause.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from support.simulated.world import Appointment, ticks_of

if TYPE_CHECKING:
    from support.simulated.network import Network
    from support.simulated.process import Process

DATA, FIN, RESET = "data", "fin", "reset"

HIGH, LOW = 65_536, 16_384
"""Limits of a write buffer unless a protocol sets others, as in asyncio."""


class Wire:
    """One connection: `near` is the end of who called, `far` of who was called."""

    def __init__(self, network: Network, caller: Process, called: Process, number: int) -> None:
        weather = network.weather
        self.network = network
        self.number = number
        self.chance = network.world.chance(f"wire {number}")
        self.window = self.chance.choice(weather.windows)
        self.latency = self.chance.uniform(*weather.latency)
        self.dead = False
        self.near = End(self, caller, "near")
        self.far = End(self, called, "far")
        self.near.peer, self.far.peer = self.far, self.near

    @property
    def standing(self) -> bool:
        """Whether anybody still holds an end of it."""
        return not (self.near.gone and self.far.gone)

    def delay(self) -> float:
        """How long the next segment takes, in seconds."""
        weather, chance = self.network.weather, self.chance
        late = self.latency + chance.uniform(0.0, weather.jitter)
        return late + (chance.uniform(0.0, weather.spike) if chance.random() < 0.02 else 0.0)

    def reset(self) -> None:
        """Have somebody on the way break it: both ends are told, each in its own time."""
        for end in (self.near, self.far):
            self.network.world.after(self.delay(), end.cross, RESET, b"", 0)


class End(asyncio.Transport):
    """One end of a wire: a transport for its process, a socket for the kernel below."""

    def __init__(self, wire: Wire, process: Process, side: str) -> None:
        super().__init__({"peername": (side, wire.number), "sockname": (process.host, 0)})
        self.wire = wire
        self.process = process
        self.side = side
        self.peer: End
        self.gone = False
        self.broken = False
        self.on_lost: Callable[[], None] = _nothing
        self._protocol: Any = None
        self._inbox: deque[tuple[str, bytes]] = deque()
        self._outbox = bytearray()
        self._outstanding = 0
        self._last_arrival = 0
        self._sent = 0
        self._received = 0
        self._early: dict[int, tuple[str, bytes]] = {}
        self._reading = True
        self._writing_paused = False
        self._finishing = False
        self._finished = False
        self._closing = False
        self._high, self._low = HIGH, LOW

    def __repr__(self) -> str:
        return f"<{self.side} end of wire {self.wire.number}>"

    def open(self, protocol: Any) -> None:
        """Give the end to a protocol of its process."""
        self._protocol = protocol
        self.process.doors.append(self)
        protocol.connection_made(self)
        self._hear_soon()

    # What a protocol asks of its transport.

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        """See asyncio."""
        self._protocol = protocol

    def get_protocol(self) -> asyncio.BaseProtocol:
        """See asyncio."""
        protocol: asyncio.BaseProtocol = self._protocol
        return protocol

    def is_closing(self) -> bool:
        """See asyncio."""
        return self._closing

    def is_reading(self) -> bool:
        """See asyncio."""
        return self._reading and not self._closing

    def pause_reading(self) -> None:
        """See asyncio."""
        self._reading = False

    def resume_reading(self) -> None:
        """See asyncio."""
        self._reading = True
        self._hear_soon()

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """See asyncio."""
        self._high = HIGH if high is None else high
        self._low = self._high // 4 if low is None else low
        self._check_buffer()

    def get_write_buffer_size(self) -> int:
        """See asyncio."""
        return len(self._outbox)

    def get_write_buffer_limits(self) -> tuple[int, int]:
        """See asyncio."""
        return self._low, self._high

    def write(self, data: Any) -> None:
        """See asyncio."""
        if self.gone or self._closing or self._finishing or not data:
            return
        self.wire.network.observer.wrote(self, bytes(data))
        self._outbox += data
        self._pump()
        self._check_buffer()

    def can_write_eof(self) -> bool:
        """See asyncio."""
        return True

    def write_eof(self) -> None:
        """See asyncio."""
        self._finishing = True
        self._pump()

    def close(self) -> None:
        """See asyncio: what is written is still sent."""
        if self._closing:
            return
        self._closing = self._finishing = True
        self._pump()
        if not self._outbox:
            self._lose_soon(None)

    def abort(self) -> None:
        """See asyncio: what waits here is dropped, what the kernel has is not."""
        self._outbox.clear()
        if not self._finished and not self.gone:
            unread = bool(self._inbox)
            self._finished = True
            self.transmit(RESET if unread or self.wire.chance.random() < 0.5 else FIN, b"")
        self._lose_soon(None)

    # What the kernel does.

    def transmit(self, kind: str, data: bytes) -> None:
        """Put a new segment on its way to the peer, behind the one before."""
        self._sent += 1
        self.send(kind, data, self._sent)

    def send(self, kind: str, data: bytes, number: int) -> None:
        """Send a segment, for the first time or again."""
        wire = self.wire
        world = wire.network.world
        self._last_arrival = max(self._last_arrival, world.ticks + ticks_of(wire.delay()))
        world.at(self._last_arrival, None, Appointment(self.cross, (kind, data, number)))

    def cross(self, kind: str, data: bytes, number: int) -> None:
        """Let a segment that was sent come to the other side, if it does."""
        self.wire.network.carry(self, kind, data, number)

    def arrive(self, kind: str, data: bytes, number: int) -> None:
        """Take a segment from the network; one that comes early waits for those before it."""
        self.wire.network.world.note(kind, self.wire.number, self.side, number, data)
        if self.gone:
            if kind == DATA:
                self.transmit(RESET, b"")
        elif kind == RESET:
            self._break()
        else:
            self._early[number] = (kind, data)
            while self._received + 1 in self._early:
                self._received += 1
                self._inbox.append(self._early.pop(self._received))
            self._hear_soon()

    def die(self, told: bool) -> None:
        """Lose the process that held this end; the peer is told unless the machine died too."""
        self.gone = True
        self._outbox.clear()
        self._inbox.clear()
        if told and not self._finished:
            self.transmit(RESET if self.wire.chance.random() < 0.5 else FIN, b"")
        self._finished = True

    def vanish(self) -> None:
        """Tell a dead process that its connection is lost."""
        self.gone = True
        self._lose_soon(ConnectionResetError("the process is dead"))

    @property
    def backed_up(self) -> bool:
        """Whether more was written than the peer takes."""
        return bool(self._outbox)

    def _break(self) -> None:
        self.broken = self._finished = True
        self._outbox.clear()
        self._inbox.clear()
        self._lose_soon(ConnectionResetError("the connection was reset"))

    def _pump(self) -> None:
        """Hand the kernel as much as the window has room for, in segments cut anywhere."""
        chance, cut = self.wire.chance, self.wire.network.weather.cut
        while self._outbox and self._outstanding < self.wire.window:
            length = min(len(self._outbox), self.wire.window - self._outstanding)
            if length > 1 and chance.random() < cut:
                length = chance.randint(1, length - 1)
            data = bytes(self._outbox[:length])
            del self._outbox[:length]
            self._outstanding += length
            self.transmit(DATA, data)
        if self._finishing and not self._outbox and not self._finished:
            self._finished = True
            self.transmit(FIN, b"")

    def _check_buffer(self) -> None:
        if not self._writing_paused and len(self._outbox) > self._high:
            self._writing_paused = True
            self._protocol.pause_writing()

    def _acknowledged(self, length: int) -> None:
        """The peer has read so much; runs in this end's process."""
        if self.gone:
            return
        self._outstanding -= length
        self._pump()
        if self._writing_paused and len(self._outbox) <= self._low:
            self._writing_paused = False
            self._protocol.resume_writing()
        if self._closing and not self._outbox:
            self._lose_soon(None)

    def _hear_soon(self) -> None:
        if self._inbox and self._protocol is not None:
            self.process.post(self._hear)

    def _hear(self) -> None:
        """Give the protocol what has come, all of it at once."""
        if self.gone or self._closing or not self._reading or not self._inbox:
            return
        data = b""
        while self._inbox and self._inbox[0][0] == DATA:
            data += self._inbox.popleft()[1]
        if data:
            self.peer.process.post(self.peer._acknowledged, len(data))
            self._protocol.data_received(data)
            self._hear_soon()
            return
        self._inbox.popleft()
        if not self._protocol.eof_received():
            self.close()

    def _lose_soon(self, error: Exception | None) -> None:
        self._closing = True
        process = self.process
        process.soon(asyncio.Handle(self._lose, (error,), process.loop, process.context))

    def _lose(self, error: Exception | None) -> None:
        """Tell the protocol, once."""
        if self in self.process.doors:
            self.process.doors.remove(self)
            self.gone = True
            self._protocol.connection_lost(error)
            self.on_lost()


def _nothing() -> None:
    """Nobody waits for the end of a connection."""
