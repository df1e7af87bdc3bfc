"""The network: listeners, names that can be moved, and the weather between machines."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from typing import Protocol

from msgspec import Struct

from support.simulated.process import CURRENT, Process
from support.simulated.wire import End, Wire
from support.simulated.world import World


class Weather(Struct, frozen=True):
    """How a network behaves while nothing is wrong with it.

    `latency`, `jitter` and `spike` are seconds; `windows` are bytes that may be under way, one of
    them for each connection; `cut` is how often a segment is cut in two.
    """

    latency: tuple[float, float] = (0.002, 0.15)
    jitter: float = 0.02
    spike: float = 1.0
    windows: tuple[int, ...] = (2048, 16_384, 65_536)
    cut: float = 0.3


class Observer(Protocol):
    """Whoever reads along; he is no part of what is tested."""

    def wrote(self, end: End, data: bytes) -> None:
        """A process has written to an end of a wire."""


class ListeningSocket:
    """A socket that listens, as far as a server looks at one."""

    family = socket.AF_INET

    def __init__(self, network: Network, process: Process, port: int) -> None:
        self._network = network
        self.process = process
        self.port = port
        self.factory: Callable[[], asyncio.BaseProtocol] | None = None

    def getsockname(self) -> tuple[str, int]:
        """Host and port."""
        return self.process.host, self.port

    def close(self) -> None:
        """Listen no more."""
        self._network.listeners.pop((self.process.host, self.port), None)


class OpenDoor(ListeningSocket):
    """Stands where the gateway's door does, which counts handshakes as the system accepts them.

    Here nobody is half accepted, so nobody stands in it.
    """

    opening = 0

    def __init__(self, listening: ListeningSocket, places: int, cut: Callable[[str], None]) -> None:
        del places, cut
        super().__init__(listening._network, listening.process, listening.port)

    def clear(self) -> None:
        """Nobody is there."""

    def come_in(self, number: int) -> None:
        """Nobody was in the way."""
        del number


class SimulatedServer:
    """What create_server gives: accepts until closed, and knows whom it has accepted."""

    def __init__(self, listening: ListeningSocket) -> None:
        self._listening: ListeningSocket | None = listening
        self._loop = listening.process.loop
        self._ends: list[End] = []
        self._waiting: list[asyncio.Future[None]] = []

    @property
    def sockets(self) -> tuple[ListeningSocket, ...]:
        """See asyncio."""
        return () if self._listening is None else (self._listening,)

    def get_loop(self) -> asyncio.AbstractEventLoop:
        """See asyncio."""
        return self._loop

    def is_serving(self) -> bool:
        """See asyncio."""
        return self._listening is not None

    def close(self) -> None:
        """See asyncio."""
        if self._listening is not None:
            self._listening.close()
            self._listening = None
            self._check()

    async def wait_closed(self) -> None:
        """See asyncio: returns when the last connection it accepted has ended."""
        if self._listening is None and not self._living():
            return
        waiting: asyncio.Future[None] = self._loop.create_future()
        self._waiting.append(waiting)
        await waiting

    def accept(self, end: End) -> None:
        """Give a connection to a protocol; runs in the process of the server."""
        if self._listening is None or self._listening.factory is None:
            end.die(told=True)
            return
        self._ends.append(end)
        end.on_lost = self._check
        end.open(self._listening.factory())

    def _living(self) -> list[End]:
        self._ends = [end for end in self._ends if not end.gone]
        return self._ends

    def _check(self) -> None:
        if self._listening is None and not self._living():
            for waiting in self._waiting:
                if not waiting.done():
                    waiting.set_result(None)


class Network:
    """Every wire, listener and name. `observer` is told all that is written."""

    def __init__(self, world: World, weather: Weather, observer: Observer) -> None:
        self.world = world
        self.weather = weather
        self.observer = observer
        self.listeners: dict[tuple[str, int], tuple[ListeningSocket, SimulatedServer]] = {}
        self.names: dict[str, str] = {}
        self.wires: list[Wire] = []
        self.processes: list[Process] = []
        self.connections = 0
        self.wire: type[Wire] = Wire
        self._down: set[str] = set()
        self._blocked: set[tuple[str, str]] = set()
        self._held: list[tuple[End, str, bytes, int]] = []

    def process(self, name: str, host: str, number: int) -> Process:
        """A new process on a machine of this network."""
        self.processes = [process for process in self.processes if process.alive]
        self.processes.append(Process(self.world, self, name, host, number))
        return self.processes[-1]

    def listen(self, address: tuple[str, int]) -> ListeningSocket:
        """A socket of the process that runs now."""
        process = CURRENT[0]
        assert process is not None
        if (process.host, address[1]) in self.listeners:
            raise OSError("the address is in use")
        return ListeningSocket(self, process, address[1])

    def serve(
        self,
        process: Process,
        listening: ListeningSocket,
        factory: Callable[[], asyncio.BaseProtocol],
    ) -> SimulatedServer:
        """Begin to accept on a socket."""
        listening.factory = factory
        server = SimulatedServer(listening)
        self.listeners[process.host, listening.port] = (listening, server)
        return server

    async def connect(self, caller: Process, name: str, port: int) -> End:
        """The near end of a new wire, once the other machine answers; raises OSError.

        A machine that is down or out of reach does not answer at all.
        """
        if not caller.alive:
            raise ConnectionError("the process is dead")
        answer: asyncio.Future[End] = caller.loop.create_future()
        host = self.names.get(name, name)
        self.world.after(self.until_knock(), self._knock, caller, host, port, answer)
        try:
            return await answer
        except asyncio.CancelledError:
            if answer.done() and not answer.cancelled() and answer.exception() is None:
                answer.result().die(told=True)
            raise

    def until_knock(self) -> float:
        """Seconds until a call reaches the other machine."""
        return self.world.chance(f"knock {self.world.steps}").uniform(*self.weather.latency)

    def carry(self, sender: End, kind: str, data: bytes, number: int) -> None:
        """Let a segment arrive, or hold it while its way is blocked."""
        receiver = sender.peer
        way = sender.process.host, receiver.process.host
        if sender.wire.dead or self.is_down(receiver.process.host):
            return
        if way in self._blocked:
            self._held.append((sender, kind, data, number))
            return
        receiver.arrive(kind, data, number)

    def block(self, one: str, other: str, both_ways: bool) -> None:
        """Let nothing through from one machine to the other."""
        self.world.note("block", one, other, both_ways)
        self._blocked |= {(one, other), (other, one)} if both_ways else {(one, other)}

    def unblock(self) -> None:
        """Let everything through again; what was held up is sent again, in order."""
        if not self._blocked:
            return
        self.world.note("unblock")
        self._blocked.clear()
        held, self._held = self._held, []
        for sender, kind, data, number in held:
            sender.send(kind, data, number)

    def standing(self) -> list[Wire]:
        """Every wire that somebody still holds."""
        self.wires = [wire for wire in self.wires if wire.standing]
        return self.wires

    def is_down(self, host: str) -> bool:
        """Whether a machine is without power."""
        return host in self._down

    def power_off(self, host: str) -> None:
        """Let a machine fall silent."""
        self._down.add(host)

    def power_on(self, host: str) -> None:
        """Have a machine answer again, if only that it remembers nothing."""
        self._down.discard(host)

    def sever(self, process: Process) -> None:
        """Take every socket from a process that dies."""
        told = not self.is_down(process.host)
        for address, (listening, _) in tuple(self.listeners.items()):
            if listening.process is process:
                del self.listeners[address]
        for wire in self.standing():
            for end in (wire.near, wire.far):
                if end.process is process and not end.gone:
                    end.die(told)

    def _knock(self, caller: Process, host: str, port: int, answer: asyncio.Future[End]) -> None:
        ways = {(caller.host, host), (host, caller.host)}
        if self.is_down(host) or ways & self._blocked or not caller.alive:
            self.world.note("no answer", caller.name, host)
            return
        found = self.listeners.get((host, port))
        if found is None:
            self.world.note("refused", caller.name, host)
            refused = ConnectionRefusedError("nobody listens")
            self.world.after(0.001, caller.post, _fail, answer, refused)
            return
        listening, server = found
        self.connections += 1
        wire = self.wire(self, caller, listening.process, self.connections)
        self.world.note("connected", caller.name, listening.process.name, wire.number)
        self.wires.append(wire)
        listening.process.post(server.accept, wire.far)
        self.world.after(wire.delay(), self._answer, wire, answer)

    def _answer(self, wire: Wire, answer: asyncio.Future[End]) -> None:
        if not wire.near.process.alive:
            wire.near.die(told=True)
        else:
            wire.near.process.post(_give, answer, wire.near)


def _give(answer: asyncio.Future[End], end: End) -> None:
    if answer.done():
        end.die(told=True)
    elif end.broken:
        end.die(told=False)
        answer.set_exception(ConnectionResetError("the connection was reset"))
    else:
        answer.set_result(end)


def _fail(answer: asyncio.Future[End], error: OSError) -> None:
    if not answer.done():
        answer.set_exception(error)
