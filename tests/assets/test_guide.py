"""The guide to writing a scenario says of every field what the game says of it."""

from __future__ import annotations

import re

import msgspec
import pytest
from msgspec import Struct

from architecture.tree import HOUSE
from dilemma.scenario import Dials, Pair, PowerShift, Scenario, Source, State, parse_scenario
from dilemma.scenario.allowed import allowed
from dilemma.scenario.lines import Path
from dilemma.vocabulary import Instrument, Module

GUIDE = (HOUSE / "docs" / "scenarios.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \| ([^|]*) \| ([^|]*) \|$", re.MULTILINE)

KINDS: list[tuple[str, type[Struct], Path]] = [
    ("The whole", Scenario, ()),
    ("A state", State, ("states", 0)),
    ("Between two states", Pair, ("pairs", 0)),
    ("The world", Dials, ("dials",)),
    ("An announced change", PowerShift, ("power_shifts", 0)),
    ("Something to read", Source, ("sources", 0)),
]


def rows(title: str) -> dict[str, tuple[str, str]]:
    """What one table of the guide says of each field: what is allowed, and the default."""
    section = re.split(rf"^## {title}", GUIDE, flags=re.MULTILINE)[1].split("\n## ")[0]
    return {match[1]: (match[2].strip(), match[3].strip()) for match in ROW.finditer(section)}


@pytest.mark.parametrize(("title", "kind", "place"), KINDS, ids=[title for title, *_ in KINDS])
def test_every_field_is_in_its_table_with_what_is_allowed(
    title: str, kind: type[Struct], place: Path
) -> None:
    found = rows(title)
    assert tuple(found) == kind.__struct_fields__
    for field, (said, _) in found.items():
        assert said == allowed((*place, field)).partition(" with offence_advantage")[0], field


@pytest.mark.parametrize(("title", "kind", "place"), KINDS, ids=[title for title, *_ in KINDS])
def test_every_number_has_its_default(title: str, kind: type[Struct], place: Path) -> None:
    del place
    for field in msgspec.structs.fields(kind):
        if isinstance(field.default, bool):
            assert rows(title)[field.name][1] == str(field.default).lower()
        elif isinstance(field.default, int | float):
            assert float(rows(title)[field.name][1]) == field.default
        elif field.required:
            assert rows(title)[field.name][1] in ("none", "")


def test_every_module_and_treaty_is_named() -> None:
    assert [word for word in (*Module, *Instrument) if f"`{word}`" not in GUIDE] == []


def test_the_example_can_be_played() -> None:
    example = GUIDE.split("```toml\n")[1].split("```")[0]
    assert parse_scenario(example, "guide").ids == ("northport", "southport")


def test_the_error_that_is_shown_is_the_one_that_is_given() -> None:
    assert f"use {allowed(('states', 2, 'economy'))}`" in GUIDE
