"""Hindsight: the debrief as shown to people, when nothing is hidden any more."""

from __future__ import annotations

from msgspec import Struct

from dilemma.orders.sheet import Assessment, Order
from dilemma.view.reports import Estimate
from dilemma.vocabulary import Motive, Verdict, WarLabel


class WarFinding(Struct, frozen=True, forbid_unknown_fields=True):
    """One war: when it began, who was in it, and what kind it was."""

    turn: int
    attackers: tuple[str, ...]
    defenders: tuple[str, ...]
    label: WarLabel
    won: bool


class StateFinding(Struct, frozen=True, forbid_unknown_fields=True):
    """What a state was and how it did; `score` from 0 to 100 by its own motive."""

    id: str
    player: str
    motive: Motive
    score: float
    territory: float
    promises_broken: int
    assessment_error: float | None


class Seen(Struct, frozen=True, forbid_unknown_fields=True):
    """How one watcher saw and judged the state of a lane; None where it recorded no assessment."""

    watcher: str
    strength: Estimate
    offence_share: Estimate
    believed: Assessment | None


class LaneTurn(Struct, frozen=True, forbid_unknown_fields=True):
    """One state in one turn: what it did and truly had, what others saw and believed.

    `offence` and `defence` are the true stocks in points at the start of the turn.
    """

    turn: int
    state: str
    did: Order
    offence: float
    defence: float
    tension: float
    seen: tuple[Seen, ...]


class Condition(Struct, frozen=True, forbid_unknown_fields=True):
    """One of Tang's three conditions (2009), whether it held, and the evidence in a sentence."""

    name: str
    held: bool
    evidence: str


class Hindsight(Struct, frozen=True, forbid_unknown_fields=True):
    """The first debrief of a match, with the record that proves it."""

    verdict: Verdict
    conditions: tuple[Condition, ...]
    wars: tuple[WarFinding, ...]
    states: tuple[StateFinding, ...]
    lanes: tuple[LaneTurn, ...]
    record: str
