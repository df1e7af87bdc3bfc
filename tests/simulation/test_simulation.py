"""A hundred hours of play on bad networks, failing disks and dying servers, in half a minute.

Server, clients and robots run unmodified under virtual time; see docs/simulation.md. A seed that
fails is seen again with `python -m tests.simulation SEED`.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from pathlib import Path

import pytest

from architecture.tree import HOUSE
from simulation.ordinary import ORDINARY
from support.simulated.simulation import Report, simulate, total
from support.simulated.world import Violation

HAPPENS = {
    *("kills", "power cuts", "drains", "pauses", "fail-overs", "client deaths"),
    *("resets", "partitions", "disk stalls", "disk failures"),
    *("turns", "commands", "words", "heard"),
}
"""What has to happen in an ordinary run: one in which nothing goes wrong shows nothing."""

SOAK_SECONDS = 600.0


def test_nothing_goes_wrong_in_a_hundred_hours(tmp_path: Path) -> None:
    reports = [play(tmp_path, seed, pace) for seed, pace in ORDINARY]
    sys.stdout.write(f"{total(reports)}\n")
    assert sum(report.hours for report in reports) >= 100.0
    assert len({report.trace for report in reports}) == len(reports)
    assert {name for report in reports for name in report.counts} >= HAPPENS


@pytest.mark.parametrize("disk", ["memory", "sqlite"])
def test_the_same_seed_gives_the_same_history(disk: str) -> None:
    """In two processes that differ in the one thing that Python leaves to chance."""
    assert len({trace(disk, hash_seed) for hash_seed in ("1", "2")}) == 1


@pytest.mark.soak
def test_nothing_goes_wrong_with_fresh_seeds(tmp_path: Path) -> None:
    end = time.monotonic() + SOAK_SECONDS
    reports, failed = [], []
    while time.monotonic() < end:
        for pace in ("evening", "evening", "evening", "letters"):
            seed = secrets.token_hex(4)
            try:
                reports.append(play(tmp_path, seed, pace))
            except Violation as violation:
                sys.stdout.write(f"python -m tests.simulation --pace {pace} {seed}\n{violation}\n")
                failed.append((seed, pace))
    sys.stdout.write(f"{total(reports)}\n")
    assert not failed


def play(folder: Path, seed: str, pace: str) -> Report:
    """One simulation in a folder of its own."""
    own = folder / f"{seed}-{pace}"
    own.mkdir()
    return simulate(seed, pace, own)


def trace(disk: str, hash_seed: str) -> str:
    """The hash of all that happens with a seed, in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.simulation", "--disk", disk, "1"],
        cwd=HOUSE,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout.split()[0]
