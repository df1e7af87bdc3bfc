"""Write docs/protocol.md and its schema from the types: `python -m tools.protocol`."""

from __future__ import annotations

import sys
from enum import Enum
from string import Template
from typing import get_args

import msgspec
from msgspec import Struct
from tools.kept import HOUSE
from tools.wire import kinds as reading
from tools.wire.example import example
from tools.wire.figures import figures
from tools.wire.schema import schema
from tools.wire.talk import diagram, table

from dilemma.view import Occurrence

PAGE = HOUSE / "docs" / "protocol.md"
SCHEMA = HOUSE / "docs" / "protocol.schema.json"
TEXT = HOUSE / "tools" / "wire" / "page.md"

OCCURRENCES: tuple[type[Struct], ...] = get_args(Occurrence)


def page() -> str:
    """The whole page."""
    found = reading.kinds()
    carried = tuple(kind for kind in found.carried if kind not in OCCURRENCES)
    text = TEXT.read_text(encoding="utf-8")
    return Template(text).substitute(
        figures(),
        diagram=diagram(),
        conversation=table(),
        example=example(),
        clients=_sections(found.clients, found),
        servers=_sections(found.servers, found),
        carried=_sections(carried, found),
        occurrences=_sections(OCCURRENCES, found),
        words="\n\n".join(word_section(kind) for kind in found.words),
    )


def _sections(some: tuple[type[Struct], ...], found: reading.Kinds) -> str:
    return "\n\n".join(section(kind, kind in found.defaulted) for kind in some)


def section(kind: type[Struct], defaults: bool) -> str:
    """One structure: what it is and its fields, with `defaults` where they may be left out."""
    described, meanings = reading.described(kind), reading.meanings()["fields"][kind.__name__]
    heads = ["field", "type", *(["default"] if defaults else []), "meaning"]
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for place, field in enumerate(described.fields):
        name = f"{place}: `{field.name}`" if described.array_like else f"`{field.name}`"
        cells = [name, reading.spelled(field.type)]
        cells += [reading.default_of(field)] if defaults else []
        lines.append(f"| {' | '.join([*cells, meanings[field.name]])} |")
    said = reading.told(kind)
    return "\n\n".join([f"### {reading.title(kind)}", said, "\n".join(lines)])


def word_section(kind: type[Enum]) -> str:
    """One set of words: what it is, and what each word means."""
    meanings = reading.meanings()["words"][kind.__name__]
    words = "\n".join(f"- `{word.value}`: {meanings[word.value]}" for word in kind)
    return f"### {kind.__name__}\n\n{reading.told(kind)}\n\n{words}"


def schema_text() -> str:
    """The schema as it is written."""
    return msgspec.json.format(msgspec.json.encode(schema()), indent=1).decode() + "\n"


def main() -> int:
    """Write both files."""
    PAGE.write_text(page(), encoding="utf-8")
    SCHEMA.write_text(schema_text(), encoding="utf-8")
    print(f"{PAGE}\n{SCHEMA}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
