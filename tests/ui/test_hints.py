"""Hints: every control of a turn says what it does, and what the budget buys."""

from __future__ import annotations

import re
from functools import cache

import pygame
import pytest

from dilemma.orders import standing_order
from dilemma.protocol.messages import Heard
from dilemma.record import advance, begin
from dilemma.scenario import parse_scenario
from dilemma.vocabulary import CORE_LINES, BudgetLine
from dilemma_assets.scenarios import load_text
from dilemma_client.scenes.turn.draft import Draft
from dilemma_client.scenes.turn.effects import effect_of
from dilemma_client.scenes.turn.scene import TurnScene
from dilemma_client.widgets.base import Control
from dilemma_client.widgets.button import Button
from dilemma_client.words.keys import TURN_KEYS
from support import full_views, views
from support.staging import Staged
from ui.screens import SCREENS

NEEDS_NONE = {"map", "scroll area"}
"""Roles whose use is plain, and which a tip would hide."""

PLAIN = {
    *("Quit", "Start", "Back", "Back to the menu", "Back to the turn", "Back to the replays"),
    *("To the first turn", "Newer", "Older", "Keep it", "Delete for good", "Stay"),
    *("Leave", "Leave the match", "Keep", "Remove", "Give it up", "Back down", "Hold", "Escalate"),
}
"""Buttons whose words say it all, or stand beside what comes of them (an answer to a crisis)."""


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_control_says_what_it_does_unless_its_words_do(name: str, scale: float) -> None:
    staged = Staged(scale=scale)
    SCREENS[name](staged)
    silent = [
        control.label
        for control in staged.stage.scene.interface.controls
        if control.role not in NEEDS_NONE and not control.tip and not is_plain(control)
    ]
    assert silent == []


def is_plain(control: Control) -> bool:
    """Whether a control is a button with words that need no others."""
    return isinstance(control, Button) and control.shows_label and control.label in PLAIN


@pytest.mark.parametrize("label", sorted(PLAIN))
def test_no_button_is_called_plain_that_is_nowhere(label: str) -> None:
    assert any(label in shown_labels(name) for name in SCREENS)


@cache
def shown_labels(name: str) -> frozenset[str]:
    """What the controls of a screen are called."""
    staged = Staged()
    SCREENS[name](staged)
    return frozenset(control.label for control in staged.stage.scene.interface.controls)


def hint(staged: Staged, label: str) -> str:
    """What is said about a slider."""
    controls = staged.stage.scene.interface.controls
    return next(c.hint for c in controls if c.role == "slider" and c.label == label)


def test_a_line_of_the_budget_says_what_it_buys() -> None:
    staged = Staged().in_turn()
    assert hint(staged, "Welfare").endswith("Economy: now 41.0, next turn 41.2.")
    assert hint(staged, "Intelligence").endswith("Now 1.5, next turn 2.0.")
    assert "Now 12.0, next turn 13.0, the turn after 16.0, if nothing" in hint(staged, "Offence")
    before = hint(staged, "Defence")
    staged.focus("slider", "Defence")
    staged.press(pygame.K_RIGHT)
    assert hint(staged, "Defence") != before
    assert hint(staged, "Offence").endswith("if nothing is lost.")


def test_what_it_says_comes_true() -> None:
    scenario = parse_scenario(load_text("redland_blueland"), "redland_blueland")
    game = begin(scenario, bytes(32))
    drafts = {view.seat: Draft(view) for view in game.views}
    said = {line: effect_of(drafts["redland"], line) for line in CORE_LINES}
    games = [game]
    for _ in range(2):
        games.append(advance(games[-1], {v.seat: standing_order(v) for v in games[-1].views}))
    _, after, later = (game.views[0].own for game in games)
    assert f"next turn {after.economy:.1f}." in said[BudgetLine.WELFARE]
    assert f"next turn {after.intelligence:.1f}." in said[BudgetLine.INTELLIGENCE]
    for line, stock in ((BudgetLine.OFFENCE, "offence"), (BudgetLine.DEFENCE, "defence")):
        soon, then = (getattr(own, stock) for own in (after, later))
        assert f"next turn {soon:.1f}, the turn after {then:.1f}," in said[line]


def test_what_cannot_be_told_is_not_told() -> None:
    staged = Staged().in_turn(full_views.first_view())
    assert "next turn" not in hint(staged, "Deterrent")


def test_the_keys_of_the_screen_are_listed_beside_the_words() -> None:
    staged = Staged().in_turn()
    staged.press(pygame.K_F1)
    staged.focus("choice", "Part of the guide")
    staged.press(pygame.K_RIGHT)
    assert "Take the last change of your orders back." in staged.words
    listed = {key for shortcut in TURN_KEYS for key in re.findall(r"F\d+", shortcut.keys)}
    assert {pygame.key.name(key).upper() for key in TurnScene.shortcuts} <= listed
    staged.press(pygame.K_F1)
    assert staged.has("button", "Seal orders")


def test_what_was_said_on_another_line_is_marked_where_one_looks() -> None:
    staged = Staged(scale=2.0).in_turn(views.busy_view())
    staged.click("button", "Hold")
    staged.end_report()
    tabs = next(c for c in staged.stage.scene.interface.controls if c.key == "tabs")
    talk = next(option for option in getattr(tabs, "options") if option.value == "talk")  # noqa: B009
    assert talk.icon == ""
    staged.hear(Heard(1, 5, "borea", "aster", "What is it for?"))
    tabs = next(c for c in staged.stage.scene.interface.controls if c.key == "tabs")
    talk = next(option for option in getattr(tabs, "options") if option.value == "talk")  # noqa: B009
    assert (talk.icon, talk.hint) == ("hotline", "1 message not read yet (F5).")
    staged.press(pygame.K_F2)
    states = next(c for c in staged.stage.scene.interface.controls if c.key == "dossier.state")
    borea = next(option for option in getattr(states, "options") if option.value == "borea")  # noqa: B009
    assert (borea.icon, borea.hint) == ("hotline", "1 message from Borea not read yet.")
