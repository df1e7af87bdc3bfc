"""Measuring: interleaved rounds, medians, and one line for each result."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """One measured number, its unit, what it is wanted to be, and whether it is."""

    name: str
    value: float
    unit: str
    target: float | None = None
    at_least: bool = True

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None where there is none."""
        if self.target is None:
            return None
        return self.value >= self.target if self.at_least else self.value <= self.target

    def line(self) -> str:
        """The result in one line for a person."""
        number = f"{self.value:>14,.1f} {self.unit}"
        if self.target is None:
            return f"{self.name:<58}{number}"
        bound = "at least" if self.at_least else "at most"
        verdict = "met" if self.met else "MISSED"
        return f"{self.name:<58}{number}   {bound} {self.target:,g}: {verdict}"


def interleaved(
    tasks: Mapping[str, Callable[[], None]],
    rounds: int = 7,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, float]:
    """Median seconds of each task, run in turns so that a noisy moment hits them all alike."""
    for task in tasks.values():
        task()
    seconds: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            start = clock()
            task()
            seconds[name].append(clock() - start)
    return {name: statistics.median(values) for name, values in seconds.items()}


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of all lie."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def resident_megabytes() -> float:
    """Megabytes that this process holds now, or NaN where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as pages:
            resident = int(pages.read().split()[1])
    except OSError:
        return float("nan")
    return resident * os.sysconf("SC_PAGE_SIZE") / 1e6
