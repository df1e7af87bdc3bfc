"""Text fields: any writing, a caret, a selection, a clipboard."""

from __future__ import annotations

import pygame
import pytest

from dilemma_client.widgets.boxes import (
    Column,
)
from dilemma_client.widgets.field import Field
from ui.table import WINDOW, Table, Value

# text fields


@pytest.fixture
def value() -> Value:
    """What is written."""
    return Value("")


@pytest.fixture
def desk(value: Value) -> Table:
    """A field that has the keyboard."""
    table = Table(lambda: Column([field(value)]))
    table.press(pygame.K_TAB)
    return table


def field(value: Value, longest: int = 40) -> Field:
    """A field over a value."""
    return Field("name", "Name", str(value.now), value.set, longest=longest)


def write(table: Table, text: str) -> None:
    """Type a text."""
    table.give(pygame.TEXTINPUT, text=text)


def test_a_field_takes_any_writing(desk: Table, value: Value) -> None:
    write(desk, "Äußerung, мир, ειρήνη, שלום, 平和 ✓")
    assert value.read() == "Äußerung, мир, ειρήνη, שלום, 平和 ✓"
    assert desk.draw().get_size() == WINDOW.size


def test_what_cannot_be_seen_is_not_taken(desk: Table, value: Value) -> None:
    write(desk, "one\ntwo\x00\u200b")
    assert value.read() == "onetwo"


def test_a_field_is_edited_at_its_caret(desk: Table, value: Value) -> None:
    write(desk, "Hllo")
    desk.press(pygame.K_HOME, pygame.K_RIGHT)
    write(desk, "e")
    assert value.read() == "Hello"
    desk.press(pygame.K_DELETE)
    assert value.read() == "Helo"
    desk.press(pygame.K_BACKSPACE)
    assert value.read() == "Hlo"
    desk.press(pygame.K_END)
    write(desk, "!")
    assert value.read() == "Hlo!"


def test_what_is_selected_is_replaced_copied_and_pasted(desk: Table, value: Value) -> None:
    write(desk, "war and peace")
    desk.press(*[pygame.K_LEFT] * 5, mod=pygame.KMOD_SHIFT)
    desk.press(pygame.K_x, mod=pygame.KMOD_CTRL)
    assert value.read() == "war and "
    desk.press(pygame.K_a, mod=pygame.KMOD_CTRL)
    desk.press(pygame.K_v, mod=pygame.KMOD_CTRL)
    assert value.read() == "peace"


def test_a_field_takes_no_more_than_fits(value: Value) -> None:
    table = Table(lambda: Column([field(value, longest=5)]))
    table.press(pygame.K_TAB)
    write(table, "peaceful")
    write(table, "x")
    assert value.read() == "peace"


def test_a_click_puts_the_caret_where_it_was(desk: Table, value: Value) -> None:
    write(desk, "peace")
    rect = desk.control("name").rect
    desk.click((rect.x + 1, rect.centery))
    write(desk, "world ")
    assert value.read() == "world peace"


def test_space_is_written_and_presses_nothing(desk: Table, value: Value) -> None:
    assert desk.press(pygame.K_SPACE)
    write(desk, " ")
    assert value.read() == " "
