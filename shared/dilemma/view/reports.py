"""Reports: what a state's intelligence tells it of another, never as a bare number."""

from __future__ import annotations

from msgspec import Struct

from dilemma.vocabulary import Readiness, Source


class Estimate(Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """An estimate with its 80 % interval, in the unit of what is estimated."""

    value: float
    low: float
    high: float


class Report(Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """One source on one state in one turn.

    `strength` is offence and defence together in points, `offence_share` the part of it that is
    offence in [0, 1]; `reliability` A to F grades the source and `credibility` 1 to 6 the
    information, as in the Admiralty system. The noises are the standard deviations that such a
    source is known to have: of the logarithm of strength, of the logit of the offence share.
    """

    turn: int
    about: str
    source: Source
    strength: Estimate
    offence_share: Estimate
    readiness: Readiness
    reliability: str
    credibility: int
    strength_noise: float
    composition_noise: float
    deterrent: Estimate | None = None
    shield: Estimate | None = None
