"""Kinds: every message, structure and set of words of the protocol, read off its types."""

from __future__ import annotations

import inspect as source
import re
import tomllib
from collections.abc import Iterator
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, get_args

import msgspec
from msgspec import Struct, inspect

from dilemma.protocol import ClientMessage, ServerMessage
from dilemma.view import Occurrence

MEANINGS = Path(__file__).with_name("meanings.toml")


class Kinds(Struct, frozen=True):
    """What the two unions hold, each in the order in which it is first met.

    `clients` and `servers` are messages; `carried` are structures inside them; `words` are the sets
    of words; `defaulted` are structures that clients send, who may leave out what has a default.
    """

    clients: tuple[type[Struct], ...]
    servers: tuple[type[Struct], ...]
    carried: tuple[type[Struct], ...]
    words: tuple[type[Enum], ...]
    defaulted: frozenset[type[Struct]]


@cache
def kinds() -> Kinds:
    """Everything that is said in either direction."""
    clients, servers = get_args(ClientMessage), get_args(ServerMessage)
    sent, all_kinds = _reached(clients), _reached(clients + servers)
    return Kinds(
        clients=clients,
        servers=servers,
        carried=tuple(
            kind
            for kind in all_kinds
            if issubclass(kind, Struct) and kind not in (*clients, *servers)
        ),
        words=tuple(kind for kind in all_kinds if issubclass(kind, Enum)),
        defaulted=frozenset(kind for kind in sent if issubclass(kind, Struct)),
    )


@cache
def described(kind: type[Struct]) -> inspect.StructType:
    """The fields of a structure and how it stands on the wire."""
    found = inspect.type_info(kind)
    assert isinstance(found, inspect.StructType)
    return found


def title(kind: type[Any]) -> str:
    """What a kind is called: as its `type` says on the wire, else by its own name."""
    tag = described(kind).tag if issubclass(kind, Struct) else None
    return str(tag) if tag is not None else kind.__name__


def told(kind: type[Any]) -> str:
    """The docstring of a kind, in the words of the wire."""
    text = source.cleandoc(kind.__doc__ or "")
    for named in (*kinds().clients, *kinds().servers):
        text = re.sub(rf"(?<=[a-z] ){named.__name__}\b", f"`{title(named)}`", text)
    return re.sub(r"\bNone\b", "nil", text)


@cache
def meanings() -> dict[str, dict[str, dict[str, str]]]:
    """What is said of every field and every word: `fields` and `words`, by kind, by name."""
    found: dict[str, dict[str, dict[str, str]]] = tomllib.loads(
        MEANINGS.read_text(encoding="utf-8")
    )
    return found


def spelled(kind: inspect.Type) -> str:
    """A type as a programmer of any language reads it, with links to what it is made of."""
    match kind:
        case inspect.IntType():
            return f"integer{_range(kind)}"
        case inspect.FloatType():
            return f"number{_range(kind)}"
        case inspect.BoolType():
            return "boolean"
        case inspect.StrType():
            return f"text{_length(kind)}"
        case inspect.NoneType():
            return "nil"
        case inspect.StructType() | inspect.EnumType():
            name = title(kind.cls)
            return f"[{name}](#{name.lower()})"
        case inspect.UnionType():
            return _either(kind)
        case inspect.VarTupleType():
            return f"list of {spelled(kind.item_type)}"
        case inspect.TupleType():
            return f"list of {len(kind.item_types)}: {_listed(kind.item_types)}"
        case inspect.DictType():
            return f"map from {spelled(kind.key_type)} to {spelled(kind.value_type)}"
    raise TypeError(f"the reference has no words for {kind}")


def default_of(field: inspect.Field) -> str:
    """What a field is when it is left out, or that it may not be."""
    if field.required:
        return "required"
    value = field.default
    if value is msgspec.NODEFAULT:
        assert field.default_factory is not msgspec.NODEFAULT
        value = field.default_factory()
    return f"`{_plain(msgspec.to_builtins(value))}`"


def _plain(value: Any) -> str:
    return msgspec.json.encode(value).decode().replace("null", "nil")


def _either(union: inspect.UnionType) -> str:
    structs = [part.cls for part in union.types if isinstance(part, inspect.StructType)]
    if structs and set(structs) == set(get_args(Occurrence)):
        return "one of the [occurrences](#occurrences)"
    return " or ".join(spelled(part) for part in union.types)


def _listed(types: tuple[inspect.Type, ...]) -> str:
    return ", ".join(spelled(part) for part in types)


def _range(kind: inspect.IntType | inspect.FloatType) -> str:
    if kind.gt is not None:
        return f" above {kind.gt:g}, up to {kind.le:g}"
    return "" if kind.ge is None else f" from {kind.ge:g} to {kind.le:g}"


def _length(kind: inspect.StrType) -> str:
    if kind.pattern is not None:
        return " (an id)"
    if kind.max_length is None:
        return ""
    if not kind.min_length:
        return f" of at most {kind.max_length} characters"
    return f" of {kind.min_length} to {kind.max_length} characters"


def _reached(starts: tuple[type[Struct], ...]) -> tuple[type[Any], ...]:
    """Every structure and set of words that can be met from some, in order."""
    found: dict[type[Any], None] = {}
    for start in starts:
        for kind in _walk(inspect.type_info(start), frozenset()):
            found.setdefault(kind)
    return tuple(found)


def _walk(kind: inspect.Type, above: frozenset[type[Any]]) -> Iterator[type[Any]]:
    if isinstance(kind, inspect.StructType | inspect.EnumType):
        if kind.cls in above:
            return
        yield kind.cls
        above |= {kind.cls}
    for part in _parts(kind):
        yield from _walk(part, above)


def _parts(kind: inspect.Type) -> tuple[inspect.Type, ...]:
    match kind:
        case inspect.StructType(fields=fields):
            return tuple(field.type for field in fields)
        case inspect.UnionType(types=types):
            return types
        case inspect.DictType():
            return (kind.key_type, kind.value_type)
        case inspect.VarTupleType():
            return (kind.item_type,)
        case inspect.TupleType(item_types=types):
            return types
    return ()
