"""The reading: all that came to everybody in one world, to the byte and to the tick.

It is taken off the wires of the simulated network, below websockets: what the server wrote into
each connection and what of it came out at the other end, each piece with its moment. What the
pieces mean is found out beside it, for the rules that hold within one world and for whoever has to
read a difference.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import Any

import msgspec
from msgspec import Struct

from dilemma.protocol import ServerMessage
from support.simulated.network import Network, Weather
from support.simulated.tap import Tap
from support.simulated.wire import End, Wire
from support.simulated.world import TICKS, World

WRITTEN = "written"


class Piece(Struct, frozen=True):
    """Something that the server wrote, or that came to a client, at a tick."""

    ticks: int
    how: str
    data: bytes


class Told(Struct, frozen=True):
    """A message and the tick at which the server had written it whole."""

    ticks: int
    message: Any


class Connection:
    """One connection of somebody, and what came over it."""

    def __init__(self, person: str) -> None:
        self.person = person
        self.pieces: list[Piece] = []

    def messages(self) -> list[Told]:
        """What the server has said over it."""
        tap, told = Tap(ServerMessage, from_client=False), []
        for piece in self.pieces:
            if piece.how == WRITTEN:
                told += [Told(piece.ticks, message) for message in tap.listen(piece.data)]
        return told


class Reading:
    """Everybody's connections in the order of connecting, what each of them has said in all, and
    when every record was kept."""

    def __init__(self) -> None:
        self.world: World
        self.connections: dict[int, Connection] = {}
        self.spoken: defaultdict[str, bytes] = defaultdict(bytes)
        self.records: list[tuple[int, str, bytes]] = []

    # What the network tells.

    def wrote(self, end: End, data: bytes) -> None:
        """See Observer."""
        if end.side == "near":
            self.spoken[end.process.name] += data
        elif end.process.alive:
            self._of(end).pieces.append(Piece(self.world.ticks, WRITTEN, data))

    def arrived(self, sender: End, kind: str, data: bytes) -> None:
        """A segment has crossed to the other side."""
        if sender.side == "far":
            self._of(sender).pieces.append(Piece(self.world.ticks, f"{kind} arrived", data))

    # What the disk tells.

    def acquired(self, match: str, node: str, epoch: int) -> None:
        """See the disk's Reader: nobody is told."""

    def appended(self, match: str, sequence: int, epoch: int, record: bytes) -> None:
        """See the disk's Reader."""
        del sequence, epoch
        self.records.append((self.world.ticks, match, record))

    # What the comparison asks.

    def of(self, person: str) -> list[Connection]:
        """A person's connections, the first one first."""
        return [line for line in self.connections.values() if line.person == person]

    def log(self, match: str) -> tuple[bytes, ...]:
        """What is kept of a match."""
        return tuple(record for _, kept, record in self.records if kept == match)

    def closings(self, match: str) -> dict[int, int]:
        """The tick at which the closing of each turn was kept."""
        found = {}
        for ticks, kept, record in self.records:
            event = msgspec.json.decode(record) if kept == match else {}
            if event.get("type") == "turn_closed":
                found[event["turn"]] = ticks
        return found

    def _of(self, far: End) -> Connection:
        return self.connections.setdefault(far.wire.number, Connection(far.peer.process.name))


class SteadyWire(Wire):
    """A wire on which it depends on the moment alone how late something is.

    Whoever says more than he would have said would otherwise be later with all that comes after.
    """

    def delay(self) -> float:
        """See Wire."""
        world, weather = self.network.world, self.network.weather
        chance = world.chance(f"wire {self.number} at {world.ticks}")
        spike = chance.uniform(0.0, weather.spike) if chance.random() < 0.02 else 0.0
        return self.latency + chance.uniform(0.0, weather.jitter) + spike


class ReadNetwork(Network):
    """A network of such wires, along which a reading is taken."""

    def __init__(self, world: World, weather: Weather, reading: Reading) -> None:
        super().__init__(world, weather, reading)
        self.wire = SteadyWire
        self._reading = reading
        self._knocks = count(1)

    def until_knock(self) -> float:
        """See Network."""
        chance = self.world.chance(f"knock {next(self._knocks)}")
        return chance.uniform(*self.weather.latency)

    def carry(self, sender: End, kind: str, data: bytes, number: int) -> None:
        """See Network; nothing is blocked here, so whatever is carried arrives."""
        self._reading.arrived(sender, kind, data)
        super().carry(sender, kind, data, number)


def seconds(ticks: int) -> float:
    """Ticks as seconds since the beginning."""
    return ticks / TICKS
