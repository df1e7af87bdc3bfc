"""Facts: one world as plain lists, read once, because views ask for single numbers of it.

A number of an array of a few states costs several times what one of a list does.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from dilemma.world import World

Counts = list[int]
Flags = list[bool]
Numbers = list[float]


@dataclass(frozen=True)
class Facts:
    """What views tell of a world (B = 1): by state, by pair of states, by instrument and pair."""

    motive: Counts
    economy: Numbers
    reserves: Numbers
    offence: Numbers
    defence: Numbers
    deterrent: Numbers
    shield: Numbers
    internal_security: Numbers
    unrest: Numbers
    secrecy: Numbers
    offence_building: Numbers
    defence_building: Numbers
    intelligence: Numbers
    standing: Numbers
    welfare: Numbers
    territory: Numbers
    beaten: Flags
    readiness: Counts
    pledge_turns: Counts
    pledges_broken: Counts
    attacks_made: Counts
    signal: Counts

    budget: list[Numbers]

    contact: list[Numbers]
    rivalry: list[Numbers]
    tension: list[Numbers]
    crisis: list[Counts]
    crisis_opened: list[Counts]
    told: list[Flags]
    ultimatum: list[Counts]
    at_war: list[Flags]

    offers: list[list[Flags]]
    in_force: list[list[Flags]]


_NAMES = tuple(field.name for field in fields(Facts))


def facts_of(world: World) -> Facts:
    """What views tell of a world (B = 1)."""
    return Facts(**{name: getattr(world, name)[..., 0].tolist() for name in _NAMES})
