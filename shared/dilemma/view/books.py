"""Books: a state's own, which it knows exactly, and the public page of every other state."""

from __future__ import annotations

from msgspec import Struct

from dilemma.vocabulary import (
    BudgetLine,
    Cause,
    Demand,
    Instrument,
    Motive,
    Readiness,
    SignalKind,
)


class OwnBooks(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """Everything a state knows of itself; points, shares in [0, 1], turns.

    What a module brings is None while the module is off.

    `funds` is what this turn's budget may share out under each readiness (income less upkeep);
    `*_building` arrives next turn; `budget` and `readiness` are last turn's, kept unless changed.
    """

    motive: Motive
    economy: float
    funds: dict[Readiness, float]
    reserves: float
    offence: float
    defence: float
    offence_building: float
    defence_building: float
    intelligence: float
    standing: float
    welfare: float
    territory: float
    readiness: Readiness
    budget: dict[BudgetLine, float]
    pledge_turns: int
    beaten: bool
    deterrent: float | None = None
    shield: float | None = None
    internal_security: float | None = None
    unrest: float | None = None
    secrecy: float | None = None


class StandingCrisis(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A crisis open between the seat and another state, and what the seat was told of its cause."""

    opened: int
    told: Cause
    level: int


class StandingUltimatum(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """An ultimatum that falls due at the end of this turn."""

    demand: Demand
    to_me: bool


class OtherState(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """The public page of another state, and what lies between it and the seat.

    `contact` in [0, 1] is how far forces reach each other (0: not at all); `tension` is the seat's
    own towards it; `attacks_made` and `pledges_broken` count what all have seen;
    `motive` is None unless the scenario lets everybody know it.
    """

    id: str
    contact: float
    rivalry: float
    territory: float
    beaten: bool
    tension: float
    offered: tuple[Instrument, ...]
    offers_us: tuple[Instrument, ...]
    in_force: tuple[Instrument, ...]
    at_war: bool
    crisis: StandingCrisis | None
    ultimatums: tuple[StandingUltimatum, ...]
    signal: SignalKind | None
    pledge_turns: int
    attacks_made: int
    pledges_broken: int
    motive: Motive | None = None
