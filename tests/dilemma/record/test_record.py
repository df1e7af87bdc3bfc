"""The record: what is said of a text that is none, and of a match that comes out differently."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from dilemma.chance import commitment
from dilemma.debrief import hindsight_of
from dilemma.record import (
    DivergenceError,
    Game,
    IllegalOrderError,
    RecordError,
    TurnRecord,
    advance,
    begin,
    briefing_for,
    dump_record,
    light,
    load_record,
    record_of,
    relived,
    replay,
)
from dilemma.rules import RULES_VERSION
from dilemma.vocabulary import BudgetLine
from support.worlds import SECRET, attack, order, plain, spending

OTHER_RULES = (
    f"rules: the match was played by rules {RULES_VERSION + 1}, this program has rules"
    f" {RULES_VERSION}; replay it with the version it was played with"
)
ASLEEP = "not a match record: Invalid enum value 'asleep' - at '$.turns[0].orders[...].readiness'"
OPENING = "before turn 1: the opening differs from the recorded one"
NO_SECRETS = ("", "00" * 15, "0" * 33, "00" * 65, "zz" * 16, "00" * 16 + "\n")


def played(turns: int = 2) -> Game:
    """A match of two states over so many turns."""
    game = begin(plain(2, turns=turns, incident_rate=0.3), SECRET)
    while not game.over:
        game = advance(game, {"a": spending(offence=0.2), "b": order(statement="Peace — мир.")})
    return game


def with_changes(**changes: Any) -> str:
    """The text of a played match with some of its fields changed."""
    tree = json.loads(dump_record(record_of(played())))
    for path, value in changes.items():
        parent, *keys = tree, *path.split("__")
        for key in keys[:-1]:
            parent = parent[int(key) if key.isdigit() else key]
        parent[keys[-1]] = value
    return json.dumps(tree)


def refusal(text: str) -> str:
    """What is said of a text that is no record."""
    with pytest.raises(RecordError) as refused:
        load_record(text, "kept.json")
    return str(refused.value)


def divergence(text: str) -> str:
    """What is said of a record whose match comes out differently."""
    record = load_record(text)
    with pytest.raises(DivergenceError) as found:
        replay(record)
    return str(found.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not a match record: Input data was truncated"),
        ("[]", "not a match record: Expected 'object', got 'array'"),
        ("{}", "not a match record: Object missing required field 'format'"),
        (
            with_changes(weather="fine"),
            "not a match record: Object contains unknown field 'weather'",
        ),
        (
            with_changes(format="other"),
            "format: 'other' is not known; expected 'security-dilemma-record-1'",
        ),
        (
            with_changes(rules=RULES_VERSION + 1),
            OTHER_RULES,
        ),
        (
            with_changes(turns__0__orders__a__readiness="asleep"),
            ASLEEP,
        ),
        (
            with_changes(scenario__pairs__0__between=["a", "z"]),
            "scenario: pairs[0].between: no state 'z'; the states are a, b",
        ),
        (
            with_changes(scenario__states__1__id="a"),
            "scenario: states[1].id: 'a' is used twice; give each its own",
        ),
        (
            with_changes(scenario__motives={"revisionist": 0}),
            "scenario: motives: at least one weight must be above 0",
        ),
    ],
)
def test_a_text_that_is_no_record_is_refused_in_one_line(text: str, said: str) -> None:
    assert refusal(text) == f"kept.json: {said}"


@pytest.mark.parametrize("secret", NO_SECRETS)
def test_a_secret_that_is_none_is_refused(secret: str) -> None:
    said = refusal(with_changes(secret=secret))
    assert said.startswith("kept.json: not a match record: Expected 'str' matching regex")
    assert said.endswith("at '$.secret'")


def test_text_that_cannot_be_written_is_refused() -> None:
    assert refusal("\ud800").startswith("kept.json: not a match record: ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            with_changes(secret="11" * 16),
            OPENING,
        ),
        (
            with_changes(opening_hash="00" * 32),
            OPENING,
        ),
        (
            with_changes(scenario__title="Another plain"),
            OPENING,
        ),
        (
            with_changes(turns__1__orders__a__budget__offence=0.21),
            "turn 2: the outcome differs from the recorded one",
        ),
        (
            with_changes(turns__0__orders__b__statement="War."),
            "turn 1: the outcome differs from the recorded one",
        ),
        (
            with_changes(turns__1__hash="00" * 32),
            "turn 2: the outcome differs from the recorded one",
        ),
        (with_changes(turns__0__orders={}), "turn 1: there must be one order for every state"),
        (
            with_changes(turns__1__orders__a__budget__offence=1.5),
            "turn 2, a: budget.offence: The share for offence must be between 0 and 1, not 1.5.",
        ),
    ],
)
def test_a_match_that_comes_out_differently_is_named_with_its_turn(text: str, said: str) -> None:
    assert divergence(text) == said


def test_a_turn_after_the_end_is_named() -> None:
    record = record_of(played())
    longer = msgspec.structs.replace(record, turns=(*record.turns, record.turns[0]))
    assert divergence(dump_record(longer)) == "turn 3: recorded, but the match was over"


@pytest.mark.parametrize("kept", [0, 1])
def test_a_record_cut_short_is_named(kept: int) -> None:
    record = record_of(played())
    shorter = msgspec.structs.replace(record, turns=record.turns[:kept])
    assert divergence(dump_record(shorter)) == (
        f"after turn {kept}: the final hash is of another match; turns are missing"
    )


def test_a_record_is_text_that_people_can_read_and_compare() -> None:
    text = dump_record(record_of(played()))
    assert text.endswith("}\n")
    assert '\n  "secret": "000102' in text
    assert '"statement": "Peace — мир."' in text
    assert text == dump_record(load_record(text))


def test_a_match_still_going_on_is_replayed_as_far_as_it_went() -> None:
    game = advance(begin(plain(2), SECRET), {})
    record = record_of(game)
    assert len(record.turns) == 1
    assert replay(record).turn == 2
    assert record_of(begin(plain(2), SECRET)).final_hash == begin(plain(2), SECRET).hash


def test_hashes_are_chained() -> None:
    game = played(3)
    hashes = [record_of(game).opening_hash, *(turn.hash for turn in game.turns)]
    assert len(set(hashes)) == 4
    assert {len(hash_) for hash_ in hashes} == {64}
    other = begin(plain(2, turns=3, incident_rate=0.3), b"x" * 32)
    same_orders = advance(other, game.turns[0].orders)
    assert same_orders.hash != game.turns[0].hash


def test_an_order_that_is_not_allowed_stops_the_turn_and_is_named() -> None:
    game = begin(plain(2), SECRET)
    with pytest.raises(IllegalOrderError) as refused:
        advance(game, {"b": attack("z")})
    said = "turn 1, b: action.target: There is no other state 'z'; the others are a."
    assert str(refused.value) == said


def test_a_match_that_is_over_takes_no_more_orders() -> None:
    with pytest.raises(IllegalOrderError, match=r"^turn 3, a: turn: The match is over;"):
        advance(played(2), {})


def test_a_match_counts_its_turns() -> None:
    game = begin(plain(2, turns=2), SECRET)
    assert (game.turn, game.over) == (1, False)
    game = advance(game, {})
    assert (game.turn, game.over) == (2, False)
    game = advance(game, {})
    assert (game.turn, game.over) == (3, True)
    assert len(game.turns) == len(game.events) == 2
    assert len(game.worlds) == 3
    assert all(isinstance(turn, TurnRecord) for turn in game.turns)


def test_who_sends_nothing_keeps_its_standing_order() -> None:
    game = advance(begin(plain(2), SECRET), {"a": spending(welfare=0.5)})
    game = advance(game, {"b": spending(welfare=0.25)})
    budgets = {seat: sheet.budget for seat, sheet in game.turns[-1].orders.items()}
    assert budgets["a"][BudgetLine.WELFARE] == 0.5
    assert budgets["b"] == {BudgetLine.WELFARE: 0.25}


def test_a_briefing_tells_a_seat_its_place_and_a_promise_of_the_secret() -> None:
    briefing = briefing_for(begin(plain(2), SECRET), "b")
    assert briefing.seat == "b"
    assert briefing.commitment == commitment(SECRET)
    assert SECRET.hex() not in str(briefing)
    assert [(state.id, state.name) for state in briefing.states] == [("a", "A"), ("b", "B")]


def test_no_seat_has_a_view_that_is_not_there() -> None:
    game = begin(plain(2), SECRET)
    assert game.view("b").seat == "b"
    with pytest.raises(ValueError, match="not in tuple"):
        game.view("z")


def test_a_light_match_goes_on_alike_and_can_be_lived_again() -> None:
    whole = begin(plain(3), SECRET)
    slim = light(whole)
    for _ in range(3):
        whole, slim = advance(whole, {}), light(advance(slim, {}))
    assert (len(slim.worlds), slim.events) == (1, ())
    assert slim.views == whole.views
    again = relived(slim)
    assert again.hash == whole.hash
    assert hindsight_of(again, {}) == hindsight_of(whole, {})
