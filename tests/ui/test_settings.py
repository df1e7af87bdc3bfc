"""Settings: each counts at once and is kept, and a match below goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from dilemma.orders import Problem, standing_order
from dilemma.protocol.messages import Failed, MatchEnded, TurnOpened
from dilemma_client.model import Closed, Waiting
from dilemma_client.preferences import Keeper
from dilemma_client.scenes.transitions import Place, Prefer
from dilemma_client.themes import DARK, LIGHT, LIGHT_DISTINCT
from dilemma_client.tongue import speak, spoken
from support import views
from support.staging import ADDRESS, Staged


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    speak("en")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where settings are kept."""
    return tmp_path / "settings.json"


@pytest.fixture
def staged(path: Path) -> Staged:
    """The settings over the menu."""
    staged = Staged(keeper=Keeper(path))
    staged.press(pygame.K_F10)
    return staged


def place(staged: Staged) -> Place:
    """The scene that is shown."""
    return staged.stage.scene.place


def choose(staged: Staged, label: str, steps: int = 1) -> None:
    """Go on in a choice by keyboard."""
    staged.focus("choice", label)
    staged.press(*[pygame.K_RIGHT] * steps)


def test_the_menu_leads_to_the_settings_and_back() -> None:
    staged = Staged()
    staged.click("button", "Settings")
    assert place(staged) is Place.SETTINGS
    staged.click("button", "Back")
    assert place(staged) is Place.MENU
    staged.press(pygame.K_F10)
    assert place(staged) is Place.SETTINGS
    staged.press(pygame.K_ESCAPE)
    assert place(staged) is Place.MENU


# each setting


def test_larger_text_is_larger_at_once(staged: Staged, path: Path) -> None:
    before = staged.find("button", "Back").rect.height
    choose(staged, "Size of text", 4)
    assert staged.find("button", "Back").rect.height == 2 * before
    assert Keeper(path).now.text == 200


def test_theme_and_colours_change_at_once(staged: Staged, path: Path) -> None:
    assert staged.stage.look.theme is DARK
    staged.stage.draw()
    choose(staged, "Theme")
    assert staged.stage.look.theme is LIGHT
    choose(staged, "Colours")
    assert staged.stage.look.theme is LIGHT_DISTINCT
    assert staged.stage.draw()
    assert (Keeper(path).now.theme, Keeper(path).now.palette) == ("light", "distinct")


def test_the_language_changes_at_once(staged: Staged, path: Path) -> None:
    choose(staged, "Language", 2)
    assert spoken() == "de"
    assert "Einstellungen" in staged.words
    assert Keeper(path).now.language == "de"
    staged.press(pygame.K_ESCAPE)
    assert "Spiel" in staged.words


def test_sound_is_set_and_its_volume_needs_it(staged: Staged, path: Path) -> None:
    staged.focus("slider", "Volume")
    staged.press(pygame.K_RIGHT)
    assert Keeper(path).now.volume == 65
    staged.click("checkbox", "Sounds")
    assert not Keeper(path).now.sound
    assert staged.find("slider", "Volume").why_not == "Sounds are off."


def test_a_clock_moves_less_for_who_wants_it_until_time_is_short() -> None:
    staged = Staged(keeper=Keeper()).in_turn()
    staged.stage.carry_out(Prefer({"reduced_motion": True}))
    staged.stage.refresh()
    staged.later(1.0)
    assert "1:50" in staged.words
    staged.stage.draw()
    staged.later(3.0)
    assert not staged.stage.draw()
    staged.later(97.5)
    assert "0:18" in staged.words


def test_the_name_is_the_same_at_every_door(staged: Staged, path: Path) -> None:
    staged.focus("text field", "Your name")
    staged.write("Zoë")
    staged.press(pygame.K_ESCAPE, pygame.K_ESCAPE)
    for door in (Place.JOIN, Place.HOST, Place.PLAY_NOW):
        staged.stage.go(door)
        assert staged.find("text field", "Your name").value == "Zoë"
    staged.stage.go(Place.MENU)
    staged.click("button", "Play now")
    assert staged.begun[0].name == "Zoë"
    assert Keeper(path).now.name == "Zoë"


def test_the_size_of_the_window_is_kept(staged: Staged, path: Path) -> None:
    pygame.display.set_mode((1400, 800))
    staged.stage.handle(pygame.event.Event(pygame.VIDEORESIZE, size=(1400, 800), w=1400, h=800))
    staged.stage.close()
    assert Keeper(path).now.window == (1400, 800)


# servers


