"""Maps: shared borders, places inside their states, and a ring of islands where none was drawn."""

from __future__ import annotations

from dataclasses import replace

import pygame
import pytest

from dilemma.scenario import parse_scenario
from dilemma.view import Estimate
from dilemma_assets.scenarios import load_text, names
from dilemma_client.atlas.geography import Geography, geography, islands
from dilemma_client.atlas.knowledge import Force, known, lines_of, marks_of, split
from dilemma_client.atlas.view import MapSheets
from dilemma_client.fonts import Fonts
from dilemma_client.paint import Look
from dilemma_client.scenes.turn.insight import insight_of
from dilemma_client.scenes.turn.knowing import knowledge_of
from dilemma_client.theme import Colour, Style
from support import views
from support.staging import Staged


def drawn(name: str) -> Geography:
    """The map of a shipped scenario."""
    return geography(name, parse_scenario(load_text(name), name).ids)


@pytest.mark.parametrize("name", names())
def test_every_shipped_scenario_has_a_map_of_its_states(name: str) -> None:
    scenario = parse_scenario(load_text(name), name)
    assert tuple(drawn(name).states) == scenario.ids


@pytest.mark.parametrize("name", names())
def test_a_capital_lies_in_its_state_and_nothing_of_it_in_another(name: str) -> None:
    shape = drawn(name)
    for identifier, country in shape.states.items():
        assert shape.at(country.capital) == identifier
        for point in (country.name, *country.camps):
            assert shape.at(point) in (identifier, "")


@pytest.mark.parametrize("name", names())
def test_a_border_is_the_same_line_for_both_sides(name: str) -> None:
    shape = drawn(name)
    for border in shape.borders:
        points = {point for line in border.lines for point in line}
        for state in border.between:
            outline = {point for ring in shape.states[state].rings for point in ring}
            assert points <= outline


@pytest.mark.parametrize("name", names())
def test_states_look_different(name: str) -> None:
    liveries = [country.livery for country in drawn(name).states.values()]
    assert len(set(liveries)) == len(liveries)


@pytest.mark.parametrize("count", range(2, 9))
def test_a_scenario_without_a_map_gets_islands_that_do_not_touch(count: int) -> None:
    states = tuple(f"state{n}" for n in range(count))
    shape = geography("nowhere", states)
    assert tuple(shape.states) == states
    width, height = shape.size
    for identifier, country in shape.states.items():
        for x, y in country.rings[0]:
            assert 0 <= x <= width
            assert 0 <= y <= height
            assert shape.at((x * 0.999, y * 0.999)) in (identifier, "")
        assert shape.at(country.capital) == identifier


def test_the_sea_belongs_to_nobody() -> None:
    assert islands(("one", "two")).at((700.0, 20.0)) == ""


def test_a_force_is_as_sharp_as_its_band_is_narrow() -> None:
    assert known(10.0, 10.0, 10.0).blur == 0.0
    assert known(9.0, 10.0, 11.0).blur < known(6.0, 10.0, 15.0).blur
    assert known(1.0, 10.0, 60.0).blur == 1.0
    assert known(10.0, 10.0, 10.0).words == "10"
    assert known(6.0, 10.0, 15.0).words == "6–15"


def test_parts_of_a_strength_keep_the_widest_reading() -> None:
    offence, defence = split(Estimate(40.0, 30.0, 50.0), Estimate(0.5, 0.25, 0.75))
    assert offence.estimate == Estimate(20.0, 7.5, 37.5)
    assert defence.estimate == Estimate(20.0, 7.5, 37.5)


def test_the_map_shows_lines_wars_and_what_happened_last_turn() -> None:
    view = views.busy_view()
    lines = {line.between: line for line in lines_of(view)}
    assert lines["aster", "corvia"].in_crisis
    assert lines["borea", "delmark"].at_war
    assert {mark.between for mark in marks_of(view)} == {("aster", "corvia"), ("borea", "delmark")}


def test_ones_own_forces_are_exact_and_others_are_estimates() -> None:
    staged = Staged().in_turn()
    view = views.first_view()
    shown = {s.id: s for s in knowledge_of(staged.stage.model, insight_of(view)).states}
    assert shown["aster"].is_own
    assert shown["aster"].offence == Force(Estimate(12.0, 12.0, 12.0), 0.0)
    assert shown["borea"].offence is not None
    assert shown["borea"].offence.blur > 0.0


def test_equal_knowledge_is_drawn_once() -> None:
    staged = Staged().in_turn()
    known_now = knowledge_of(staged.stage.model, insight_of(views.first_view()))
    again = knowledge_of(staged.stage.model, insight_of(views.first_view()))
    sheets, look, shape = MapSheets(), Look(), drawn("four_worlds")
    first = sheets.sheet(look, (300, 200), shape, known_now, "borea")
    assert sheets.sheet(look, (300, 200), shape, again, "borea") is first
    assert sheets.sheet(look, (300, 200), shape, again, "corvia") is not first


class Listener(Fonts):
    """Type that notes what it is asked to draw."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: set[str] = set()

    def draw(self, text: str, style: Style, colour: Colour) -> pygame.Surface:
        self.heard.add(text)
        return super().draw(text, style, colour)


def test_a_force_of_which_little_is_known_is_drawn_with_the_band_that_the_dossier_gives() -> None:
    hardly = known(1.0, 20.0, 90.0)
    assert hardly.blur == 1.0
    look = Look()
    look.fonts = listener = Listener()
    staged = Staged().in_turn()
    knowledge = knowledge_of(staged.stage.model, insight_of(views.first_view()))
    vague = tuple(
        state if state.is_own else replace(state, offence=hardly, defence=hardly)
        for state in knowledge.states
    )
    vaguely = replace(knowledge, states=vague)
    MapSheets().sheet(look, (900, 600), drawn("four_worlds"), vaguely, "borea")
    assert "1–90" in listener.heard
    assert "?" not in listener.heard
