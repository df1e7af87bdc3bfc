"""Move every number of the game a little, see which experiments notice, write docs/calibration.md.

    python -m tools.sensitivity [--matches M] [--minutes T] [--workers W]

Each number is changed as if its line in the sources were: rules, bots and experiments read the new
value. Stopped half-way, or out of minutes, it goes on where it was when called again; the page is
written when all is measured.
"""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from importlib import import_module
from typing import Any, NamedTuple

import msgspec
from msgspec import inspect
from rich.console import Console
from rich.progress import Progress
from tools.kept import HOUSE, Kept

from dilemma.coefficients import STANDARD
from dilemma.lab.experiments import EXPERIMENTS
from dilemma.lab.experiments.experiment import Cell
from dilemma.lab.experiments.trial import Condition, Outcome, play_condition
from dilemma.scenario import Dials

PAGE = HOUSE / "docs" / "calibration.md"
REASONS = HOUSE / "tools" / "calibration.toml"
SEED, STATES = 1, 4
FACTORS = (0.7, 1.3)

MOVED = 0.5
"""Change of a main effect, as a share of it, from which an experiment is said to move."""

Verdict = tuple[bool, float]


class Number(NamedTuple):
    """A number of the game: the group it is in, its name, its present value, its range and why."""

    group: str
    name: str
    value: Any
    lowest: float
    highest: float
    why: str

    @property
    def key(self) -> str:
        """What it is called in full."""
        return f"{self.group}.{self.name}"


class Effect(NamedTuple):
    """The main effect of an experiment: what it is, from its cells, and matches that decide it."""

    what: str
    of: Callable[[list[Cell]], float]
    matches: int


def between(one: int, other: int) -> Callable[[list[Cell]], float]:
    """One cell's value less another's."""
    return lambda cells: cells[one].value - cells[other].value


def at(place: int) -> Callable[[list[Cell]], float]:
    """One cell's value."""
    return lambda cells: cells[place].value


EFFECTS = {
    "four_worlds": Effect("tragic wars in the first world less the fourth", between(0, 3), 400),
    "tang": Effect("tragic wars with all three conditions", at(0), 200),
    "motives": Effect("arms when motives are revealed, less hidden", at(1), 200),
    "trust_threshold": Effect("the switch at an offence advantage of 0.5", at(2), 50),
    "richardson": Effect("growth late by early, at the middle reaction", at(2), 10),
    "first_strike": Effect("pre-emption at the greatest advantage less none", between(6, 0), 200),
    "hotlines": Effect("wars from incidents with lines, less without", at(4), 200),
    "misperception": Effect("tragic wars at the greatest bias less none", between(4, 0), 200),
    "insecurity": Effect("fear of a doubted state, less a sound one", at(4), 200),
    "shield": Effect("the others' missiles against a shield, less none", at(2), 100),
    "commitment": Effect("attacks at the greatest shift less none", between(-1, 5), 400),
    "alliances": Effect("attacks without pacts less with", between(0, 1), 200),
    "payoffs": Effect("what restraint on both sides pays a seeker beyond DC", between(0, 1), 100),
}
"""Every experiment but `costly_signals`, which fails as it stands."""


def numbers() -> Iterator[Number]:
    """Every number with its range and reason, in the order of the sources."""
    reasons = tomllib.loads(REASONS.read_text(encoding="utf-8"))
    for name, (lowest, highest, why) in reasons["dials"].items():
        yield Number("dials", name, getattr(Dials(), name), lowest, highest, why)
    for field in fields(STANDARD):
        value = getattr(STANDARD, field.name)
        yield Number("coefficients", field.name, value, *reasons["coefficients"][field.name])
    for package in ("bots", "view"):
        for room, constants in reasons[package].items():
            module = import_module(f"dilemma.{package}.{room}")
            for name, reason in constants.items():
                yield Number(f"{package}.{room}", name, getattr(module, name), *reason)


