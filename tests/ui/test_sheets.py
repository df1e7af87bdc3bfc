"""What lies under a sheet is kept as a picture, and is never an old one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pygame
import pytest
from msgspec.structs import replace

from dilemma.protocol.messages import TurnOpened
from dilemma_client.preferences import Keeper
from dilemma_client.scenes.transitions import Place, Prefer
from dilemma_client.tongue import speak
from dilemma_client.widgets.still import Still
from support import views
from support.staging import Staged, table

Happen = Callable[[Staged], object]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    speak("en")


def crisis() -> Staged:
    """A turn whose crisis lies over the board."""
    return Staged(keeper=Keeper()).in_turn(views.busy_view())


def guide() -> Staged:
    """A turn in which somebody looks up what the words mean."""
    return opened(Staged(keeper=Keeper()).in_turn(), pygame.K_F1)


def leaving() -> Staged:
    """A turn that somebody thinks of leaving."""
    return opened(Staged(keeper=Keeper()).in_turn(), pygame.K_ESCAPE)


def opened(staged: Staged, key: int) -> Staged:
    """The same with a sheet laid over it."""
    staged.press(key)
    return staged


SHEETS: dict[Callable[[], Staged], tuple[int, ...]] = {
    crisis: (),
    guide: (pygame.K_F1,),
    leaving: (pygame.K_ESCAPE,),
}
"""Sheets, and what opens each of them."""


def pixels(staged: Staged) -> bytes:
    """What is in the window."""
    staged.stage.draw()
    return pygame.image.tobytes(staged.stage.surface, "RGB")


def still(staged: Staged) -> Still:
    """What the sheet lies over."""
    assert staged.stage.scene.interface.root is not None
    (found,) = (w for w in staged.stage.scene.interface.root.walk() if isinstance(w, Still))
    return found


def a_second_later(staged: Staged) -> None:
    staged.later(1.0)


def somebody_seals(staged: Staged) -> None:
    staged.hear(table("borea"))


def another_size(staged: Staged) -> None:
    pygame.display.set_mode((1500, 800))
    staged.stage.handle(pygame.event.Event(pygame.VIDEORESIZE, size=(1500, 800), w=1500, h=800))


def other_words(staged: Staged) -> None:
    staged.stage.carry_out(Prefer({"language": "de"}))
    staged.stage.refresh()


def another_look(staged: Staged) -> None:
    staged.stage.carry_out(Prefer({"theme": "light", "text": 125}))
    staged.stage.refresh()


def another_view(staged: Staged) -> None:
    view = staged.stage.model.view
    assert view is not None
    others = tuple(replace(page, tension=0.9) for page in view.others)
    staged.hear(TurnOpened(replace(view, others=others), 60.0, None, False))


@pytest.mark.parametrize(
    "happen",
    [a_second_later, somebody_seals, another_size, other_words, another_look, another_view],
)
@pytest.mark.parametrize("sheet", SHEETS)
def test_what_happens_under_a_sheet_is_seen_as_if_the_scene_were_a_new_one(
    sheet: Callable[[], Staged], happen: Happen
) -> None:
    staged = sheet()
    before = pixels(staged)
    happen(staged)
    after = pixels(staged)
    assert after != before
    staged.stage.go(Place.TURN)
    staged.press(*SHEETS[sheet])
    assert pixels(staged) == after


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_board_under_a_sheet_is_built_once_while_only_the_clock_goes(
    sheet: Callable[[], Staged],
) -> None:
    staged = sheet()
    kept = still(staged)
    for _ in range(3):
        staged.later(1.0)
        staged.stage.draw()
    assert still(staged) is kept
    somebody_seals(staged)
    assert still(staged) is not kept


def test_an_answer_is_seen_on_the_board_under_the_next_crisis() -> None:
    view = views.busy_view()
    (open_now,) = (page.crisis for page in view.others if page.crisis is not None)
    both = tuple(replace(page, crisis=open_now) for page in view.others)
    staged = Staged(keeper=Keeper()).in_turn(replace(view, others=both))
    before = still(staged)
    staged.click("button", "Hold")
    assert still(staged) is not before
