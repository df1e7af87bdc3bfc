"""The twins: two worlds that differ in hidden commands alone, and what may not differ for it.

    one, other = play(seed, case.one), play(seed, case.other)
    assert not differences(one, other, case)

Both have the same seed, so the same network, disk, entropy and people. What the rules themselves
let somebody see of what Anna did is no leak, so everybody is compared up to the moment before it:
the closing of the turn before the first one whose view differs, as the two logs make it when they
are played again. That `dilemma.projection` shows no more than it may is tested elsewhere
(tests/properties); here it is whether the server adds anything to it. How far that has to be at the
least is said by every case, so that no leak can hide behind an early end.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import structlog
from msgspec import Struct

from dilemma_server import app
from dilemma_server.lobby import Catalogue
from dilemma_server.settings import Settings
from support.simulated.disk import Disk, Platter, Speed
from support.simulated.machine import WallClock, installed
from support.simulated.network import Weather
from support.simulated.operator import NAME, PORT, serving_until_told
from support.simulated.process import Process
from support.simulated.sqlite_disk import SqliteDisk
from support.simulated.trace import Trace
from support.simulated.verdict import Replayed, Timeless
from support.simulated.world import Violation, World
from support.twins.cast import (
    ACTOR,
    LAST_SECOND,
    OPENINGS,
    OUTSIDER,
    OVER,
    READERS,
    REMATCH,
    SCENARIO,
    SEATS,
    TURNS,
    Act,
    Cast,
    Guess,
    asking_for_the_list,
    calm,
    sealing,
)
from support.twins.reading import Connection, Piece, Reading, ReadNetwork, seconds

SEALS = 3.0
"""Seconds into a turn after which Anna seals, unless a case has her do otherwise."""

FLUSH, ANSWER = 0.06, 0.0005
"""Seconds of the disk. Always the same, as nobody's secret makes it slower; and long, so that Carl,
who speaks just after Anna, waits for whatever is kept for her."""


class Deeds(Struct, frozen=True):
    """What one of two worlds has that the other has not: Anna's acts by turn and by seconds into
    it, and what Otto says."""

    acts: Mapping[tuple[int, float], Act] = {}
    guess: Guess = asking_for_the_list


class Case(Struct, frozen=True):
    """Two worlds. `addressed` are told by Anna herself what is different; `until` is the first
    turn that may open differently for anybody else, OVER when none may."""

    title: str
    one: Deeds
    other: Deeds
    until: int = OVER
    addressed: tuple[str, ...] = ()

    @property
    def readers(self) -> tuple[str, ...]:
        """Who must not be able to tell the worlds apart."""
        return tuple(reader for reader in READERS if reader not in self.addressed)


class Played(Struct, frozen=True):
    """A world that has come to its end."""

    reading: Reading
    match: str

    @property
    def log(self) -> tuple[bytes, ...]:
        """What is kept of the match at Dora's table."""
        return self.reading.log(self.match)

    @property
    def closings(self) -> dict[int, int]:
        """The tick at which the closing of each turn was kept."""
        return self.reading.closings(self.match)


def play(seed: str, deeds: Deeds, folder: Path | None = None) -> Played:
    """One world, from the opening of the table to a rematch; raises Violation.

    Kept on a disk in memory, or in a real database in a folder.
    """
    return Stage(seed, deeds, folder).run()


