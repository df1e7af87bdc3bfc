"""The operator: runs the server, whatever happens to it, and keeps its name pointing at it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from dilemma_server.app import CannotServe, running
from dilemma_server.settings import Settings
from support.simulated.auditor import Auditor
from support.simulated.disk import Platter
from support.simulated.machine import unsilence
from support.simulated.network import Network
from support.simulated.process import Process
from support.simulated.world import World

NAME, PORT = "game.example", 8765
URL = f"ws://{NAME}:{PORT}"

DRAIN_SECONDS = 5.0
"""In which a server that is told to end has ended."""

LEASE_SECONDS = 22.0
"""After which another node may take over from one that stands still, with a beat to spare."""


class Operator:
    """One server at a time, or two while one of them does not know that it is not wanted."""

    def __init__(
        self,
        world: World,
        network: Network,
        disk: Platter,
        auditor: Auditor,
        folder: Path,
        numbers: Callable[[], int],
        serving: Callable[..., Any] = running,
    ) -> None:
        self.world = world
        self._network = network
        self._disk = disk
        self._auditor = auditor
        self._folder = folder
        self._numbers = numbers
        self._serving = serving
        self._starts = count(1)
        self._node = 1
        self._ending: dict[Process, float] = {}
        self.server: Process | None = None
        self.zombie: Process | None = None
        self.closing = False

    def start(self) -> None:
        """Start a server on the machine that the name points at, unless one runs there."""
        if self.server is not None or self.closing:
            return
        host = f"server-{self._node}"
        self._network.power_on(host)
        self._network.names[NAME] = host
        name = f"{host} #{next(self._starts)}"
        process = self._network.process(name, host, self._numbers())
        self.server = process
        self._auditor.counts["starts"] += 1
        self._auditor.trouble(5.0, "start")
        settings = Settings(
            self._folder / "matches.sqlite3", host=host, port=PORT, node=f"node-{self._node}"
        )
        process.start(lambda: self._serve(process, settings), self._ended)

    def kill(self, down: float, power: bool = False) -> None:
        """End the server without a word, and start it again after so many seconds."""
        if self.server is None:
            return
        server, self.server = self.server, None
        self._auditor.trouble(down + 5.0, "kill")
        self._auditor.counts["power cuts" if power else "kills"] += 1
        self._end(server, power)
        self.world.after(down, self.start)

    def drain(self, down: float) -> None:
        """Tell the server to end, and start it again so many seconds after it has."""
        server = self.server
        if server is None or server in self._ending:
            return
        self._auditor.counts["drains"] += 1
        self._auditor.trouble(down + 2 * DRAIN_SECONDS, "drain")
        self._ending[server] = down
        self.world.note("drain", server.name)
        server.stop()
        began = self.world.now
        self.world.after(DRAIN_SECONDS, self._check_drained, server, began)

    def pause(self, seconds: float) -> None:
        """Let the server stand still for a while."""
        server = self.server
        if server is None:
            return
        self._auditor.counts["pauses"] += 1
        self._auditor.trouble(seconds + 5.0, "pause")
        server.pause()
        self.world.after(seconds, server.resume)

    def fail_over(self, chance: Random) -> None:
        """Let the server stand still until its lease is over, and another machine take over.

        Then the first one wakes up, knows nothing of it, and goes on until it is told to end.
        """
        if self.server is None or self.zombie is not None or self.server in self._ending:
            return
        zombie, self.zombie, self.server = self.server, self.server, None
        self._auditor.counts["fail-overs"] += 1
        self._auditor.expected_failures.add("match")
        still = LEASE_SECONDS + chance.uniform(0.0, 4.0)
        self._auditor.trouble(still + 30.0, "pause")
        zombie.pause()
        self._node += 1
        self.world.after(LEASE_SECONDS, self.start)
        self.world.after(still, zombie.resume)
        self.world.after(still + chance.uniform(1.0, 40.0), self._lay_to_rest, zombie)

    @property
    def settled(self) -> bool:
        """Whether no server stands still or is about to end."""
        servers = (self.server, self.zombie)
        return not self._ending and not any(server and server.paused for server in servers)

    def close(self) -> None:
        """End the server for good."""
        self.closing = True
        for server in (self.server, self.zombie):
            if server is not None and server not in self._ending:
                self._ending[server] = 0.0
                server.stop()

    def _serve(self, process: Process, settings: Settings) -> Any:
        return serving_until_told(self._serving(settings, open_store=self._disk.opener(process)))

    def _lay_to_rest(self, zombie: Process) -> None:
        if self.zombie is zombie and zombie not in self._ending:
            self._ending[zombie] = 0.0
            zombie.stop()

    def _check_drained(self, server: Process, began: float) -> None:
        if server.alive and not self._auditor.troubled_since(began, "pause", "disk"):
            self.world.violated(f"{server.name} had not ended {DRAIN_SECONDS} s after it was told")

    def _end(self, server: Process, power: bool) -> None:
        if power:
            self._network.power_off(server.host)
        self._network.sever(server)
        self._disk.sever(server)
        self._ending.pop(server, None)
        server.kill()

    def _ended(self, server: Process, fault: BaseException | None) -> None:
        """A server has ended by itself, as it was told to or for a fault."""
        cannot_yet = isinstance(fault, CannotServe) and self._auditor.troubled_since(
            self.world.now - 30.0, "disk"
        )
        if fault is not None and not cannot_yet:
            self.world.violated(f"{server.name} broke down: {fault!r}")
        self._network.sever(server)
        self._disk.sever(server)
        down = self._ending.pop(server, 1.0)
        if server is self.zombie:
            self.zombie = None
        else:
            self.server = None
            self.world.after(down, self.start)


async def serving_until_told(server: Any) -> None:
    """Serve until told to end, as `dilemma serve` does."""
    async with server:
        unsilence()
        await asyncio.get_running_loop().create_future()
