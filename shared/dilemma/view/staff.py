"""The staff estimate: what a state's own past reports come to, computed from its view alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic

import numpy as np
from msgspec import Struct

from dilemma.arithmetic import BAND_80, Number, exp, sqrt
from dilemma.view.reports import Estimate, Report
from dilemma.view.view import View
from dilemma.vocabulary import Readiness

DRIFT = 0.07
"""What a turn adds to the standard deviation of an estimate, so that old reports fade.

To the deviation and not to its square: a state that turns goes on turning, so what an old report
misses grows with its age, and a staff that sees little, whose estimate is made of older reports,
has to forget faster.
"""

LEAST_NOISE = 0.005
"""No source is trusted beyond this standard deviation."""

UNINFORMED = 1e6
"""Variance of an estimate before the first report."""

UNKNOWN_SHARE = Estimate(0.5, 0.05, 0.95)
"""The estimate of an offence share nothing is known of."""


@dataclass(frozen=True)
class Pool(Generic[Number]):
    """Reports pooled by precision, on floats or on arrays of them (Kalman, 1960).

    `variance` is that of the value in the unit of the reports' noise, squared.
    """

    value: Number
    variance: Number

    def faded(self) -> Pool[Number]:
        """The pool a turn later: less sure."""
        later = self.noise + DRIFT
        return Pool(self.value, later * later)

    def with_report(self, value: Number, noise: Number, counts: Number) -> Pool[Number]:
        """The pool with one more report; `counts` is 1 for a report that came and 0 for none."""
        gain = counts * self.variance / (self.variance + noise * noise + LEAST_NOISE * LEAST_NOISE)
        return Pool(self.value + (value - self.value) * gain, self.variance * (1.0 - gain))

    @property
    def noise(self) -> Number:
        """The standard deviation of the pooled value, in the unit of the reports' noise."""
        return sqrt(self.variance)


class StaffEstimate(Struct, frozen=True):
    """What the staff makes of another state: points, a share, and readiness as last reported."""

    strength: Estimate
    offence_share: Estimate
    readiness: Readiness


def staff_estimate(view: View, state: str) -> StaffEstimate:
    """Pool every report on a state in a view; strength 0 and an unknown share if there are none."""
    reports = [report for report in view.reports if report.about == state]
    strength, composition = pools(reports, view.turn)
    if not reports:
        return StaffEstimate(Estimate(0.0, 0.0, 0.0), UNKNOWN_SHARE, Readiness.ROUTINE)
    return StaffEstimate(
        strength=strength_band(strength.value, strength.noise),
        offence_share=share_band(composition.value, composition.noise),
        readiness=latest_readiness(reports),
    )


def pools(reports: list[Report], turn: int) -> tuple[Pool[float], Pool[float]]:
    """Reports on one state pooled up to a turn: strength and composition."""
    unread: Pool[float] = Pool(0.0, UNINFORMED)
    *_, last = ((unread, unread), *pools_by_turn(reports, turn))
    return last


def pools_by_turn(
    reports: Iterable[Report], turns: int
) -> Iterator[tuple[Pool[float], Pool[float]]]:
    """What reports on one state come to in each turn, from the first: strength and composition."""
    by_turn: dict[int, list[Report]] = {}
    for report in reports:
        by_turn.setdefault(report.turn, []).append(report)
    strength = composition = Pool(0.0, UNINFORMED)
    for now in range(1, turns + 1):
        strength, composition = strength.faded(), composition.faded()
        for report in by_turn.get(now, ()):
            strength = strength.with_report(report.strength.value, report.strength_noise, 1.0)
            composition = composition.with_report(
                report.offence_share.value, report.composition_noise, 1.0
            )
        yield strength, composition


def latest_readiness(reports: list[Report]) -> Readiness:
    """The higher of what the sources said in the newest turn: a staff does not bet on calm."""
    newest = max(report.turn for report in reports)
    codes = [report.readiness.code for report in reports if report.turn == newest]
    return Readiness.from_code(max(codes))


def strength_band(value: float, noise: float) -> Estimate:
    """The 80 % interval of a strength in points, log-normal around its value."""
    return Estimate(*strength_bands(value, noise))


def share_band(value: float, noise: float) -> Estimate:
    """The 80 % interval of a share, logistic-normal around its value."""
    return Estimate(*share_bands(value, noise))


def strength_bands(value: Number, noise: Number) -> tuple[Number, Number, Number]:
    """Values, lower and upper ends of intervals of strength, on floats or on arrays of them."""
    factor = exp(noise * BAND_80)
    return _rounded(value, 10.0), _rounded(value / factor, 10.0), _rounded(value * factor, 10.0)


def share_bands(value: Number, noise: Number) -> tuple[Number, Number, Number]:
    """Values, lower and upper ends of intervals of shares, on floats or on arrays of them."""
    held = _lower(_upper(value, 0.005), 0.995)
    odds = held / (1.0 - held)
    factor = exp(_lower(noise, 3.0) * BAND_80)
    low, high = odds / factor, odds * factor
    return (
        _rounded(value, 100.0),
        _rounded(low / (low + 1.0), 100.0),
        _rounded(high / (high + 1.0), 100.0),
    )


def _rounded(value: Number, parts: float) -> Number:
    """Rounded to a part of a unit, halves to the even one in either form."""
    if isinstance(value, float):
        return round(value * parts) / parts
    rounded: Number = np.rint(value * parts) / parts
    return rounded


def _lower(value: Number, bound: float) -> Number:
    if isinstance(value, float):
        return min(value, bound)
    held: Number = np.minimum(value, bound)
    return held


def _upper(value: Number, bound: float) -> Number:
    if isinstance(value, float):
        return max(value, bound)
    held: Number = np.maximum(value, bound)
    return held
