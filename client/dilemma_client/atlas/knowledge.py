"""Knowledge: what the map shows of every state, taken from what the seat knows and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dilemma.view import Estimate, PublicView, View
from dilemma.view.occurrences import Attacked, Incident, Occurrence
from dilemma.vocabulary import Instrument, Readiness

SHARP, BLURRED = 0.1, 2.0
"""Width of a band, as a share of its estimate, at which a force is seen sharply, or not at all."""


def in_short(estimate: Estimate) -> str:
    """An estimate as shown on the map: a number if certain, else its band."""
    low, high = round(estimate.low), round(estimate.high)
    return f"{low}" if low == high else f"{low}–{high}"


@dataclass(frozen=True)
class Force:
    """Forces of one kind: points, and from 0 to 1 how blurred the seat's sight of them is."""

    estimate: Estimate
    blur: float

    @property
    def words(self) -> str:
        """The estimate as shown beside a silhouette."""
        return in_short(self.estimate)


@dataclass(frozen=True)
class StateShown:
    """One state as it stands on the map; `arsenal` is a sign and a number for each stock in it.

    Of forces that nobody may know of, a spectator's, there is nothing to show: they are None.
    """

    id: str
    name: str
    is_own: bool
    offence: Force | None
    defence: Force | None
    is_mobilised: bool
    is_beaten: bool
    unread: int = 0
    arsenal: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class LineShown:
    """What lies between two states: instruments in force, tension in [0, 1], war, crisis."""

    between: tuple[str, str]
    in_force: tuple[Instrument, ...] = ()
    tension: float = 0.0
    at_war: bool = False
    in_crisis: bool = False


@dataclass(frozen=True)
class MarkShown:
    """Something that happened last turn: at a place between two states."""

    between: tuple[str, str]
    icon: str


@dataclass(frozen=True)
class Knowledge:
    """All that the map shows; two that are equal look the same."""

    states: tuple[StateShown, ...] = ()
    lines: tuple[LineShown, ...] = ()
    marks: tuple[MarkShown, ...] = ()


def known(low: float, value: float, high: float) -> Force:
    """A force as sharp as its band is narrow."""
    width = (high - low) / max(value, 1.0)
    blur = min(1.0, max(0.0, (width - SHARP) / (BLURRED - SHARP)))
    return Force(Estimate(value, low, high), blur)


def split(strength: Estimate, share: Estimate) -> tuple[Force, Force]:
    """Offence and defence from total strength and the share of it that is offence.

    The ends of the bands are combined as if both were wrong the same way: the widest reading.
    """
    offence = known(
        strength.low * share.low, strength.value * share.value, strength.high * share.high
    )
    defence = known(
        strength.low * (1.0 - share.high),
        strength.value * (1.0 - share.value),
        strength.high * (1.0 - share.low),
    )
    return offence, defence


def lines_of(view: View) -> tuple[LineShown, ...]:
    """What lies between the seat and each other state, and the wars and pacts that all see."""
    own = tuple(
        LineShown(
            _pair(view.seat, page.id),
            page.in_force,
            page.tension,
            page.at_war,
            page.crisis is not None,
        )
        for page in view.others
    )
    public = public_lines(
        [pair for pair in view.wars if view.seat not in pair],
        [pair for pair in view.pacts if view.seat not in pair],
    )
    return own + public


def public_lines(
    wars: Sequence[tuple[str, str]], pacts: Sequence[tuple[str, str]]
) -> tuple[LineShown, ...]:
    """The wars and defence pacts of which everybody knows; a pair may have either or both."""
    pairs = dict.fromkeys(_pair(*pair) for pair in (*wars, *pacts))
    at_war, allied = {_pair(*pair) for pair in wars}, {_pair(*pair) for pair in pacts}
    return tuple(
        LineShown(pair, (Instrument.DEFENCE_PACT,) if pair in allied else (), 0.0, pair in at_war)
        for pair in pairs
    )


def _pair(one: str, other: str) -> tuple[str, str]:
    """Two states in one order, whoever is named first."""
    return (one, other) if one < other else (other, one)


def marks_of(view: View | PublicView) -> tuple[MarkShown, ...]:
    """What happened last turn at a place: incidents and attacks."""
    found = (
        _mark(view.seat if isinstance(view, View) else "", occurrence)
        for occurrence in view.occurrences
        if occurrence.turn == view.turn - 1
    )
    return tuple(dict.fromkeys(mark for mark in found if mark is not None))


def _mark(seat: str, occurrence: Occurrence) -> MarkShown | None:
    match occurrence:
        case Incident(other=other):
            return MarkShown(_pair(seat, other), "warning")
        case Attacked(attacker=attacker, target=target):
            return MarkShown(_pair(attacker, target), "burst")
        case _:
            return None


def is_mobilised(readiness: Readiness) -> bool:
    """Whether this readiness is shown as an alarm."""
    return readiness is Readiness.MOBILISED
