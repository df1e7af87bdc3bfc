"""The record: kept, read again, proved; and no change to it goes unseen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.record import (
    Game,
    Record,
    RecordError,
    advance,
    begin,
    dump_record,
    load_record,
    record_of,
    replay,
)
from dilemma.scenario import Scenario
from support.play import games, scenarios
from support.sheets import lawful_sheets
from support.worlds import plain, with_modules

secrets = st.binary(min_size=16, max_size=64)
seeds = st.integers(0, 2**32)


@settings(max_examples=20)
@given(scenarios(turns=4), secrets, seeds)
def test_every_match_is_in_its_record_at_every_turn(
    scenario: Scenario, secret: bytes, seed: int
) -> None:
    for game in games(scenario, secret, seed):
        record = load_record(dump_record(record_of(game)))
        assert record == record_of(game)
        assert record.final_hash == game.hash
        again = replay(record)
        assert again.views == game.views
        assert again.hash == game.hash
        assert again.turn == game.turn


@settings(max_examples=15)
@given(secrets, st.data())
def test_every_word_and_number_of_an_order_survives(secret: bytes, data: st.DataObject) -> None:
    game = begin(with_modules(plain(3, 2, incident_rate=0.5)), secret)
    given_orders = []
    while not game.over:
        orders = {view.seat: data.draw(lawful_sheets(view)) for view in game.views}
        given_orders.append(orders)
        game = advance(game, orders)
    record = load_record(dump_record(record_of(game)))
    assert [turn.orders for turn in record.turns] == given_orders
    assert replay(record).views == game.views


def short_match() -> Game:
    """Two turns of three states that say and do something."""
    return list(games(plain(3, 2, incident_rate=0.5), bytes(range(32)), 5))[-1]


GAME = short_match()
TEXT = dump_record(record_of(GAME))


def leaves(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Paths of every value in a tree, containers included."""
    if path:
        yield path
    pairs: Iterable[tuple[Any, Any]] = ()
    if isinstance(data, dict):
        pairs = data.items()
    elif isinstance(data, list):
        pairs = enumerate(data)
    for key, value in pairs:
        yield from leaves(value, (*path, key))


PATHS = list(leaves(json.loads(TEXT)))


def changed(value: Any) -> st.SearchStrategy[Any]:
    """Something else than a value, mostly of its kind."""
    if isinstance(value, bool) or value is None:
        return st.sampled_from([True, False, None, "b"])
    if isinstance(value, float | int):
        return st.floats(0.0, 1.0) | st.integers(-3, 60)
    if isinstance(value, str):
        words = [*"ab", "attack", "probe", "hold", "mobilised", "trade", value[::-1]]
        return st.sampled_from(words) | st.text(max_size=5).map(lambda extra: value + extra)
    return st.sampled_from([[], {}, None, 0])


def unseen(text: str) -> Record | None:
    """A record that is another one and yet passes for a true one, if that is what a text is."""
    try:
        record = load_record(text)
        replay(record)
    except RecordError:
        return None
    return None if record == record_of(GAME) else record


@settings(max_examples=300)
@given(st.sampled_from(PATHS), st.data())
def test_no_change_of_a_value_goes_unseen(path: tuple[Any, ...], data: st.DataObject) -> None:
    tree = json.loads(TEXT)
    parent = tree
    for key in path[:-1]:
        parent = parent[key]
    parent[path[-1]] = data.draw(changed(parent[path[-1]]))
    assert unseen(json.dumps(tree)) is None


@settings(max_examples=100)
@given(st.sampled_from(PATHS), st.sampled_from(["drop", "double"]))
def test_nothing_dropped_or_doubled_goes_unseen(path: tuple[Any, ...], how: str) -> None:
    tree = json.loads(TEXT)
    parent = tree
    for key in path[:-1]:
        parent = parent[key]
    if isinstance(parent, list) and how == "double":
        parent.insert(path[-1], parent[path[-1]])
    else:
        del parent[path[-1]]
    assert unseen(json.dumps(tree)) is None


@settings(max_examples=300)
@given(st.integers(0, len(TEXT) - 1), st.characters(codec="utf-8"))
def test_no_single_letter_can_be_changed_unseen(place: int, letter: str) -> None:
    assert unseen(TEXT[:place] + letter + TEXT[place + 1 :]) is None


@given(st.text())
def test_any_text_is_a_record_or_is_refused_in_one_line(text: str) -> None:
    try:
        load_record(text, "kept.json")
    except RecordError as refused:
        said = str(refused)
    else:
        raise AssertionError("a text out of nowhere passed for a record")
    assert said.startswith("kept.json: not a match record: ")
    assert len(said.splitlines()) == 1
