"""Occurrences: what a seat learned had happened, public or its own."""

from __future__ import annotations

from msgspec import Struct

from dilemma.vocabulary import Cause, CrisisOutcome, Demand, Instrument, SignalKind


class Signalled(Struct, frozen=True, tag="signalled", forbid_unknown_fields=True, gc=False):
    """Public: a state signalled, made a statement, or both."""

    turn: int
    actor: str
    signal: SignalKind | None
    target: str | None
    demand: Demand | None
    statement: str


class OfferChanged(Struct, frozen=True, tag="offer_changed", forbid_unknown_fields=True, gc=False):
    """To the two concerned: `actor` began or ceased to offer an instrument to `target`."""

    turn: int
    actor: str
    target: str
    instrument: Instrument
    offered: bool
    in_force: bool


class TreatyBroken(Struct, frozen=True, tag="treaty_broken", forbid_unknown_fields=True, gc=False):
    """Public: a state attacked or probed one it had promised not to."""

    turn: int
    actor: str
    target: str


class PledgeBroken(Struct, frozen=True, tag="pledge_broken", forbid_unknown_fields=True, gc=False):
    """Public: a state broke its pledge of restraint."""

    turn: int
    actor: str


class UltimatumEnded(
    Struct, frozen=True, tag="ultimatum_ended", forbid_unknown_fields=True, gc=False
):
    """Public: an ultimatum fell due. Either it was met, or followed through, or was a bluff."""

    turn: int
    issuer: str
    target: str
    met: bool
    followed_through: bool


class Incident(Struct, frozen=True, tag="incident", forbid_unknown_fields=True, gc=False):
    """To the two concerned: forces met; `told` is what the seat's own service says it was."""

    turn: int
    other: str
    told: Cause


class CrisisMoved(Struct, frozen=True, tag="crisis_moved", forbid_unknown_fields=True, gc=False):
    """To the two concerned: how the two responses met, as seen from the seat."""

    turn: int
    other: str
    outcome: CrisisOutcome


class Attacked(Struct, frozen=True, tag="attacked", forbid_unknown_fields=True, gc=False):
    """Public: an attack and how it went; `territory` is the share of the target's start it lost.

    `from_clash` says that nobody had ordered it: it grew out of a crisis both escalated.
    """

    turn: int
    attacker: str
    target: str
    won: bool
    territory: float
    from_clash: bool


class JoinedDefence(
    Struct, frozen=True, tag="joined_defence", forbid_unknown_fields=True, gc=False
):
    """Public: an ally under a defence pact was pulled in."""

    turn: int
    ally: str
    target: str


class Beaten(Struct, frozen=True, tag="beaten", forbid_unknown_fields=True, gc=False):
    """Public: a state is a rump from now on; it speaks and scores but cannot attack."""

    turn: int
    state: str


class Condemned(Struct, frozen=True, tag="condemned", forbid_unknown_fields=True, gc=False):
    """Public: who moved in the forum to condemn a state, and whether a majority made it count."""

    turn: int
    target: str
    by: tuple[str, ...]
    carried: bool


class Mediated(Struct, frozen=True, tag="mediated", forbid_unknown_fields=True, gc=False):
    """Public: a majority of the forum had two states mediated between."""

    turn: int
    first: str
    second: str


class Retaliated(Struct, frozen=True, tag="retaliated", forbid_unknown_fields=True, gc=False):
    """Public: an attacker was ruined by a deterrent; `ruin` is the share of it."""

    turn: int
    attacker: str
    ruin: float


Occurrence = (
    Signalled
    | OfferChanged
    | TreatyBroken
    | PledgeBroken
    | UltimatumEnded
    | Incident
    | CrisisMoved
    | Attacked
    | JoinedDefence
    | Beaten
    | Condemned
    | Mediated
    | Retaliated
)
