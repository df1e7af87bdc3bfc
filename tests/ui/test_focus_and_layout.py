"""Scrolling, focus and layout."""

from __future__ import annotations

import pygame
import pytest

from dilemma_client.paint import Look
from dilemma_client.widgets.boxes import (
    Align,
    Centred,
    Column,
    Fixed,
    Grid,
    Layers,
    Padded,
    Row,
    Space,
)
from dilemma_client.widgets.button import Button
from dilemma_client.widgets.panel import Panel
from dilemma_client.widgets.progress import Dots
from dilemma_client.widgets.scroll import Scroll
from dilemma_client.widgets.text import Text
from ui.table import WINDOW, Table

# scrolling


def tall(rows: int) -> Scroll:
    """More lines than the window shows."""
    return Scroll("lines", "Lines", Column([Text(f"Line {n}") for n in range(rows)]))


def test_a_wheel_scrolls_what_is_under_the_pointer() -> None:
    table = Table(lambda: tall(60))
    table.give(pygame.MOUSEMOTION, pos=(200, 150), rel=(0, 0), buttons=(0, 0, 0))
    assert table.give(pygame.MOUSEWHEEL, x=0, y=-2, precise_x=0.0, precise_y=-2.0, flipped=False)
    area = table.control("lines")
    assert isinstance(area, Scroll)
    assert area.offset == 2 * 40


def test_an_area_of_words_scrolls_by_keys() -> None:
    table = Table(lambda: tall(60))
    table.press(pygame.K_TAB, pygame.K_END)
    area = table.control("lines")
    assert isinstance(area, Scroll)
    assert area.offset == area.overflow > 0
    assert area.value == "100%"
    table.press(pygame.K_PAGEUP, pygame.K_HOME)
    area = table.control("lines")
    assert isinstance(area, Scroll)
    assert area.offset == 0


def test_an_area_that_fits_takes_no_focus() -> None:
    table = Table(lambda: tall(2))
    assert table.interface.controls == []


def test_the_focus_scrolls_into_sight() -> None:
    buttons = [f"b{n}" for n in range(30)]
    table = Table(
        lambda: Scroll("all", "All", Column([Button(key, key, lambda: None) for key in buttons]))
    )
    table.press(pygame.K_TAB, mod=pygame.KMOD_SHIFT)
    focused = table.interface.focused
    assert focused is not None
    assert focused.key == "b29"
    assert WINDOW.contains(focused.rect)


def test_talk_is_read_from_its_end_until_the_reader_scrolls_back() -> None:
    rows = [20]
    table = Table(
        lambda: Scroll(
            "talk", "Talk", Column([Text(f"Line {n}") for n in range(rows[0])]), from_end=True
        )
    )
    rows[0] = 40
    table.lay()
    area = table.control("talk")
    assert isinstance(area, Scroll)
    assert area.offset == area.overflow
    table.press(pygame.K_TAB, pygame.K_HOME)
    rows[0] = 60
    table.lay()
    area = table.control("talk")
    assert isinstance(area, Scroll)
    assert area.offset == 0


# focus


def test_the_focus_moves_on_when_its_control_is_gone() -> None:
    keys = ["a", "b", "c"]
    table = Table(lambda: Column([Button(key, key, lambda: None) for key in keys]))
    table.press(pygame.K_TAB, pygame.K_TAB)
    keys.remove("b")
    table.lay()
    assert table.interface.memory.focus == "c"
    keys.remove("c")
    table.lay()
    assert table.interface.memory.focus == "a"


def test_what_lies_on_top_is_all_that_can_be_used() -> None:
    under: list[int] = []
    table = Table(
        lambda: Layers(
            [
                Column([Button("under", "Under", lambda: under.append(1))]),
                Centred(Button("over", "Over", lambda: None), 100),
            ]
        )
    )
    assert [control.key for control in table.interface.controls] == ["over"]
    table.click((10, 10))
    assert not under


def test_a_shortcut_enters_a_panel() -> None:
    table = Table(
        lambda: Row(
            [
                Panel("one", "One", Column([Button("a", "A", lambda: None)]), grow=1),
                Panel("two", "Two", Column([Button("b", "B", lambda: None)]), grow=1),
            ],
            align=Align.STRETCH,
        )
    )
    table.interface.enter("two")
    assert table.interface.memory.focus == "b"


def test_up_and_down_go_from_control_to_control() -> None:
    table = Table(lambda: Column([Button(key, key, lambda: None) for key in ("a", "b")]))
    table.press(pygame.K_TAB, pygame.K_DOWN)
    assert table.interface.memory.focus == "b"
    table.press(pygame.K_UP)
    assert table.interface.memory.focus == "a"


# layout


def test_what_grows_shares_what_is_left() -> None:
    small, large = Space(grow=1), Space(grow=3)
    row = Row([Fixed(Text("x"), width=80), small, large], gap=0)
    row.arrange(Look(), WINDOW)
    assert (small.rect.width, large.rect.width) == (80, 240)
    assert large.rect.right == WINDOW.right


def test_a_grid_has_equal_cells() -> None:
    cells = [Text(str(n)) for n in range(4)]
    grid = Grid(list(cells), 2, gap=10)
    grid.arrange(Look(), WINDOW)
    assert {cell.rect.width for cell in cells} == {195}
    assert cells[2].rect.y > cells[0].rect.y


def test_padding_is_on_all_sides() -> None:
    inside = Space(grow=1)
    Padded(inside, 10, 20).arrange(Look(), WINDOW)
    assert inside.rect == WINDOW.inflate(-20, -40)


def test_everything_grows_with_the_text() -> None:
    button = Button("go", "Go", lambda: None)
    width, height = button.size(Look(), 1000)
    wider, higher = Button("go", "Go", lambda: None).size(Look(scale=2.0), 1000)
    assert higher == 2 * height
    assert wider == pytest.approx(2 * width, abs=4)


def test_progress_says_how_far_it_is() -> None:
    table = Table(lambda: Column([Dots("Turn", 4, 12)]))
    node = table.interface.nodes()[0]
    assert (node.role, node.label, node.value) == ("progress", "Turn", "4 of 12")


def test_pages_are_turned_also_while_nothing_in_the_area_has_the_focus() -> None:
    area = Scroll("area", "Area", Column([Button(f"{n}", f"{n}", lambda: None) for n in range(40)]))
    table = Table(lambda: area)
    assert table.interface.focused is None
    assert table.press(pygame.K_PAGEDOWN)
    assert table.interface.memory.scrolled["area"] > 0


def test_a_panel_that_is_about_to_be_shown_is_entered_when_it_is() -> None:
    shown: list[str] = ["one"]
    table = Table(
        lambda: Column(
            [Panel(key, key, Button(f"{key}.button", key, lambda: None)) for key in shown]
        )
    )
    table.interface.enter("two")
    shown[:] = ["two"]
    table.lay()
    assert table.interface.memory.focus == "two.button"


def test_the_bar_of_a_sheet_stands_beside_it_and_can_be_dragged() -> None:
    sheet = Centred(Column([Text(f"{n}") for n in range(60)]), 120)
    area = Scroll("area", "Area", sheet)
    table = Table(lambda: area)
    beside = sheet.content.right + 4
    table.click((beside, 150))
    assert table.interface.memory.scrolled["area"] > 0
    table.click((WINDOW.right - 2, 2))
    assert table.interface.memory.scrolled["area"] > 0
