"""The plan: what is played in one simulation, and what goes wrong, all drawn from its seed.

Every seed switches some faults off, so that those that are left can go further (Groce et al.,
"Swarm Testing", 2012).
"""

from __future__ import annotations

from random import Random

from msgspec import Struct

from support.simulated.machine import CATALOGUE
from support.simulated.network import Weather
from support.simulated.person import Habits

FAULTS: dict[str, float] = {
    "reset": 4.0,
    "silent_wire": 1.0,
    "partition": 3.0,
    "server_pause": 2.0,
    "client_pause": 2.0,
    "client_death": 2.0,
    "disk_stall": 2.0,
    "disk_failure": 1.5,
    "server_kill": 2.0,
    "power_cut": 1.0,
    "kill_at_flush": 3.0,
    "drain": 1.5,
    "drain_at_start": 1.5,
    "fail_over": 1.5,
    "wrong_calendar": 1.0,
}
"""What can go wrong, and how often each is chosen."""

PACES: dict[str, tuple[str, ...]] = {
    "evening": ("redland_blueland", "redland_blueland", "redland_blueland", "four_worlds"),
    "letters": ("redland_blueland", "redland_blueland", "himalayan_border"),
}
"""The two paces of play, and the scenarios that are played at them."""

HOUR = 3600.0


class Party(Struct, frozen=True):
    """A match: who takes its seats after the host; "person" or the name of a bot."""

    scenario: str
    turn_seconds: int
    guests: tuple[str, ...]
    begins: float


class Plan(Struct, frozen=True):
    """One simulation; times in seconds."""

    seed: str
    pace: str
    parties: tuple[Party, ...]
    habits: Habits
    weather: Weather
    faults: tuple[str, ...]
    fault_every: tuple[float, float]
    fault_seconds: float
    disk: str
    limit: float


def plan_of(seed: str, pace: str, disk: str | None = None) -> Plan:
    """The plan of a seed at a pace, with a disk of its own choice unless told which."""
    chance = Random(f"plan {seed}")
    evening = pace == "evening"
    parties = tuple(_party(chance, pace) for _ in range(chance.randint(1, 2) if evening else 1))
    faults = tuple(fault for fault in FAULTS if chance.random() < 0.7)
    longest = max(party.turn_seconds for party in parties)
    return Plan(
        seed=seed,
        pace=pace,
        parties=parties,
        habits=_habits(chance, evening),
        weather=Weather(cut=chance.choice((0.0, 0.3, 0.9)), jitter=chance.choice((0.0, 0.02, 0.3))),
        faults=faults,
        fault_every=(0.5, chance.choice((10.0, 40.0))) if evening else (60.0, HOUR),
        fault_seconds=chance.uniform(120.0, 900.0) if evening else 24 * HOUR,
        disk=disk or chance.choice(("memory", "memory", "memory", "sqlite")),
        limit=30 * longest + 4 * HOUR,
    )


def _party(chance: Random, pace: str) -> Party:
    scenario = chance.choice(PACES[pace])
    evening = pace == "evening"
    kinds = ("person", *BOTS) if evening else ("person",)
    others = len(CATALOGUE[scenario].ids) - 1
    return Party(
        scenario=scenario,
        turn_seconds=chance.choice((30, 60, 120, 300)) if evening else int(4 * HOUR),
        guests=tuple(chance.choice(kinds) for _ in range(others)),
        begins=chance.uniform(0.0, 60.0),
    )


BOTS = ("tit_for_tat", "random", "richardson", "fearful_planner", "hawk")


def _habits(chance: Random, evening: bool) -> Habits:
    if evening:
        return Habits(
            think=(0.2, chance.choice((2.0, 10.0))),
            stay=(20.0, chance.choice((120.0, 900.0))),
            away=(0.0, chance.choice((5.0, 60.0))),
            fuss=chance.choice((1, 4, 8)),
            forgetful=chance.choice((0.0, 0.1)),
        )
    return Habits(
        think=(5.0, 60.0),
        stay=(120.0, 600.0),
        away=(HOUR / 2, 3 * HOUR),
        fuss=3,
        forgetful=0.05,
    )
