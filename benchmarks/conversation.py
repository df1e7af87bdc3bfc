"""What a server would say, without one: the seventh turn of a match, or all of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dilemma.bots import make_bot
from dilemma.chance import secret_from_seed
from dilemma.debrief import hindsight_of
from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import Heard, MatchEnded, Seated, Table, TurnOpened
from dilemma.record import Game, advance, begin, briefing_for
from dilemma.scenario import parse_scenario
from dilemma_assets.scenarios import load_text

BOTS = ("tit_for_tat", "opportunist", "hawk", "reassurer", "fearful_planner", "random")
"""Who plays in whole matches, so that there are crises, wars and treaties to be shown."""

SECONDS = 180.0
"""That a turn is open."""


def seventh_turn() -> list[Any]:
    """What the first seat of four hears that comes back in the seventh turn."""
    game = _begun("four_worlds", 7)
    bot = make_bot("tit_for_tat", b"benchmark")
    for _ in range(6):
        game = advance(game, {view.seat: bot.decide(view) for view in game.views})
    return [*_seated(game), TurnOpened(game.views[0], SECONDS, None, False)]


def whole_match(name: str, seed: int) -> list[list[Any]]:
    """What the first seat of a match between bots hears: at the table, in every turn, at the end.

    The first of the others writes to it twice a turn.
    """
    game = _begun(name, seed)
    seat, other, *_ = game.scenario.ids
    bots = {
        state: make_bot(BOTS[place % len(BOTS)], b"benchmark")
        for place, state in enumerate(game.scenario.ids)
    }
    said: list[list[Any]] = [_seated(game)]
    while not game.over:
        first = 2 * game.turn
        letters = [
            Heard(first + place, game.turn, other, seat, f"Letter {first + place}: {words}")
            for place, words in enumerate(("we see your forces grow.", "shall we talk?"))
        ]
        said.append([TurnOpened(game.views[0], SECONDS, None, False), *letters])
        game = advance(game, {view.seat: bots[view.seat].decide(view) for view in game.views})
    ended = MatchEnded(game.views[0], hindsight_of(game, dict.fromkeys(bots, "a bot")))
    return [*said, [ended]]


class Line:
    """Says what is put into its mouth, at once; nobody listens."""

    def __init__(self, clock: Callable[[], float], said: list[Any]) -> None:
        self._clock = clock
        self._said = list(said)

    def say(self, said: list[Any]) -> None:
        """Let a server say something."""
        self._said.extend(said)

    def send(self, command: object) -> None:
        """Nobody listens."""

    def poll(self) -> list[tuple[float, Any]]:
        """What was said since the last time."""
        said, self._said = self._said, []
        return [(self._clock(), message) for message in said]

    def close(self) -> None:
        """There is nothing to close."""


def _begun(name: str, seed: int) -> Game:
    return begin(parse_scenario(load_text(name), name), secret_from_seed(seed))


def _seated(game: Game) -> list[Any]:
    """At the table, where everybody is."""
    seat = game.scenario.ids[0]
    players: dict[str, str | None] = {state: state for state in game.scenario.ids}
    return [
        Seated(PROTOCOL_VERSION, "ROOK-417", briefing_for(game, seat), "token"),
        Table(players, tuple(players), ()),
    ]
