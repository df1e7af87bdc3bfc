"""The nemesis: lets things go wrong, at times and in ways drawn from the seed, until it is time."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from support.simulated.auditor import Auditor
from support.simulated.disk import Platter
from support.simulated.machine import WallClock
from support.simulated.network import Network
from support.simulated.operator import NAME, Operator
from support.simulated.plan import FAULTS, Plan
from support.simulated.process import Process

DAY = 86_400.0


class Nemesis:
    """Everything that can go wrong; `players` gives the processes that play now."""

    def __init__(
        self,
        plan: Plan,
        network: Network,
        disk: Platter,
        operator: Operator,
        auditor: Auditor,
        calendar: WallClock,
        players: Callable[[], list[Process]],
        kill_player: Callable[[Process], None],
    ) -> None:
        self._plan = plan
        self._network = network
        self._world = network.world
        self._disk = disk
        self._operator = operator
        self._auditor = auditor
        self._calendar = calendar
        self._players = players
        self._kill_player = kill_player
        self._chance: Random = network.world.chance("nemesis")
        self._armed = False
        self._done = False
        disk.after_flush = self._flushed

    def begin(self) -> None:
        """Go to work."""
        if self._plan.faults:
            self._world.after(self._chance.uniform(*self._plan.fault_every), self._strike)
        self._world.after(self._plan.fault_seconds, self.end)

    def end(self) -> None:
        """Let everything be well again, for good."""
        if self._done:
            return
        self._done, self._armed = True, False
        self._world.note("the faults are over")
        self._disk.heal()
        self._network.unblock()

    def _strike(self) -> None:
        if self._done:
            return
        weights = [FAULTS[fault] for fault in self._plan.faults]
        fault = self._chance.choices(self._plan.faults, weights)[0]
        self._world.note("fault", fault)
        self._auditor.counts["faults"] += 1
        getattr(self, f"_{fault}")()
        self._world.after(self._chance.uniform(*self._plan.fault_every), self._strike)

    def _reset(self) -> None:
        wires = self._network.standing()
        if wires:
            self._auditor.counts["resets"] += 1
            self._chance.choice(wires).reset()

    def _silent_wire(self) -> None:
        """A box on the way forgets a connection, and tells nobody."""
        wires = self._network.standing()
        if wires:
            self._chance.choice(wires).dead = True

    def _partition(self) -> None:
        players = self._players()
        server = self._network.names.get(NAME)
        if players and server is not None:
            player = self._chance.choice(players)
            ways = [player.host, server]
            self._chance.shuffle(ways)
            self._auditor.counts["partitions"] += 1
            self._network.block(ways[0], ways[1], both_ways=self._chance.random() < 0.6)
            self._world.after(self._chance.uniform(1.0, 60.0), self._network.unblock)

    def _server_pause(self) -> None:
        self._operator.pause(self._chance.choice((0.2, 2.0, 8.0)) * self._chance.random())

    def _client_pause(self) -> None:
        players = self._players()
        if players:
            player = self._chance.choice(players)
            player.pause()
            self._world.after(self._chance.uniform(0.5, 60.0), player.resume)

    def _client_death(self) -> None:
        players = self._players()
        if players:
            self._auditor.counts["client deaths"] += 1
            self._kill_player(self._chance.choice(players))

    def _disk_stall(self) -> None:
        seconds = self._chance.uniform(0.1, 6.0)
        self._auditor.trouble(seconds + 2.0, "disk")
        self._auditor.counts["disk stalls"] += 1
        self._disk.stall(seconds)

    def _disk_failure(self) -> None:
        seconds = self._chance.uniform(0.01, 10.0)
        self._auditor.trouble(seconds + 40.0, "disk")
        self._auditor.counts["disk failures"] += 1
        self._disk.fail(seconds)

    def _server_kill(self) -> None:
        self._operator.kill(self._chance.uniform(0.2, 15.0))

    def _power_cut(self) -> None:
        self._operator.kill(self._chance.uniform(1.0, 30.0), power=True)

    def _kill_at_flush(self) -> None:
        """The next time something has just become durable, before anybody is told."""
        self._armed = True

    def _drain(self) -> None:
        self._operator.drain(self._chance.uniform(0.1, 10.0))

    def _drain_at_start(self) -> None:
        """Somebody restarts a server that has only just begun to read its matches."""
        down = self._chance.uniform(0.2, 2.0)
        self._operator.kill(down)
        at = down + self._chance.uniform(0.0, 0.1)
        self._world.after(at, self._operator.drain, self._chance.uniform(0.1, 2.0))

    def _fail_over(self) -> None:
        self._operator.fail_over(self._chance)

    def _wrong_calendar(self) -> None:
        self._calendar.wrong_by = self._chance.uniform(-DAY, DAY)

    def _flushed(self, process: Process) -> None:
        if self._armed and process is self._operator.server and self._chance.random() < 0.3:
            self._armed = False
            self._operator.kill(self._chance.uniform(0.2, 5.0))
