"""Coming back: a seat outlives its window, and the menu leads to it for as long as it is one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pygame
import pytest
from msgspec.structs import replace

from dilemma.orders import Problem
from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import (
    Failed,
    Join,
    Leave,
    MatchEnded,
    Rejoin,
    Rematch,
    Seated,
    TurnOpened,
)
from dilemma_client.entry import Entry, Home
from dilemma_client.model import Closed, Waiting
from dilemma_client.scenes.learn.coach import Coach
from dilemma_client.scenes.transitions import ComeBack, Place, PlayAgain
from dilemma_client.seats import HOMES, Seats
from support import views
from support.staging import ADDRESS, Staged, table
from ui.absent import ABSENT

Opened = Callable[[], Staged]

BACK, AWAY = "Back to your match", "This seat is played in another window of the game just now."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What one player keeps."""
    return tmp_path


@pytest.fixture
def opened(folder: Path) -> Opened:
    """Opens a window of that player."""
    return lambda: Staged(seats=Seats(folder, lambda: 1_700_000_000.0))


def close(staged: Staged) -> None:
    """Close the window."""
    staged.stage.handle(pygame.event.Event(pygame.QUIT))


def welcome_back(staged: Staged) -> None:
    """The server knows the token, and does not say it again."""
    staged.hear(Seated(PROTOCOL_VERSION, "ROOK-417", staged.briefing, None), table())


def join(staged: Staged, code: str = "rook417", name: str = "Ada", server: str = ADDRESS) -> None:
    """Fill in the join screen and press Enter in its last field."""
    staged.stage.go(Place.JOIN)
    for label, text in (("Join code", code), ("Your name", name), ("Server", server)):
        staged.focus("text field", label)
        staged.press(pygame.K_a, control=True)
        staged.write(text)
    staged.press(pygame.K_RETURN)


@pytest.mark.parametrize("begun", [False, True])
def test_who_closes_the_window_finds_the_seat_in_the_next(opened: Opened, begun: bool) -> None:
    first = opened()
    first.in_turn() if begun else first.seated()
    close(first)
    second = opened()
    assert "Four Worlds, ROOK-417" in second.words
    second.click("button", BACK)
    assert second.called == [(ADDRESS, Rejoin(PROTOCOL_VERSION, "token"))]
    welcome_back(second)
    if begun:
        second.hear(TurnOpened(views.first_view(), 120.0, None, False))
    assert second.stage.place is (Place.BRIEFING if begun else Place.WAITING)
    close(second)
    assert opened().has("button", BACK)


def test_a_server_that_is_away_is_tried_again_and_the_seat_stays(opened: Opened) -> None:
    close(opened().seated())
    second = opened()
    second.click("button", BACK)
    second.hear(Waiting(4.0, "nobody listens there"))
    assert "Nobody listens there. Trying again in 4 s." in second.words
    second.press(pygame.K_ESCAPE)
    assert second.has("button", BACK)


def test_a_token_that_opens_nothing_any_more_is_said_once_and_forgotten(opened: Opened) -> None:
    close(opened().seated())
    second = opened()
    second.click("button", BACK)
    second.hear(Failed(Problem("token", "This token opens no seat.")), Closed(None))
    assert second.stage.place is Place.MENU
    assert "There is no way back to that match: it is over, or your seat is gone." in second.words
    assert not second.has("button", BACK)
    assert not opened().has("button", BACK)


@pytest.mark.parametrize(
    "problem",
    [
        Problem("seat", "The host of this table has taken your seat from you."),
        Problem("token", "This token opens no seat."),
    ],
)
def test_who_is_removed_has_no_seat_to_come_back_to(opened: Opened, problem: Problem) -> None:
    first = opened().seated()
    first.hear(Failed(problem), Closed(problem))
    close(first)
    assert not opened().has("button", BACK)


def test_whose_seat_was_taken_up_elsewhere_still_has_it(opened: Opened) -> None:
    first = opened().in_turn()
    words = "Your seat was taken up from another connection; this one has ended."
    first.hear(Failed(Problem("seat", words)), Closed(Problem("seat", words)))
    close(first)
    assert opened().has("button", BACK)


def test_who_gives_up_has_no_seat_to_come_back_to(opened: Opened) -> None:
    first = opened().seated()
    first.click("button", "Leave")
    first.click("button", "Leave the match")
    assert [type(command) for command in first.line.sent] == [Leave]
    assert not first.has("button", BACK)


def test_who_only_goes_back_to_the_menu_has_it_there_at_once(opened: Opened) -> None:
    staged = opened().seated()
    staged.press(pygame.K_ESCAPE)
    assert staged.stage.place is Place.MENU
    staged.click("button", BACK)
    assert staged.called[-1] == (ADDRESS, Rejoin(PROTOCOL_VERSION, "token"))


def test_a_match_that_is_over_is_nothing_to_come_back_to(opened: Opened) -> None:
    first = opened().in_debrief()
    close(first)
    assert not opened().has("button", BACK)


def test_a_match_is_played_again_after_a_return(opened: Opened) -> None:
    close(opened().seated())
    second = opened()
    second.click("button", BACK)
    welcome_back(second)
    second.hear(MatchEnded(views.last_view(), views.hindsight()))
    second.stage.carry_out(PlayAgain())
    assert second.called[-1] == (ADDRESS, Rematch(PROTOCOL_VERSION, "token"))


