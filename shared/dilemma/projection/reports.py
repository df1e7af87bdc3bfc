"""Reports as a seat receives them: estimates, intervals and grades."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

import numpy as np

from dilemma.arithmetic import Floats
from dilemma.coefficients import STANDARD
from dilemma.rules.events import Reports
from dilemma.view.reports import Estimate, Report
from dilemma.view.staff import share_bands, strength_bands
from dilemma.vocabulary import Readiness, Source, words_of

Nested = list[list[list[float]]]
"""Numbers by source, watcher and watched."""

Bands = list[list[list[float]]]
"""Value, lower and upper end of an interval, by watcher and watched."""

RELIABILITY = ((0.08, "A"), (0.18, "B"), (0.30, "C"), (0.45, "D"), (0.65, "E"))
"""Strength noise up to which a source earns a letter; beyond the last it is an F."""

_BOUNDS = tuple(bound for bound, _ in RELIABILITY)
_LETTERS = (*(letter for _, letter in RELIABILITY), "F")

CONFIRMED, DOUBTFUL, UNJUDGED = 0.8, 2.0, 6
"""Disagreement of two sources, in their joint noise, that confirms or doubts; 6: only one spoke."""


@dataclass(frozen=True)
class Read:
    """A turn's reports with their intervals, as lists by source, watcher and watched."""

    delivered: list[list[bool]]
    strength: list[Bands]
    share: list[Bands]
    strength_noise: Nested
    composition_noise: Nested
    readiness: list[list[list[int]]]
    arsenals: dict[str, Bands]


def read(reports: Reports) -> Read:
    """Work out the intervals of all reports of a turn at once (reports with B = 1)."""
    noise, composition_noise = reports.strength_noise[..., 0], reports.composition_noise[..., 0]
    return Read(
        delivered=reports.delivered[..., 0].tolist(),
        strength=_listed(strength_bands(reports.strength[..., 0], noise)),
        share=_listed(share_bands(reports.composition[..., 0], composition_noise)),
        strength_noise=noise.tolist(),
        composition_noise=composition_noise.tolist(),
        readiness=reports.readiness[..., 0].tolist(),
        arsenals=_arsenals(reports),
    )


def _listed(bands: tuple[Floats, Floats, Floats]) -> Any:
    return np.array(bands).transpose(*range(1, bands[0].ndim + 1), 0).tolist()


def _arsenals(reports: Reports) -> dict[str, Bands]:
    """Deterrent and shield as technical sources count them, where the scenario has any."""
    if reports.deterrent is None or reports.shield is None:
        return {}
    narrow = reports.strength_noise[Source.TECHNICAL.code, ..., 0] * STANDARD.arsenal_noise
    return {
        "deterrent": _listed(strength_bands(reports.deterrent[..., 0], narrow)),
        "shield": _listed(strength_bands(reports.shield[..., 0], narrow)),
    }


def told_of(ids: tuple[str, ...], known: Read, seat: str, turn: int) -> tuple[Report, ...]:
    """What a seat's sources say of every other state, as of a turn."""
    place = ids.index(seat)
    found: list[Report] = []
    for other, identifier in enumerate(ids):
        if other == place:
            continue
        credibility = _credibility(known, place, other)
        sources = words_of(Source) if known.delivered[place][other] else (Source.TECHNICAL,)
        found.extend(
            _report(known, source, place, other, identifier, turn, credibility)
            for source in sources
        )
    return tuple(found)


def _report(
    known: Read,
    source: Source,
    place: int,
    other: int,
    identifier: str,
    turn: int,
    credibility: int,
) -> Report:
    code = source.code
    noise = known.strength_noise[code][place][other]
    arsenals = {}
    if known.arsenals and source is Source.TECHNICAL:
        arsenals = {name: Estimate(*bands[place][other]) for name, bands in known.arsenals.items()}
    return Report(
        turn=turn,
        about=identifier,
        source=source,
        strength=Estimate(*known.strength[code][place][other]),
        offence_share=Estimate(*known.share[code][place][other]),
        readiness=Readiness.from_code(known.readiness[code][place][other]),
        reliability=_reliability(noise),
        credibility=credibility,
        strength_noise=noise,
        composition_noise=known.composition_noise[code][place][other],
        **arsenals,
    )


def _reliability(noise: float) -> str:
    """A to F by the noise the source is known to have, as in the Admiralty system."""
    return _LETTERS[bisect_left(_BOUNDS, noise)]


def _credibility(known: Read, place: int, other: int) -> int:
    """1 to 6 by how far the two sources agree about strength, as in the Admiralty system."""
    if not known.delivered[place][other]:
        return UNJUDGED
    first, second = (spoken[place][other][0] for spoken in known.strength)
    noises = [spoken[place][other] for spoken in known.strength_noise]
    joint = (noises[0] + noises[1]) * 0.5 * max(first, second, 1.0) + 0.05
    apart = abs(first - second) / joint
    if apart <= CONFIRMED:
        return 1 if apart <= CONFIRMED / 2 else 2
    return 3 if apart <= DOUBTFUL else 4
