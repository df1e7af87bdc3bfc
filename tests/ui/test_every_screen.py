"""What holds for every screen: boxes, focus, keyboard, contrast, and that it says what it is."""

from __future__ import annotations

import itertools

import pygame
import pytest

from dilemma_client.theme import BODY, FINE, FINE_STRONG
from dilemma_client.tongue import languages
from dilemma_client.widgets.base import Control, Figure, Widget
from dilemma_client.widgets.boxes import Layers
from dilemma_client.widgets.button import Button, Checkbox
from dilemma_client.widgets.scroll import Scroll
from dilemma_client.widgets.slider import Slider
from dilemma_client.widgets.text import Line, Text
from support.pseudo import spoken
from support.staging import Staged
from ui.screens import FULL, SCREENS, SIX

LOOKS = {
    "1280x720": ((1280, 720), 1.0),
    "1280x720 at 150 %": ((1280, 720), 1.5),
    "1280x720 at 200 %": ((1280, 720), 2.0),
    "1920x1080": ((1920, 1080), 1.0),
}


EXTREMES = ("1280x720", "1280x720 at 200 %")
"""The looks between which screens of many modules and states are tried: most and least room."""

CASES = [
    (name, look) for name in SCREENS for look in LOOKS if name not in FULL | SIX or look in EXTREMES
]


@pytest.fixture(params=CASES, ids=" ".join)
def screen(request: pytest.FixtureRequest) -> Staged:
    """Every screen in every look."""
    return shown(*request.param)


def shown(name: str, look: str) -> Staged:
    """A screen, laid out and drawn."""
    staged = Staged(*LOOKS[look])
    SCREENS[name](staged)
    staged.stage.draw()
    return staged


def root(staged: Staged) -> Widget:
    """The part of the screen that can be used."""
    widget = staged.stage.scene.interface.root
    assert widget is not None
    while isinstance(widget, Layers):
        widget = widget.inside[-1]
    return widget


def leaves(widget: Widget) -> list[tuple[Widget, pygame.Rect]]:
    """Everything that is drawn for itself, with the part of it that scrolling leaves in sight."""
    found: list[tuple[Widget, pygame.Rect]] = []
    ahead = [(widget, widget.rect.inflate(100_000, 100_000))]
    while ahead:
        at, clip = ahead.pop()
        inner = clip.clip(at.rect) if isinstance(at, Scroll) else clip
        if isinstance(at, Control | Figure | Text | Line) and not isinstance(at, Scroll):
            found.append((at, at.rect.clip(clip)))
        ahead.extend((child, inner) for child in at.children())
    return found


def test_nothing_leaves_the_window(screen: Staged) -> None:
    window = screen.stage.surface.get_rect()
    for widget, seen in leaves(root(screen)):
        if seen.size != (0, 0):
            assert window.contains(seen), f"{describe(widget)} at {seen}"


def test_no_two_things_overlap(screen: Staged) -> None:
    seen = [(widget, rect) for widget, rect in leaves(root(screen)) if rect.width and rect.height]
    for (one, first), (other, second) in itertools.combinations(seen, 2):
        if is_the_map(one) or is_the_map(other):
            continue  # its legend lies on it, and is meant to
        shared = first.clip(second)
        assert shared.width <= 1 or shared.height <= 1, (
            f"{describe(one)} at {first} and {describe(other)} at {second}"
        )


def test_what_is_in_a_scroll_area_can_be_scrolled_to(screen: Staged) -> None:
    for scroll in (w for w in root(screen).walk() if isinstance(w, Scroll)):
        inside = [w.rect for w in scroll.inside.walk() if isinstance(w, Control | Text | Line)]
        deepest = max((rect.bottom for rect in inside), default=0)
        assert deepest - scroll.rect.bottom <= scroll.overflow - scroll.offset


def test_words_fit_the_room_they_have(screen: Staged) -> None:
    fonts = screen.stage.look.fonts
    for widget in root(screen).walk():
        if isinstance(widget, Text) and widget.text:
            lines = fonts.wrap(widget.text, widget.style, max(1, widget.rect.width))
            assert widget.rect.height >= len(lines) * fonts.line_height(widget.style)


