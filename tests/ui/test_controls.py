"""Buttons, choices and sliders in the hands of a player."""

from __future__ import annotations

import pygame
import pytest

from dilemma_client.widgets.boxes import (
    Column,
)
from dilemma_client.widgets.button import Button, Checkbox
from dilemma_client.widgets.choice import Choice, Option
from dilemma_client.widgets.dropdown import Dropdown
from dilemma_client.widgets.slider import Slider
from ui.table import WINDOW, Table, Value

# buttons


def test_a_button_is_pressed_by_enter_by_space_and_by_a_click() -> None:
    presses: list[int] = []
    table = Table(lambda: Column([Button("go", "Go", lambda: presses.append(1))]))
    table.press(pygame.K_TAB, pygame.K_RETURN, pygame.K_SPACE)
    table.click(table.control("go").rect.center)
    assert len(presses) == 3


def test_letting_go_elsewhere_means_never_mind() -> None:
    presses: list[int] = []
    table = Table(lambda: Column([Button("go", "Go", lambda: presses.append(1))]))
    table.click(table.control("go").rect.center, until=(390, 290))
    assert not presses


def test_a_button_that_cannot_be_used_takes_the_focus_and_says_why() -> None:
    presses: list[int] = []
    button = Button("go", "Go", lambda: presses.append(1), why_not="Write a name first.")
    table = Table(lambda: Column([button]))
    table.press(pygame.K_TAB, pygame.K_RETURN)
    table.click(table.control("go").rect.center)
    focused = table.interface.focused
    assert focused is not None
    assert focused.tip == "Write a name first."
    assert table.interface.nodes()[0].why_not == "Write a name first."
    assert not presses


def test_a_checkbox_turns_and_says_so() -> None:
    value = Value(False)
    table = Table(
        lambda: Column([Checkbox("trade", "Trade", bool(value.now), value.set, note="theirs")])
    )
    assert table.control("trade").value == "off, theirs"
    table.press(pygame.K_TAB, pygame.K_SPACE)
    assert table.control("trade").value == "on, theirs"
    table.click(table.control("trade").rect.center)
    assert value.read() is False


# choices


OPTIONS = (Option("a", "Apple"), Option("b", "Pear", why_not="Not ripe."), Option("c", "Plum"))


def test_arrows_move_a_choice_past_what_is_not_allowed_and_round() -> None:
    value = Value("a")
    table = Table(lambda: Column([Choice("fruit", "Fruit", OPTIONS, str(value.now), value.set)]))
    table.press(pygame.K_TAB, pygame.K_RIGHT)
    assert (value.read(), table.control("fruit").value) == ("c", "Plum")
    table.press(pygame.K_RIGHT)
    assert value.read() == "a"
    table.press(pygame.K_LEFT)
    assert value.read() == "c"


def test_a_click_chooses_what_is_allowed_only() -> None:
    value = Value("a")
    table = Table(lambda: Column([Choice("fruit", "Fruit", OPTIONS, str(value.now), value.set)]))
    rect = table.control("fruit").rect
    table.click(rect.center)
    assert value.read() == "a"
    assert table.control("fruit").tip == "Not ripe."
    table.click((rect.right - 5, rect.centery))
    assert value.read() == "c"


def test_a_choice_wraps_into_rows_of_like_length() -> None:
    options = [Option(str(n), f"Option number {n}") for n in range(8)]
    choice = Choice("many", "Many", options, "0", Value("0").set)
    Table(lambda: Column([choice]))
    rows = {cell.y: 0 for cell in choice._cells}
    for cell in choice._cells:
        rows[cell.y] += 1
    assert len(rows) > 1
    assert max(rows.values()) - min(rows.values()) <= 1


def test_a_dropdown_opens_over_the_rest_and_escape_leaves_it_as_it_was() -> None:
    value = Value("a")
    options = (Option("a", "Apple"), Option("c", "Plum"))
    table = Table(lambda: Column([Dropdown("fruit", "Fruit", options, str(value.now), value.set)]))
    table.press(pygame.K_TAB, pygame.K_RETURN, pygame.K_DOWN, pygame.K_ESCAPE)
    assert value.read() == "a"
    table.press(pygame.K_RETURN, pygame.K_DOWN, pygame.K_RETURN)
    assert (value.read(), table.control("fruit").value) == ("c", "Plum")


def test_a_dropdown_is_chosen_from_with_the_mouse_and_closed_by_a_click_elsewhere() -> None:
    value = Value("a")
    options = (Option("a", "Apple"), Option("c", "Plum"))
    table = Table(lambda: Column([Dropdown("fruit", "Fruit", options, str(value.now), value.set)]))
    rect = table.control("fruit").rect
    table.click(rect.center)
    table.click((rect.centerx, rect.bottom + 50))
    assert value.read() == "c"
    table.click(rect.center)
    assert table.interface.memory.opened == "fruit"
    table.click((390, 290))
    assert (table.interface.memory.opened, value.read()) == ("", "c")


# sliders


@pytest.mark.parametrize(
    ("key", "after"),
    [
        (pygame.K_RIGHT, 0.55),
        (pygame.K_LEFT, 0.45),
        (pygame.K_PAGEUP, 0.75),
        (pygame.K_PAGEDOWN, 0.25),
        (pygame.K_HOME, 0.0),
        (pygame.K_END, 1.0),
    ],
)
def test_keys_move_a_slider(key: int, after: float) -> None:
    value = Value(0.5)
    table = Table(lambda: Column([slider(value)]))
    table.press(pygame.K_TAB, key)
    assert value.read() == pytest.approx(after)
    assert table.control("harm").value == f"{after:.0%}"


def test_a_slider_stops_at_its_ends() -> None:
    value = Value(1.0)
    table = Table(lambda: Column([slider(value)]))
    table.press(pygame.K_TAB, pygame.K_RIGHT, pygame.K_PAGEUP)
    assert value.read() == 1.0


def test_a_slider_is_dragged() -> None:
    value = Value(0.5)
    table = Table(lambda: Column([slider(value)]))
    rect = table.control("harm").rect
    table.click((rect.centerx, rect.centery), until=(WINDOW.right + 100, rect.centery))
    assert value.read() == 1.0


def test_a_slider_that_is_locked_stays() -> None:
    value = Value(0.5)
    table = Table(lambda: Column([slider(value, why_not="Sealed.")]))
    table.press(pygame.K_TAB, pygame.K_RIGHT)
    assert value.read() == 0.5


def slider(value: Value, why_not: str = "") -> Slider:
    """A slider over a value."""
    number = value.now
    assert isinstance(number, float)
    return Slider("harm", "Harm", number, value.set, why_not=why_not)
