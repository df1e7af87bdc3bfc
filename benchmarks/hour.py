"""An hour of play: whole matches on every screen, and what the client holds in memory after it.

What a server would say is written down beforehand (`write_matches`), so that the process which
plays (`python -m benchmarks.hour FOLDER`) is a client and nothing else. Its hour is that of a clock
that is handed in; everything else is as in a window: the very app, and events as of a player.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from itertools import cycle
from pathlib import Path
from typing import Any

import pygame

from benchmarks.conversation import Line, whole_match
from benchmarks.measure import Result, resident_megabytes
from dilemma.protocol import SERVER_LIMITS, ServerMessage, decode, encode
from dilemma_assets.scenarios import names
from dilemma_client import thrift
from dilemma_client.app import App
from dilemma_client.archive import Archive
from dilemma_client.entry import CannotHost, Entry, Solo
from dilemma_client.preferences import PALETTES, TEXT_SIZES, Keeper
from dilemma_client.scenes import backstage
from dilemma_client.scenes.transitions import OpenReplay, Place, Prefer
from dilemma_client.sound import Speaker
from dilemma_client.window import open_window

HOUR = 3600.0

RESTLESS = 2000.0
"""Seconds until the player is content with the largest, and all there is to read piles up."""

SECONDS_A_PART = 30.0
"""That are played of every turn."""

STEP = 2.0
"""Seconds that the clock goes on at a time."""

SIZES = ((1280, 720), (1600, 900), (1000, 700), (1366, 768), (1920, 1080))
"""Windows, in pixels, as a player who cannot decide drags them; the last is the largest."""

LOOKS = tuple(
    {"text": text, "theme": theme, "palette": palette, "language": language}
    for language, theme in (("en", "dark"), ("de", "light"))
    for palette, text in zip(cycle(PALETTES), TEXT_SIZES, strict=False)
)
"""What is set in the settings, one after the other; the last is with the largest type."""

TRIES = (
    *(pygame.K_F1, pygame.K_RIGHT, pygame.K_F1, pygame.K_F6, pygame.K_RIGHT, pygame.K_RIGHT),
    *(pygame.K_F3, pygame.K_TAB, pygame.K_RIGHT, pygame.K_DOWN, pygame.K_RETURN, pygame.K_F4),
    *(pygame.K_PAGEDOWN, pygame.K_F2, pygame.K_ESCAPE, pygame.K_ESCAPE, pygame.K_F10),
)
"""Keys pressed in a turn, the last of them for the settings."""


def results() -> Iterator[Result]:
    """Megabytes that a client holds when its menu is shown, at the most, and after the hour."""
    with tempfile.TemporaryDirectory(prefix="dilemma-hour-") as folder:
        write_matches(Path(folder))
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.hour", folder],
            env={**os.environ, "SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"},
            stdout=subprocess.PIPE,
            check=True,
        )
    told = json.loads(done.stdout.splitlines()[-1])
    yield Result("memory with the menu shown", told["menu"], "MB")
    yield Result("memory after an hour of play", told["hour"], "MB", 150.0, at_least=False)
    yield Result("the most at any time in it", told["most"], "MB")
    yield Result("matches played to their debrief in it", told["matches"], "")


def write_matches(folder: Path) -> None:
    """Write down what a server would say in a match of every scenario, part by part."""
    for seed, name in enumerate(names()):
        frames = [[encode(message).hex() for message in part] for part in whole_match(name, seed)]
        (folder / f"{name}.match").write_text(json.dumps(frames), encoding="ascii")


def read_matches(folder: Path) -> list[list[list[Any]]]:
    """What `write_matches` has written down."""
    return [
        [
            [decode(bytes.fromhex(frame), ServerMessage, SERVER_LIMITS) for frame in part]
            for part in json.loads(path.read_text(encoding="ascii"))
        ]
        for path in sorted(folder.glob("*.match"))
    ]


class Player:
    """Somebody who plays, looks everywhere, writes letters, and is not easily content."""

    def __init__(self, folder: Path) -> None:
        self.now = 0.0
        self.most = 0.0
        self._line = Line(self._clock, [])
        self._sizes, self._looks = cycle(SIZES), cycle(LOOKS)
        self.app = App(
            open_window(SIZES[0]),
            _no_host,
            clock=self._clock,
            connect=lambda *_: self._line,
            archive=Archive(folder / "replays", lambda: 1_700_000_000.0 + self.now),
            keeper=Keeper(folder / "settings.json"),
            speaker=Speaker(self._clock),
        )
        self.stage = self.app.stage

    def _clock(self) -> float:
        return self.now

    def play(self, match: list[list[Any]]) -> None:
        """Play a match to its debrief, look at those that were kept, and go back to the menu."""
        first, *rest = match
        seated = first[0]
        self.stage.enter(Entry("ws://127.0.0.1:1", seated))
        self._hear(first)
        for part in rest:
            self._hear(part)
            self._look_at_all()
            self._try_things()
            self._pass(SECONDS_A_PART)
        self._look_back()

    def _hear(self, said: list[Any]) -> None:
        self._line.say(said)
        self.stage.listen()
        if self.stage.place is Place.BRIEFING and self.stage.model.view is not None:
            self._look_at_all()
            self.stage.go(Place.TURN)
        self.app.show()

    def _pass(self, seconds: float) -> None:
        """Let time pass, and see the clock go."""
        until = self.now + seconds
        while self.now < until:
            self.now += STEP
            self.app.take(())
            self.app.show()

    def _look_at_all(self) -> None:
        """Move the pointer over everything that can be used, and read what is said about it."""
        for control in self.stage.scene.interface.controls:
            self._event(pygame.MOUSEMOTION, pos=control.rect.center, rel=(0, 0), buttons=(0, 0, 0))

    def _try_things(self) -> None:
        """Press keys, look at the settings, and write a letter."""
        for key in TRIES:
            self._event(pygame.KEYDOWN, key=key, mod=0, unicode="")
        self._look_at_all()
        if self.now < RESTLESS:
            self._look_like(next(self._looks), next(self._sizes))
        else:
            self._look_like(LOOKS[-1], SIZES[-1])
        self._event(pygame.KEYDOWN, key=pygame.K_F10, mod=0, unicode="")
        self._event(pygame.KEYDOWN, key=pygame.K_F5, mod=0, unicode="")
        self._event(pygame.TEXTINPUT, text=f"At {self.now:.0f} seconds we still mean no harm.")

    def _look_like(self, look: Mapping[str, object], size: tuple[int, int]) -> None:
        """Set another look, and drag the window to another size."""
        self.stage.carry_out(Prefer(look))
        self.stage.refresh()
        self._look_at_all()
        pygame.display.set_mode(size, pygame.RESIZABLE)
        self._event(pygame.VIDEORESIZE, size=size, w=size[0], h=size[1])

    def _look_back(self) -> None:
        """Every screen around a match, and a match that was kept."""
        for place in (Place.REPLAYS, Place.PLAY_NOW, Place.JOIN, Place.HOST, Place.MENU):
            self.stage.go(place)
            self.app.show()
            self._look_at_all()
        archive = self.stage.keeping.archive
        for volume in () if archive is None else archive.volumes()[:2]:
            self.stage.carry_out(OpenReplay(volume.path))
            self._look_at_all()
            self._pass(2 * STEP)
        self.stage.go(Place.MENU)

    def _event(self, kind: int, **facts: Any) -> None:
        self.app.take([pygame.event.Event(kind, **facts)])
        self.app.show()
        self.most = max(self.most, resident_megabytes())


def _no_host(solo: Solo) -> Entry:
    raise CannotHost(f"nobody starts a server for {solo.scenario} here")


def play(folder: Path) -> dict[str, float]:
    """Play for an hour; megabytes before and after."""
    player = Player(folder)
    player.app.show()
    menu = resident_megabytes()
    thrift.begin()
    backstage.rehearse()
    matches, played = cycle(read_matches(folder)), 0
    while player.now < HOUR:
        player.play(next(matches))
        played += 1
    hour = resident_megabytes()
    player.stage.close()
    return {"menu": menu, "hour": hour, "most": player.most, "matches": played}


if __name__ == "__main__":
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    print(json.dumps(play(Path(sys.argv[1]))))