def measure(key: str, factor: float) -> dict[str, Verdict]:
    """Every experiment with one number moved: whether it holds, and its main effect."""
    number = next(number for number in numbers() if number.key == key) if key else None
    with moved(number, factor) as change:
        return {name: _verdict(name, change) for name in EFFECTS}


def _verdict(name: str, change: Callable[[Condition], Condition]) -> Verdict:
    effect = EFFECTS[name]

    def play(condition: Condition) -> Outcome:
        return play_condition(change(condition), effect.matches, SEED)

    cells, checks = EXPERIMENTS[name].run(play, STATES)
    return checks.passed, effect.of(cells)


@contextmanager
def moved(number: Number | None, factor: float) -> Iterator[Callable[[Condition], Condition]]:
    """A number moved while the context lasts; what it yields is done to every condition."""
    if number is None:
        yield lambda condition: condition
    elif number.group == "dials":
        yield lambda condition: _dialled(condition, number.name, factor)
    elif number.group == "coefficients":
        object.__setattr__(STANDARD, number.name, times(number, factor))
        yield lambda condition: replace(condition, coefficients=STANDARD)
        object.__setattr__(STANDARD, number.name, number.value)
    else:
        rooms = [room for room in _rooms() if getattr(room, number.name, None) is number.value]
        for room in rooms:
            setattr(room, number.name, times(number, factor))
        yield lambda condition: condition
        for room in rooms:
            setattr(room, number.name, number.value)


def _rooms() -> list[Any]:
    """Every module of the game that is loaded: a constant may have been imported by name."""
    return [module for name, module in list(sys.modules.items()) if name.startswith("dilemma.")]


def times(number: Number, factor: float) -> Any:
    """The value of a number multiplied by a factor, but not out of its range."""

    def held(value: float) -> float:
        return min(max(value * factor, number.lowest), number.highest)

    if isinstance(number.value, tuple):
        return tuple(held(part) for part in number.value)
    return round(held(number.value)) if isinstance(number.value, int) else held(number.value)


def _dialled(condition: Condition, name: str, factor: float) -> Condition:
    """A dial moved in whatever position an experiment has it, within the format's bounds."""
    dials = condition.scenario.dials
    kind = inspect.type_info(Dials)
    assert isinstance(kind, inspect.StructType)
    bounds = next(field.type for field in kind.fields if field.name == name)
    assert isinstance(bounds, inspect.FloatType)
    assert bounds.ge is not None
    assert bounds.le is not None
    value = min(max(getattr(dials, name) * factor, bounds.ge), bounds.le)
    turned = msgspec.structs.replace(dials, **{name: value})
    return replace(condition, scenario=msgspec.structs.replace(condition.scenario, dials=turned))


def collect(minutes: float, workers: int) -> dict[str, dict[str, Verdict]] | None:
    """Measure what has not been measured; None when the time was over first."""
    from joblib import Parallel, delayed

    kept = Kept("sensitivity")
    plan = [("", 1.0), *((number.key, factor) for number in numbers() for factor in FACTORS)]
    todo = [(key, factor) for key, factor in plan if f"{key} {factor}" not in kept]
    deadline = time.monotonic() + minutes * 60.0
    with Progress(console=Console(file=sys.stderr)) as progress:
        task = progress.add_task("sensitivity", total=len(plan), completed=len(plan) - len(todo))
        with Parallel(n_jobs=workers, return_as="generator") as parallel:
            for first in range(0, len(todo), workers):
                if time.monotonic() > deadline:
                    return None
                batch = todo[first : first + workers]
                found = parallel(delayed(measure)(*each) for each in batch)
                for (key, factor), verdicts in zip(batch, found, strict=True):
                    kept.keep(f"{key} {factor}", verdicts)
                    progress.advance(task)
    return {f"{key} {factor}": kept[f"{key} {factor}"] for key, factor in plan}