@pytest.mark.parametrize("look", EXTREMES)
@pytest.mark.parametrize("name", SCREENS)
def test_the_longer_words_of_german_find_room_as_well(name: str, look: str) -> None:
    with spoken("de"):
        screen = shown(name, look)
    for holds in (
        test_nothing_leaves_the_window,
        test_no_two_things_overlap,
        test_what_is_in_a_scroll_area_can_be_scrolled_to,
        test_words_fit_the_room_they_have,
    ):
        holds(screen)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", SCREENS)
def test_no_line_is_cut_where_text_is_as_large_as_designed(name: str, language: str) -> None:
    with spoken(language):
        staged = shown(name, "1280x720")
    fonts = staged.stage.look.fonts
    for widget in root(staged).walk():
        if isinstance(widget, Line):
            assert fonts.width(widget.text, widget.style) <= widget.rect.width, widget.text


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", SCREENS)
def test_no_label_is_cut_where_text_is_as_large_as_designed(name: str, language: str) -> None:
    """Small type may be used for a label that is long, an ellipsis may not."""
    with spoken(language):
        staged = shown(name, "1280x720")
    fonts = staged.stage.look.fonts
    for widget in root(staged).walk():
        match widget:
            case Checkbox(rect=rect, label=label, note=note):
                room = rect.width - 21 - (fonts.width(note, FINE_STRONG) if note else 0)
                assert fonts.width(label, FINE) <= room, label
            case Slider(label=label):
                track = widget.label_width + 4  # but for a hair
                assert fonts.width(label, BODY) <= track, label
            case Button(shows_label=True, label=label, style=style):
                icon = style.size + 3 + 8 if widget.icon else 0
                assert fonts.width(label, style) + icon <= widget.rect.width - 16, label
            case _:
                pass


def test_tab_reaches_every_control_once_and_comes_back(screen: Staged) -> None:
    screen.end_report()
    interface = screen.stage.scene.interface
    wanted = [control.key for control in interface.controls]
    assert len(set(wanted)) == len(wanted)
    interface.memory.focus = ""
    reached = []
    for _ in wanted:
        screen.press(pygame.K_TAB)
        reached.append(interface.memory.focus)
    assert reached == wanted
    screen.press(pygame.K_TAB)
    assert interface.memory.focus == (wanted[0] if wanted else "")


def test_shift_tab_goes_the_other_way(screen: Staged) -> None:
    screen.end_report()
    interface = screen.stage.scene.interface
    wanted = [control.key for control in interface.controls]
    interface.memory.focus = ""
    for key in reversed(wanted):
        screen.press(pygame.K_TAB, shift=True)
        assert interface.memory.focus == key


def test_what_has_the_focus_is_in_sight(screen: Staged) -> None:
    screen.end_report()
    interface = screen.stage.scene.interface
    window = screen.stage.surface.get_rect()
    for _ in interface.controls:
        screen.press(pygame.K_TAB)
        control = interface.focused
        assert control is not None
        seen = dict_of_sight(screen).get(control.key)
        assert seen is not None
        assert seen.height >= min(control.rect.height, window.height // 3)


def dict_of_sight(staged: Staged) -> dict[str, pygame.Rect]:
    """What of each control is in sight, by key."""
    sight = {w.key: rect for w, rect in leaves(root(staged)) if isinstance(w, Control)}
    areas = (w for w in root(staged).walk() if isinstance(w, Scroll))
    return sight | {area.key: area.rect for area in areas}


def test_every_control_has_a_role_and_a_label(screen: Staged) -> None:
    for control in screen.stage.scene.interface.controls:
        assert control.role
        assert control.label.strip()


def test_the_focus_shows(screen: Staged) -> None:
    screen.end_report()
    interface = screen.stage.scene.interface
    interface.memory.focus = ""
    screen.stage.refresh()
    screen.stage.draw()
    before = screen.stage.surface.copy()
    screen.press(pygame.K_TAB)
    screen.stage.draw()
    assert differ(before, screen.stage.surface)


def differ(one: pygame.Surface, other: pygame.Surface) -> bool:
    """Whether two pictures are not the same."""
    return pygame.image.tobytes(one, "RGB") != pygame.image.tobytes(other, "RGB")


def describe(widget: Widget) -> str:
    """A widget as a reader of a failure wants it."""
    label = getattr(widget, "label", "") or getattr(widget, "text", "")
    return f"{type(widget).__name__} '{label}'"


def is_the_map(widget: Widget) -> bool:
    """Whether this is the map, on which its legend lies."""
    return getattr(widget, "role", "") == "map"
