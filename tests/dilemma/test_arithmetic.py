"""Portable arithmetic: near enough to the real thing, and the same for one world as for many."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.arithmetic import (
    BAND_80,
    add_up,
    clip,
    exp,
    largest,
    power_three_halves,
    sqrt,
)

finite = st.floats(-1e6, 1e6)


@given(st.floats(-4.0, 4.0))
def test_exp_is_the_exponential_to_one_in_a_million(x: float) -> None:
    assert exp(x) == pytest.approx(math.exp(x), rel=1e-6)


@given(st.floats(-29.0, 29.0))
def test_exp_of_the_widest_noise_there_is_stays_positive_and_finite(x: float) -> None:
    assert 0.0 < exp(x) < math.inf


def test_exp_rises_over_all_the_noise_there_is() -> None:
    values = exp(np.linspace(-29.0, 29.0, 100_001))
    assert (np.diff(values) > 0.0).all()


def test_exp_of_nothing_is_one() -> None:
    assert exp(0.0) == 1.0
    assert (exp(np.zeros(3)) == 1.0).all()


@given(st.lists(st.floats(-8.0, 8.0), min_size=1, max_size=40))
def test_an_array_is_computed_like_each_of_its_numbers(values: list[float]) -> None:
    array = np.array(values)
    assert exp(array).tolist() == [exp(value) for value in values]
    positive = np.abs(array)
    assert sqrt(positive).tolist() == [math.sqrt(abs(value)) for value in values]
    expected = [power_three_halves(abs(value)) for value in values]
    assert power_three_halves(positive).tolist() == expected


@given(st.floats(0.0, 1e6))
def test_a_power_of_three_halves_is_one(x: float) -> None:
    assert power_three_halves(x) == pytest.approx(x**1.5, rel=1e-14, abs=1e-300)


@given(st.integers(1, 9), st.integers(1, 5), st.data())
def test_adding_up_goes_in_order_for_one_world_as_for_many(
    terms: int, worlds: int, data: st.DataObject
) -> None:
    rows = st.lists(finite, min_size=worlds, max_size=worlds)
    array = np.array(data.draw(st.lists(rows, min_size=terms, max_size=terms)))
    total = add_up(array)
    for world in range(worlds):
        expected = array[0, world]
        for term in array[1:, world]:
            expected = expected + term
        assert total[world] == expected
        assert add_up(array[:, world : world + 1])[0] == total[world]


def test_adding_up_and_the_largest_leave_the_terms_alone() -> None:
    terms = np.array([[1.0, 5.0], [4.0, 2.0]])
    assert add_up(terms).tolist() == [5.0, 7.0]
    assert largest(terms).tolist() == [4.0, 5.0]
    assert terms.tolist() == [[1.0, 5.0], [4.0, 2.0]]


@given(st.lists(finite, min_size=1, max_size=20))
def test_clipping_holds_between_two_bounds(values: list[float]) -> None:
    expected = [min(max(value, -1.0), 2.0) for value in values]
    assert clip(np.array(values), -1.0, 2.0).tolist() == expected


def test_the_band_of_eighty_per_cent_holds_eighty_per_cent() -> None:
    assert math.erf(BAND_80 / math.sqrt(2.0)) == pytest.approx(0.8, abs=1e-4)
