"""The project's own files, as the tests of its shape read them."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
SOURCE_ROOTS = ("shared", "server", "client", "assets")
PYTHON_FOLDERS = (*SOURCE_ROOTS, "tests", "tools", "benchmarks")


def python_files(*folders: str) -> Iterator[Path]:
    """Every Python file under the named folders of the project, in order."""
    for folder in folders:
        yield from sorted((HOUSE / folder).rglob("*.py"))


def tracked_files() -> list[Path]:
    """Every file that git keeps and that is still there."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=HOUSE, check=True, capture_output=True, text=True
    ).stdout
    paths = [HOUSE / name for name in listing.split("\0") if name]
    return [path for path in paths if path.is_file()]


def shown(path: Path) -> str:
    """A path as a reader of the project would write it."""
    return path.relative_to(HOUSE).as_posix()
