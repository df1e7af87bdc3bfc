"""The way into a match and out of it: menu, play now, join, waiting, briefing, lost, debrief."""

from __future__ import annotations

import pygame
import pytest

from dilemma.orders import Problem
from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import Failed, Join, MatchEnded, Table, TurnOpened
from dilemma_client.entry import Entry, Solo
from dilemma_client.library import scenarios
from dilemma_client.model import Closed, Connecting, Waiting
from dilemma_client.scenes.transitions import Place
from support import views
from support.staging import ADDRESS, Staged


@pytest.fixture
def staged() -> Staged:
    """The menu."""
    return Staged()


def place(staged: Staged) -> Place:
    """The scene that is shown."""
    return staged.stage.scene.place


# menu and play now


def test_one_press_plays(staged: Staged) -> None:
    staged.press(pygame.K_TAB, pygame.K_RETURN)
    assert staged.begun == [Solo("redland_blueland", "redland", ("tit_for_tat",), "Player")]
    assert place(staged) is Place.WAITING


def test_quitting_ends_the_stage(staged: Staged) -> None:
    staged.focus("button", "Quit")
    staged.press(pygame.K_RETURN)
    assert not staged.stage.is_running


def test_closing_the_window_ends_the_stage_and_the_line(staged: Staged) -> None:
    staged.in_turn()
    staged.stage.handle(pygame.event.Event(pygame.QUIT))
    assert not staged.stage.is_running
    assert not staged.line.is_open


def test_a_match_is_chosen_by_keyboard_alone(staged: Staged) -> None:
    staged.focus("button", "Choose a match")
    staged.press(pygame.K_RETURN)
    staged.focus("choice", "Scenario")
    place = [scenario.name for scenario in scenarios()].index("four_worlds")
    staged.press(*[pygame.K_RIGHT] * place)
    staged.focus("choice", "Your state")
    staged.press(pygame.K_RIGHT)
    staged.focus("dropdown", "Who plays Delmark")
    staged.press(pygame.K_RETURN, pygame.K_DOWN, pygame.K_DOWN, pygame.K_RETURN)
    staged.focus("choice", "Time for a turn")
    staged.press(pygame.K_RIGHT, pygame.K_RIGHT)
    staged.focus("text field", "Your name")
    staged.press(pygame.K_a, control=True)
    staged.write("Zoë")
    staged.focus("button", "Start")
    staged.press(pygame.K_RETURN)
    bots = ("tit_for_tat", "tit_for_tat", "fearful_planner")
    assert staged.begun == [Solo("four_worlds", "borea", bots, "Zoë", 60)]


def test_nobody_starts_without_a_name(staged: Staged) -> None:
    staged.stage.go(Place.PLAY_NOW)
    staged.focus("text field", "Your name")
    staged.press(pygame.K_a, control=True)
    staged.press(pygame.K_BACKSPACE)
    assert staged.find("button", "Start").why_not == "Write a name for the others to read."
    staged.click("button", "Start")
    assert staged.begun == []


def test_why_a_match_could_not_be_started_is_shown_where_it_was_asked_for(staged: Staged) -> None:
    staged.stage.go(Place.PLAY_NOW)
    staged.click("button", "Start")
    staged.stage.complain("No server could be started here: the disk is full.")
    assert place(staged) is Place.PLAY_NOW
    assert "No server could be started here: the disk is full." in staged.words


@pytest.mark.parametrize("where", [Place.PLAY_NOW, Place.JOIN, Place.WAITING])
def test_escape_goes_back_to_the_menu_from_where_nothing_is_written(
    staged: Staged, where: Place
) -> None:
    staged.stage.go(where)
    if where is Place.JOIN:
        staged.press(pygame.K_ESCAPE)
        assert place(staged) is where
    staged.press(pygame.K_ESCAPE)
    assert place(staged) is Place.MENU


