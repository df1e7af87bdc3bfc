"""The order sheet is longer than the window: what matters next is in sight, the rest a key away."""

from __future__ import annotations

import pygame
import pytest

from dilemma.vocabulary import ActionKind
from dilemma_client.words.terms import ACTIONS
from support.staging import Staged


@pytest.mark.parametrize("label", ["Probe", "Attack"])
def test_what_an_action_warns_of_is_in_sight_as_soon_as_it_is_chosen(label: str) -> None:
    staged = Staged().in_turn()
    staged.focus("choice", "Action")
    while staged.find("choice", "Action").value != label:
        staged.press(pygame.K_RIGHT)
    kind = ActionKind.PROBE if label == "Probe" else ActionKind.ATTACK
    warning = staged.find("text", ACTIONS[kind].hint)
    sheet = next(n for n in staged.nodes if n.key == "orders.scroll")
    assert sheet.rect.contains(warning.rect)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_sheet_is_entered_by_its_key_and_read_by_pages(scale: float) -> None:
    staged = Staged(scale=scale).in_turn()
    staged.press(pygame.K_F3)
    focused = staged.stage.scene.interface.focused
    assert focused is not None
    assert focused.label == "Welfare"
    staged.focus("choice", "Readiness")
    before = next(n for n in staged.nodes if n.key == "orders.scroll").value
    staged.press(pygame.K_PAGEDOWN)
    assert next(n for n in staged.nodes if n.key == "orders.scroll").value != before
