"""The client: command to first frame, a full redraw, and what it costs while nothing moves."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.measure import Result, interleaved

WINDOW = (1280, 720)

MENU = """
import time
import dilemma_cli.main, dilemma_cli.local_host
from dilemma_client.app import App
from dilemma_client.preferences import Keeper, settings_file
from dilemma_client.sound import Speaker
from dilemma_client.window import open_window
keeper = Keeper(settings_file())
surface = open_window(keeper.now.window)
app = App(surface, host=lambda solo: None, keeper=keeper, speaker=Speaker(time.monotonic))
app.show()
print("frame", flush=True)
import os; os._exit(0)
"""
"""What `dilemma play` does until the menu is seen; no server is asked for until then."""

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
    """All of it, under SDL's dummy driver, so that no graphics card flatters the numbers."""
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    first, bare = first_frame_seconds()
    yield Result("command to first frame, with the interpreter", 1000 * first, "ms", 2000.0, False)
    yield Result("a bare pygame window in the same run", 1000 * bare, "ms")
    yield Result("first frame against a bare window", first / bare, "times")
    redraw = 1000 * redraw_seconds(WINDOW, 1.0)
    yield Result("full redraw of the turn screen, 1280×720", redraw, "ms", 6.0, False)
    crisis = 1000 * redraw_seconds(WINDOW, 1.0, crisis=True)
    yield Result("full redraw with a crisis over it", crisis, "ms", 6.0, False)
    yield Result("full redraw, text at 200 %", 1000 * redraw_seconds(WINDOW, 2.0), "ms")
    yield Result("full redraw, 1920×1080", 1000 * redraw_seconds((1920, 1080), 1.0), "ms")
    yield Result("the map drawn anew for another size", 1000 * map_seconds(WINDOW), "ms")
    yield Result("of one core while only the clock moves", 100 * idle_share(), "%", 3.0, False)
    yield Result("memory after a match of screens", resident_megabytes(), "MB", 150.0, False)


def first_frame_seconds(rounds: int = 5) -> tuple[float, float]:
    """Seconds from starting the command to its first frame, and of a bare window beside it."""
    seconds = interleaved(
        {"menu": lambda: _until_frame(MENU), "bare": lambda: _until_frame(BARE)}, rounds
    )
    return seconds["menu"], seconds["bare"]


def _until_frame(code: str) -> None:
    environment = {**os.environ, "SDL_VIDEODRIVER": "dummy"}
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
    if line.strip() != "frame":
        raise RuntimeError("no first frame came")


def redraw_seconds(
    size: tuple[int, int], scale: float, rounds: int = 60, *, crisis: bool = False
) -> float:
    """Median seconds to build, lay out, draw and show the turn screen of four states."""
    stage, flip = turn_screen(size, scale)
    if not crisis:
        stage.scene.desk.crises.clear()

    def redraw() -> None:
        stage.refresh()
        stage.draw()
        flip()

    for _ in range(5):
        redraw()
    return statistics.median(_timed(redraw) for _ in range(rounds))


def map_seconds(size: tuple[int, int]) -> float:
    """Median seconds to draw the land and sea of four states for a window of another size."""
    from dilemma_client.atlas.geography import geography
    from dilemma_client.atlas.picture import draw_picture
    from dilemma_client.themes import DARK

    drawn = geography("four_worlds", ("aster", "borea", "corvia", "delmark"))
    return statistics.median(_timed(lambda: draw_picture(drawn, DARK, size)) for _ in range(7))


def idle_share(seconds: float = 4.0) -> float:
    """The share of one core that the app takes while it shows a turn and only its clock moves."""
    from dilemma_client.app import GLANCE, pending

    stage, flip = turn_screen(WINDOW, 1.0, clock=time.monotonic)
    begin, until = time.process_time(), time.monotonic() + seconds
    while time.monotonic() < until:
        for event in pending(GLANCE):
            stage.handle(event)
        stage.tick()
        if stage.draw():
            flip()
    return (time.process_time() - begin) / seconds


def resident_megabytes() -> float:
    """Megabytes that this process holds now, or NaN where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as pages:
            resident = int(pages.read().split()[1])
    except OSError:
        return float("nan")
    return resident * os.sysconf("SC_PAGE_SIZE") / 1e6


def _timed(work: Callable[[], object]) -> float:
    """Seconds of this process's own time: what else the machine does is not the client's doing."""
    start = time.process_time()
    work()
    return time.process_time() - start


def turn_screen(
    size: tuple[int, int], scale: float, clock: Callable[[], float] = lambda: 0.0
) -> tuple[Any, Callable[[], None]]:
    """A stage that shows the seventh turn of four states, and how to flip its window."""
    import pygame

    from dilemma.protocol.messages import Join
    from dilemma_client.entry import Entry
    from dilemma_client.paint import Look
    from dilemma_client.scenes.transitions import Place
    from dilemma_client.stage import Stage
    from dilemma_client.window import open_window

    surface = open_window(size)
    line = _Line(clock())
    stage = Stage(surface, Look(scale=scale), clock, connect=lambda *_: line, begin=lambda _: None)
    stage.enter(Entry("ws://127.0.0.1:1", Join(1, "Ada", "ROOK-417")))
    stage.listen()
    stage.go(Place.TURN)
    return stage, pygame.display.flip


class _Line:
    """Says what a server would say in the seventh turn, once."""

    def __init__(self, now: float) -> None:
        self._said = [(now, message) for message in _seventh_turn()]

    def send(self, command: object) -> None:
        """Nobody listens."""

    def poll(self) -> list[tuple[float, Any]]:
        """Everything at first, nothing afterwards."""
        said, self._said = self._said, []
        return said

    def close(self) -> None:
        """There is nothing to close."""


def _seventh_turn() -> list[Any]:
    from dilemma.bots import make_bot
    from dilemma.chance import secret_from_seed
    from dilemma.protocol import PROTOCOL_VERSION
    from dilemma.protocol.messages import Seated, Table, TurnOpened
    from dilemma.record import advance, begin, briefing_for
    from dilemma.scenario import parse_scenario
    from dilemma_assets.scenarios import load_text

    game = begin(parse_scenario(load_text("four_worlds"), "four_worlds"), secret_from_seed(7))
    bot = make_bot("tit_for_tat", b"benchmark")
    for _ in range(6):
        game = advance(game, {view.seat: bot.decide(view) for view in game.views})
    seat = game.scenario.ids[0]
    players: dict[str, str | None] = {state: state for state in game.scenario.ids}
    return [
        Seated(PROTOCOL_VERSION, "ROOK-417", briefing_for(game, seat), "token"),
        Table(players, tuple(players), ()),
        TurnOpened(game.views[0], 180.0, None, False),
    ]