def test_a_match_against_bots_leaves_time_to_read(staged: Staged) -> None:
    staged.stage.go(Place.PLAY_NOW)
    assert staged.find("choice", "Time for a turn").value == "1 hour"


# join


def join(staged: Staged, code: str = "ROOK-417", name: str = "Ada") -> None:
    """Fill in the join screen and press Enter in its last field."""
    staged.stage.go(Place.JOIN)
    for label, text in (("Join code", code), ("Your name", name)):
        staged.focus("text field", label)
        staged.write(text)
    staged.press(pygame.K_RETURN)


def test_a_code_and_a_name_sit_one_down(staged: Staged) -> None:
    join(staged)
    assert staged.called == [
        ("ws://127.0.0.1:8765", Join(PROTOCOL_VERSION, "Ada", "ROOK-417", ready=False))
    ]
    assert place(staged) is Place.WAITING


def test_what_is_missing_is_said(staged: Staged) -> None:
    staged.stage.go(Place.JOIN)
    assert staged.find("button", "Join").why_not == "Write the join code first."
    staged.focus("text field", "Join code")
    staged.write("ROOK-417")
    assert staged.find("button", "Join").why_not == "Write a name for the others to read."


def test_a_wrong_code_leads_back_with_the_servers_line_and_what_was_typed(staged: Staged) -> None:
    join(staged, code="ROOK-418")
    staged.hear(Failed(Problem("code", "There is no match with this code.")), Closed(None))
    assert place(staged) is Place.JOIN
    assert "There is no match with this code." in staged.words
    assert staged.find("text field", "Join code").value == "ROOK-418"
    assert not staged.lines[0].is_open


# waiting and briefing


def test_waiting_shows_the_code_and_who_is_there(staged: Staged) -> None:
    staged.seated()
    players: dict[str, str | None] = {"aster": "Ada", "borea": "Ben", "corvia": None}
    staged.hear(Table({**players, "delmark": None}, ("aster", "borea"), ()))
    assert "ROOK-417" in staged.words
    assert "Ben" in staged.words
    assert staged.words.count("free") == 2


def test_a_server_out_of_reach_is_said_with_the_next_attempt(staged: Staged) -> None:
    staged.stage.enter(Entry(ADDRESS, Join(PROTOCOL_VERSION, "Ada", "ROOK-417")))
    staged.hear(Connecting(1), Waiting(4.0, "connection refused"))
    assert "Connection refused. Trying again in 4 s." in staged.words
    staged.later(1.5)
    assert "Trying again in 2 s." in staged.words


def test_the_code_is_told_to_who_seats_the_bots(staged: Staged) -> None:
    told: list[str] = []
    first = Join(PROTOCOL_VERSION, "Ada", "ROOK-417")
    staged.stage.enter(Entry(ADDRESS, first, seated=told.append))
    staged.seat_again()
    staged.seat_again()
    assert told == ["ROOK-417"]


def test_the_briefing_says_who_one_is_and_what_one_wants(staged: Staged) -> None:
    staged.seated().hear(TurnOpened(views.first_view(), 120.0, None, False))
    assert place(staged) is Place.BRIEFING
    assert "You govern Aster" in staged.words
    assert "Security seeker" in staged.words
    assert "12 turns of 3 min." in staged.words
    assert " ".join(staged.briefing.summary.split()) in staged.words
    staged.press(pygame.K_RETURN)
    assert place(staged) is Place.TURN


def test_who_comes_back_in_a_later_turn_is_not_briefed_again(staged: Staged) -> None:
    staged.seated().hear(TurnOpened(views.busy_view(), 60.0, None, False))
    assert place(staged) is Place.TURN


# lost connection


