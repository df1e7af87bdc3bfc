"""Text fields: any writing, a caret, a selection, a clipboard."""

from __future__ import annotations

import itertools

import pygame
import pytest

from dilemma_client.theme import BODY
from dilemma_client.widgets.boxes import Column
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


# carets in what runs from right to left

PEACE_IN_HEBREW = "\u05e9\u05dc\u05d5\u05dd"
PEACE_IN_ARABIC = "\u0633\u0644\u0627\u0645"
TO_THE_LEFT = [PEACE_IN_HEBREW, PEACE_IN_ARABIC, f"{PEACE_IN_HEBREW} {PEACE_IN_ARABIC}"]


def caret_at(table: Table) -> int:
    """How far from the left of its field the caret stands, in pixels."""
    written = table.control("name")
    assert isinstance(written, Field)
    return written.caret_rect(table.look, table.interface.memory).x - written.rect.x


def stops(table: Table, length: int) -> list[int]:
    """Where the caret stands at every position from the first on."""
    table.press(pygame.K_HOME)
    found = [caret_at(table)]
    for _ in range(length):
        memory = table.interface.memory.caret("name", length)
        memory.at = memory.anchor = memory.at + 1
        found.append(caret_at(table))
    return found


@pytest.mark.parametrize("text", TO_THE_LEFT)
def test_the_caret_moves_left_as_one_writes_what_runs_left(desk: Table, text: str) -> None:
    write(desk, text)
    end = caret_at(desk)
    desk.press(pygame.K_HOME)
    assert caret_at(desk) - end == desk.look.fonts.width(text, BODY)
    found = stops(desk, len(text))
    assert found == sorted(set(found), reverse=True)


@pytest.mark.parametrize("text", TO_THE_LEFT)
def test_the_left_arrow_goes_left_in_what_runs_left(desk: Table, value: Value, text: str) -> None:
    write(desk, text)
    desk.press(pygame.K_HOME, pygame.K_LEFT, pygame.K_LEFT, pygame.K_RIGHT)
    write(desk, "\u05d0")
    assert value.read() == f"{text[:1]}\u05d0{text[1:]}"


def test_a_name_that_runs_left_is_passed_in_reading_order_in_a_line_that_does_not(
    desk: Table, value: Value
) -> None:
    text = f"Peace, {PEACE_IN_HEBREW}, to you"
    write(desk, text)
    found = stops(desk, len(text))
    name = found[text.index(PEACE_IN_HEBREW) + 1 : text.index(PEACE_IN_HEBREW) + 5]
    assert name == sorted(name, reverse=True)
    assert found[-1] == max(found)
    desk.press(pygame.K_HOME, *[pygame.K_RIGHT] * 8)
    write(desk, "!")
    assert value.read() == text[:8] + "!" + text[8:]


def test_a_number_is_passed_from_the_left_in_a_line_that_runs_left(desk: Table) -> None:
    text = f"{PEACE_IN_HEBREW} 45 {PEACE_IN_HEBREW}"
    write(desk, text)
    found = stops(desk, len(text))
    assert found[6] < found[7]
    assert found[-1] == min(found)


def test_letters_that_join_are_measured_as_joined(desk: Table) -> None:
    three = "\u0628" * 3
    write(desk, three)
    found = stops(desk, 3)
    first, second, third = (before - after for before, after in itertools.pairwise(found))
    assert first == pytest.approx(second, abs=1)
    assert third > second, "the last of them has a tail"


@pytest.mark.parametrize(
    "text", [*TO_THE_LEFT, f"Peace, {PEACE_IN_HEBREW}, to you", f"{PEACE_IN_ARABIC} 45 Ada"]
)
def test_a_click_on_a_letter_puts_the_caret_before_or_after_that_letter(
    desk: Table, text: str
) -> None:
    write(desk, text)
    left = desk.control("name").rect.x + caret_at(desk) - stops(desk, len(text))[-1]
    inside = desk.look.px(9)
    for place, (begin, end) in enumerate(desk.look.fonts.edges(text, BODY)):
        for share, position in ((0.25, place), (0.75, place + 1)):
            x = left + inside + round(begin + (end - begin) * share)
            desk.click((x, desk.control("name").rect.centery))
            assert desk.interface.memory.caret("name", len(text)).at == position


def test_what_is_selected_is_marked_letter_by_letter_where_it_is_seen(desk: Table) -> None:
    text = f"Peace, {PEACE_IN_HEBREW} 45"
    write(desk, text)
    desk.press(pygame.K_HOME, *[pygame.K_RIGHT] * 8)
    desk.press(pygame.K_RIGHT, pygame.K_RIGHT, mod=pygame.KMOD_SHIFT)
    picture, marked = desk.draw(), desk.look.theme.accent_dim
    rect = desk.control("name").rect
    columns = [
        x
        for x in range(rect.left, rect.right)
        if any(picture.get_at((x, y))[:3] == marked for y in range(rect.top, rect.bottom))
    ]
    edges = desk.look.fonts.edges(text, BODY)[8:10]
    left = rect.x + desk.look.px(9)
    caret = desk.look.px(1.5)
    assert columns[0] == left + min(min(edge) for edge in edges) + caret
    assert columns[-1] == left + max(max(edge) for edge in edges) - 1


def test_a_long_line_that_runs_left_is_seen_from_where_it_is_read(value: Value) -> None:
    long = " ".join([PEACE_IN_HEBREW] * 40)
    table = Table(lambda: Column([field(value, longest=400)]))
    table.press(pygame.K_TAB)
    write(table, long)
    width = table.control("name").rect.width
    assert 0 <= caret_at(table) <= width
    table.press(pygame.K_HOME)
    assert width // 2 < caret_at(table) <= width


def test_escape_leaves_the_field_and_tab_goes_on_from_there(value: Value) -> None:
    names = ("first", "second", "third")
    table = Table(lambda: Column([Field(n, n, str(value.now), value.set) for n in names]))
    table.press(pygame.K_TAB, pygame.K_TAB)
    assert table.interface.memory.focus == "second"
    assert table.press(pygame.K_ESCAPE)
    assert table.interface.focused is None
    assert not table.press(pygame.K_ESCAPE), "the second one is for the screen"
    table.press(pygame.K_TAB)
    assert table.interface.memory.focus == "third"
