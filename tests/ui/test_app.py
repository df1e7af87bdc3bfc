"""The app: it sleeps until something happens, waits for nobody, and ends when told."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable

import pygame
import pytest

from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import Join
from dilemma_client.app import HOSTED, App, pending, post
from dilemma_client.entry import CannotHost, Entry, Solo
from dilemma_client.paint import Look
from dilemma_client.scenes.transitions import Leave, Place
from dilemma_client.window import has_display

SOLO = Solo("redland_blueland", "redland", ("tit_for_tat",), "Ada")
SECONDS = 10.0


@pytest.fixture(autouse=True)
def _no_leftovers() -> None:
    pygame.event.clear()


def app_with(host: Callable[[Solo], Entry]) -> App:
    """An app in the window of the tests."""
    surface = pygame.display.set_mode((1280, 720))
    pygame.event.clear()
    return App(surface, host, look=Look())


def nobody(solo: Solo) -> Entry:
    """A host that is not to be asked."""
    raise AssertionError(f"asked for {solo}")


def until(app: App, so: Callable[[], bool]) -> None:
    """Let the app run until something is so."""
    late = threading.Event()
    timer = threading.Timer(SECONDS, late.set)
    timer.start()
    while not so():
        assert not late.is_set(), "it never came"
        app.take(pending(20))
    timer.cancel()


def test_a_host_that_cannot_is_told_to_the_player() -> None:
    def refuse(solo: Solo) -> Entry:
        raise CannotHost(f"No server for {solo.scenario}.")

    app = app_with(refuse)
    app.begin_with(SOLO)
    until(app, lambda: app.stage.note != "")
    assert app.stage.note == "No server for redland_blueland."
    assert app.stage.scene.place is Place.MENU


def test_a_host_is_asked_beside_the_window_which_goes_on() -> None:
    asked, answer = threading.Event(), threading.Event()

    def slow(solo: Solo) -> Entry:
        asked.set()
        answer.wait(SECONDS)
        raise CannotHost(solo.name)

    app = app_with(slow)
    app.begin_with(SOLO)
    assert asked.wait(SECONDS)
    app.show()
    assert app.stage.scene.place is Place.WAITING
    app.stage.carry_out(Leave())
    answer.set()
    until(app, lambda: not any(t.name == "host" for t in threading.enumerate()))
    app.take(pending(20))
    assert (app.stage.scene.place, app.stage.note) == (Place.MENU, "")


def test_what_was_hosted_for_somebody_who_left_is_not_entered() -> None:
    app = app_with(nobody)
    other = Solo("four_worlds", "aster", (), "Ada")
    app.take([pygame.event.Event(HOSTED, wanted=other, entry=None, complaint="Nobody asked.")])
    assert app.stage.note == ""


def test_an_address_that_is_none_is_told_in_one_line() -> None:
    app = app_with(nobody)
    app.begin_with(Entry("ftp://nowhere", Join(PROTOCOL_VERSION, "Ada", "ROOK-417")))
    assert "'ftp://nowhere' is no server's address; it begins with ws://" in app.stage.note
    assert app.stage.scene.place is Place.MENU


def test_a_closed_window_ends_the_loop() -> None:
    app = app_with(nobody)
    post(pygame.QUIT)
    app.run()
    assert not app.stage.is_running


def test_a_picture_is_shown_once_until_something_changes() -> None:
    app = app_with(nobody)
    for _ in range(3):
        app.show()
        app.take(pending(1))
    assert app.stage.pictures == 1


def test_the_first_picture_lacks_the_map_and_the_next_one_has_it() -> None:
    app = app_with(nobody)
    app.show()
    whole = pygame.image.tobytes(app.stage.surface, "RGB")
    app = app_with(nobody)
    app.open()
    hasty = pygame.image.tobytes(app.stage.surface, "RGB")
    until(app, lambda: not app.is_in_haste)
    app.show()
    assert hasty != whole
    assert pygame.image.tobytes(app.stage.surface, "RGB") == whole


def test_what_a_scene_showed_is_let_go_when_the_next_one_is_shown() -> None:
    app = app_with(nobody)
    app.show()
    root = app.stage.scene.interface.root
    assert root is not None
    shown = weakref.ref(root)
    del root
    app.stage.go(Place.REPLAYS)
    app.show()
    assert shown() is None  # at once, though the menu itself is kept to come back to


def test_a_window_nobody_can_see_is_no_display() -> None:
    assert not has_display()
