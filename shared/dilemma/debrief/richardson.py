"""Richardson's coefficients, fitted to the arms that were really built (Richardson, 1960)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dilemma.arithmetic import Floats
from dilemma.coefficients import STANDARD


@dataclass(frozen=True)
class Race:
    """Reaction to all others, fatigue and grievance; per turn, per turn, points a turn."""

    reaction: float
    fatigue: float
    grievance: float


def fit_race(forces: Floats, states: slice = slice(None)) -> Race:
    """The coefficients that fit the forces [turns, N] of some states best, by least squares.

    What a state ordered in one turn stands two turns later, so its answer to the arms of turn t is
    seen in what it had built by turn t + 2.
    """
    kept, worn = 1.0 - STANDARD.depreciation, STANDARD.depreciation
    answer = forces[2:] - forces[1:-1] * kept - forces[:-2] * worn
    own = forces[:-2]
    others = own.sum(axis=1, keepdims=True) - own
    ones = np.ones_like(own)
    known = np.stack([others, -own, ones], axis=-1)[:, states].reshape(-1, 3)
    found, *_ = np.linalg.lstsq(known, answer[:, states].ravel(), rcond=None)
    return Race(float(found[0]), float(found[1]), float(found[2]))


def spectral_radius(reaction: float, fatigue: float, states: int) -> float:
    """The largest modulus of the map from two turns' arms to the next; below 1 races are bounded.

    For equal states the map splits into one mode in which all arm alike and others in which they
    differ; each is a quadratic in the growth a turn.
    """
    kept, worn = 1.0 - STANDARD.depreciation, STANDARD.depreciation
    together, apart = reaction * (states - 1), -reaction
    modes = (np.roots([1.0, -kept, fatigue - worn - mode]) for mode in (together, apart))
    return max(float(np.abs(roots).max()) for roots in modes)
