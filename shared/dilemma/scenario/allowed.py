"""Allowed: what may stand at each place of a scenario, in words, read off its types."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
from msgspec import inspect

from dilemma.scenario.lines import Path
from dilemma.scenario.scenario import Scenario

IDENTIFIER_HELP = (
    "1 to 24 small letters, digits and underscores, beginning with a letter, as in 'red_land'"
)
LONGEST_SHOWN = 40


@cache
def kind_at(path: Path) -> inspect.Type:
    """The type that belongs at a path; raises KeyError where nothing does."""
    kind = inspect.type_info(Scenario)
    for step in path:
        kind = _below(kind, step)
    return kind


def _below(kind: inspect.Type, step: str | int) -> inspect.Type:
    match kind:
        case inspect.StructType(fields=fields):
            return {field.name: field.type for field in fields}[str(step)]
        case inspect.VarTupleType(item_type=item):
            return item
        case inspect.TupleType(item_types=items):
            return items[0]
        case inspect.DictType(value_type=value):
            return value
    raise KeyError(step)


def fields_at(path: Path) -> tuple[str, ...]:
    """The names that may stand in the table at a path."""
    kind = kind_at(path)
    if isinstance(kind, inspect.StructType):
        return tuple(field.name for field in kind.fields)
    assert isinstance(kind, inspect.DictType)
    assert isinstance(kind.key_type, inspect.EnumType)
    return tuple(str(word) for word in kind.key_type.cls)


def allowed(path: Path) -> str:
    """What may stand at a path: a kind of value and its range, or the words to choose from."""
    kind = kind_at(path)
    match kind:
        case inspect.IntType() | inspect.FloatType():
            noun = "a whole number" if isinstance(kind, inspect.IntType) else "a number"
            return f"{noun} {_bounds(kind)}"
        case inspect.BoolType():
            return "true or false"
        case inspect.StrType(pattern=pattern) if pattern:
            return IDENTIFIER_HELP
        case inspect.StrType():
            return f"text of {kind.min_length or 0} to {kind.max_length} letters"
        case inspect.EnumType(cls=words):
            return f"one of {', '.join(str(word) for word in words)}"
        case inspect.TupleType(item_types=items):
            return f"a list of {len(items)}"
        case inspect.VarTupleType():
            return _list_of(kind)
    return f"a table with {', '.join(fields_at(path))}"


def _bounds(kind: inspect.IntType | inspect.FloatType) -> str:
    if kind.gt is not None:
        return f"above {kind.gt:g}, up to {kind.le:g}"
    return f"from {kind.ge:g} to {kind.le:g}"


def _list_of(kind: inspect.VarTupleType) -> str:
    what = "tables" if isinstance(kind.item_type, inspect.StructType) else "words"
    if kind.max_length is None:
        return f"a list of {what}"
    return f"a list of {kind.min_length or 0} to {kind.max_length} {what}"


def shown(value: Any) -> str:
    """A value as it was written, or what kind of thing it is, on one line."""
    match value:
        case bool() | str() | int() | float():
            text = msgspec.json.encode(value).decode() if _is_plain(value) else written(value)
            return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}..."
        case list():
            return f"a list of {len(value)}"
        case dict():
            return "a table"
    return str(value)


def written(value: object) -> str:
    """A value as Python writes it, if it does."""
    try:
        return str(value)
    except ValueError:
        # Python writes no number of thousands of digits.
        return "a number as long as that"


def _is_plain(value: float | str) -> bool:
    """Whether JSON writes a value as TOML does: infinities and very long numbers it does not."""
    return isinstance(value, bool | str) or abs(value) < 1e18
