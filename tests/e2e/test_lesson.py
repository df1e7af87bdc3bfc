"""The whole lesson, by keyboard alone: real window code, a real server, a real bot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from dilemma.record import load_record, replay
from dilemma_cli.local_host import LocalHost
from dilemma_client.app import App
from dilemma_client.archive import Archive
from dilemma_client.autopilot.hands import Hands
from dilemma_client.paint import Look
from dilemma_client.replay import read_replay
from dilemma_client.scenes.learn.steps import STEPS
from dilemma_client.scenes.transitions import Place
from dilemma_client.window import close_window, open_window
from support.pupil import Pupil


@pytest.fixture
def window() -> Iterator[pygame.Surface]:
    yield open_window()
    close_window()


def test_a_newcomer_is_led_from_the_menu_through_the_spiral_to_the_debrief(
    window: pygame.Surface, tmp_path: Path
) -> None:
    archive = Archive(tmp_path, lambda: 1_700_000_000.0)
    with LocalHost() as host:
        app = App(window, host, look=Look(), archive=archive)
        try:
            pupil = Pupil(Hands(app, patience=30.0))
            pupil.learn()
            assert app.stage.scene.place is Place.DEBRIEF
            pupil.hands.press("button", "Back to the menu")
        finally:
            app.stage.close()
    told = [step.key for step in STEPS if not step.pressing]
    assert [key for key in pupil.learned if not key.startswith("crisis")] == told
    (volume,) = archive.volumes()
    match = read_replay(volume.path)
    record = load_record(match.hindsight.record, "record")
    assert replay(record).over
    lanes = {lane.turn: lane for lane in match.hindsight.lanes if lane.state == "blueland"}
    first, last = lanes[2], lanes[len(record.turns)]
    assert last.offence + last.defence > first.offence + first.defence
