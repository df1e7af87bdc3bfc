"""Reads the player's rulebook: its numbered paragraphs, the numbers in them, and its tables."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

RULEBOOK = Path(__file__).resolve().parents[2] / "docs" / "rules.md"
TESTS = Path(__file__).resolve().parent

_RULE = re.compile(r"^\*\*(\d+\.\d+)\*\* ", re.MULTILINE)
_REFERENCE = re.compile(r"§\s(\d+(?:\.\d+)?)")
_LIST_MARK = re.compile(r"^\d+\. ", re.MULTILINE)
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)( %)?")
_TEST = re.compile(r"test_(\d+)_(\d+)_[a-z]")


def rules(text: str) -> dict[str, str]:
    """Every numbered paragraph by its number, in the order of the text; raises on one said twice.

    A paragraph ends at the next empty line; text without a number is no rule.
    """
    found: dict[str, str] = {}
    for block in text.split("\n\n"):
        head = _RULE.match(block)
        if head is None:
            continue
        if head[1] in found:
            raise ValueError(f"{head[1]} is there twice; give each rule its own number")
        found[head[1]] = block[head.end() :]
    return found


def numbers(text: str) -> tuple[float, ...]:
    """Every number in a text, in order; percentages as shares; references and list marks are none.

    Formulas count: `x^1.5` holds 1.5.
    """
    plain = _LIST_MARK.sub("", _REFERENCE.sub("", text))
    return tuple(
        round(float(value) / 100.0, 12) if percent else float(value)
        for value, percent in _NUMBER.findall(plain)
    )


def references(text: str) -> tuple[str, ...]:
    """The rules and sections that a text points to."""
    return tuple(_REFERENCE.findall(text))


def sections(text: str) -> tuple[str, ...]:
    """The numbers of the sections."""
    return tuple(re.findall(r"^## (\d+)\. ", text, re.MULTILINE))


def table(text: str, header: str) -> list[tuple[str, ...]]:
    """The rows of the table whose header line begins so."""
    block = next(block for block in text.split("\n\n") if block.startswith(header))
    return [
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in block.splitlines()[2:]
    ]


def covered(paths: Iterable[Path]) -> dict[str, str]:
    """The tests of some files that are named by a rule: rule by name of the test."""
    found = {}
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and (head := _TEST.match(node.name)):
                found[node.name] = f"{head[1]}.{head[2]}"
    return found
