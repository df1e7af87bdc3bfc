"""Tips: they come to who waits, beside what they are about, and hide nothing that is being read."""

from __future__ import annotations

import pygame
import pytest

from dilemma_client.atlas.view import MapView
from dilemma_client.scenes.transitions import CloseSettings, Go, Place
from dilemma_client.theme import HEADING
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.finding import Subject
from dilemma_client.widgets.gaze import DELAY
from dilemma_client.widgets.panel import Panel
from dilemma_client.widgets.text import Words
from support.pseudo import spoken
from support.staging import Staged
from ui.screens import SCREENS
from ui.test_every_screen import LOOKS


def headings(root: Widget) -> list[Widget]:
    """The headings of sheets and panels, and what the coach says."""
    found: list[Widget] = []
    for widget in root.walk():
        if isinstance(widget, Panel):
            found += [w for w in widget.heading.walk() if isinstance(w, Words)]
        elif widget.role == "coach":
            found += [w for w in widget.walk() if isinstance(w, Words)]
        elif isinstance(widget, Words) and widget.style.size >= HEADING.size:
            found.append(widget)
    return [widget for widget in found if widget.rect.width]


def in_sight(staged: Staged, subject: Subject) -> Subject:
    """The same thing, scrolled to."""
    interface = staged.stage.scene.interface
    interface.reveal(subject.key)
    return subject


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", SCREENS)
def test_no_tip_covers_what_it_is_about_nor_a_heading(name: str, look: str, language: str) -> None:
    with spoken(language):
        staged = Staged(*LOOKS[look])
        SCREENS[name](staged)
        interface = staged.stage.scene.interface
        assert interface.root is not None
        window = staged.stage.surface.get_rect()
        for subject in interface.lookout.subjects:
            box = interface.lookout.box(in_sight(staged, subject))
            if box is None:
                continue
            assert window.contains(box), subject.key
            assert not box.colliderect(subject.tip_rect.clip(window)), subject.key
            covered = [w for w in headings(interface.root) if w.rect.clip(window).colliderect(box)]
            assert covered == [], f"{subject.key} over {[getattr(w, 'text', '') for w in covered]}"


def tip_shown(staged: Staged) -> bool:
    """Whether drawing now draws a tip: the picture is another one than without it."""
    staged.stage.uncover()
    staged.stage.draw()
    before = pygame.image.tobytes(staged.stage.surface, "RGB")
    staged.stage.scene.interface.lookout.turn_away()
    staged.stage.uncover()
    staged.stage.draw()
    return before != pygame.image.tobytes(staged.stage.surface, "RGB")


@pytest.fixture
def staged() -> Staged:
    """The first turn, drawn."""
    staged = Staged().in_turn()
    staged.stage.draw()
    return staged


def test_a_tip_comes_to_who_waits_and_the_loop_is_told_when(staged: Staged) -> None:
    assert staged.stage.rest() is None
    staged.press(pygame.K_TAB, pygame.K_TAB)
    staged.stage.draw()
    assert staged.stage.rest() == pytest.approx(DELAY)
    staged.later(DELAY)
    assert staged.stage.draw()
    assert staged.stage.rest() is None
    assert tip_shown(staged)


def test_who_goes_on_at_once_sees_none(staged: Staged) -> None:
    staged.press(pygame.K_TAB)
    staged.later(DELAY / 2)
    assert not tip_shown(staged)


def test_it_comes_to_the_pointer_as_well_and_goes_with_a_click(staged: Staged) -> None:
    staged.point_at(staged.find("button", "Seal orders").rect.center)
    staged.stage.draw()
    staged.later(DELAY)
    staged.stage.draw()
    staged.click("checkbox", "Hotline")
    staged.later(DELAY)
    assert not tip_shown(staged)


def test_what_was_focused_by_a_shortcut_is_not_explained_unasked(staged: Staged) -> None:
    staged.press(pygame.K_F3)
    staged.stage.draw()
    staged.later(2 * DELAY)
    assert not tip_shown(staged)


def test_a_wheel_takes_it_away(staged: Staged) -> None:
    slider = staged.find("slider", "Welfare").rect.center
    staged.point_at(slider)
    staged.stage.draw()
    staged.later(DELAY)
    staged.stage.draw()
    staged.stage.handle(pygame.event.Event(pygame.MOUSEWHEEL, precise_y=-1.0))
    staged.later(DELAY)
    assert not tip_shown(staged)


def test_none_is_left_after_the_settings_were_open(staged: Staged) -> None:
    staged.press(pygame.K_TAB)
    staged.stage.carry_out(Go(Place.SETTINGS))
    staged.stage.carry_out(CloseSettings())
    staged.stage.draw()
    staged.later(DELAY)
    assert not tip_shown(staged)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("dossier.grade", "Grade"),
        ("dossier.history", "turn by turn"),
        ("seals", "Who has sealed"),
        ("fear.level", "Your own fear"),
    ],
)
def test_what_is_only_looked_at_is_explained_to_who_points_at_it(
    staged: Staged, key: str, words: str
) -> None:
    subjects = {subject.key: subject for subject in staged.stage.scene.interface.lookout.subjects}
    assert words in subjects[key].tip
    staged.point_at(subjects[key].rect.center)
    staged.stage.draw()
    staged.later(DELAY)
    assert tip_shown(staged)


def test_a_counter_on_the_map_says_what_it_counts(staged: Staged) -> None:
    scene = staged.stage.scene
    chart = next(c for c in scene.interface.controls if c.role == "map")
    own = scene.interface
    assert isinstance(chart, MapView)
    x, y = chart.place(chart.drawn.states["aster"].camps[0])
    staged.point_at((round(x), round(y)))
    assert chart.tip.startswith("Offence of Aster, in points: 12.")
    staged.stage.draw()
    staged.later(DELAY)
    assert tip_shown(staged)
    box = own.lookout.box(chart)
    assert box is not None
    assert not box.collidepoint(x, y)
