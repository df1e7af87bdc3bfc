"""The client: command to first frame, a full redraw, and what it costs while nothing moves."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks import first_frame
from benchmarks.conversation import Line, seventh_turn
from benchmarks.measure import Result

WINDOW = (1280, 720)


def results() -> Iterator[Result]:
    """All of it, under SDL's dummy driver, so that no graphics card flatters the numbers."""
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    yield from first_frame.results()
    redraw = 1000 * redraw_seconds(WINDOW, 1.0)
    yield Result("full redraw of the turn screen, 1280×720", redraw, "ms", 6.0, False)
    crisis = 1000 * redraw_seconds(WINDOW, 1.0, crisis=True)
    yield Result("full redraw with a crisis over it", crisis, "ms", 6.0, False)
    yield Result("full redraw, text at 200 %", 1000 * redraw_seconds(WINDOW, 2.0), "ms")
    yield Result("full redraw, 1920×1080", 1000 * redraw_seconds((1920, 1080), 1.0), "ms")
    yield Result("the map drawn anew for another size", 1000 * map_seconds(WINDOW), "ms")
    yield Result("of one core while only the clock moves", 100 * idle_share(), "%", 3.0, False)


def redraw_seconds(
    size: tuple[int, int], scale: float, rounds: int = 60, *, crisis: bool = False
) -> float:
    """Median seconds to build, lay out, draw and show the turn of four states, a second later."""
    seconds = 0.0
    stage, flip = turn_screen(size, scale, clock=lambda: seconds)
    if not crisis:
        stage.scene.desk.crises.clear()

    def redraw() -> None:
        nonlocal seconds
        seconds += 1.0
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
    stage.draw()
    flip()
    begin, until = time.process_time(), time.monotonic() + seconds
    while time.monotonic() < until:
        for event in pending(GLANCE):
            stage.handle(event)
        stage.tick()
        if stage.draw():
            flip()
    return (time.process_time() - begin) / seconds


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
    line = Line(clock, seventh_turn())
    stage = Stage(surface, Look(scale=scale), clock, connect=lambda *_: line, begin=lambda _: None)
    stage.enter(Entry("ws://127.0.0.1:1", Join(1, "Ada", "ROOK-417")))
    stage.listen()
    stage.go(Place.TURN)
    return stage, pygame.display.flip
