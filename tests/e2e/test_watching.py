"""Watching over a real server: the window of a spectator from the code to the debrief."""

from __future__ import annotations

import asyncio
import queue
import threading
from pathlib import Path

import pygame
import pytest

from dilemma_client.app import App, pending
from dilemma_client.entry import Entry, Solo
from dilemma_client.preferences import Keeper
from dilemma_client.scenes.transitions import Place, Watch
from dilemma_client.window import close_window, open_window
from support.command import SECONDS
from support.person import Person
from support.served import served


async def _play(url: str, codes: queue.Queue[str], watched: threading.Event) -> None:
    """Two people play a match; the second sits down once somebody watches."""
    async with Person.host(url, "redland_blueland") as host:
        codes.put((await host.seated()).code)
        assert await asyncio.to_thread(watched.wait, SECONDS)
        async with Person.guest(url, host.model.code) as guest:
            await guest.seated()
            await asyncio.gather(host.play_on(), guest.play_on())


def _nobody(solo: Solo) -> Entry:
    raise AssertionError(f"asked for {solo}")


def _until(app: App, places: list[Place], goal: Place, watched: threading.Event) -> None:
    """Let the window run until it is somewhere, noting where it was on the way."""
    late = threading.Event()
    timer = threading.Timer(SECONDS, late.set)
    timer.start()
    while app.stage.place is not goal:
        assert not late.is_set(), f"it never came: {places}, {app.stage.note}"
        app.show()
        app.take(pending(20))
        if app.stage.model.watched is not None:
            watched.set()
        if app.stage.place not in places:
            places.append(app.stage.place)
    timer.cancel()


@pytest.fixture
def app(tmp_path: Path) -> App:
    """A window that nobody sees, with settings of its own."""
    keeper = Keeper(tmp_path / "settings.json")
    return App(open_window(), _nobody, keeper=keeper)


def test_a_spectator_sees_a_match_to_its_debrief(tmp_path: Path, app: App) -> None:
    codes: queue.Queue[str] = queue.Queue()
    watched = threading.Event()
    with served(tmp_path) as server:
        playing = threading.Thread(target=lambda: asyncio.run(_play(server.url, codes, watched)))
        playing.start()
        app.stage.carry_out(Watch(server.url, codes.get(timeout=SECONDS)))
        places: list[Place] = []
        _until(app, places, Place.DEBRIEF, watched)
        playing.join(SECONDS)
    assert places[-2:] == [Place.WATCH, Place.DEBRIEF]
    model = app.stage.model
    assert (model.seat, model.view, model.briefing) == ("", None, None)
    assert model.public is not None
    assert model.hindsight is not None
    app.show()
    app.stage.close()
    assert Keeper(tmp_path / "settings.json").now.servers == (server.url,)
    pygame.event.clear()
    close_window()
