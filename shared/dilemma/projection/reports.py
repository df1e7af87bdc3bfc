"""Reports as a seat receives them: estimates, intervals and grades."""

from __future__ import annotations

from dilemma.chance.streams import SOURCES
from dilemma.coefficients import STANDARD
from dilemma.rules.events import Reports
from dilemma.view.reports import Estimate, Report
from dilemma.view.staff import share_band, strength_band
from dilemma.vocabulary import Readiness, Source

RELIABILITY = ((0.08, "A"), (0.18, "B"), (0.30, "C"), (0.45, "D"), (0.65, "E"))
"""Strength noise up to which a source earns a letter; beyond the last it is an F."""

CONFIRMED, DOUBTFUL, UNJUDGED = 0.8, 2.0, 6
"""Disagreement of two sources, in their joint noise, that confirms or doubts; 6: only one spoke."""


def reports_for(ids: tuple[str, ...], reports: Reports, seat: str, turn: int) -> tuple[Report, ...]:
    """What a seat's sources say of every other state, as of a turn (reports with B = 1)."""
    place = ids.index(seat)
    found: list[Report] = []
    for other, identifier in enumerate(ids):
        if other == place:
            continue
        credibility = _credibility(reports, place, other)
        found.extend(
            _report(reports, source, place, other, identifier, turn, credibility)
            for source in Source
            if _spoke(reports, source, place, other)
        )
    return tuple(found)


def _spoke(reports: Reports, source: Source, place: int, other: int) -> bool:
    return source is Source.TECHNICAL or bool(reports.delivered[place, other, 0])


def _report(
    reports: Reports,
    source: Source,
    place: int,
    other: int,
    identifier: str,
    turn: int,
    credibility: int,
) -> Report:
    at = (source.code, place, other, 0)
    noise = float(reports.strength_noise[at])
    composition_noise = float(reports.composition_noise[at])
    return Report(
        turn=turn,
        about=identifier,
        source=source,
        strength=strength_band(float(reports.strength[at]), noise),
        offence_share=share_band(float(reports.composition[at]), composition_noise),
        readiness=Readiness.from_code(int(reports.readiness[at])),
        reliability=_reliability(noise),
        credibility=credibility,
        strength_noise=noise,
        composition_noise=composition_noise,
        **_arsenals(reports, source, place, other, noise),
    )


def _arsenals(
    reports: Reports, source: Source, place: int, other: int, noise: float
) -> dict[str, Estimate]:
    """Deterrent and shield as technical sources count them, where the scenario has any."""
    if source is not Source.TECHNICAL or reports.deterrent is None or reports.shield is None:
        return {}
    narrow = noise * STANDARD.arsenal_noise
    return {
        "deterrent": strength_band(float(reports.deterrent[place, other, 0]), narrow),
        "shield": strength_band(float(reports.shield[place, other, 0]), narrow),
    }


def _reliability(noise: float) -> str:
    """A to F by the noise the source is known to have, as in the Admiralty system."""
    return next((letter for bound, letter in RELIABILITY if noise <= bound), "F")


def _credibility(reports: Reports, place: int, other: int) -> int:
    """1 to 6 by how far the two sources agree about strength, as in the Admiralty system."""
    if not bool(reports.delivered[place, other, 0]):
        return UNJUDGED
    first, second = (float(reports.strength[source, place, other, 0]) for source in range(SOURCES))
    noises = [float(reports.strength_noise[source, place, other, 0]) for source in range(SOURCES)]
    joint = (noises[0] + noises[1]) * 0.5 * max(first, second, 1.0) + 0.05
    apart = abs(first - second) / joint
    if apart <= CONFIRMED:
        return 1 if apart <= CONFIRMED / 2 else 2
    return 3 if apart <= DOUBTFUL else 4
