"""A steady sheet: what one works on does not move under the hand."""

from __future__ import annotations

import pygame
import pytest

from support.staging import Staged


@pytest.fixture
def staged() -> Staged:
    """In the first turn of a match, at the order sheet."""
    found = Staged().in_turn()
    found.press(pygame.K_F3)
    return found


def test_choosing_a_signal_moves_nothing_under_the_hand(staged: Staged) -> None:
    def places() -> dict[str, tuple[int, int]]:
        found = staged.stage.scene.interface.controls
        return {control.key: control.rect.topleft for control in found}

    before = places()
    assert staged.find("dropdown", "Addressed to").why_not == "Choose a signal first."
    staged.focus("choice", "Public signal")
    for _ in range(8):
        staged.press(pygame.K_RIGHT)
        assert places() == before
    staged.press(pygame.K_LEFT)
    assert places() == before
    assert staged.find("dropdown", "Demand").why_not == ""


def test_only_an_ultimatum_demands_something(staged: Staged) -> None:
    staged.focus("choice", "Public signal")
    staged.press(pygame.K_RIGHT)
    assert staged.find("dropdown", "Addressed to").why_not == ""
    assert staged.find("dropdown", "Addressed to").value == "to everyone"
    assert staged.find("dropdown", "Demand").why_not == "Only an ultimatum demands something."
    staged.focus("dropdown", "Demand")
    staged.press(pygame.K_RETURN, pygame.K_DOWN, pygame.K_RETURN)
    assert staged.find("dropdown", "Demand").value == "no demand"
