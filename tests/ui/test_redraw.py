"""A picture is drawn when something has changed, and only then."""

from __future__ import annotations

import pygame
import pytest

from dilemma.orders import standing_order
from dilemma_client.atlas.view import MapView
from support import views
from support.staging import Staged, table


@pytest.fixture
def staged() -> Staged:
    """The first turn, drawn."""
    staged = Staged().in_turn()
    staged.stage.draw()
    return staged


def test_nothing_is_drawn_twice(staged: Staged) -> None:
    assert not staged.stage.draw()


def test_a_second_on_the_clock_is_a_change_and_less_is_none(staged: Staged) -> None:
    staged.later(0.4)
    staged.stage.draw()
    before = staged.stage.pictures
    staged.later(0.3)
    assert not staged.stage.draw()
    staged.later(0.7)
    assert staged.stage.draw()
    assert staged.stage.pictures == before + 1
    assert "1:58" in staged.words


def test_without_a_clock_nothing_moves_by_itself() -> None:
    staged = Staged()
    staged.stage.draw()
    staged.later(3600.0)
    assert not staged.stage.draw()


def test_a_pointer_over_nothing_is_no_change(staged: Staged) -> None:
    staged.point_at((5, 300))
    staged.stage.draw()
    staged.point_at((5, 301))
    assert not staged.stage.draw()


def test_a_pointer_over_a_button_is_a_change(staged: Staged) -> None:
    staged.point_at(staged.find("button", "Seal orders").rect.center)
    assert staged.stage.draw()


def test_a_key_nobody_wants_is_no_change(staged: Staged) -> None:
    staged.press(pygame.K_F11)
    assert not staged.stage.draw()


def test_news_is_a_change_and_silence_is_none(staged: Staged) -> None:
    staged.stage.listen()
    assert not staged.stage.draw()
    staged.hear(table("borea"))
    assert staged.stage.draw()


def test_an_uncovered_window_is_drawn_again(staged: Staged) -> None:
    staged.stage.handle(pygame.event.Event(pygame.WINDOWEXPOSED))
    assert staged.stage.draw()


def test_a_window_of_another_size_is_laid_out_again(staged: Staged) -> None:
    pygame.display.set_mode((1600, 900))
    staged.stage.handle(pygame.event.Event(pygame.VIDEORESIZE, size=(1600, 900), w=1600, h=900))
    assert staged.stage.draw()
    assert staged.find("button", "Seal orders").rect.right > 1500


def test_the_map_is_made_again_only_when_what_it_shows_has_changed(staged: Staged) -> None:
    def sheet() -> pygame.Surface | None:
        view = next(c for c in staged.stage.scene.interface.controls if isinstance(c, MapView))
        return view.sheets._sheet

    before = sheet()
    staged.later(1.0)
    staged.stage.draw()
    assert sheet() is before
    staged.focus("map", "Map")
    staged.press(pygame.K_RIGHT)
    staged.stage.draw()
    assert sheet() is not before


def test_a_sealed_turn_still_shows_its_clock() -> None:
    staged = Staged().in_turn(own=standing_order(views.first_view()))
    staged.stage.draw()
    staged.later(1.0)
    assert staged.stage.draw()
    assert "1:59" in staged.words
