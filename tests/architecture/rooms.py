"""Reads Python for files and functions too long to hold one thing."""

import ast
from typing import NamedTuple

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
EXCUSE = "# long because: "


class Crowded(NamedTuple):
    """A file (named "") or a function that holds more lines than one thing needs."""

    name: str
    line: int
    lines: int


def crowded(source: str) -> list[Crowded]:
    """What in one module is too long and does not say why.

    A file says why in a comment among its first ten lines, a function in the line above it or
    in its first line: `# long because: ...`.
    """
    lines = source.splitlines()
    found = []
    if len(lines) > LONGEST_FILE and not _says_why(lines[:10]):
        found.append(Crowded("", 1, len(lines)))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(mark.lineno for mark in node.decorator_list)])
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            body = node.body[0].lineno
            if length > LONGEST_FUNCTION and not _says_why(lines[max(first - 2, 0) : body]):
                found.append(Crowded(node.name, node.lineno, length))
    return found


def _says_why(lines: list[str]) -> bool:
    reasons = [line.strip() for line in lines if line.strip().startswith(EXCUSE)]
    return any(len(reason) > len(EXCUSE) + 10 for reason in reasons)
