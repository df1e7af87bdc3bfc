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
STATE_FIELDS = "id, name, briefing, economy, reserves, offence, defence, intelligence, standing"
SCENARIO_FIELDS = "name, title, summary, states, turns, turn_seconds, dials, motives, pairs"
DIALS = (
    "offence_advantage, differentiation, first_strike_advantage, intelligence_noise, incident_rate,"
    " analyst_bias, attribution_error, arms_limit_cap, suspected_revisionists"
)
PAIR_FIELDS = "between, contact, rivalry, tension, in_force"
MOTIVES = "security_seeker, revisionist, regime_survivor"
INSTRUMENTS = (
    "hotline, inspections, arms_limit, incidents_agreement, trade, non_aggression, defence_pact"
)
IDENTIFIER = (
    "use 1 to 24 small letters, digits and underscores, beginning with a letter, as in 'red_land'"
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
            f"top level: there is no field 'wind'; allowed here: {SCENARIO_FIELDS}",
        ),
        (
            with_east("climate = 1"),
            f"states[0]: there is no field 'climate'; allowed here: {STATE_FIELDS}",
        ),
        (
            LEAST + "[dials]\nweather = 1\n",
            f"dials: there is no field 'weather'; allowed here: {DIALS}",
        ),
        (
            LEAST + PAIR + "love = 1\n",
            f"pairs[0]: there is no field 'love'; allowed here: {PAIR_FIELDS}",
        ),
        (
            LEAST + "[motives]\ngreedy = 1\n",
            f"motives: there is no 'greedy'; allowed here: {MOTIVES}",
        ),
        (
            LEAST + PAIR + 'in_force = ["hotline", "treaty"]\n',
            f"pairs[0].in_force[1]: there is no 'treaty'; allowed here: {INSTRUMENTS}",
        ),
        # Fields that are missing.
        (
            LEAST.replace('title = "A river"\n', ""),
            "top level: Object missing required field 'title'",
        ),
        (LEAST.replace('id = "west"\n', ""), "states[1]: Object missing required field 'id'"),
        (LEAST + "[[pairs]]\ncontact = 1\n", "pairs[0]: Object missing required field 'between'"),
        # Values of another kind.
        ("turns = 4.5\n" + LEAST, "turns: Expected 'int', got 'float'"),
        ("turns = true\n" + LEAST, "turns: Expected 'int', got 'bool'"),
        (with_east('economy = "much"'), "states[0].economy: Expected 'float', got 'str'"),
        ("dials = 3\n" + LEAST, "dials: Expected 'object', got 'int'"),
        (LEAST + '[[pairs]]\nbetween = "east"\n', "pairs[0].between: Expected 'array', got 'str'"),
        (LEAST.replace('"A river"', "2020-01-01"), "title: Expected 'str', got 'date'"),
        # Values out of bounds.
        ("turns = 0\n" + LEAST, "turns: Expected 'int' >= 1"),
        ("turns = 41\n" + LEAST, "turns: Expected 'int' <= 40"),
        ("turn_seconds = 4\n" + LEAST, "turn_seconds: Expected 'int' >= 5"),
        (with_east("economy = 0.5"), "states[0].economy: Expected 'float' >= 1.0"),
        (with_east("economy = inf"), "states[0].economy: Expected 'float' <= 1000.0"),
        (with_east("economy = nan"), "states[0].economy: Expected 'float' >= 1.0"),
        (with_east("standing = 1.5"), "states[0].standing: Expected 'float' <= 1.0"),
        (with_east("offence = -1"), "states[0].offence: Expected 'float' >= 0.0"),
        (
            LEAST + "[dials]\nattribution_error = 0.6\n",
            "dials.attribution_error: Expected 'float' <= 0.5",
        ),
        (
            LEAST + "[dials]\ndifferentiation = nan\n",
            "dials.differentiation: Expected 'float' >= 0.0",
        ),
        (LEAST + "[motives]\nrevisionist = -1\n", "motives: Expected 'float' >= 0.0"),
        (LEAST + "[motives]\nrevisionist = inf\n", "motives: Expected 'float' <= 1000.0"),
        (LEAST.replace('"A river"', '""'), "title: Expected 'str' of length >= 1"),
        (LEAST.replace('"east"', '"East Bank"'), f"states[0].id: {IDENTIFIER}"),
        (LEAST.replace('"east"', '"east\\n"'), f"states[0].id: {IDENTIFIER}"),
        (LEAST.replace('"river"', f'"{"r" * 25}"'), f"name: {IDENTIFIER}"),
        # Things that do not fit each other.
        (
            LEAST.replace('"west"', '"east"'),
            "states[1].id: 'east' is used twice; give each its own",
        ),
        (LEAST[: LEAST.rindex("[[states]]")], "states: Expected 'array' of length >= 2"),
        (
            LEAST + '[[pairs]]\nbetween = ["east", "north"]\n',
            "pairs[0].between: no state 'north'; the states are east, west",
        ),
        (
            LEAST + '[[pairs]]\nbetween = ["east"]\n',
            "pairs[0].between: Expected 'array' of length 2, got 1",
        ),
        (
            LEAST + '[[pairs]]\nbetween = ["east", "east"]\n',
            "pairs[0].between: name two different states, each pair once",
        ),
        (
            LEAST + PAIR + '[[pairs]]\nbetween = ["west", "east"]\n',
            "pairs[1].between: name two different states, each pair once",
        ),
        (LEAST + "[motives]\nrevisionist = 0\n", "motives: at least one weight must be above 0"),
        (LEAST + "[motives]\n", "motives: at least one weight must be above 0"),
    ],
)
def test_what_is_wrong_is_named_with_its_place_and_what_is_allowed(text: str, said: str) -> None:
    assert complaint(text) == f"my.toml: {said}"


@pytest.mark.parametrize(
    "text",
    [
        "name =",
        LEAST + 'name = "twice"\nname = "twice"',
        "x = " + "[" * 20_000,
        f"turns = {'9' * 5000}\n{LEAST}",
        "\ufeff" + LEAST,
    ],
    ids=["unfinished", "twice", "nested deep", "a number without end", "a byte order mark"],
)
def test_what_is_no_toml_is_refused_in_one_line(text: str) -> None:
    said = complaint(text)
    assert said.startswith("my.toml: not valid TOML: ")
    assert "\n" not in said


def test_more_than_eight_states_are_refused() -> None:
    more = "".join(f'[[states]]\nid = "s{number}"\nname = "S"\n' for number in range(7))
    assert complaint(LEAST + more) == "my.toml: states: Expected 'array' of length <= 8"


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
            assert found.startswith("my.toml: ")
            assert len(found.splitlines()) == 1