def test_a_lost_connection_says_what_is_safe_and_what_happens_next(staged: Staged) -> None:
    staged.in_turn()
    staged.focus("slider", "Offence")
    staged.press(pygame.K_RIGHT)
    staged.hear(Waiting(5.0, "connection reset"))
    assert "Connection lost" in staged.words
    assert "What you were writing is still here." in staged.words
    assert "Next attempt in 5 s" in staged.words
    assert [c.label for c in staged.stage.scene.interface.controls] == ["Back to the menu"]
    staged.seat_again()
    staged.hear(TurnOpened(views.first_view(), 90.0, None, False))
    assert "Connection lost" not in staged.words
    assert staged.find("slider", "Offence").value == "4.8"


def test_a_match_that_cannot_go_on_says_why(staged: Staged) -> None:
    staged.in_turn()
    staged.hear(Closed(Problem("server", "The match was ended by its host.")))
    assert "The match was ended by its host." in staged.words
    staged.press(pygame.K_TAB, pygame.K_RETURN)
    assert place(staged) is Place.MENU


def test_a_match_whose_own_server_has_ended_does_not_promise_to_go_on(staged: Staged) -> None:
    serving = [True]
    first = Join(PROTOCOL_VERSION, "Ada", "ROOK-417")
    staged.stage.enter(Entry(ADDRESS, first, serves=lambda: serving[0]))
    staged.seat_again()
    staged.hear(TurnOpened(views.first_view(), 90.0, None, False), Waiting(5.0, "gone"))
    assert "you need do nothing" in staged.words
    serving[0] = False
    staged.later(1.0)
    assert "The match cannot go on here" in staged.words
    assert "go back to your match from the menu" in staged.words
    assert "you need do nothing" not in staged.words
    assert "is stored with the match" not in staged.words
    staged.press(pygame.K_TAB, pygame.K_RETURN)
    assert place(staged) is Place.MENU


# debrief


@pytest.fixture
def debrief(staged: Staged) -> Staged:
    """The fog has lifted."""
    return staged.in_debrief()


def test_the_debrief_lifts_the_fog(debrief: Staged) -> None:
    assert place(debrief) is Place.DEBRIEF
    assert "A true security dilemma" in debrief.words
    assert "Anarchy: held" in debrief.words
    assert "Accumulation of power: did not hold" in debrief.words
    assert "It began when Delmark attacked Borea." in debrief.words
    assert "Tragic" in debrief.words
    assert debrief.words.count("Security seeker") == 4


def test_the_lanes_are_scrubbed_by_keyboard(debrief: Staged) -> None:
    assert "Had offence 11, defence 16." in debrief.words
    debrief.focus("slider", "Turn")
    debrief.press(pygame.K_RIGHT, pygame.K_RIGHT)
    assert debrief.find("slider", "Turn").value == "3"
    assert "Had offence 13, defence 18." in debrief.words
    debrief.press(pygame.K_END)
    assert debrief.find("button", "Turn after").why_not == "This was the last turn."


def test_what_was_seen_and_believed_stands_beside_what_was_so(debrief: Staged) -> None:
    sightings = [node.value for node in debrief.nodes if node.role == "sighting"]
    assert sightings.count("saw 18–40, was 27") == 12
    beliefs = [node.value for node in debrief.nodes if node.role == "belief"]
    assert beliefs.count("harm 40%, attack 10%") == 4


def test_the_chart_follows_the_state_that_is_chosen(debrief: Staged) -> None:
    debrief.focus("choice", "State in the chart")
    debrief.press(pygame.K_RIGHT)
    charts = [node.label for node in debrief.nodes if node.role == "chart"]
    assert charts == [f"Borea as {name} saw it" for name in ("Aster", "Corvia", "Delmark")]


def test_a_match_may_end_while_the_briefing_is_read(staged: Staged) -> None:
    staged.seated().hear(TurnOpened(views.first_view(), 120.0, None, False))
    staged.hear(MatchEnded(views.last_view(), views.hindsight()))
    assert place(staged) is Place.DEBRIEF


def test_the_debrief_leads_back_to_the_menu(debrief: Staged) -> None:
    debrief.click("button", "Back to the menu")
    assert place(debrief) is Place.MENU
    assert not debrief.line.is_open
