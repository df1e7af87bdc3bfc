"""Run every experiment over seeds and sizes and write docs/fidelity.md: `python -m tools.fidelity`.

Stopped half-way it goes on where it was, unless the game's sources have changed.
"""

from __future__ import annotations

import argparse
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console
from rich.progress import Progress
from tools.kept import HOUSE, Kept

from dilemma.lab.experiments import EXPERIMENTS, Finding, run_experiment
from dilemma_cli.workers import Workers

PAGE = HOUSE / "docs" / "fidelity.md"
TEXTS = Path(__file__).with_suffix(".toml")
SEEDS = (1, 2, 3)
SIZES = (2, 4, 6)
USUAL = 4

ALWAYS_TWO = ("trust_threshold", "payoffs")
"""Experiments about two states, whatever the size of the world."""

LEAST = {"alliances": 4}
"""Sizes from which an experiment makes sense: a pact takes two, and somebody to deter."""


def runs() -> Iterator[tuple[str, int, int]]:
    """Every experiment with every seed and every size that makes sense: name, seed, states."""
    for name in EXPERIMENTS:
        for states in (2,) if name in ALWAYS_TWO else SIZES:
            if states >= LEAST.get(name, 0):
                yield from ((name, seed, states) for seed in SEEDS)


def measure(matches: int, workers: int | None) -> dict[tuple[str, int, int], Finding]:
    """Run what has not been run yet."""
    kept, found = Kept("fidelity"), {}
    plan = list(runs())
    with (
        Workers.of(workers) as pool,
        Progress(console=Console(file=sys.stderr)) as progress,
    ):
        task = progress.add_task("fidelity", total=len(plan))
        for name, seed, states in plan:
            key = f"{name} {seed} {states} {matches}"
            progress.update(task, description=f"{name}, seed {seed}, {states} states")
            if key not in kept:
                mapper = pool.mapper(lambda _: None)
                finding = run_experiment(EXPERIMENTS[name], matches, seed, states, mapper)
                kept.keep(key, msgspec.to_builtins(finding))
            found[name, seed, states] = msgspec.convert(kept[key], Finding)
            progress.advance(task)
    return found


def page(found: dict[tuple[str, int, int], Finding], texts: dict[str, Any], matches: int) -> str:
    """The whole page."""
    parts = [texts["opening"]["text"].strip().format(matches=matches), overview(found)]
    for name in EXPERIMENTS:
        mine = {key[1:]: finding for key, finding in found.items() if key[0] == name}
        parts.extend(section(name, texts[name], mine))
    return "\n\n".join(parts) + "\n"


def overview(found: dict[tuple[str, int, int], Finding]) -> str:
    """Verdicts of all experiments by seed and size."""
    columns = [(states, seed) for states in SIZES for seed in SEEDS]
    lines = [
        "| experiment | " + " | ".join(f"{states} states, seed {seed}" for states, seed in columns),
        "|---" * (len(columns) + 1),
    ]
    for name in EXPERIMENTS:
        verdicts = [_verdict(found.get((name, seed, states))) for states, seed in columns]
        lines.append(f"| [`{name}`](#{name}) | " + " | ".join(verdicts))
    return "\n".join(f"{line} |" for line in lines)


def _verdict(finding: Finding | None) -> str:
    if finding is None:
        return "–"
    return "passed" if finding.passed else "**failed**"


def section(
    name: str, texts: dict[str, str], found: dict[tuple[int, int], Finding]
) -> Iterator[str]:
    """One experiment: the theory, what is measured, the prediction, and what came of it."""
    yield f"## {name}"
    for heading in ("theory", "measured", "prediction"):
        yield _wrapped(f"**{heading.capitalize()}.** {texts[heading]}")
    yield cells(found)
    yield from failed(found)
    if "tried" in texts:
        yield _wrapped(f"**What was tried.** {texts['tried']}")


def cells(found: dict[tuple[int, int], Finding]) -> str:
    """Every cell by size, its values over the seeds; intervals for the first seed."""
    sizes = sorted({states for _, states in found})
    shown = USUAL if USUAL in sizes else sizes[0]
    heads = [f"{states} states, seeds {', '.join(map(str, SEEDS))}" for states in sizes]
    lines = [
        f"| cell | {' | '.join(heads)} | 95 % interval, {shown} states, seed {SEEDS[0]}",
        "|---" * (len(sizes) + 2),
    ]
    for place, cell in enumerate(found[SEEDS[0], shown].cells):
        values = [
            " / ".join(f"{found[seed, states].cells[place].value:.3f}" for seed in SEEDS)
            for states in sizes
        ]
        interval = f"{cell.low:.3f} to {cell.high:.3f}"
        lines.append(f"| {cell.label} | {' | '.join(values)} | {interval}")
    return "\n".join(f"{line} |" for line in lines)


def failed(found: dict[tuple[int, int], Finding]) -> Iterator[str]:
    """What did not hold, and where."""
    where: dict[str, list[str]] = {}
    for (seed, states), finding in found.items():
        for note in finding.notes:
            if note.startswith("FAILED: "):
                place = f"{states} states, seed {seed}"
                where.setdefault(note.removeprefix("FAILED: "), []).append(place)
    for what, places in where.items():
        yield _wrapped(f"**Failed:** {what} ({'; '.join(places)}).")


def _wrapped(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), 100, break_long_words=False)


def main(arguments: list[str]) -> int:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--matches", type=int, default=2000, help="matches in each cell")
    parser.add_argument("--workers", type=int, default=None, help="processes")
    wanted = parser.parse_args(arguments)
    texts = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    found = measure(wanted.matches, wanted.workers)
    PAGE.write_text(page(found, texts, wanted.matches), encoding="utf-8")
    print(f"{sum(finding.passed for finding in found.values())} of {len(found)} runs held: {PAGE}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
