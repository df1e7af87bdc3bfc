"""Lines: where in a TOML text each of its tables, keys and list items begins.

The standard reader of TOML forgets them, and an error that names the line is found in a moment.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right

Path = tuple[str | int, ...]
"""The way to a value: keys, and places in lists, counted from 0."""

END = "\0"
"""Stands behind the text, where no TOML may have it."""

BLANK = " \t\r\n"
BARE_ENDS = frozenset(",]}#\n" + END)


def lines_of(text: str) -> dict[Path, int]:
    """The line, counted from 1, on which each value of a valid TOML text begins, by its path.

    A key's line is that of the key, an item's that of its first sign; a table's is its header, or
    the first key that makes it.
    """
    scanner = _Scanner(text)
    scanner.scan()
    return scanner.found


def line_of(text: str, path: Path) -> int:
    """The line of a value, or of the nearest thing around it that stands in the text."""
    found = lines_of(text)
    while path and path not in found:
        path = path[:-1]
    return found.get(path, 1)


class _Scanner:
    """Reads once through a text that is known to be valid, noting where everything begins."""

    def __init__(self, text: str) -> None:
        self._text = text + END
        self._at = 0
        self._breaks = [place for place, sign in enumerate(text) if sign == "\n"]
        self._lengths: dict[Path, int] = {}
        self.found: dict[Path, int] = {}

    def scan(self) -> None:
        """The whole text: headers, and below each its keys."""
        table: Path = ()
        self._skip()
        while self._text[self._at] != END:
            line = self._line
            if self._text.startswith("[[", self._at):
                self._at += 2
                table = self._add_item(self._keys(), line)
                self._at += 2
            elif self._text[self._at] == "[":
                self._at += 1
                table = self._enter((), self._keys(), line)
                self._at += 1
            else:
                self._pair(table)
            self._skip()

    @property
    def _line(self) -> int:
        return bisect_right(self._breaks, self._at - 1) + 1

    def _skip(self) -> None:
        """Go on to the next sign that is neither blank nor in a comment."""
        while True:
            sign = self._text[self._at]
            if sign == "#":
                end = self._text.find("\n", self._at)
                self._at = end if end >= 0 else len(self._text) - 1
            elif sign in BLANK:
                self._at += 1
            else:
                return

    def _enter(self, table: Path, keys: list[str], line: int) -> Path:
        """Walk down by keys, into the last item wherever a list of tables stands on the way."""
        for key in keys:
            table = (*table, key)
            self.found.setdefault(table, line)
            if table in self._lengths:
                table = (*table, self._lengths[table] - 1)
        return table

    def _add_item(self, keys: list[str], line: int) -> Path:
        """One more item of the list of tables that a double header names."""
        table = (*self._enter((), keys[:-1], line), keys[-1])
        self.found.setdefault(table, line)
        place = self._lengths.get(table, 0)
        self._lengths[table] = place + 1
        self.found[*table, place] = line
        return (*table, place)

    def _keys(self) -> list[str]:
        """A key or a dotted row of keys; ends on the first sign behind them."""
        keys = []
        while True:
            self._skip_spaces()
            keys.append(self._key())
            self._skip_spaces()
            if self._text[self._at] != ".":
                return keys
            self._at += 1

    def _skip_spaces(self) -> None:
        while self._text[self._at] in " \t":
            self._at += 1

    def _key(self) -> str:
        begin = self._at
        if self._text[begin] in "\"'":
            self._string()
            quoted = self._text[begin : self._at]
            return str(tomllib.loads(f"key = {quoted}")["key"])
        while self._text[self._at].isalnum() or self._text[self._at] in "_-":
            self._at += 1
        return self._text[begin : self._at]

    def _pair(self, table: Path) -> None:
        """A key, its sign and its value."""
        line = self._line
        keys = self._keys()
        self._at += 1
        self._skip_spaces()
        self._value(self._enter(table, keys, line))

    def _value(self, path: Path) -> None:
        sign = self._text[self._at]
        if sign in "\"'":
            self._string()
        elif sign == "[":
            self._list(path)
        elif sign == "{":
            self._inline_table(path)
        else:
            while self._text[self._at] not in BARE_ENDS:
                self._at += 1

    def _string(self) -> None:
        """Go behind a string of any of the four kinds."""
        quote = self._text[self._at]
        fence = quote * 3 if self._text.startswith(quote * 3, self._at) else quote
        self._at += len(fence)
        while not self._text.startswith(fence, self._at):
            self._at += 2 if quote == '"' and self._text[self._at] == "\\" else 1
        self._at += len(fence)
        if len(fence) == 3:  # one or two more quotes belong to the text within
            for _ in range(2):
                self._at += self._text[self._at] == quote

    def _list(self, path: Path) -> None:
        self._at += 1
        place = 0
        self._skip()
        while self._text[self._at] != "]":
            self.found[*path, place] = self._line
            self._value((*path, place))
            place += 1
            self._skip_comma()
        self._at += 1

    def _inline_table(self, path: Path) -> None:
        self._at += 1
        self._skip()
        while self._text[self._at] != "}":
            self._pair(path)
            self._skip_comma()
        self._at += 1

    def _skip_comma(self) -> None:
        self._skip()
        if self._text[self._at] == ",":
            self._at += 1
            self._skip()
