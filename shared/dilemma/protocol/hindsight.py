"""Hindsight: the debrief as shown to people, when nothing is hidden any more."""

from __future__ import annotations

from msgspec import Struct, field

from dilemma.orders.problem import Value
from dilemma.orders.sheet import Assessment, Order
from dilemma.view.reports import Estimate
from dilemma.vocabulary import BudgetLine, Motive, Verdict, WarLabel


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
    of the lines that modules bring; `unrest` is None while its module is off.
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


class Condition(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One of Tang's three conditions (2009), or whether there was a conflict at all.

    Whether it held, and the evidence in a sentence.

    `template` and `values` are the sentence in its parts, for who says it in another language.
    """

    name: str
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
    record: str
