"""Portable arithmetic: the same bits on every machine.

NumPy's exp, log and pow differ between processors with and without wide vector units, so a match
saved on one would diverge on another. Everything here is built from + - * / and the square root,
which IEEE 754 rounds exactly, in a fixed order. Works on floats and on arrays alike.
"""

from __future__ import annotations

import math
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Number = TypeVar("Number", float, Floats)

BAND_80 = 1.2816
"""Standard deviations on each side that hold 80 % of a normal distribution."""

_HALVINGS = 4
_TAYLOR = (1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2, 1.0, 1.0)


def exp(x: Number) -> Number:
    """e to the x for |x| up to about 4, relative error below 1e-6."""
    y = x * (1.0 / (1 << _HALVINGS))
    result = y * _TAYLOR[0]
    for coefficient in _TAYLOR[1:-1]:
        result = result + coefficient
        result = result * y
    result = result + _TAYLOR[-1]
    for _ in range(_HALVINGS):
        result = result * result
    return result


def sqrt(x: Number) -> Number:
    """The square root, exactly rounded."""
    if isinstance(x, float):
        return math.sqrt(x)
    root: Floats = np.sqrt(x)
    return root


def power_three_halves(x: Number) -> Number:
    """x to the power 1.5 for x >= 0."""
    return x * sqrt(x)


def add_up(x: Floats) -> Floats:
    """Sum over the first axis, term by term in order, so that a batch adds up like one world."""
    total: Floats = x[0].copy()
    for term in x[1:]:
        total += term
    return total


def largest(x: Floats) -> Floats:
    """Maximum over the first axis."""
    result: Floats = x[0].copy()
    for term in x[1:]:
        np.maximum(result, term, out=result)
    return result


def clip(x: Floats, low: float, high: float) -> Floats:
    """x held between two bounds; two plain calls are cheaper than np.clip on small arrays."""
    held: Floats = np.minimum(np.maximum(x, low), high)
    return held