class Stage:
    """A world with one server, and everybody who has to do with it."""

    def __init__(self, seed: str, deeds: Deeds, folder: Path | None) -> None:
        reading = Reading()
        chance = Random(f"weather {seed}")
        weather = Weather(
            latency=(0.002, 0.03),
            jitter=chance.choice((0.0, 0.005, 0.02)),
            spike=0.2,
            windows=(16_384, 65_536),
            # How a frame is cut depends on its length: whoever says more would arrive later.
            cut=0.0,
        )
        self.world = reading.world = World(seed, Trace())
        self.reading = reading
        self.network = ReadNetwork(self.world, weather, reading)
        speed = Speed(flush=(FLUSH, FLUSH), answer=(ANSWER, ANSWER))
        self.disk: Platter = (
            Disk(self.world, speed, reading)
            if folder is None
            else SqliteDisk(self.world, speed, reading, folder)
        )
        self._database = (folder or Path()) / "matches.sqlite3"
        base = {(turn, SEALS): sealing(calm) for turn in OPENINGS}
        acts = {OPENINGS[turn] + at: act for (turn, at), act in (base | dict(deeds.acts)).items()}
        self._cast = Cast(self.world, acts, deeds.guess)
        self._numbers = count(1).__next__
        self._living = 0

    def run(self) -> Played:
        """Play to the end; raises Violation."""
        with ExitStack() as stack:
            stack.callback(self.disk.close)
            stack.enter_context(self.disk.installed())
            stack.enter_context(installed(self.network, WallClock(self.network), self._logged))
            catalogue = Catalogue({SCENARIO.name: SCENARIO})
            stack.enter_context(patch.object(app, "read_catalogue", lambda _: catalogue))
            stack.callback(self._bury)
            self._begin()
            if not self.world.run(lambda: self._living == 0, LAST_SECOND + 10.0):
                raise Violation(f"{self._living} people never come to an end")
        # Dora opened the first table of all.
        _, first, _ = self.reading.records[0]
        return Played(self.reading, first)

    def _begin(self) -> None:
        self.network.names[NAME] = "server"
        settings = Settings(self._database, host="server", port=PORT, node="node")
        server = self.network.process("server", "server", self._numbers())
        serving = app.running(settings, open_store=self.disk.opener(server))
        server.start(lambda: serving_until_told(serving), self._server_ended)
        for name, life in self._cast.lives().items():
            person = self.network.process(name, f"{name.lower()}-s", self._numbers())
            self._living += 1
            person.start(life, self._ended)

    def _ended(self, process: Process, fault: BaseException | None) -> None:
        self._living -= 1
        self.network.sever(process)
        if fault is not None:
            self.world.violated(f"{process.name} broke down: {fault!r}")

    def _server_ended(self, process: Process, fault: BaseException | None) -> None:
        self.world.violated(f"{process.name} ended: {fault!r}")

    def _logged(self, process: Process | None, level: str, event: Any) -> None:
        grave = "error" in level or "exception" in level or "critical" in level
        if process is None or not process.alive or not grave:
            return
        shown = structlog.processors.format_exc_info(None, "", dict(event))
        self.world.violated(f"{process.name} logged {shown}")

    def _bury(self) -> None:
        for process in self.network.processes:
            if process.alive:
                self.network.sever(process)
                self.disk.sever(process)
                process.kill()


def horizon(one: Played, other: Played, case: Case) -> int:
    """The first turn whose view the rules let differ for one of the readers; OVER when none."""
    views = [Replayed(one.match, world.log, Timeless()).views for world in (one, other)]
    seats = [SEATS[name] for name in case.readers if name in SEATS]
    differ = (
        turn
        for turn in OPENINGS
        if any(views[0].get((seat, turn)) != views[1].get((seat, turn)) for seat in seats)
    )
    return next(differ, OVER)


def differences(one: Played, other: Played, case: Case) -> list[str]:
    """Whatever one of the readers could tell the two worlds apart by, in lines."""
    first = horizon(one, other, case)
    if first < case.until:
        return [f"turn {first} opens differently, and {case.until} is the first that may"]
    closings = [world.closings[first - 1] for world in (one, other)]
    found = [] if closings[0] == closings[1] else [f"turn {first - 1} closes at {closings}"]
    for reader in case.readers:
        lines = [_before(world.reading.of(reader), closings[0]) for world in (one, other)]
        found += [f"{reader}: {what}" for what in _apart(*lines)]
    if first == OVER:
        for reader in sorted(SEATS.keys() - {ACTOR}):
            again = [_since(world.reading.of(reader), REMATCH) for world in (one, other)]
            found += [f"{reader} in the rematch: {what}" for what in _apart(*again)]
    return found


def told_apart(one: Played, other: Played, person: str) -> bool:
    """Whether somebody was told different things before the match was over."""
    told = [_before(world.reading.of(person), world.closings[TURNS]) for world in (one, other)]
    return told[0] != told[1]


def spoken_differently(one: Played, other: Played) -> bool:
    """Whether Anna or Otto has said anything else in one of the worlds."""
    spoken = [
        [world.reading.spoken[person] for person in (ACTOR, OUTSIDER)] for world in (one, other)
    ]
    return spoken[0] != spoken[1]


def _before(lines: list[Connection], ticks: int) -> list[list[Piece]]:
    """What had come over each connection when a tick began."""
    cut = [[piece for piece in line.pieces if piece.ticks < ticks] for line in lines]
    return [pieces for pieces in cut if pieces]


def _since(lines: list[Connection], second: float) -> list[list[Piece]]:
    """All that came over the connections that began since a second."""
    return [line.pieces for line in lines if seconds(line.pieces[0].ticks) >= second]


def _apart(one: list[list[Piece]], other: list[list[Piece]]) -> list[str]:
    """The first difference on each connection."""
    found = []
    if len(one) != len(other):
        found.append(f"{len(one)} connections and {len(other)}")
    for number, (these, those) in enumerate(zip(one, other, strict=False), start=1):
        for this, that in zip(these, those, strict=False):
            if this != that:
                found.append(f"connection {number}: {_shown(this)} and {_shown(that)}")
                break
        else:
            if len(these) != len(those):
                found.append(f"connection {number}: {len(these)} pieces and {len(those)}")
    return found


def _shown(piece: Piece) -> str:
    return f"at {seconds(piece.ticks):.6f} s {len(piece.data)} bytes {piece.how} {piece.data!r}"
