"""Watching: what everybody may see and nothing else, from the code to the debrief."""

from __future__ import annotations

import pygame
import pytest

from dilemma.orders import Problem
from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import Failed, MatchShown, Spectate, TurnShown
from dilemma_client.model import Closed, Waiting
from dilemma_client.scenes.transitions import Place
from dilemma_client.scenes.watch.knowing import public_knowledge
from support import public_views, views
from support.staging import Staged, table


@pytest.fixture
def watching() -> Staged:
    """In the middle of a match."""
    return Staged().watching(public_views.busy_view())


def place(staged: Staged) -> Place:
    """The scene that is shown."""
    return staged.stage.scene.place


def test_a_code_is_enough_to_watch() -> None:
    staged = Staged()
    staged.stage.go(Place.JOIN)
    assert staged.find("button", "Watch").why_not == "Write the join code first."
    staged.focus("text field", "Join code")
    staged.write("ROOK-417")
    assert staged.find("button", "Join").why_not == "Write a name for the others to read."
    staged.click("button", "Watch")
    assert staged.called == [("ws://127.0.0.1:8765", Spectate(PROTOCOL_VERSION, "ROOK-417"))]


def test_a_match_that_nobody_may_watch_leads_back_with_the_servers_line() -> None:
    staged = Staged()
    staged.stage.go(Place.JOIN)
    staged.focus("text field", "Join code")
    staged.write("ROOK-417")
    staged.click("button", "Watch")
    staged.hear(Failed(Problem("code", "Nobody may watch this match.")), Closed(None))
    assert place(staged) is Place.JOIN
    assert "Nobody may watch this match." in staged.words
    assert staged.find("text field", "Join code").value == "ROOK-417"


def test_before_the_match_one_sees_who_sits_at_the_table() -> None:
    staged = Staged().watching()
    assert "The match has not begun." in staged.words
    assert "Player Borea" in staged.words
    staged.hear(TurnShown(public_views.first_view(), 60.0))
    assert "Player Borea" in staged.words
    assert "1/12" in staged.words


def test_every_state_has_a_page_with_what_is_public(watching: Staged) -> None:
    for words in (
        "At war with Delmark",
        "Beaten: a rump that still speaks",
        "It has a defence pact with Borea.",
        "Attacks made: 3.",
        "Holds 120% of the land it began with.",
        "Security seeker",
    ):
        assert words in watching.words, words


def test_the_record_has_the_latest_on_top(watching: Staged) -> None:
    told = watching.words
    assert told.index("Delmark attacked Borea") < told.index("Delmark pledged restraint.")


def test_the_map_shows_no_forces_to_who_may_know_of_none() -> None:
    known = public_knowledge(public_views.busy_view(), views.NAMES)
    assert [state.name for state in known.states] == list(views.NAMES.values())
    for state in known.states:
        assert (state.offence, state.defence, state.arsenal) == (None, None, ())
        assert not state.is_mobilised
        assert not state.is_own
    lines = {line.between: line for line in known.lines}
    assert lines["borea", "delmark"].at_war
    assert [str(kind) for kind in lines["aster", "borea"].in_force] == ["defence_pact"]
    assert {line.tension for line in known.lines} == {0.0}


def test_there_is_nothing_to_order_and_nobody_to_talk_to(watching: Staged) -> None:
    roles = {control.role for control in watching.stage.scene.interface.controls}
    assert roles == {"map", "button", "scroll area"} or roles == {"map", "button"}
    buttons = {c.label for c in watching.stage.scene.interface.controls if c.role == "button"}
    assert buttons == {"Settings", "Leave"}


def test_who_has_sealed_and_how_long_the_turn_is_open_are_shown(watching: Staged) -> None:
    watching.hear(table("borea"))
    (seals,) = [node for node in watching.nodes if node.role == "seals"]
    assert seals.value == "Aster open, Borea sealed, Corvia open, Delmark open"
    assert "2:00" in watching.words
    watching.later(1.0)
    assert "1:59" in watching.words


def test_a_new_turn_begins_with_a_clean_table(watching: Staged) -> None:
    watching.hear(table("borea"), TurnShown(public_views.busy_view(6), 90.0))
    (seals,) = [node for node in watching.nodes if node.role == "seals"]
    assert "sealed" not in seals.value
    assert "6/12" in watching.words


def test_states_are_chosen_on_the_map_and_parts_by_keys() -> None:
    staged = Staged((1280, 720), 2.0).watching(public_views.busy_view())
    staged.focus("map", "Map")
    staged.press(pygame.K_RIGHT)
    assert staged.find("map", "Map").value == "Borea"
    staged.press(pygame.K_F4)
    assert "Delmark pledged restraint." in staged.words
    staged.press(pygame.K_F2)
    assert "At war with Delmark" in staged.words


def test_a_lost_connection_is_told_as_to_who_plays(watching: Staged) -> None:
    watching.hear(Waiting(5.0, "connection reset"))
    assert "Connection lost" in watching.words
    watching.stage.draw()
    watching.watching(public_views.busy_view())
    assert "Connection lost" not in watching.words


def test_what_was_being_written_is_no_concern_of_a_spectator(watching: Staged) -> None:
    watching.hear(Waiting(5.0, "connection reset"))
    assert "What you were" not in watching.words
    assert "in your seat" not in watching.words


def test_it_leads_to_the_debrief_which_needs_no_seat(watching: Staged) -> None:
    watching.hear(MatchShown(public_views.busy_view(13), views.hindsight()), Closed(None))
    assert place(watching) is Place.DEBRIEF
    assert "A true security dilemma" in watching.words
    assert not watching.has("button", "Play again")
    watching.stage.draw()
    watching.click("button", "Back to the menu")
    assert place(watching) is Place.MENU


def test_escape_leaves(watching: Staged) -> None:
    watching.press(pygame.K_ESCAPE)
    assert place(watching) is Place.MENU
    assert not watching.line.is_open
