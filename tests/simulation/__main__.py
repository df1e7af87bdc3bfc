"""Play simulations from the command line, to see one again or to look for more.

python -m tests.simulation                       the ordinary run
python -m tests.simulation SEED [SEED ...]       some seeds
    --pace evening|letters   --disk memory|sqlite   --trace FILE
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from simulation.ordinary import ORDINARY
from support.simulated.plan import PACES
from support.simulated.simulation import Report, simulate, total
from support.simulated.world import Violation


def main() -> int:
    """Play what was asked for; 1 when something happened that must never happen."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.simulation", description="Play and judge simulations by their seeds."
    )
    parser.add_argument("seeds", nargs="*", metavar="SEED", help="the ordinary ones unless named")
    parser.add_argument("--pace", choices=sorted(PACES), default="evening")
    parser.add_argument("--disk", choices=("memory", "sqlite"), help="the seed's own unless named")
    parser.add_argument("--trace", type=Path, metavar="FILE", help="write all that happens there")
    asked = parser.parse_args()
    games = [(seed, asked.pace) for seed in asked.seeds] or ORDINARY
    reports: list[Report] = []
    failed = 0
    for seed, pace in games:
        try:
            reports.append(_play(seed, pace, asked.disk, asked.trace))
            sys.stdout.write(f"{reports[-1].trace} seed {seed} {pace}\n")
        except Violation as violation:
            failed += 1
            sys.stdout.write(f"FAILED seed {seed} {pace}\n{violation}\n")
    sys.stdout.write(f"{total(reports)}\n")
    return 1 if failed else 0


def _play(seed: str, pace: str, disk: str | None, trace: Path | None) -> Report:
    with tempfile.TemporaryDirectory() as folder:
        if trace is None:
            return simulate(seed, pace, Path(folder), disk=disk)
        with trace.open("w", encoding="utf-8") as file:
            return simulate(seed, pace, Path(folder), disk=disk, trace_file=file)


if __name__ == "__main__":
    sys.exit(main())
