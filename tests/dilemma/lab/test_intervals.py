"""Intervals: Wilson's and the normal one against values worked out elsewhere."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.lab.experiments.experiment import (
    Cell,
    Checks,
    above,
    difference,
    mean,
    ordered,
    share,
)


def happened(count: int, of: int) -> np.ndarray:
    """So many worlds of so many."""
    return np.arange(of) < count


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (5, 10, 0.2366, 0.7634),
        (8, 10, 0.4902, 0.9433),
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),
    ],
)
def test_wilsons_interval(count: int, of: int, low: float, high: float) -> None:
    cell = share("", happened(count, of))
    assert (cell.value, cell.low, cell.high) == pytest.approx((count / of, low, high), abs=1e-4)


@given(st.integers(1, 500), st.data())
def test_a_share_lies_within_its_interval_and_that_within_bounds(
    of: int, data: st.DataObject
) -> None:
    cell = share("", happened(data.draw(st.integers(0, of)), of))
    assert 0.0 <= cell.low <= cell.value + 1e-12
    assert cell.value - 1e-12 <= cell.high <= 1.0
    assert cell.low < cell.high


def test_about_95_of_100_intervals_of_a_share_hold_the_truth() -> None:
    rng = np.random.default_rng(3)
    held = []
    for _ in range(2000):
        cell = share("", rng.random(200) < 0.1)
        held.append(cell.low <= 0.1 <= cell.high)
    assert np.mean(held) == pytest.approx(0.95, abs=0.02)


def test_the_interval_of_a_mean() -> None:
    cell = mean("", np.array([1.0, 2.0, 3.0, 4.0]))
    half = 1.96 * 1.2909944 / 2.0
    assert (cell.value, cell.low, cell.high) == pytest.approx((2.5, 2.5 - half, 2.5 + half))


def test_of_nothing_there_is_no_mean() -> None:
    assert mean("", np.zeros(0)) == Cell("", 0.0, 0.0, 0.0)
    assert mean("", np.array([7.0])) == Cell("", 7.0, 7.0, 7.0)


def test_a_difference_is_paired_by_world() -> None:
    noise = np.random.default_rng(1).normal(0.0, 100.0, 50)
    cell = difference("", noise + 1.0, noise)
    assert (cell.value, cell.low, cell.high) == pytest.approx((1.0, 1.0, 1.0))


def test_intervals_that_touch_are_not_apart() -> None:
    low, middle, high = Cell("", 1, 0, 2), Cell("", 2, 2, 3), Cell("", 4, 3.5, 5)
    assert above(high, middle)
    assert not above(middle, low)
    assert ordered([high, middle])
    assert not ordered([high, middle, low])
    assert not ordered([middle, high])


def test_one_prediction_that_fails_is_enough() -> None:
    checks = Checks()
    checks.expect(True, "one")
    checks.remark("by the way")
    before = checks.passed
    checks.expect(False, "another")
    checks.expect(True, "a third")
    assert (before, checks.passed) == (True, False)
    assert checks.notes == ["holds: one", "by the way", "FAILED: another", "holds: a third"]
