"""The shipped scenarios: found by name, all of them playable, and written with the same care."""

from __future__ import annotations

import re

import msgspec
import pytest

from dilemma.coefficients import STANDARD
from dilemma.lab import play_match
from dilemma.lab.experiments.trial import Condition, play_condition, player
from dilemma.record import advance, begin
from dilemma.scenario import Difficulty, Scenario, parse_scenario
from dilemma.vocabulary import BudgetLine, Module
from dilemma_assets import scenarios

SHIPPED = {
    "redland_blueland",
    "four_worlds",
    "naval_race",
    "missile_shield",
    "himalayan_border",
    "island_chain",
    "gulf",
    "eastern_flank",
    "fragile_neighbours",
}
LEAST_WORDS, MOST_WORDS = 200, 350

every_name = pytest.mark.parametrize("name", scenarios.names())


def shipped(name: str) -> Scenario:
    """A shipped scenario."""
    return parse_scenario(scenarios.load_text(name), name)


def test_the_shipped_scenarios_are_listed() -> None:
    assert set(scenarios.names()) == SHIPPED
    assert list(scenarios.names()) == sorted(scenarios.names())


@every_name
def test_every_shipped_scenario_can_be_played_under_its_own_name(name: str) -> None:
    assert shipped(name).name == name


@every_name
def test_every_state_has_a_page_of_its_own(name: str) -> None:
    briefings = [state.briefing for state in shipped(name).states]
    for text in briefings:
        assert LEAST_WORDS <= len(text.split()) <= MOST_WORDS
        assert text.count("\n\n") >= 2, "a page has paragraphs"
        assert "  " not in text
    assert len(set(briefings)) == len(briefings)


@every_name
def test_every_page_says_what_is_wanted_feared_and_cannot_be_known(name: str) -> None:
    for state in shipped(name).states:
        assert "You want" in state.briefing
        assert "ou fear" in state.briefing
        assert "cannot know" in state.briefing


@every_name
def test_no_text_tells_what_motive_was_dealt(name: str) -> None:
    scenario = shipped(name)
    texts = [scenario.summary, *(state.briefing for state in scenario.states)]
    given_away = re.compile(r"revisionist|security.seeker|regime.survivor|your motive", re.I)
    assert [text for text in texts if given_away.search(text)] == []


@every_name
def test_every_scenario_names_its_sources_its_difficulty_and_its_map(name: str) -> None:
    scenario = shipped(name)
    assert len(scenario.sources) >= 2
    assert 'difficulty = "' in scenarios.load_text(name)
    assert scenario.map_note.strip()


@every_name
def test_every_file_begins_by_saying_what_its_numbers_are(name: str) -> None:
    lines = scenarios.load_text(name).split("\n")
    header = " ".join(line[1:] for line in lines[: lines.index("")])
    assert "game values" in " ".join(header.split())


def test_there_is_something_for_the_first_lesson_and_for_the_last() -> None:
    levels = {shipped(name).difficulty for name in scenarios.names()}
    assert levels == set(Difficulty)


def test_every_module_is_in_play_somewhere_and_the_first_lesson_has_none() -> None:
    used = {module for name in scenarios.names() for module in shipped(name).modules}
    assert used == set(Module)
    assert shipped("redland_blueland").modules == ()


@every_name
def test_a_whole_match_of_bots_can_be_played(name: str) -> None:
    scenario = shipped(name)
    bots = ["reassurer", "fearful_planner"] * 4
    match = play_match(scenario, bots[: len(scenario.states)], bytes(range(32)))
    assert {state.id for state in match.hindsight.states} == set(scenario.ids)
    assert all(0.0 <= state.score <= 100.0 for state in match.hindsight.states)


@pytest.mark.parametrize(
    ("name", "doubted"),
    [("fragile_neighbours", {"halmar", "karsk"}), ("gulf", {"iran", "iraq"})],
)
def test_unrest_lasts_past_half_of_the_match_where_nobody_changes_the_orders(
    name: str, doubted: set[str]
) -> None:
    game = begin(shipped(name), bytes(range(32)))
    while not game.over:
        game = advance(game, {})
    ids = game.scenario.ids
    lasting = game.worlds[game.scenario.turns // 2 + 1].unrest[:, 0]
    worst = max(
        float(world.unrest[ids.index("iraq" if name == "gulf" else "halmar"), 0])
        for world in game.worlds
    )
    assert {ids[place] for place in range(len(ids)) if lasting[place] > 0.3} == doubted
    assert worst > STANDARD.forced_security, "it takes money for the police of its own accord"


def test_the_shield_is_answered_with_missiles_by_whoever_wants_to_be_sure() -> None:
    scenario = shipped("missile_shield")
    bare = msgspec.structs.replace(
        scenario,
        states=tuple(msgspec.structs.replace(state, shield=0.0) for state in scenario.states),
    )
    bots = (player("fearful_planner"),) * 3
    with_, without = (
        play_condition(Condition("shield", world, bots), 40, 1).spent[BudgetLine.DETERRENT.code]
        for world in (scenario, bare)
    )
    assert all(with_[place].mean() > 1.5 * without[place].mean() for place in (1, 2))


@pytest.mark.parametrize("name", ["atlantis", "", "../__init__", "four_worlds.toml"])
def test_any_other_name_is_refused_with_the_names_there_are(name: str) -> None:
    with pytest.raises(scenarios.NoSuchScenario) as refused:
        scenarios.load_text(name)
    listed = ", ".join(scenarios.names())
    assert str(refused.value) == f"no scenario '{name}'; there are {listed}"
