"""A simulation that finds nothing is worth what it would have found: planted bugs are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulation.ordinary import ORDINARY
from support.simulated.planted import PLANTED, Planted
from support.simulated.simulation import simulate
from support.simulated.world import Violation


@pytest.mark.parametrize("bug", PLANTED, ids=lambda bug: bug.title)
def test_the_ordinary_run_finds(bug: Planted, tmp_path: Path) -> None:
    with bug.planted(), pytest.raises(Violation, match=bug.shows):
        play_all(bug, tmp_path)


def play_all(bug: Planted, folder: Path) -> None:
    """The ordinary run, as far as it gets."""
    for seed, pace in ORDINARY:
        own = folder / f"{seed}-{pace}"
        own.mkdir()
        simulate(seed, pace, own, product=bug.product)
