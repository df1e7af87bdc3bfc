"""Lines: every value of a TOML text is found on the line where it was written."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.scenario.lines import Path, line_of, lines_of
from dilemma_assets import scenarios

NASTY = '''# name = "not this one"
name = "first" # name = "nor this"

title = """
name = "still the title"
[[states]]
a quote \\""" and two more"""""
'quoted key' = \'\'\'
[dials]
# no comment''\'\'\'
"dotted \\u0041".more . "and.more" = 1
empty = []
list = [ # ]
  1, [2,
  3], "]",
  { x = 1, y = { z = """
  x = 3""" } }, # , 9
  1979-05-27 07:32:00,
]

[[states]]
id = "one"
inline = { a = "}", 'b' = [ "{", "=" ], c.d = 4 }
  [states.house] # a table of the first
  rooms = 2
  [[states.cities]]
  name = "A"
  [[states.cities]]
  name = "B"

[ states . yard ]
[[ states ]]
id = "two"
[[states.cities]]
name = 'C # "'
[states.cities.mayor]
name = "M"

[dials]
\tnoise = -inf

[a.b.c]
d = \'\'
[a]
e.f = true
'''


def paths(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every path into a document, and what is there."""
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for step, inner in items:
        yield (*path, step), inner
        yield from paths(inner, (*path, step))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("name",), 2),
        (("title",), 4),
        (("quoted key",), 8),
        (("dotted A",), 11),
        (("dotted A", "more", "and.more"), 11),
        (("empty",), 12),
        (("list",), 13),
        (("list", 0), 14),
        (("list", 1), 14),
        (("list", 1, 1), 15),
        (("list", 2), 15),
        (("list", 3), 16),
        (("list", 3, "y", "z"), 16),
        (("list", 4), 18),
        (("states",), 21),
        (("states", 0), 21),
        (("states", 0, "id"), 22),
        (("states", 0, "inline", "b", 1), 23),
        (("states", 0, "inline", "c", "d"), 23),
        (("states", 0, "house"), 24),
        (("states", 0, "house", "rooms"), 25),
        (("states", 0, "cities", 0, "name"), 27),
        (("states", 0, "cities", 1), 28),
        (("states", 0, "cities", 1, "name"), 29),
        (("states", 0, "yard"), 31),
        (("states", 1), 32),
        (("states", 1, "id"), 33),
        (("states", 1, "cities", 0, "name"), 35),
        (("states", 1, "cities", 0, "mayor", "name"), 37),
        (("dials", "noise"), 40),
        (("a",), 42),
        (("a", "b", "c", "d"), 43),
        (("a", "e", "f"), 45),
    ],
)
def test_every_value_is_found_where_it_was_written(path: Path, line: int) -> None:
    assert line_of(NASTY, path) == line


def test_nothing_of_a_nasty_text_is_missed_and_nothing_is_made_up() -> None:
    assert set(lines_of(NASTY)) == {path for path, _ in paths(tomllib.loads(NASTY))}


@pytest.mark.parametrize("name", scenarios.names())
def test_nothing_of_a_shipped_scenario_is_missed(name: str) -> None:
    text = scenarios.load_text(name)
    found = lines_of(text)
    lines = text.split("\n")
    for path, _ in paths(tomllib.loads(text)):
        key = path[-1]
        if isinstance(key, str):
            assert key in lines[found[path] - 1]
    assert set(found) == {path for path, _ in paths(tomllib.loads(text))}


def test_what_is_not_there_is_looked_for_where_it_would_be() -> None:
    assert line_of(NASTY, ("states", 1, "economy")) == 32
    assert line_of(NASTY, ("states", 1, "cities", 0, "mayor", "age")) == 36
    assert line_of(NASTY, ("turns",)) == 1
    assert line_of("", ()) == 1


def test_other_ends_of_lines_do_not_count_twice() -> None:
    text = 'a = 1\r\n# c\r\nb = """\r\n\r\n"""\r\nc = 2'
    assert lines_of(text) == {("a",): 1, ("b",): 3, ("c",): 6}


PLAIN = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_characters="\x7f\\'\"")
)
KEYS = st.text("ab-_", min_size=1, max_size=3)


@st.composite
def written(draw: st.DrawFn) -> str:
    """A text of keys in random tables, with strings that look like anything."""
    texts = st.one_of(
        PLAIN.map(lambda text: f'"{text}"'),
        PLAIN.map(lambda text: f"'{text}'"),
        PLAIN.map(lambda text: f'"""\n{text}\n[x]\n"""'),
        PLAIN.map(lambda text: f"'''{text}\na = 1'''"),
        st.integers().map(str),
    )
    lists = st.lists(texts).map(lambda items: "[ # [\n" + ",\n\n".join(items) + "]")
    inline = st.dictionaries(KEYS, texts).map(
        lambda table: "{" + ", ".join(f"{key} = {value}" for key, value in table.items()) + "}"
    )
    values = st.one_of(texts, lists, inline)
    tables = draw(st.lists(st.dictionaries(KEYS, values), max_size=4))
    parts = [
        "[[t]] # a\n" + "".join(f"{key} = {value} # = \n\n" for key, value in table.items())
        for table in tables
    ]
    return "".join(parts)


@given(written())
def test_whatever_is_written_is_found_on_a_line_that_holds_its_key(text: str) -> None:
    document = tomllib.loads(text)
    found = lines_of(text)
    assert set(found) == {path for path, _ in paths(document)}
    lines = text.split("\n")
    for path in found:
        if isinstance(path[-1], str):
            assert path[-1] in lines[found[path] - 1]
