"""What the project's own pages name is there."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

from architecture.tree import HOUSE

PAGES = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"]
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
TOP = r"shared|server|client|assets|tests|benchmarks|tools|docs|\.ci"
PATH = re.compile(rf"(?:{TOP})(?:/[\w./-]+)?|\.\w[\w./-]*|[A-Z]+\.md")
NAME = re.compile(r"dilemma(?:_\w+)?(?:\.\w+)+")
MADE_BY_USE = {".venv", ".venv/bin"}


def paths_in(text: str) -> set[str]:
    """The files and folders that a page names or links to."""
    spans = {span for span in SPAN.findall(text) if PATH.fullmatch(span)}
    return (spans | set(LINK.findall(text))) - MADE_BY_USE


def names_in(text: str) -> set[str]:
    """The modules, functions and types that a page names in full."""
    return {span for span in SPAN.findall(text) if NAME.fullmatch(span)}


def stands(name: str) -> bool:
    """Whether a dotted name leads to a module or to something in one."""
    try:
        importlib.import_module(name)
    except ModuleNotFoundError:
        try:
            pkgutil.resolve_name(name)
        except (ModuleNotFoundError, AttributeError):
            return False
    return True


@pytest.mark.parametrize("page", PAGES)
def test_every_path_on_a_page_is_there(page: str) -> None:
    text = (HOUSE / page).read_text(encoding="utf-8")
    assert {path for path in paths_in(text) if not Path(HOUSE, path).exists()} == set()


@pytest.mark.parametrize("page", PAGES)
def test_every_name_on_a_page_is_there(page: str) -> None:
    text = (HOUSE / page).read_text(encoding="utf-8")
    assert {name for name in names_in(text) if not stands(name)} == set()


def test_the_map_fits_one_page() -> None:
    assert len((HOUSE / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()) <= 80


def test_a_wrong_path_and_a_wrong_name_are_seen() -> None:
    text = "`tools/nothing.py` and [gone](GONE.md), `dilemma.nothing` and `dilemma.orders.Nothing`"
    assert paths_in(text) == {"tools/nothing.py", "GONE.md"}
    assert not any(stands(name) for name in names_in(text))
    assert names_in(text) == {"dilemma.nothing", "dilemma.orders.Nothing"}
    assert stands("dilemma.orders.problems")
