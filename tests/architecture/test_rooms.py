"""A file holds one noun and a function does one thing; the tree holds only the project."""

import re
from pathlib import Path

import pytest

from architecture.rooms import Crowded, crowded
from architecture.tree import PYTHON_FOLDERS, python_files, shown, tracked_files

# Written so that no pattern finds itself here.
FOREIGN = {
    "a path of one machine": re.compile(
        r"/wor[k]/|/hom[e]/|/User[s]/|/roo[t]/|/tm[p]/|/op[t]/|[A-Z]:\\User[s]"
    ),
    "the address of a registry": re.compile(
        r"pyp[i]\.org|pythonhoste[d]|registry\.npmj[s]|--(extra-)?index-ur[l]|--find-link[s]"
    ),
    "the mark of an unresolved merge": re.compile(r"^(<{7}|>{7}) ", re.MULTILINE),
}


def foreign(text: str) -> list[str]:
    """What in one file speaks of something other than the project."""
    return [what for what, pattern in FOREIGN.items() if pattern.search(text)]


@pytest.mark.parametrize("path", list(python_files(*PYTHON_FOLDERS)), ids=shown)
def test_rooms_are_small(path: Path) -> None:
    found = crowded(path.read_text(encoding="utf-8"))
    assert not found, f"{shown(path)}: {found}: split, or say why after '# long because: '"


def function_of(lines: int, head: str = "", first: str = "x = 1") -> str:
    """A function of so many lines, with a line above it and a first line of its own."""
    body = [first, *["x = 1"] * (lines - 2)]
    return "\n".join([head, "def adjudicate():", *(f"    {line}" for line in body)]).lstrip("\n")


def test_a_long_function_is_caught() -> None:
    assert crowded(function_of(60)) == []
    assert crowded(function_of(61)) == [Crowded("adjudicate", 1, 61)]


def test_a_long_file_is_caught() -> None:
    assert crowded("x = 1\n" * 400) == []
    assert crowded("x = 1\n" * 401) == [Crowded("", 1, 401)]


def test_a_reason_excuses_length_and_an_empty_one_does_not() -> None:
    why = "# long because: one table, read as a whole"
    assert crowded(f"{why}\n" + "x = 1\n" * 401) == []
    assert crowded("# long because: \n" + "x = 1\n" * 401) != []
    assert crowded(function_of(61, head=why)) == []
    assert crowded(function_of(62, first=f"{why}\n    x = 1")) == []
    assert crowded("x = 1\n" * 401 + why) != []


def test_nothing_tracked_speaks_of_another_place() -> None:
    found = {}
    for path in tracked_files():
        try:
            said = foreign(path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            continue  # a picture or a sound
        if said:
            found[shown(path)] = said
    assert found == {}


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("cache = '/ho" + "me/student/cache'", "a path of one machine"),
        ("cache = '/tm" + "p/cache'", "a path of one machine"),
        ("--extra-index" + "-url https://example.invalid", "the address of a registry"),
        ("# https://py" + "pi.org/simple", "the address of a registry"),
        ("<<<<<<" + "< HEAD", "the mark of an unresolved merge"),
    ],
)
def test_a_planted_foreign_line_is_caught(line: str, what: str) -> None:
    assert foreign(f"first\n{line}\nlast\n") == [what]
