"""The protocol reference: it is as the types are, complete, and hangs together."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from enum import Enum
from typing import Any, get_args, get_type_hints

import msgspec
import pytest
from msgspec import Struct
from tools.protocol import PAGE, SCHEMA, page, schema_text
from tools.wire.figures import PREFIX
from tools.wire.kinds import meanings

from dilemma.chance import commitment
from dilemma.protocol import PROTOCOL_VERSION, ClientMessage, ServerMessage
from dilemma.protocol.conversation import CLIENT, SERVER, State, name_of
from rulebook.reading import RULEBOOK, references, rules, sections

TEXT = PAGE.read_text(encoding="utf-8")
STALE = "write it again with `python -m tools.protocol`"
SECTION = re.compile(r"^### (\w+)\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
SECTIONS = dict(SECTION.findall(TEXT))
MESSAGES: tuple[type[Struct], ...] = (*get_args(ClientMessage), *get_args(ServerMessage))


def kinds_in(annotation: Any) -> Iterator[type[Any]]:
    """The structures and sets of words that an annotation names, at any depth."""
    if isinstance(annotation, type) and issubclass(annotation, Struct | Enum):
        yield annotation
    for part in get_args(annotation):
        yield from kinds_in(part)


def reached() -> list[type[Any]]:
    """Every structure and set of words that a message can hold, the messages themselves first."""
    found = list(MESSAGES)
    for kind in found:
        if issubclass(kind, Struct):
            for annotation in get_type_hints(kind, include_extras=True).values():
                found += [part for part in kinds_in(annotation) if part not in found]
    return found


REACHED = reached()
STRUCTS = [kind for kind in REACHED if issubclass(kind, Struct)]
WORDS = [kind for kind in REACHED if issubclass(kind, Enum)]


def heading(kind: type[Any]) -> str:
    """Under which heading a kind is to be found: what `type` says on the wire, or its name."""
    tag = kind.__struct_config__.tag if issubclass(kind, Struct) else None
    return str(tag or kind.__name__)


def test_both_files_are_as_the_types_are() -> None:
    assert page() == TEXT, STALE
    assert schema_text() == SCHEMA.read_text(encoding="utf-8"), STALE


def test_there_is_a_section_for_every_kind_and_no_other() -> None:
    titles = re.findall(r"^### (\w+)$", TEXT, re.MULTILINE)
    assert sorted(titles) == sorted(map(heading, REACHED))
    assert len({title.lower() for title in titles}) == len(titles), "two would share one link"


@pytest.mark.parametrize("kind", STRUCTS, ids=heading)
def test_every_field_is_in_its_table(kind: type[Struct]) -> None:
    rows = re.findall(r"^\| (?:\d+: )?`(\w+)` \|", SECTIONS[heading(kind)], re.MULTILINE)
    assert rows == [field.name for field in msgspec.structs.fields(kind)]


@pytest.mark.parametrize("kind", WORDS, ids=heading)
def test_every_word_is_in_its_list(kind: type[Enum]) -> None:
    rows = re.findall(r"^- `(\w+)`: \S", SECTIONS[heading(kind)], re.MULTILINE)
    assert rows == [word.value for word in kind]


def test_nothing_is_explained_that_is_not_there() -> None:
    said = meanings()
    assert said["fields"].keys() == {kind.__name__ for kind in STRUCTS}
    for kind in STRUCTS:
        names = {field.name for field in msgspec.structs.fields(kind)}
        assert said["fields"][kind.__name__].keys() == names
    assert said["words"].keys() == {kind.__name__ for kind in WORDS}
    for words in WORDS:
        assert said["words"][words.__name__].keys() == {word.value for word in words}


def test_every_message_of_a_state_is_in_the_conversation() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \|(.*)$", TEXT.split("## A match")[0], re.MULTILINE))
    assert rows.keys() == {str(state) for state in State}
    for says in (CLIENT, SERVER):
        for state, allowed in says.items():
            for kind, after in allowed.items():
                assert f"[{name_of(kind)}]" in rows[state]
                assert after is state or f"→ `{after}`" in rows[state]


def test_every_link_leads_somewhere() -> None:
    anchors = {
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^##+ (.+)$", TEXT, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= anchors
    files = set(re.findall(r"\]\(([^#)]+)\)", TEXT)) - set(re.findall(r"\]\((http[^)]+)\)", TEXT))
    assert files == {"protocol.schema.json", "rules.md"}
    assert all((PAGE.parent / name).is_file() for name in files)
    numbered = RULEBOOK.read_text(encoding="utf-8")
    assert set(references(TEXT)) <= rules(numbered).keys() | set(sections(numbered))


def test_it_speaks_no_python() -> None:
    text = re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL)
    assert not re.search(r"\b(None|True|False|tuple|dict|Struct)\b", text)
    classes = {kind.__name__ for kind in MESSAGES if not kind.__name__.istitle()}
    assert "SubmitOrders" in classes
    assert not [name for name in classes if re.search(rf"\b{name}\b", text)]


def test_the_promise_is_hashed_as_the_page_says() -> None:
    secret = bytes(range(32))
    assert f"of the {len(PREFIX)} ASCII bytes\n`{PREFIX}`" in TEXT
    assert hashlib.sha256(PREFIX.encode() + secret).hexdigest() == commitment(secret)


def test_the_schema_holds_every_kind_and_says_what_every_field_means() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert schema["title"].endswith(f"version {PROTOCOL_VERSION}")
    kinds = {kind.__name__ for kind in REACHED} | {"ClientMessage", "ServerMessage"}
    assert schema["$defs"].keys() == kinds
    for kind in STRUCTS:
        named = schema["$defs"][kind.__name__]
        places = named.get("prefixItems") or [*named["properties"].values()]
        assert [place for place in places if place == {"type": []}] == []
        assert sum("description" in place for place in places) == len(kind.__struct_fields__)
    links = set(re.findall(r'"#/\$defs/(\w+)"', SCHEMA.read_text(encoding="utf-8")))
    assert links <= kinds
    budget = schema["$defs"]["Order"]["properties"]["budget"]
    assert budget["propertyNames"] == {"$ref": "#/$defs/BudgetLine"}
