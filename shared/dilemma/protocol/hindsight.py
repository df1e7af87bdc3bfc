"""Hindsight: the debrief as shown to people, when nothing is hidden any more."""

from __future__ import annotations

from msgspec import Struct, field

from dilemma.orders.problem import Value
from dilemma.orders.sheet import Assessment, Order
from dilemma.view.occurrences import (
    Beaten,
    Condemned,
    Mediated,
    PledgeBroken,
    Retaliated,
    TreatyBroken,
    UltimatumEnded,
)
from dilemma.view.reports import Estimate
from dilemma.vocabulary import (
    BudgetLine,
    Cause,
    CrisisOutcome,
    Criterion,
    Instrument,
    Motive,
    ScorePart,
    Verdict,
    WarLabel,
)


class StateFinding(Struct, frozen=True, forbid_unknown_fields=True):
    """What a state was and how it did; `score` from 0 to 100 by its own motive.

    `parts` are what the score is made of, in its points: it is their sum, of which what lies above
    75 counts a third, and never below 0 or above 100. `assessment_error` leaves out the turns that
    a bot played for who was away; `fears` is its tension towards each other state at the end.
    """

    id: str
    player: str
    motive: Motive
    score: float
    territory: float
    promises_broken: int
    assessment_error: float | None
    parts: dict[ScorePart, float]
    fears: dict[str, float] = field(default_factory=dict)


class Seen(Struct, frozen=True, forbid_unknown_fields=True):
    """How one watcher saw and judged the state of a lane; None where it recorded no assessment.

    `arsenal` holds what it last knew of deterrent and shield, where there are any.
    """

    watcher: str
    strength: Estimate
    offence_share: Estimate
    believed: Assessment | None
    arsenal: dict[BudgetLine, Estimate] = field(default_factory=dict)


class LaneTurn(Struct, frozen=True, forbid_unknown_fields=True):
    """One state in one turn: what it did and truly had, what others saw and believed.

    `offence` and `defence` are the true stocks in points at the start of the turn, `stocks` those
    of the lines that modules bring; `unrest` is None while its module is off. `tension` is the
    average of `fears`, its tension towards each other state. `bot` is what gave the orders in place
    of a player who was away or had left; empty where nobody stood in.
    """

    turn: int
    state: str
    did: Order
    offence: float
    defence: float
    tension: float
    seen: tuple[Seen, ...]
    stocks: dict[BudgetLine, float] = field(default_factory=dict)
    unrest: float | None = None
    fears: dict[str, float] = field(default_factory=dict)
    bot: str = ""


class Battle(Struct, frozen=True, tag="battle", forbid_unknown_fields=True):
    """One battle: who attacked whom, who was pulled in to defend it, and how it went.

    `unordered` are the attackers that nobody had told to: a crisis that both escalated did.
    """

    turn: int
    attackers: tuple[str, ...]
    defender: str
    allies: tuple[str, ...]
    unordered: tuple[str, ...]
    chance: float
    won: bool
    territory: float


class WarFinding(Struct, frozen=True, forbid_unknown_fields=True):
    """One war: when it began, who was in it, and what kind it was.

    Where two attacked each other in its first turn, the first of them is called the attacker;
    `battles` tells all that was fought between the two sides in that turn, and what nobody ordered.
    """

    turn: int
    attackers: tuple[str, ...]
    defenders: tuple[str, ...]
    label: WarLabel
    won: bool
    battles: tuple[Battle, ...] = ()


class Meeting(Struct, frozen=True, tag="meeting", forbid_unknown_fields=True):
    """Forces of two states met: who had ordered it, and what those who had not were told."""

    turn: int
    first: str
    second: str
    ordered_by: tuple[str, ...]
    told: dict[str, Cause]


class CrisisAnswered(Struct, frozen=True, tag="crisis_answered", forbid_unknown_fields=True):
    """How two answers to a crisis met, as seen from the first of the two."""

    turn: int
    first: str
    second: str
    outcome: CrisisOutcome


class TreatyChanged(Struct, frozen=True, tag="treaty_changed", forbid_unknown_fields=True):
    """An instrument came into force between two states, or ceased to be."""

    turn: int
    first: str
    second: str
    instrument: Instrument
    in_force: bool


Happening = (
    TreatyChanged
    | TreatyBroken
    | PledgeBroken
    | UltimatumEnded
    | Condemned
    | Mediated
    | Meeting
    | CrisisAnswered
    | Battle
    | Retaliated
    | Beaten
)
"""What came of a turn's orders, as it truly was."""


class Condition(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One of Tang's three conditions (2009), or whether there was a conflict at all.

    Whether it held, and the evidence in a sentence.

    `template` and `values` are the sentence in its parts, for who says it in another language;
    states are in them by their ids.
    """

    name: Criterion
    held: bool
    evidence: str
    template: str = ""
    values: dict[str, Value] = field(default_factory=dict)


class Hindsight(Struct, frozen=True, forbid_unknown_fields=True):
    """The first debrief of a match, with the record that proves it."""

    verdict: Verdict
    conditions: tuple[Condition, ...]
    wars: tuple[WarFinding, ...]
    states: tuple[StateFinding, ...]
    lanes: tuple[LaneTurn, ...]
    happened: tuple[Happening, ...]
    record: str
