"""The first frame: `dilemma play` itself until its menu is seen, beside a bare pygame window."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.measure import Result, interleaved

BOUND, RATIO, LONGEST = 700.0, 2.5, 50.0
"""Milliseconds to the first frame, times a bare window, and milliseconds of any frame after it."""

COMMAND = """
import os
import pygame.display
import dilemma_client.window
dilemma_client.window.WINDOWLESS = ()
"""
"""Before the command is run: SDL's dummy driver is to count as a display."""

MENU = f"""{COMMAND}
def seen():
    print("frame", flush=True)
    os._exit(0)
pygame.display.flip = seen
from dilemma_cli.main import run
run(["play"])
"""
"""The command as it is typed; what it hands to the window first is the menu, words and buttons."""

AFTERWARDS = f"""{COMMAND}
import threading, time
from dilemma_client.app import App
spent = []
def timed(work):
    def do(*given):
        start = time.perf_counter()
        work(*given)
        spent.append(time.perf_counter() - start)
    return do
App.show, App.take = timed(App.show), timed(App.take)
leave = lambda: pygame.event.post(pygame.event.Event(pygame.QUIT))
threading.Timer(2.0, leave).start()
from dilemma_cli.main import run
run(["play"])
print(1000 * max(spent[1:]), flush=True)
"""
"""The command, left alone for two seconds; the longest of what it did at a time after the first."""

BARE = """
import os
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"
import pygame
pygame.display.init()
pygame.display.set_mode((1280, 720)).fill((10, 15, 23))
pygame.display.flip()
print("frame", flush=True)
os._exit(0)
"""
"""The least that can be done to see a window at all."""


def results() -> Iterator[Result]:
    """As a program starts that was started before: its modules are compiled, its type unpacked."""
    with tempfile.TemporaryDirectory(prefix="dilemma-first-") as folder:
        player = _player(Path(folder))
        start = time.perf_counter()
        _until_frame(MENU, player)
        first_of_all = time.perf_counter() - start
        seconds = interleaved(
            {"menu": lambda: _until_frame(MENU, player), "bare": lambda: _until_frame(BARE, player)}
        )
        menu, bare = seconds["menu"], seconds["bare"]
        longest = max(_longest(player) for _ in range(3))
    name = "command to first frame, with the interpreter"
    yield Result(name, 1000 * menu, "ms", BOUND, at_least=False)
    yield Result("a bare pygame window in the same run", 1000 * bare, "ms")
    yield Result("first frame against a bare window", menu / bare, "times", RATIO, at_least=False)
    name = "the very first time, everything compiled and unpacked"
    yield Result(name, 1000 * first_of_all, "ms", BOUND, at_least=False)
    name = "longest frame after it, while nothing is clicked"
    yield Result(name, longest, "ms", LONGEST, at_least=False)


def _player(folder: Path) -> dict[str, str]:
    """The surroundings of a player of his own, who keeps what a player keeps."""
    (folder / "temporary").mkdir()
    surroundings = {
        **{f"XDG_{kind}_HOME": str(folder / kind) for kind in ("CACHE", "CONFIG", "DATA")},
        "TMPDIR": str(folder / "temporary"),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "SDL_VIDEODRIVER": "dummy",
        "SDL_AUDIODRIVER": "dummy",
    }
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**own, **surroundings}


def _until_frame(code: str, environment: Mapping[str, str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
    if line.strip() != "frame":
        raise RuntimeError("no first frame came")


def _longest(environment: Mapping[str, str]) -> float:
    done = subprocess.run(
        [sys.executable, "-c", AFTERWARDS], stdout=subprocess.PIPE, env=environment, check=True
    )
    return float(done.stdout.splitlines()[-1])
