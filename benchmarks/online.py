"""One online turn: adjudicate, project and encode for six seats."""

from __future__ import annotations

import time
from collections.abc import Iterator

from benchmarks.measure import Result
from benchmarks.worlds import six_states
from dilemma.chance import secret_from_seed
from dilemma.orders import standing_order
from dilemma.protocol import encode
from dilemma.protocol.messages import TurnOpened
from dilemma.record import Game, advance, begin


def results() -> Iterator[Result]:
    """Milliseconds of a turn, early and late in a match, when views carry all that was told."""
    milliseconds, sizes = turn_times(begin(six_states(), secret_from_seed(1)))
    typical = sorted(milliseconds)[len(milliseconds) // 2]
    yield Result("online turn of 6 states, median", typical, "ms", target=5.0, at_least=False)
    yield Result("online turn of 6 states, last of 24", milliseconds[-1], "ms", 5.0, at_least=False)
    yield Result("a view in the first turn", sizes[0], "bytes")
    yield Result("a view in the last turn", sizes[-1], "bytes")


def turn_times(game: Game, repeats: int = 5) -> tuple[list[float], list[int]]:
    """Best milliseconds of every turn of a match, and the size of its largest frame in bytes."""
    best = [float("inf")] * game.scenario.turns
    sizes = [0] * game.scenario.turns
    for _ in range(repeats):
        playing = game
        for turn in range(game.scenario.turns):
            orders = {view.seat: standing_order(view) for view in playing.views}
            start = time.perf_counter()
            playing = advance(playing, orders)
            frames = [encode(TurnOpened(view, 180.0, None, False)) for view in playing.views]
            best[turn] = min(best[turn], 1000.0 * (time.perf_counter() - start))
            sizes[turn] = max(len(frame) for frame in frames)
    return best, sizes
