"""Experiments: the subcommand `experiment`, over as many processes as there are cores."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct
from rich.console import Console
from rich.progress import Progress

from dilemma.lab.experiments import EXPERIMENTS, Experiment, Finding, run_experiment
from dilemma.lab.experiments.experiment import DECISIVE, FAILED
from dilemma.lab.experiments.figures import by_series, by_unit, rows_of
from dilemma.lab.experiments.report import INTERVAL, cells_as_csv, cells_as_svg
from dilemma_cli.choices import whole_number
from dilemma_cli.complaints import BadInput, reason_of
from dilemma_cli.likeness import guess, meant
from dilemma_cli.workers import Workers

ALL, LIST = "all", "list"
FEWEST_MATCHES, MOST_MATCHES = 10, 1_000_000
FEWEST_STATES, MOST_STATES = 2, 8
MOST_WORKERS = 256
LARGEST_SEED = 2**63 - 1
COLUMNS = 96


class Wishes(Struct, frozen=True):
    """What the command line asks for, as it was written; None where it leaves the choice to us."""

    name: str
    matches: str
    seed: str
    states: str
    workers: str | None
    as_json: bool
    out: Path | None


def run_experiments(wishes: Wishes) -> int:
    """Run and tell; 0 when the run is complete, whatever was found. Raises BadInput."""
    if wishes.name == LIST:
        print("\n".join(listed()))
        return 0
    chosen = chosen_experiments(wishes.name)
    matches = whole_number("--matches", wishes.matches, FEWEST_MATCHES, MOST_MATCHES)
    seed = whole_number("--seed", wishes.seed, 0, LARGEST_SEED)
    states = whole_number("--states", wishes.states, FEWEST_STATES, MOST_STATES)
    folder = None if wishes.out is None else _folder(wishes.out)
    findings = []
    with Workers.of(_worker_count(wishes.workers)) as workers:
        for experiment in chosen:
            with _progress(experiment, matches) as advance:
                mapper = workers.mapper(advance)
                finding = run_experiment(experiment, matches, seed, states, mapper)
            findings.append(finding)
            if folder is not None:
                _keep(folder, experiment, finding)
            if not wishes.as_json:
                print("\n".join(told(experiment, finding)), flush=True)
    if wishes.as_json:
        whole = findings if wishes.name == ALL else findings[0]
        print(msgspec.json.encode(whole).decode())
    else:
        print(summary(findings))
    return 0


def chosen_experiments(name: str) -> tuple[Experiment, ...]:
    """The experiment of a name, or all of them; raises BadInput."""
    if name == ALL:
        return tuple(EXPERIMENTS.values())
    found = meant(name, dict.fromkeys(EXPERIMENTS, ()))
    if found is None:
        question = guess(name, (*EXPERIMENTS, ALL, LIST))
        raise BadInput(
            f"no experiment '{name[:50]}'{question}; there are {', '.join(EXPERIMENTS)}, '{ALL}'"
            f" or '{LIST}'"
        )
    return (EXPERIMENTS[found],)


def listed() -> Iterator[str]:
    """Every experiment: its name, from whom its claim is, and what the theory predicts."""
    for name, experiment in EXPERIMENTS.items():
        yield f"{name}  ({experiment.source})"
        yield from _wrapped(experiment.claim, "    ")


def told(experiment: Experiment, finding: Finding) -> Iterator[str]:
    """What an experiment claims, from whom it is, and what it found, line by line."""
    verdict = finding.verdict.upper() if finding.verdict == "failed" else finding.verdict
    yield (
        f"{finding.name}: {verdict}"
        f"  ({finding.matches} matches a cell, seed {finding.seed}, {finding.states} states)"
    )
    yield ""
    yield from _wrapped(f"{experiment.claim} ({experiment.source}.)", "  ")
    yield ""
    yield from _table(finding)
    for note in finding.notes:
        said = note
        if finding.verdict == "not decided" and note.startswith(FAILED):
            said = f"not decided: {note.removeprefix(FAILED)}"
        yield from _wrapped(said, "    ", "  - ")
    yield from _cautions(finding)
    yield ""


def _table(finding: Finding) -> Iterator[str]:
    """The cells by unit and series, each with its interval."""
    rows = rows_of(finding.name, finding.cells)
    width = max((len(row.label) for row in rows), default=0)
    for unit, members in by_unit(rows):
        yield f"  {unit.name[:1].upper()}{unit.name[1:]}, with its {INTERVAL} interval"
        for series, group in by_series(members):
            if series.heading:
                yield f"    {series.heading}"
            for row in group:
                cell = row.cell
                numbers = f"{cell.value:8.4f}  [{cell.low:.4f}, {cell.high:.4f}]"
                yield f"      {row.label:<{width}}  {numbers}"
        yield ""


def _cautions(finding: Finding) -> Iterator[str]:
    """What to know before believing it: few matches, or where a failure is accounted for."""
    if finding.matches < DECISIVE:
        yield ""
        yield from _wrapped(
            f"{finding.matches} matches a cell are few: intervals are wide, and what does not hold"
            f" is not decided. Take --matches {DECISIVE} or more.",
            "  ",
        )
    elif not finding.passed:
        yield ""
        yield from _wrapped(
            f"What was measured with other seeds and numbers of states, and what is made of it:"
            f" docs/fidelity.md, section {finding.name}.",
            "  ",
        )


def _wrapped(prose: str, indent: str, first: str | None = None) -> list[str]:
    lead = indent if first is None else first
    return textwrap.wrap(prose, COLUMNS, initial_indent=lead, subsequent_indent=indent)


def summary(findings: list[Finding]) -> str:
    """How many predictions held, and the names of those that did not."""
    held = sum(finding.passed for finding in findings)
    parts = [f"{held} of {len(findings)} experiments held"]
    for verdict in ("not decided", "failed"):
        names = [finding.name for finding in findings if finding.verdict == verdict]
        if names:
            parts.append(f"{verdict}: {', '.join(names)}")
    return "; ".join(parts)


def _worker_count(text: str | None) -> int | None:
    return None if text is None else whole_number("--workers", text, 1, MOST_WORKERS)


def _folder(path: Path) -> Path:
    """The folder for tables and charts, made when missing; raises BadInput."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"--out '{path}': {reason_of(error)}") from None
    return path


def _keep(folder: Path, experiment: Experiment, finding: Finding) -> None:
    """Write NAME.csv and NAME.svg; raises BadInput."""
    texts = {"csv": cells_as_csv(finding, experiment), "svg": cells_as_svg(finding, experiment)}
    for ending, text in texts.items():
        path = folder / f"{finding.name}.{ending}"
        try:
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise BadInput(f"--out '{path}': {reason_of(error)}") from None


@contextmanager
def _progress(experiment: Experiment, matches: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error that counts matches; only where a person can see it."""
    console = Console(file=sys.stderr)
    with Progress(
        console=console, transient=True, disable=not console.is_terminal, redirect_stdout=False
    ) as bar:
        task = bar.add_task(experiment.name, total=experiment.conditions * matches)
        yield lambda played: bar.advance(task, played)
