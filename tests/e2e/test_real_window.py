"""A real window on a display without a screen: it opens, plays, and rests while nothing moves."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

SECONDS = 60.0

pytestmark = pytest.mark.skipif(
    shutil.which("Xvfb") is None, reason="Xvfb is not installed, which shows a window to nobody"
)


@pytest.fixture
def display() -> Iterator[str]:
    """A display of our own, by its name."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    assert number, "Xvfb did not start"
    yield f":{number}"
    server.terminate()
    server.wait(SECONDS)


def test_a_match_is_played_in_a_real_window_which_rests_when_nothing_moves(
    display: str, tmp_path: Path
) -> None:
    environment = {**os.environ, "DISPLAY": display, "SDL_VIDEODRIVER": "x11"}
    done = subprocess.run(
        [sys.executable, "-m", "support.real_window", str(tmp_path)],
        cwd=Path(__file__).parents[1],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert (told["driver"], told["place"]) == ("x11", "turn")
    assert pygame.image.load(tmp_path / "turn.png").get_size() == (1280, 720)
    assert told["pictures"] <= 1  # the window may be uncovered once
    assert told["share"] < 0.03
