"""Scenarios: what may be written in one, and what is said of what may not."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.scenario import Dials, Pair, Scenario, ScenarioError, State, parse_scenario
from dilemma.vocabulary import Instrument, Motive

LEAST = """
name = "river"
title = "A river"
summary = "Two banks."
[[states]]
id = "east"
name = "East"
[[states]]
id = "west"
name = "West"
"""
PAIR = '[[pairs]]\nbetween = ["east", "west"]\n'
STATE_FIELDS = ", ".join(State.__struct_fields__)
SCENARIO_FIELDS = ", ".join(Scenario.__struct_fields__)
DIALS = ", ".join(Dials.__struct_fields__)
PAIR_FIELDS = ", ".join(Pair.__struct_fields__)
MOTIVES = "security_seeker, revisionist, regime_survivor"
TURNS = "a whole number from 1 to 40"
SHARE = "a number from 0 to 1"
LEVELS = "one of introductory, intermediate, advanced"
INSTRUMENTS = (
    "hotline, inspections, arms_limit, incidents_agreement, trade, non_aggression, defence_pact"
)
IDENTIFIER = (
    "1 to 24 small letters, digits and underscores, beginning with a letter, as in 'red_land'"
)


def with_east(line: str) -> str:
    """The least scenario with one more line on its first state."""
    return LEAST.replace('name = "East"\n', f'name = "East"\n{line}\n')


def complaint(text: str) -> str:
    """What is said of a scenario that cannot be played."""
    with pytest.raises(ScenarioError) as refused:
        parse_scenario(text, "my.toml")
    return str(refused.value)


def test_the_least_scenario_has_a_default_for_everything_else() -> None:
    scenario = parse_scenario(LEAST)
    assert scenario.ids == ("east", "west")
    assert scenario.turns == 12
    assert scenario.turn_seconds == 180
    assert scenario.dials == Dials()
    assert scenario.motives == {Motive.SECURITY_SEEKER: 1.0}
    assert scenario.states[0] == State(id="east", name="East")


def test_everything_that_is_written_is_read() -> None:
    text = with_east("economy = 55.5\nstanding = 0.25")
    text += PAIR + 'contact = 0.5\nrivalry = 0.75\nin_force = ["trade", "hotline"]\n'
    text += "[dials]\nintelligence_noise = 0\n[motives]\nrevisionist = 1\nregime_survivor = 2.5\n"
    scenario = parse_scenario(text)
    assert scenario.states[0].economy == 55.5
    assert scenario.states[0].standing == 0.25
    treaties = (Instrument.TRADE, Instrument.HOTLINE)
    assert scenario.pairs == (Pair(("east", "west"), 0.5, 0.75, 0.2, treaties),)
    assert scenario.dials.intelligence_noise == 0.0
    assert scenario.motives == {Motive.REVISIONIST: 1.0, Motive.REGIME_SURVIVOR: 2.5}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # Fields that do not exist.
        (
            "wind = 4\n" + LEAST,
            f"1: wind: there is no field 'wind'; allowed here: {SCENARIO_FIELDS}",
        ),
        (
            with_east("climate = 1"),
            f"8: states[0].climate: there is no field 'climate'; allowed here: {STATE_FIELDS}",
        ),
        (
            LEAST + "[dials]\n# Rain.\nweather = 1\n",
            f"13: dials.weather: there is no field 'weather'; allowed here: {DIALS}",
        ),
        (
            LEAST + PAIR + "love = 1\n",
            f"13: pairs[0].love: there is no field 'love'; allowed here: {PAIR_FIELDS}",
        ),
        (
            LEAST + "[motives]\nrevisionist = 1\ngreedy = 1\n",
            f"13: motives.greedy: there is no 'greedy'; allowed here: {MOTIVES}",
        ),
        (
            LEAST + PAIR + 'in_force = [\n  "hotline",\n  "treaty",\n]\n',
            f'15: pairs[0].in_force[1]: "treaty" is not allowed; use one of {INSTRUMENTS}',
        ),
        # Fields that are missing.
        (
            LEAST.replace('title = "A river"\n', ""),
            "1: top level: 'title' is missing; give text of 1 to 60 letters",
        ),
        (LEAST.replace('id = "west"\n', ""), f"8: states[1]: 'id' is missing; give {IDENTIFIER}"),
        (
            LEAST + "[[pairs]]\ncontact = 1\n",
            "11: pairs[0]: 'between' is missing; give a list of 2",
        ),
        # Values of another kind.
        ("turns = 4.5\n" + LEAST, f"1: turns: 4.5 is not allowed; use {TURNS}"),
        ("turns = true\n" + LEAST, f"1: turns: true is not allowed; use {TURNS}"),
        (
            with_east('economy = "much"'),
            '8: states[0].economy: "much" is not allowed; use a number from 1 to 1000',
        ),
        ("dials = 3\n" + LEAST, f"1: dials: 3 is not allowed; use a table with {DIALS}"),
        ("motives = 3\n" + LEAST, f"1: motives: 3 is not allowed; use a table with {MOTIVES}"),
        (
            LEAST + '[[pairs]]\nbetween = "east"\n',
            '12: pairs[0].between: "east" is not allowed; use a list of 2',
        ),
        (
            LEAST.replace('"A river"', "2020-01-01"),
            "3: title: 2020-01-01 is not allowed; use text of 1 to 60 letters",
        ),
        (
            LEAST + "[dials]\nmotives_known = 1\n",
            "12: dials.motives_known: 1 is not allowed; use true or false",
        ),
        # Values out of bounds.
        ("turns = 0\n" + LEAST, f"1: turns: 0 is not allowed; use {TURNS}"),
        ("turns = 41\n" + LEAST, f"1: turns: 41 is not allowed; use {TURNS}"),
        (
            "turn_seconds = 4\n" + LEAST,
            "1: turn_seconds: 4 is not allowed; use a whole number from 5 to 86400",
        ),
        (
            with_east("economy = 0.5"),
            "8: states[0].economy: 0.5 is not allowed; use a number from 1 to 1000",
        ),
        (
            with_east("economy = inf"),
            "8: states[0].economy: inf is not allowed; use a number from 1 to 1000",
        ),
        (
            with_east("economy = nan"),
            "8: states[0].economy: nan is not allowed; use a number from 1 to 1000",
        ),
        (with_east("standing = 1.5"), f"8: states[0].standing: 1.5 is not allowed; use {SHARE}"),
        (
            with_east("offence = -1"),
            "8: states[0].offence: -1 is not allowed; use a number from 0 to 1000",
        ),
        (
            LEAST + "[dials]\nattribution_error = 0.6\n",
            "12: dials.attribution_error: 0.6 is not allowed; use a number from 0 to 0.5",
        ),
        (
            LEAST + "[motives]\nrevisionist = -1\n",
            "12: motives.revisionist: -1 is not allowed; use a number from 0 to 1000",
        ),
        (
            LEAST + "[motives]\nrevisionist = inf\n",
            "12: motives.revisionist: inf is not allowed; use a number from 0 to 1000",
        ),
        (
            LEAST.replace('"A river"', '""'),
            '3: title: "" is not allowed; use text of 1 to 60 letters',
        ),
        (
            LEAST.replace('"east"', '"East Bank"'),
            f'6: states[0].id: "East Bank" is not allowed; use {IDENTIFIER}',
        ),
        (
            LEAST.replace('"east"', '"east\\n"'),
            f'6: states[0].id: "east\\n" is not allowed; use {IDENTIFIER}',
        ),
        ("difficulty = 'easy'\n" + LEAST, f'1: difficulty: "easy" is not allowed; use {LEVELS}'),
        # Things that do not fit each other.
        (
            LEAST.replace('"west"', '"east"'),
            "9: states[1].id: 'east' is used twice; give each its own",
        ),
        (
            LEAST[: LEAST.rindex("[[states]]")],
            "5: states: a list of 1 is not allowed; use a list of 2 to 8 tables",
        ),
        (
            LEAST + '[[pairs]]\nbetween = ["east", "north"]\n',
            "12: pairs[0].between: no state 'north'; the states are east, west",
        ),
        (
            LEAST + '[[pairs]]\nbetween = ["east"]\n',
            "12: pairs[0].between: a list of 1 is not allowed; use a list of 2",
        ),
        (
            LEAST + '[[pairs]]\nbetween = ["east", "east"]\n',
            "12: pairs[0].between: name two different states, each pair once",
        ),
        (
            LEAST + PAIR + '[[pairs]]\nbetween = ["west", "east"]\n',
            "14: pairs[1].between: name two different states, each pair once",
        ),
        (
            LEAST + '[[power_shifts]]\nstate = "south"\nfirst = 1\nlast = 2\nfactor = 2\n',
            "12: power_shifts[0].state: no state 'south'; the states are east, west",
        ),
        (
            LEAST + '[[power_shifts]]\nstate = "east"\nfirst = 3\nlast = 2\nfactor = 2\n',
            "14: power_shifts[0].last: 2 is before first, 3; name the turns in order",
        ),
        (
            LEAST + "[motives]\nrevisionist = 0\n",
            "11: motives: at least one weight must be above 0",
        ),
        (LEAST + "[motives]\n", "11: motives: at least one weight must be above 0"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_its_place_and_what_is_allowed(
    text: str, said: str
) -> None:
    assert complaint(text) == f"my.toml:{said}"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("name =", ":1"),
        (LEAST + '\n\nname = "twice"\n', ":13"),
        ("x = " + "[" * 20_000, ""),
        (f"turns = {'9' * 5000}\n{LEAST}", ""),
        ("\ufeff" + LEAST, ":1"),
        (LEAST + '\n\nlast = """', ":13"),
    ],
    ids=["unfinished", "twice", "nested deep", "a number without end", "a byte order mark", "open"],
)
def test_what_is_no_toml_is_refused_in_one_line(text: str, line: str) -> None:
    said = complaint(text)
    assert said.startswith(f"my.toml{line}: not valid TOML: ")
    assert "\n" not in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            f"{LEAST}\n[dials]\nincident_rate = 0,1",
            "a point in a number, no comma (Expected newline",
        ),
        ("name = “x”", 'or text in straight quotes, "so" (Invalid value), in column 8'),
        ('name: "x"', "write `name = value` (Expected '=' after a key"),
        ("[states", "a header is closed like [dials] or [[states]] (Expected ']'"),
        ('name = "x\n', 'a quote; one of several lines stands in """three""" (Illegal character'),
        ("a = 1\na = 2", "take one of the two away (Cannot overwrite a value"),
        ("states\n", "write `name = value` (Expected '='"),
    ],
)
def test_a_slip_in_toml_is_answered_with_what_would_be_right(text: str, said: str) -> None:
    assert said in complaint(text)


def test_more_than_eight_states_are_refused() -> None:
    more = "".join(f'[[states]]\nid = "s{number}"\nname = "S"\n' for number in range(7))
    said = "my.toml:5: states: a list of 9 is not allowed; use a list of 2 to 8 tables"
    assert complaint(LEAST + more) == said


def outcome(text: str) -> Scenario | str:
    """The scenario, or what is said instead."""
    try:
        return parse_scenario(text, "my.toml")
    except ScenarioError as refused:
        return str(refused)


@given(st.text(), st.text(min_size=1))
def test_any_text_gives_a_scenario_or_one_line(text: str, key: str) -> None:
    quoted = msgspec.json.encode(key.encode(errors="ignore").decode()).decode()
    for candidate in (text, f"{quoted} = 1\n{LEAST}", with_east(f"{quoted} = {quoted}")):
        found = outcome(candidate)
        if isinstance(found, str):
            assert found.startswith("my.toml:")
            assert len(found.splitlines()) == 1
