"""Keeping matches: the subcommands of `store`, over a database that a server may be using."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import Progress as Bar

from dilemma_cli.complaints import FAILED, BadInput, WentWrong
from dilemma_server import store
from dilemma_server.store import Progress


def check_database(path: Path) -> int:
    """Say whether a database is sound; 1 when it is damaged. Raises BadInput, WentWrong."""
    with _progress("checking") as progress, _complaining():
        found = store.check(path, progress)
    _tell(found.damage)
    print(f"{path}: {'sound' if found.sound else 'damaged'}: {_counted(found)}")
    return 0 if found.sound else FAILED


def back_up(path: Path, target: Path) -> int:
    """Copy a database; 1 when the copy holds damage. Raises BadInput, WentWrong."""
    with _progress("copying") as progress, _complaining():
        found = store.backup(path, target, progress)
    _tell(found.damage)
    state = "sound" if found.sound else "as damaged as what it copies"
    print(f"{target}: written, {state}: {_counted(found)}")
    return 0 if found.sound else FAILED


def export_matches(path: Path, target: Path, matches: Sequence[str]) -> int:
    """Write matches to a file; 1 when damaged ones were left out. Raises BadInput, WentWrong."""
    with _progress("exporting") as progress, _complaining():
        moved = store.export(path, target, matches, progress)
    _tell(moved.damage)
    left_out = f"; {len(moved.damage)} left out, damaged" if moved.damage else ""
    print(
        f"{target}: {_moved(moved)}{left_out}; keep it secret: all that is hidden in them is in it"
    )
    return FAILED if moved.damage else 0


def import_matches(path: Path, source: Path) -> int:
    """Put exported matches into a database. Raises BadInput, WentWrong."""
    with _progress("importing") as progress, _complaining():
        moved = store.import_matches(path, source, progress)
    print(f"{path}: {_moved(moved)} imported")
    return 0


def _counted(found: store.Findings) -> str:
    return f"{found.matches} matches, {found.records} records, {found.keys} keys"


def _moved(moved: store.Moved) -> str:
    return f"{moved.matches} matches, {moved.records} records"


def _tell(lines: Sequence[str]) -> None:
    for line in lines:
        print(line)


@contextmanager
def _complaining() -> Iterator[None]:
    try:
        yield
    except store.WrongFile as error:
        raise BadInput(str(error)) from None
    except store.StoreError as error:
        raise WentWrong(str(error)) from None


@contextmanager
def _progress(doing: str) -> Iterator[Progress]:
    """A bar on standard error, only where a person can see it."""
    console = Console(file=sys.stderr)
    with Bar(
        console=console, transient=True, disable=not console.is_terminal, redirect_stdout=False
    ) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
