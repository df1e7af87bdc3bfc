"""The guests: everybody who plays, each in a process of his own on a machine of his own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec import Struct

from dilemma.bots import make_bot
from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import CreateMatch, Join
from dilemma_client.robot import Robot, RobotStopped, play
from support.simulated.auditor import Auditor
from support.simulated.network import Network
from support.simulated.operator import URL
from support.simulated.person import Notebook, Person
from support.simulated.plan import Party, Plan
from support.simulated.process import Process

ROBOTS_ARE_PATIENT = 120.0
"""Seconds a robot looks for a server, as somebody would set it for a server that restarts."""


class Guest(Struct, eq=False):
    """A player: a person with a notebook, or the name of a bot and the code it was given."""

    name: str
    kind: str
    party: int
    notebook: Notebook | None = None
    code: str = ""
    process: Process | None = None
    lives: int = 0
    done: bool = False


class Guests:
    """All players of a plan."""

    def __init__(
        self, plan: Plan, network: Network, auditor: Auditor, numbers: Callable[[], int]
    ) -> None:
        self._plan = plan
        self._network = network
        self._world = network.world
        self._auditor = auditor
        self._numbers = numbers
        self._chance = network.world.chance("guests")
        self._done = 0
        self._guests: list[Guest] = []
        self._learned: dict[str, Callable[[str], None]] = {}
        self._expected = sum(1 + len(party.guests) for party in plan.parties)

    def invite(self) -> None:
        """Have every party begin, each when it is time."""
        for number, party in enumerate(self._plan.parties):
            self._world.after(party.begins, self._host, number, party)

    def all_done(self) -> bool:
        """Whether everybody has come, played, and seen the end."""
        return self._done == self._expected

    def waiting(self) -> str:
        """Who is not done, and what he waits for."""
        names = [guest.name for guest in self._guests if not guest.done]
        missing = self._expected - len(self._guests)
        turns = {
            ledger.code: f"turn {ledger.turn} of {ledger.turns}"
            for ledger in self._auditor.ledgers.values()
        }
        return f"{', '.join(names)} and {missing} who have not come; {turns}"

    def living(self) -> list[Process]:
        """Every process that plays now."""
        return [guest.process for guest in self._guests if guest.process is not None]

    def kill(self, process: Process) -> None:
        """Let somebody's computer die; a person starts it again."""
        guest = next(guest for guest in self._guests if guest.process is process)
        self._network.sever(process)
        process.kill()
        guest.process = None
        self._world.after(self._chance.uniform(1.0, 60.0), self._again, guest)

    def _host(self, number: int, party: Party) -> None:
        first = CreateMatch(
            PROTOCOL_VERSION,
            f"Host {number}",
            party.scenario,
            turn_seconds=party.turn_seconds,
            key=self._chance.randbytes(16).hex(),
        )
        self._person(f"host {number}", number, first, partial(self._spread, number, party))

    def _spread(self, number: int, party: Party, code: str) -> None:
        """The host tells the others the code, as people do."""
        for place, kind in enumerate(party.guests):
            name = f"guest {number}.{place} {kind}"
            self._world.after(
                self._chance.uniform(0.0, 20.0), self._guest, name, kind, number, code
            )

    def _guest(self, name: str, kind: str, number: int, code: str) -> None:
        if kind == "person":
            key = self._chance.randbytes(16).hex()
            self._person(name, number, Join(PROTOCOL_VERSION, name, code, key=key), _tell_nobody)
        else:
            guest = Guest(name, kind, number, code=code)
            self._guests.append(guest)
            self._robot(guest)

    def _person(
        self,
        name: str,
        number: int,
        first: CreateMatch | Join,
        learned: Callable[[str], None],
    ) -> None:
        guest = Guest(name, "person", number, Notebook(first))
        self._guests.append(guest)
        self._learned[name] = learned
        self._sit_down(guest)

    def _sit_down(self, guest: Guest) -> None:
        """A person before a computer that has just been started."""
        notebook = guest.notebook
        assert notebook is not None
        guest.lives += 1
        chance = self._world.chance(f"person {guest.name} {guest.lives}")
        learned = self._learned[guest.name]

        def hear(code: str) -> None:
            self._world.after(0.0, learned, code)

        person = Person(notebook, self._plan.habits, chance, hear)
        self._start(guest, lambda: person.live(URL))

    def _again(self, guest: Guest) -> None:
        """Start the computer of somebody anew."""
        if guest.kind == "person":
            self._sit_down(guest)
        else:
            self._robot(guest)

    def _robot(self, guest: Guest) -> None:
        """A robot that takes a seat if there is one; what it knew before, it has forgotten."""
        guest.lives += 1
        mind = make_bot(guest.kind, self._chance.randbytes(16))
        robots = [Robot("A bot", mind)]
        say = partial(self._world.note, "robot")
        self._start(
            guest, lambda: play(URL, guest.code, robots, say=say, patience=ROBOTS_ARE_PATIENT)
        )

    def _start(self, guest: Guest, main: Callable[..., object]) -> None:
        host = guest.name.replace(" ", "-")
        name = f"{guest.name} #{guest.lives}"
        guest.process = self._network.process(name, host, self._numbers())
        guest.process.start(main, partial(self._ended, guest))  # type: ignore[arg-type]  # any of the guests

    def _ended(self, guest: Guest, process: Process, fault: BaseException | None) -> None:
        """A player has seen the end; a robot may also have been sent away or lost patience."""
        guest.process = None
        self._network.sever(process)
        stopped = fault.problem.field if isinstance(fault, RobotStopped) else None
        if stopped in OUT_OF_REACH:
            self._auditor.counts["robots that gave up"] += 1
            self._world.after(self._chance.uniform(1.0, 60.0), self._robot, guest)
            return
        guest.done = True
        self._done += 1
        if stopped == "seat":
            self._auditor.counts["robots without a seat"] += 1
        elif fault is not None:
            self._world.violated(f"{process.name} broke down: {fault!r}")


OUT_OF_REACH = ("server", "match")
"""Why a robot gives up that may try again: a server too long away, or one without the match."""


def _tell_nobody(code: str) -> None:
    """A guest has nobody to tell the code."""
