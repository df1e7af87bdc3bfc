"""A scenario: who the states are, what lies between them, and the dials of their world."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct, field

from dilemma.vocabulary import CORE_LINES, MODULE_LINES, BudgetLine, Instrument, Module, Motive

SHORTEST_TURN, LONGEST_TURN = 5, 86_400
"""Seconds a turn may be given."""

Share = Annotated[float, Meta(ge=0.0, le=1.0)]
Points = Annotated[float, Meta(ge=0.0, le=1000.0)]
Identifier = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,23}\Z")]
Weight = Annotated[float, Meta(ge=0.0, le=1000.0)]
Title = Annotated[str, Meta(min_length=1, max_length=60)]
Prose = Annotated[str, Meta(max_length=4000)]


class ScenarioError(ValueError):
    """A scenario that cannot be played; one line: where, what, and what would be right."""


class Difficulty(StrEnum):
    """How much a player should have seen before: nothing, one match, or several."""

    INTRODUCTORY = "introductory"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """Something to read about what a scenario shows."""

    author: Annotated[str, Meta(min_length=1, max_length=120)]
    year: Annotated[int, Meta(ge=-1000, le=3000)]
    title: Annotated[str, Meta(min_length=1, max_length=200)]


class Dials(Struct, frozen=True, forbid_unknown_fields=True):
    """The public conditions of a world, known to every player and bot.

    `authority` is the force, as a multiple of the average homeland economy, with which a power
    above the states comes to the aid of whoever is attacked (0: anarchy); `accumulation` the share
    of spending on forces that becomes forces; `pledge_cost` the standing that a pledge costs.
    """

    offence_advantage: Annotated[float, Meta(ge=0.25, le=4.0)] = 1.0
    differentiation: Share = 0.5
    first_strike_advantage: Annotated[float, Meta(ge=0.0, le=0.9)] = 0.3
    intelligence_noise: Annotated[float, Meta(ge=0.0, le=1.0)] = 0.4
    incident_rate: Share = 0.05
    analyst_bias: Share = 0.0
    attribution_error: Annotated[float, Meta(ge=0.0, le=0.5)] = 0.3
    arms_limit_cap: Points = 25.0
    warheads_per_missile: Annotated[float, Meta(ge=1.0, le=10.0)] = 1.0
    suspected_revisionists: Share = 0.25
    motives_known: bool = False
    authority: Annotated[float, Meta(ge=0.0, le=10.0)] = 0.0
    accumulation: Share = 1.0
    pledge_cost: Share = 0.0


class State(Struct, frozen=True, forbid_unknown_fields=True):
    """One state at the start of a match; economy and forces in points."""

    id: Identifier
    name: Title
    briefing: Prose = ""
    economy: Annotated[float, Meta(ge=1.0, le=1000.0)] = 40.0
    reserves: Points = 10.0
    offence: Points = 20.0
    defence: Points = 30.0
    intelligence: Points = 1.0
    standing: Share = 0.6
    deterrent: Points = 0.0
    shield: Points = 0.0
    internal_security: Points = 0.0
    unrest: Share = 0.0
    secrecy: Points = 0.0


class PowerShift(Struct, frozen=True, forbid_unknown_fields=True):
    """An announced change of power: a state's economy grows or shrinks by a factor over turns.

    Spread evenly over the turns `first` to `last`, as the same amount of points each turn.
    """

    state: Identifier
    first: Annotated[int, Meta(ge=1, le=40)]
    last: Annotated[int, Meta(ge=1, le=40)]
    factor: Annotated[float, Meta(gt=0.0, le=10.0)]


class Pair(Struct, frozen=True, forbid_unknown_fields=True):
    """What lies between two states at the start: reach, history, fear and treaties."""

    between: tuple[Identifier, Identifier]
    contact: Share = 1.0
    rivalry: Share = 0.0
    tension: Share = 0.2
    in_force: tuple[Instrument, ...] = ()


class Scenario(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything a match starts from, except the secret that deals its chances.

    `map_note` says what the map shows and does not: whose borders, of when, and which are disputed.
    """

    name: Identifier
    title: Title
    summary: Prose
    states: Annotated[tuple[State, ...], Meta(min_length=2, max_length=8)]
    turns: Annotated[int, Meta(ge=1, le=40)] = 12
    turn_seconds: Annotated[int, Meta(ge=SHORTEST_TURN, le=LONGEST_TURN)] = 180
    dials: Dials = field(default_factory=Dials)
    motives: dict[Motive, Weight] = field(default_factory=lambda: {Motive.SECURITY_SEEKER: 1.0})
    pairs: tuple[Pair, ...] = ()
    modules: tuple[Module, ...] = ()
    power_shifts: tuple[PowerShift, ...] = ()
    difficulty: Difficulty = Difficulty.INTRODUCTORY
    sources: Annotated[tuple[Source, ...], Meta(max_length=12)] = ()
    map_note: Prose = ""

    @property
    def lines(self) -> tuple[BudgetLine, ...]:
        """The lines of every state's budget: the core and those of the modules switched on."""
        brought = {line for module in self.modules for line in MODULE_LINES[module]}
        return tuple(line for line in BudgetLine if line in CORE_LINES or line in brought)

    @property
    def mean_homeland(self) -> float:
        """The average economy at the start, in points, added in seat order."""
        total = 0.0
        for state in self.states:
            total += state.economy
        return total / len(self.states)

    @property
    def ids(self) -> tuple[str, ...]:
        """Identifiers of the states, in seat order."""
        return tuple(state.id for state in self.states)