def join(staged: Staged, server: str) -> None:
    """Fill in the join screen."""
    staged.stage.carry_out(Prefer({"name": "Ada"}))
    staged.stage.go(Place.JOIN)
    staged.focus("text field", "Join code")
    staged.press(pygame.K_a, control=True)
    staged.write("ROOK-417")
    staged.focus("text field", "Server")
    staged.press(pygame.K_a, control=True)
    staged.write(server)
    staged.press(pygame.K_RETURN)


def test_a_server_is_remembered_once_it_has_let_one_in(path: Path) -> None:
    staged = Staged(keeper=Keeper(path))
    join(staged, "ws://class.example:8765")
    assert Keeper(path).now.servers == ()
    staged.seat_again()
    assert Keeper(path).now.servers == ("ws://class.example:8765",)


def test_a_server_that_let_nobody_in_is_not(path: Path) -> None:
    staged = Staged(keeper=Keeper(path))
    join(staged, "ws://class.example:8765")
    staged.hear(Failed(Problem("code", "There is no match with this code.")), Closed(None))
    staged.stage.close()
    assert Keeper(path).now.servers == ()
    assert staged.find("text field", "Server").value == "ws://class.example:8765"


def test_a_match_against_bots_is_on_no_server_to_remember(path: Path) -> None:
    staged = Staged(keeper=Keeper(path)).in_turn()
    staged.stage.close()
    assert Keeper(path).now.servers == ()


def test_remembered_servers_are_offered_and_can_be_forgotten(path: Path) -> None:
    keeper = Keeper(path)
    keeper.change(servers=("ws://one.example", "ws://two.example"))
    staged = Staged(keeper=keeper)
    staged.stage.go(Place.HOST)
    assert staged.find("text field", "Server").value == "ws://one.example"
    staged.focus("dropdown", "Servers played on before")
    staged.press(pygame.K_RETURN, pygame.K_DOWN, pygame.K_RETURN)
    assert staged.find("text field", "Server").value == "ws://two.example"
    staged.press(pygame.K_F10)
    staged.click("button", "Forget ws://one.example")
    assert Keeper(path).now.servers == ("ws://two.example",)
    assert not staged.has("button", "Forget ws://one.example")


# trouble


def test_a_broken_file_is_said_in_one_line_and_changes_nothing_else(path: Path) -> None:
    path.write_text("{")
    staged = Staged(keeper=Keeper(path))
    staged.press(pygame.K_F10)
    assert str(path) in staged.words.replace("\n", " ")
    choose(staged, "Theme")
    assert str(path) not in staged.words


def test_where_nothing_can_be_kept_is_said_when_it_is_tried(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    staged = Staged(keeper=Keeper(tmp_path / "file" / "settings.json"))
    staged.press(pygame.K_F10)
    choose(staged, "Theme")
    assert "Settings cannot be kept" in staged.words
    assert staged.stage.look.theme is LIGHT


# over a match


def test_a_match_is_as_it_was_after_the_settings() -> None:
    staged = Staged(keeper=Keeper()).in_turn()
    staged.focus("slider", "Offence")
    staged.press(pygame.K_RIGHT)
    written = staged.find("slider", "Offence").value
    staged.click("button", "Settings")
    assert place(staged) is Place.SETTINGS
    assert staged.stage.place is Place.TURN
    choose(staged, "Theme")
    choose(staged, "Language", 2)
    staged.press(pygame.K_F10)
    assert place(staged) is Place.TURN
    assert staged.find("slider", "Offence").value == written.replace(".", ",")
    assert staged.line.is_open


def test_the_clock_of_the_turn_is_shown_over_it() -> None:
    staged = Staged().in_turn()
    staged.press(pygame.K_F10)
    assert "The turn goes on: 2:00 left." in staged.words
    staged.later(30.0)
    assert "The turn goes on: 1:30 left." in staged.words


def test_the_match_goes_on_below() -> None:
    staged = Staged().in_turn()
    staged.press(pygame.K_F10)
    staged.hear(TurnOpened(views.busy_view(), 120.0, None, False))
    assert place(staged) is Place.SETTINGS
    staged.press(pygame.K_ESCAPE)
    assert "5/12" in staged.words


def test_a_match_that_ends_below_is_at_its_debrief() -> None:
    staged = Staged().in_turn()
    staged.press(pygame.K_F10)
    staged.hear(MatchEnded(views.last_view(), views.hindsight()))
    staged.press(pygame.K_ESCAPE)
    assert place(staged) is Place.DEBRIEF


def test_a_lost_connection_is_told_over_the_settings() -> None:
    staged = Staged().in_turn(own=standing_order(views.first_view()))
    staged.press(pygame.K_F10)
    staged.hear(Waiting(5.0, "connection reset"))
    assert "Connection lost" in staged.words
    staged.click("button", "Back to the menu")
    assert place(staged) is Place.MENU
    assert staged.called[-1][0] == ADDRESS