def page(found: dict[str, dict[str, Verdict]]) -> str:
    """The whole page."""
    base = found[" 1.0"]
    parts = [OPENING.strip(), *_base(base)]
    groups: dict[str, list[Number]] = {}
    for number in numbers():
        groups.setdefault(number.group, []).append(number)
    for group, members in groups.items():
        parts.append(f"## `dilemma.{group}`" if group != "dials" else "## Dials of a scenario")
        parts.append(_table(members, found, base))
    return "\n\n".join(parts) + "\n"


def _base(base: dict[str, Verdict]) -> Iterator[str]:
    yield "## Main effects as they stand"
    lines = ["| experiment | main effect | value | matches a cell |", "|---|---|---|---|"]
    for name, effect in EFFECTS.items():
        held = "" if base[name][0] else " (fails at so few matches)"
        lines.append(f"| `{name}`{held} | {effect.what} | {base[name][1]:.3f} | {effect.matches} |")
    yield "\n".join(lines)


def _table(
    members: list[Number], found: dict[str, dict[str, Verdict]], base: dict[str, Verdict]
) -> str:
    lines = ["| number | now | may be | why | × 0.7 | × 1.3 |", "|---|---|---|---|---|---|"]
    for number in members:
        changes = [_changes(found[f"{number.key} {factor}"], base) for factor in FACTORS]
        lines.append(
            f"| `{number.name}` | {_written(number.value)} | {number.lowest:g} to"
            f" {number.highest:g} | {number.why} | {' | '.join(changes)} |"
        )
    return "\n".join(lines)


def _changes(verdicts: dict[str, Verdict], base: dict[str, Verdict]) -> str:
    """Which experiments change their verdict (in bold) or move."""
    parts = []
    for name, (holds, effect) in verdicts.items():
        held, before = base[name]
        if held and not holds:
            parts.append(f"**{name} fails**")
        elif abs(effect - before) > MOVED * abs(before):
            parts.append(f"{name} {'up' if abs(effect) > abs(before) else 'down'}")
    return ", ".join(parts) or "–"


def _written(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(f"{part:g}" for part in value)
    return f"{value:g}"


OPENING = f"""
# Calibration

Every number of the game, the range it may be moved in and why, and which experiments notice. Who
changes one runs `python -m tools.sensitivity` and `python -m tools.fidelity`, and sees what the
change does to the lesson before it is kept.

The last two columns move a number to 0.7 and to 1.3 times its value, but not out of its range, as
if its line in the sources had been changed: rules, bots and experiments all read the new one.
**Bold** is an experiment that no longer holds; otherwise it is named when its main effect changes
by more than {MOVED:.0%} of itself. A dial is moved from wherever an experiment has set it, within
the bounds of the format; one that stands at 0 stays there, so the experiments about it say more.
Few matches are played (below), with seed {SEED} and {STATES} states: a verdict in bold is a
warning to look closer with `dilemma experiment`, not a result. `costly_signals` is left out,
because it fails as it stands. A range says where the lesson is meant to hold; it is narrower than
what a scenario may contain.

Read down the columns: most numbers can be moved by a third and nothing is lost. What carries the
lesson are the few that decide a battle or a strike (`offence_advantage`,
`first_strike_advantage`, `offence_defends`, `readiness_strength`, `REPULSE_COST`) and those that
decide what is seen (`intelligence_noise`, `source_noise`). `four_worlds` needs its four worlds
apart, `motives` three degrees of suspicion in order, and `insecurity` has a small effect: these
three notice first.
"""


def main(arguments: list[str]) -> int:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=60.0, help="stop after so long")
    parser.add_argument("--workers", type=int, default=2, help="processes")
    wanted = parser.parse_args(arguments)
    found = collect(wanted.minutes, wanted.workers)
    if found is None:
        print("Out of time; call again to go on.")
        return 1
    PAGE.write_text(page(found), encoding="utf-8")
    print(PAGE)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
