"""An exhibition: one match between bots through the kernel alone, kept as a record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dilemma.bots import make_bot
from dilemma.chance import bot_seed
from dilemma.debrief import hindsight_of
from dilemma.orders import Order
from dilemma.protocol.hindsight import Hindsight
from dilemma.record import (
    Game,
    Record,
    advance,
    begin,
    dump_record,
    load_record,
    record_of,
    replay,
)
from dilemma.scenario import Scenario


class BotCountError(ValueError):
    """Not one bot for each state; the message is one line that says how many are wanted."""


@dataclass(frozen=True)
class TurnReport:
    """One turn of an exhibition, with nothing hidden: orders, and the attacks (who, whom, won)."""

    turn: int
    orders: dict[str, Order]
    attacks: tuple[tuple[str, str, bool], ...]
    incidents: tuple[tuple[str, str], ...]
    offence: dict[str, float]
    defence: dict[str, float]
    tension: float


@dataclass(frozen=True)
class Exhibition:
    """A finished match: its debrief and its record."""

    hindsight: Hindsight
    record: Record

    @property
    def text(self) -> str:
        """The record as text, to be kept in a file."""
        return dump_record(self.record)


def play_match(
    scenario: Scenario,
    bots: Sequence[str],
    secret: bytes,
    on_turn: Callable[[TurnReport], None] | None = None,
) -> Exhibition:
    """Play a whole match between bots named in seat order.

    Raises UnknownBotError or BotCountError before anything is played.
    """
    ids = scenario.ids
    if len(bots) != len(ids):
        raise BotCountError(
            f"{scenario.name} has {len(ids)} states ({', '.join(ids)}), so it takes"
            f" {len(ids)} bots, not {len(bots)}"
        )
    players = {
        seat: make_bot(name, bot_seed(secret, seat)) for seat, name in zip(ids, bots, strict=True)
    }
    game = begin(scenario, secret)
    while not game.over:
        game = advance(game, {view.seat: players[view.seat].decide(view) for view in game.views})
        if on_turn is not None:
            on_turn(_reported(game))
    names = dict(zip(ids, bots, strict=True))
    return Exhibition(hindsight_of(game, names), record_of(game))


def reproduce(text: str, where: str = "record") -> Exhibition:
    """Play a record again and prove it; raises RecordError, or DivergenceError with the turn."""
    record = load_record(text, where)
    game = replay(record)
    return Exhibition(hindsight_of(game, {}), record)


def _reported(game: Game) -> TurnReport:
    """The turn just played."""
    ids, events, world = game.scenario.ids, game.events[-1], game.world
    states = range(world.states)
    pairs = [(i, j) for i in states for j in states if i != j]
    return TurnReport(
        turn=world.turn - 1,
        orders=game.turns[-1].orders,
        attacks=tuple(
            (ids[i], ids[j], bool(events.victory[i, j, 0]))
            for i, j in pairs
            if events.attack[i, j, 0]
        ),
        incidents=tuple((ids[i], ids[j]) for i, j in pairs if i < j and events.incident[i, j, 0]),
        offence={ids[i]: float(world.offence[i, 0]) for i in states},
        defence={ids[i]: float(world.defence[i, 0]) for i in states},
        tension=max(float(world.tension[i, j, 0]) for i, j in pairs),
    )