# joining by code


def test_the_code_of_a_match_with_a_seat_leads_back_to_it(opened: Opened) -> None:
    close(opened().seated())
    second = opened()
    join(second)
    assert second.called == [(ADDRESS, Rejoin(PROTOCOL_VERSION, "token"))]


def test_another_name_is_another_person_and_gets_a_seat_of_his_own(opened: Opened) -> None:
    first = opened()
    join(first)
    close(first.seated())
    second = opened()
    join(second, name="Ben")
    join(second)
    assert [type(said) for _, said in second.called] == [Join, Rejoin]


def test_another_code_or_another_server_is_joined(opened: Opened) -> None:
    close(opened().seated())
    second = opened()
    join(second, code="ROOK-418")
    join(second, server="ws://127.0.0.2:1")
    assert [type(first) for _, first in second.called] == [Join, Join]


def test_a_second_window_beside_the_first_joins_as_somebody_else(opened: Opened) -> None:
    opened().seated()
    second = opened()
    assert not second.has("button", BACK)
    join(second, name="Ben")
    assert [first for _, first in second.called] == [
        Join(PROTOCOL_VERSION, "Ben", "rook417", ready=False)
    ]


def test_a_seat_that_another_window_took_meanwhile_is_not_stolen(
    opened: Opened, folder: Path
) -> None:
    close(opened().seated())
    second, third = opened(), opened()
    (seat,) = Seats(folder, lambda: 1_700_000_000.0).kept()
    second.click("button", BACK)
    third.stage.carry_out(ComeBack(seat))
    assert third.called == []
    assert AWAY in third.words
    assert third.stage.place is Place.MENU


# giving up from the menu


def test_a_kept_seat_is_given_up_once_that_is_confirmed(opened: Opened) -> None:
    close(opened().seated())
    second = opened()
    rid = "Give up your seat in Four Worlds, ROOK-417"
    second.click("button", rid)
    second.press(pygame.K_ESCAPE)
    assert second.has("button", BACK)
    second.click("button", rid)
    second.click("button", "Give it up")
    assert second.called == [(ADDRESS, Rejoin(PROTOCOL_VERSION, "token"))]
    assert [type(command) for command in second.line.sent] == [Leave]
    assert second.stage.place is Place.MENU
    assert not second.has("button", BACK)
    assert not opened().has("button", BACK)


# matches of our own server


def at_home(opened: Opened, folder: Path, scenario: str = "four_worlds") -> Staged:
    """A window with a seat kept in a match of our own server."""
    (folder / HOMES / "home-1").mkdir(parents=True)
    first = opened()
    first.briefing = replace(first.briefing, scenario=scenario)
    entry = Entry(
        ADDRESS, Join(PROTOCOL_VERSION, "Ada", "ROOK-417"), home=Home("home-1", ("grit",))
    )
    first.stage.enter(entry)
    first.seat_again()
    close(first)
    return opened()


def test_a_server_of_our_own_is_started_again(opened: Opened, folder: Path) -> None:
    second = at_home(opened, folder)
    second.click("button", BACK)
    (seat,) = second.brought_back
    assert (seat.token, seat.home) == ("token", Home("home-1", ("grit",)))
    assert second.stage.place is Place.WAITING
    assert second.called == []
    new = Entry("ws://127.0.0.1:2", Rejoin(PROTOCOL_VERSION, seat.token), home=seat.home)
    second.stage.enter(new)
    welcome_back(second)
    close(second)
    (kept,) = Seats(folder, lambda: 1_700_000_000.0).kept()
    assert kept.address == "ws://127.0.0.1:2"


def test_why_it_cannot_be_started_is_said_in_the_menu(opened: Opened, folder: Path) -> None:
    second = at_home(opened, folder)
    second.click("button", BACK)
    second.stage.complain("No server could be started here: the disk is full.")
    assert second.stage.place is Place.MENU
    assert "No server could be started here: the disk is full." in second.words
    assert second.has("button", BACK)


def test_a_match_at_home_is_given_up_without_a_server(opened: Opened, folder: Path) -> None:
    second = at_home(opened, folder)
    second.click("button", "Give up your seat in Four Worlds, ROOK-417")
    second.click("button", "Give it up")
    assert second.called == []
    assert not second.has("button", BACK)


def test_the_coach_is_there_again_in_a_lesson(opened: Opened, folder: Path) -> None:
    second = at_home(opened, folder, "first_lesson")
    second.click("button", BACK)
    assert isinstance(second.stage.companion, Coach)


def test_no_more_than_a_few_matches_are_offered(opened: Opened) -> None:
    first = opened()
    for number in range(5):
        first.stage.enter(Entry(ADDRESS, Join(PROTOCOL_VERSION, "Ada", f"CODE{number}")))
        first.hear(Seated(PROTOCOL_VERSION, f"CODE{number}", first.briefing, f"token {number}"))
    close(first)
    assert [node.label for node in opened().nodes if node.label == BACK] == [BACK] * 3


# who is away


def test_the_top_bar_marks_who_is_away_and_for_whom_a_bot_plays() -> None:
    staged = Staged()
    ABSENT["turn-away"](staged)
    (seals,) = [node for node in staged.nodes if node.role == "seals"]
    assert seals.value == "Aster open, Borea away, a bot plays, Corvia away, Delmark open"
