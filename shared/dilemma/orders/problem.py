"""A problem: why something is not allowed, in English and ready to be said in any language."""

from __future__ import annotations

import msgspec
from msgspec import Struct

Value = str | int | float | tuple[str, ...]
"""What is put into a sentence: a number, a word or an identifier, or several of these."""


class Problem(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One reason why something is not allowed: the field it is in, and the words to show.

    Where values were put into the words, `template` is what they were put into: a client has it
    translated, and names states and words of the game as its player knows them.
    """

    field: str
    text: str
    template: str = ""
    values: dict[str, Value] = msgspec.field(default_factory=dict)


def problem(field: str, template: str, /, **values: Value) -> Problem:
    """A problem in whose words values are put, several of them with commas between.

    What somebody else has written stays on its line, whatever he wrote.
    """
    shown = {name: _on_one_line(value) for name, value in values.items()}
    return Problem(field, worded(template, shown), template, shown)


def _on_one_line(value: Value) -> Value:
    """A text in which nothing but printable characters stands, others by their escapes."""
    if isinstance(value, str) and not value.isprintable():
        return repr(str(value))[1:-1]
    return value


def worded(template: str, values: dict[str, Value]) -> str:
    """The English sentence: a template with its values in it."""
    plain = {
        name: ", ".join(value) if isinstance(value, tuple) else value
        for name, value in values.items()
    }
    return template.format(**plain)
