"""The report of the last turn: in motion, skipped by anything, still where motion is unwanted."""

from __future__ import annotations

import msgspec
import pygame
import pytest

from dilemma.orders import standing_order
from dilemma.protocol.messages import SubmitOrders, TurnOpened
from dilemma.view import View
from dilemma.view.occurrences import Occurrence, PledgeBroken, Signalled
from dilemma.vocabulary import SignalKind
from dilemma_client.frames import FRAME
from dilemma_client.scenes.transitions import Place
from dilemma_client.scenes.turn.reel import LONGEST, MOST, reel_of
from dilemma_client.scenes.turn.scene import TurnScene
from support import views
from support.staging import Staged


def eventful() -> View:
    """Much has happened in turn 4, and no crisis is open."""
    return msgspec.structs.replace(views.busy_view(), others=views.first_view().others)


@pytest.fixture
def staged() -> Staged:
    """A turn has just opened after an eventful one, and was drawn."""
    staged = Staged().in_turn(eventful())
    staged.stage.draw()
    return staged


def reported(staged: Staged) -> bool:
    """Whether the report is on screen."""
    return any(node.role == "report" for node in staged.nodes)


def pictures_in(staged: Staged, seconds: float, step: float = 0.004) -> int:
    """How many pictures are drawn while time passes in small steps, as a loop would let it."""
    before = staged.stage.pictures
    for _ in range(round(seconds / step)):
        staged.later(step)
        staged.stage.draw()
    return staged.stage.pictures - before


def test_everything_that_happened_is_read_out(staged: Staged) -> None:
    report = staged.find("report", "What happened in turn 4")
    assert "Borea warned Aster. “We watch the passes.”" in report.value
    assert "Delmark attacked Borea and took 35% of its land." in report.value
    assert "offers" not in report.value  # that was turn 1


def test_it_moves_at_most_thirty_times_a_second_and_then_keeps_still(staged: Staged) -> None:
    assert 20 <= pictures_in(staged, 1.0) <= 32  # the clock's own second is one more
    pictures_in(staged, LONGEST)
    assert not reported(staged)
    assert staged.stage.rest() is None
    assert pictures_in(staged, 1.0) <= 2


def test_only_what_moves_is_drawn_again(staged: Staged) -> None:
    staged.later(0.5)
    staged.stage.draw()
    surface = staged.stage.surface
    mark = (surface.get_width() - 3, surface.get_height() - 3)
    surface.set_at(mark, (1, 2, 3))
    staged.later(2 * FRAME)
    before = surface.copy()
    assert staged.stage.draw()
    assert surface.get_at(mark)[:3] == (1, 2, 3)
    assert pygame.image.tobytes(before, "RGB") != pygame.image.tobytes(surface, "RGB")


def test_the_loop_is_told_when_to_look_again(staged: Staged) -> None:
    rest = staged.stage.rest()
    assert rest is not None
    assert 0.0 <= rest <= FRAME
    assert Staged().stage.rest() is None


def test_the_click_that_ends_it_does_nothing_else(staged: Staged) -> None:
    staged.click("button", "Seal orders")
    assert staged.line.sent == []
    assert not reported(staged)
    staged.click("button", "Seal orders")
    assert isinstance(staged.line.sent[-1], SubmitOrders)


@pytest.mark.parametrize(
    "key", [pygame.K_RETURN, pygame.K_SPACE, pygame.K_ESCAPE, pygame.K_F1, pygame.K_F10]
)
def test_the_key_that_ends_it_does_nothing_else(key: int) -> None:
    staged = Staged().in_turn()
    staged.focus("button", "Seal orders")
    staged.hear(TurnOpened(eventful(), 120.0, None, False))
    assert reported(staged)
    staged.press(key)
    assert not reported(staged)
    assert staged.line.sent == []
    assert staged.stage.scene.place is Place.TURN
    assert not staged.has("button", "Stay")
    assert not staged.has("button", "Back to the turn")
    focused = staged.stage.scene.interface.focused
    assert focused is not None
    assert focused.label == "Seal orders"


def test_the_letter_that_ends_it_is_not_written() -> None:
    staged = Staged().in_turn()
    staged.focus("text field", "Public statement")
    staged.hear(TurnOpened(eventful(), 120.0, None, False))
    for letter, key in (("a", pygame.K_a), ("b", pygame.K_b)):
        staged.press(key)
        staged.write(letter)
    assert staged.find("text field", "Public statement").value == "b"


def test_the_wheel_does_not_end_it(staged: Staged) -> None:
    wheel = pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=(5, 5), button=4)
    staged.stage.handle(wheel)
    assert reported(staged)


def test_the_clock_of_the_turn_runs_on(staged: Staged) -> None:
    staged.later(3.0)
    assert "1:57" in staged.words


def test_a_crisis_comes_first_and_the_report_after_it() -> None:
    staged = Staged().in_turn(views.busy_view())
    staged.later(20.0)
    assert not reported(staged)
    staged.click("button", "Hold")
    assert reported(staged)
    assert staged.stage.rest() is not None


def test_without_motion_it_is_a_list_that_stays_until_a_key() -> None:
    staged = Staged()
    staged.stage.look.motion = False
    staged.in_turn(eventful())
    assert not reported(staged)
    assert "What happened in turn 4" in staged.words
    assert staged.stage.rest() is None
    staged.later(100.0)
    assert "Any key or click goes on." in staged.words
    staged.press(pygame.K_SPACE)
    assert "Any key or click goes on." not in staged.words


def test_it_is_shown_once_a_turn_and_not_to_who_has_sealed() -> None:
    staged = Staged().in_turn(eventful())
    staged.press(pygame.K_SPACE)
    staged.hear(TurnOpened(eventful(), 100.0, None, False))
    assert not reported(staged)
    view = eventful()
    assert not reported(Staged().in_turn(view, own=standing_order(view)))


def test_a_quiet_turn_has_no_report() -> None:
    staged = Staged().in_turn()
    assert not reported(staged)
    assert staged.stage.rest() is None


def test_where_too_much_happened_the_gravest_is_shown_in_eight_seconds() -> None:
    spoken: tuple[Occurrence, ...] = tuple(
        Signalled(4, "borea", SignalKind.REASSURE, None, None, f"{number}")
        for number in range(2 * MOST)
    )
    reel = reel_of((*spoken, PledgeBroken(4, "corvia")), views.NAMES, views.SEAT)
    assert len(reel.deeds) == MOST
    assert reel.deeds[-1].telling.text == "Corvia broke its pledge of restraint."
    reel.start(100.0)
    assert not reel.is_over(100.0 + LONGEST - 0.1)
    assert reel.is_over(100.0 + LONGEST)


def test_the_scene_says_what_moves(staged: Staged) -> None:
    scene = staged.stage.scene
    assert isinstance(scene, TurnScene)
    area = scene.moving(staged.moment)
    assert area is not None
    assert area.contains(staged.find("report", "What happened in turn 4").rect)
    assert not area.colliderect(staged.find("button", "Seal orders").rect)
