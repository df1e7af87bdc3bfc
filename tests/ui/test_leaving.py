"""Leaving a match is asked once, from wherever it is done, and says what comes of it."""

from __future__ import annotations

import pygame
import pytest

from dilemma.protocol.messages import Leave, TurnOpened
from dilemma_client.scenes.transitions import Place
from support import views
from support.staging import Staged


@pytest.fixture
def staged() -> Staged:
    """The first turn."""
    return Staged().in_turn()


def test_leaving_is_asked_once_and_enter_stays(staged: Staged) -> None:
    staged.press(pygame.K_ESCAPE)
    assert "Leave the match?" in staged.words
    staged.focus("button", "Stay")
    staged.press(pygame.K_RETURN)
    assert staged.has("button", "Seal orders")
    staged.press(pygame.K_ESCAPE)
    staged.focus("button", "Leave the match")
    staged.press(pygame.K_RETURN)
    assert staged.stage.scene.place is Place.MENU
    assert isinstance(staged.line.sent[-1], Leave)


def test_escape_in_a_field_leaves_the_field_and_not_the_match(staged: Staged) -> None:
    staged.focus("text field", "Public statement")
    staged.press(pygame.K_ESCAPE)
    assert not staged.has("button", "Stay")
    assert staged.stage.scene.interface.focused is None
    staged.press(pygame.K_ESCAPE)
    assert staged.has("button", "Stay")


def test_the_briefing_asks_before_one_leaves_and_says_what_comes_of_it() -> None:
    staged = Staged().seated()
    staged.hear(TurnOpened(views.first_view(), 120.0, None, False))
    staged.press(pygame.K_TAB)
    staged.click("button", "Leave")
    assert staged.line.sent == []
    assert "A bot plays your state from now on" in staged.words
    staged.click("button", "Stay")
    staged.click("button", "Leave")
    staged.click("button", "Leave the match")
    assert staged.stage.scene.place is Place.MENU
    assert isinstance(staged.line.sent[-1], Leave)
