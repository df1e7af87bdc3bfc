"""Histories: matches made of chosen orders and chosen dice, for whoever looks back on them."""

from __future__ import annotations

from dataclasses import replace

from dilemma.chance import Dice
from dilemma.orders import Order
from dilemma.record import Game, TurnRecord, begin
from dilemma.rules import adjudicate
from dilemma.scenario import Scenario
from dilemma.vocabulary import Motive, Response
from support.worlds import (
    SECRET,
    answering,
    loaded,
    order,
    orders_in,
    plain,
    quiet_dice,
    wanting,
)

Turn = tuple[dict[str, Order], Dice]


def history(*turns: Turn, scenario: Scenario | None = None, **motives: Motive) -> Game:
    """A match of some turns by the real rules, with motives as given; its views are the first."""
    states = len(next(iter(turns))[1].incident) if scenario is None else len(scenario.states)
    game = begin(scenario or plain(states), SECRET)
    world = wanting(game.world, **motives)
    worlds, events, records = [world], [], []
    for sheets, dice in turns:
        full = {seat: sheets.get(seat, order()) for seat in game.scenario.ids}
        world, happened = adjudicate(world, orders_in(world, **full), dice)
        worlds.append(world)
        events.append(happened)
        records.append(TurnRecord(full, ""))
    return replace(game, worlds=tuple(worlds), events=tuple(events), turns=tuple(records))


def quiet(states: int = 2, /, **sheets: Order) -> Turn:
    """A turn in which nothing happens but what is ordered."""
    return sheets, quiet_dice(states)


def won(states: int, /, *defenders: str, **sheets: Order) -> Turn:
    """A turn whose attacks on some defenders succeed."""
    return sheets, loaded(quiet_dice(states), "battle", **dict.fromkeys(defenders, 0.0))


def clash(states: int = 2, /, **sheets: Order) -> Turn:
    """A turn in which a and b escalate their crisis into a war, unless they are told otherwise."""
    up = {"a": answering(Response.ESCALATE, "b"), "b": answering(Response.ESCALATE, "a")}
    return {**up, **sheets}, loaded(quiet_dice(states), "clash", ab=0.0, ba=0.0)


def accident(states: int = 2) -> Turn:
    """A turn in which forces of a and b meet by accident, where incidents happen at all."""
    return {}, loaded(quiet_dice(states), "incident", ab=0.0, ba=0.0)


def unsafe(states: int = 2) -> Scenario:
    """A scenario in which incidents happen, and are told as what they were."""
    return plain(states, 12, incident_rate=0.1, attribution_error=0.0)
