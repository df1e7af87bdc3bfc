"""The simulation: one seed, played from the first connection to the last, and judged.

    report = simulate("7", "evening", folder)

Raises Violation with what went wrong, the plan, and the last of the trace.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import MutableMapping
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any, TextIO

import structlog
from msgspec import Struct

from dilemma_server.app import running
from support.simulated.auditor import Auditor
from support.simulated.disk import Disk, DiskStore, Platter, Speed
from support.simulated.guests import Guests
from support.simulated.machine import WallClock, installed
from support.simulated.nemesis import Nemesis
from support.simulated.network import Network
from support.simulated.operator import Operator
from support.simulated.plan import Plan, plan_of
from support.simulated.process import Process
from support.simulated.sqlite_disk import SqliteDisk
from support.simulated.trace import Trace
from support.simulated.verdict import judge
from support.simulated.world import Violation, World

COMPLAINTS = {
    "match lost": ("disk", "pause", "drain"),
    "store failed": ("disk", "pause", "drain"),
    "matches not resumed": ("disk", "pause"),
    "no sign of life": ("disk", "pause"),
    "match not released": ("disk", "pause", "drain"),
}
"""What a server may complain of, and of what trouble it is a sign."""


LIBRARY_NEWS = ("opening handshake failed",)
"""What websockets calls an error and is none of ours: a client that went while it was let in."""


class Report(Struct, frozen=True):
    """What was simulated; `trace` is the hash of everything that happened."""

    seed: str
    pace: str
    trace: str
    seconds: float
    steps: int
    matches: int
    connections: int
    counts: dict[str, int]

    @property
    def hours(self) -> float:
        """Simulated time."""
        return self.seconds / 3600.0


class Product(Struct, frozen=True):
    """What is put on trial: the server, and for planted bugs the class of the store."""

    serving: Any = running
    store: type[DiskStore] = DiskStore


class Simulation:
    """One world and everything in it."""

    def __init__(
        self, plan: Plan, folder: Path, product: Product, trace_file: TextIO | None = None
    ) -> None:
        self.plan = plan
        self.trace = Trace(trace_file)
        self.world = World(plan.seed, self.trace)
        self.auditor = Auditor(self.world)
        self.network = Network(self.world, plan.weather, self.auditor)
        self.calendar = WallClock(self.network)
        self.disk = self._disk(folder, product)
        self.matches = 0
        numbers = count(1).__next__
        self.operator = Operator(
            self.world,
            self.network,
            self.disk,
            self.auditor,
            folder,
            numbers,
            product.serving,
        )
        self.guests = Guests(plan, self.network, self.auditor, numbers)
        self.nemesis = Nemesis(
            plan,
            self.network,
            self.disk,
            self.operator,
            self.auditor,
            self.calendar,
            self.guests.living,
            self.guests.kill,
        )

    def run(self) -> Report:
        """Play to the end, close, and judge; raises Violation."""
        with ExitStack() as stack:
            stack.callback(self.disk.close)
            stack.enter_context(self.disk.installed())
            stack.enter_context(installed(self.network, self.calendar, self._logged))
            try:
                self._play()
            except Violation as violation:
                raise Violation(self._explained(str(violation))) from None
            finally:
                self._bury()
        return self._report()

    def _play(self) -> None:
        world = self.world
        self.operator.start()
        self.guests.invite()
        self.nemesis.begin()
        if not world.run(self.guests.all_done, self.plan.limit):
            raise Violation(f"after {world.now:.0f} s nothing moves: {self.guests.waiting()}")
        self.nemesis.end()
        self._close()
        gc.collect()
        self.matches = len(self.disk.matches())
        judge(world, self.disk, self.auditor)
        if world.violations:
            raise Violation("\n".join(world.violations))

    def _close(self) -> None:
        """End the server as its host would, once a restart that is under way is through."""
        operator = self.operator
        self.world.run(lambda: operator.server is not None and operator.settled, 120.0)
        operator.close()
        if not self.world.run(lambda: operator.server is None and operator.zombie is None, 60.0):
            raise Violation("the server does not end")

    def _bury(self) -> None:
        """Let nothing of this world outlive it."""
        for process in self.network.processes:
            if process.alive:
                self.network.sever(process)
                self.disk.sever(process)
                process.kill()

    def _disk(self, folder: Path, product: Product) -> Platter:
        if self.plan.disk == "sqlite":
            return SqliteDisk(self.world, Speed(), self.auditor, folder)
        disk = Disk(self.world, Speed(), self.auditor)
        disk.store = product.store
        return disk

    def _logged(self, process: Process | None, level: str, event: MutableMapping[str, Any]) -> None:
        """A line of the log; some must never be written, and some only in trouble."""
        if process is None or not process.alive:
            return
        words = str(event.get("event"))
        self.world.note("log", process.name, level, words, str(event.get("error", "")))
        if "error" not in level and "exception" not in level and "critical" not in level:
            return
        if words in LIBRARY_NEWS:
            return
        kinds = COMPLAINTS.get(words)
        self.auditor.counts["complaints"] += 1
        if kinds is None or not self.auditor.troubled_since(self.world.now - 60.0, *kinds):
            shown = structlog.processors.format_exc_info(None, "", dict(event))
            self.world.violated(f"{process.name} logged {shown}")

    def _explained(self, what: str) -> str:
        last = "\n".join(self.trace.last()[-60:])
        plan = self.plan
        return f"{what}\n\nseed {plan.seed} {plan.pace}: {plan}\n\nlast of the trace:\n{last}"

    def _report(self) -> Report:
        self.trace.note(self.world.ticks, "end", sorted(self.auditor.counts.items()))
        return Report(
            seed=self.plan.seed,
            pace=self.plan.pace,
            trace=self.trace.digest(),
            seconds=self.world.now,
            steps=self.world.steps,
            matches=self.matches,
            connections=self.network.connections,
            counts=dict(sorted(self.auditor.counts.items())),
        )


def simulate(
    seed: str,
    pace: str,
    folder: Path,
    *,
    product: Product | None = None,
    disk: str | None = None,
    trace_file: TextIO | None = None,
) -> Report:
    """Play and judge one seed; `folder` is for the files of a real database. Raises Violation."""
    plan = plan_of(seed, pace, disk)
    return Simulation(plan, folder, product or Product(), trace_file).run()


def total(reports: list[Report]) -> str:
    """What many simulations came to, in lines."""
    counts: Counter[str] = Counter()
    for report in reports:
        counts.update(report.counts)
    hours = sum(report.hours for report in reports)
    matches = sum(report.matches for report in reports)
    connections = sum(report.connections for report in reports)
    steps = sum(report.steps for report in reports)
    first = (
        f"{len(reports)} simulations, {hours:.1f} simulated hours, {matches} matches,"
        f" {connections} connections, {steps} steps"
    )
    return "\n".join([first, *(f"  {name}: {number}" for name, number in sorted(counts.items()))])
