"""Undo and redo: every change of the draft can be taken back, and made again."""

from __future__ import annotations

import pygame
import pytest

from dilemma.protocol.messages import Accepted, TurnOpened
from support import views
from support.staging import Staged


@pytest.fixture
def staged() -> Staged:
    """The first turn."""
    return Staged().in_turn()


def test_changes_are_taken_back_one_by_one_and_made_again(staged: Staged) -> None:
    staged.focus("slider", "Defence")
    staged.press(pygame.K_RIGHT)
    staged.focus("choice", "Readiness")
    staged.press(pygame.K_RIGHT)
    staged.click("checkbox", "Hotline")
    for value in ("Mobilised", "Routine"):
        staged.press(pygame.K_z, control=True)
        assert staged.find("checkbox", "Hotline").value == "off"
        assert staged.find("choice", "Readiness").value == value
    staged.press(pygame.K_z, control=True)
    assert staged.find("slider", "Defence").value == "8.0"
    staged.press(pygame.K_y, control=True)
    assert staged.find("slider", "Defence").value == "8.8"
    staged.press(pygame.K_z, shift=True, control=True)
    assert staged.find("choice", "Readiness").value == "Mobilised"


def test_the_buttons_do_the_same_and_say_why_not(staged: Staged) -> None:
    assert staged.find("button", "Undo").why_not == "Nothing was changed yet."
    staged.click("checkbox", "Hotline")
    staged.click("button", "Undo")
    assert staged.find("checkbox", "Hotline").value == "off"
    assert staged.find("button", "Undo").why_not == "Nothing was changed yet."
    staged.click("button", "Redo")
    assert staged.find("checkbox", "Hotline").value == "on"
    assert staged.find("button", "Redo").why_not == "Nothing was taken back."


def test_a_slider_that_is_dragged_is_one_step(staged: Staged) -> None:
    slider = staged.find("slider", "Welfare").rect
    before = staged.find("slider", "Welfare").value
    x, y = slider.centerx, slider.centery
    staged.point_at((x, y))
    down = pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=(x, y), button=1)
    staged.stage.handle(down)
    for step in range(10):
        staged.point_at((x + 3 * step, y))
    up = pygame.event.Event(pygame.MOUSEBUTTONUP, pos=(x + 27, y), button=1)
    staged.stage.handle(up)
    assert staged.find("slider", "Welfare").value != before
    staged.press(pygame.K_z, control=True)
    assert staged.find("slider", "Welfare").value == before
    assert staged.find("button", "Undo").why_not != ""


def test_a_statement_is_one_step(staged: Staged) -> None:
    staged.focus("text field", "Public statement")
    for letter in "peace":
        staged.write(letter)
    staged.press(pygame.K_z, control=True)
    assert staged.find("text field", "Public statement").value == ""


def test_a_change_after_a_step_back_forgets_what_was_taken_back(staged: Staged) -> None:
    staged.click("checkbox", "Hotline")
    staged.press(pygame.K_z, control=True)
    staged.click("checkbox", "Trade")
    assert staged.find("button", "Redo").why_not == "Nothing was taken back."


def test_sealed_orders_are_not_taken_back(staged: Staged) -> None:
    staged.click("checkbox", "Hotline")
    staged.click("button", "Seal orders")
    staged.press(pygame.K_z, control=True)
    assert staged.find("button", "Undo").why_not == "Your orders are on their way."
    staged.hear(Accepted(staged.line.sent[-1].key))
    staged.press(pygame.K_z, control=True)
    assert staged.find("checkbox", "Hotline").value == "on"


def test_a_reconnect_forgets_no_step_and_a_new_turn_all(staged: Staged) -> None:
    staged.click("checkbox", "Hotline")
    staged.hear(TurnOpened(views.first_view(), 100.0, None, False))
    assert staged.find("button", "Undo").why_not == ""
    staged.hear(TurnOpened(views.busy_view(), 100.0, None, False))
    staged.click("button", "Hold")
    staged.end_report()
    staged.press(pygame.K_z, control=True)
    assert staged.find("button", "Undo").why_not == "Nothing was changed yet."


def test_nothing_is_taken_back_under_a_sheet(staged: Staged) -> None:
    staged.click("checkbox", "Hotline")
    staged.press(pygame.K_F1)
    staged.press(pygame.K_z, control=True)
    staged.press(pygame.K_F1)
    assert staged.find("checkbox", "Hotline").value == "on"
