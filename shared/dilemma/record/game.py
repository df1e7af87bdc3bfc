"""The game: one match as it is played, turn by turn, without clock, network or file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property

import msgspec
import numpy as np
from msgspec import Struct

from dilemma.chance import Dice, match_dice
from dilemma.orders import Order, problems, standing_order
from dilemma.orders.arrays import pack
from dilemma.projection import (
    Table,
    briefing_of,
    first_views,
    next_views,
    public_briefing_of,
    public_occurrences,
    public_view_of,
    standing_of,
    table_of,
)
from dilemma.rules import RULES_VERSION, Events, adjudicate, first_reports
from dilemma.scenario import Scenario
from dilemma.view import Briefing, PublicBriefing, PublicView, View
from dilemma.world import World, open_world


class IllegalOrderError(ValueError):
    """An order that its own view forbids; the message names turn, state, field and reason."""


class TurnRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """One turn as recorded: the orders of every state, and the chained hash after it."""

    orders: dict[str, Order]
    hash: str


@dataclass(frozen=True)
class Game:
    """One match at the opening of a turn.

    `table` is what everybody knows from the start, worked out of the scenario once.
    `views` are those of the open turn in seat order, `public` what everybody may know; `worlds`
    the truth at the opening of every turn so far, the open one last; `events` what happened in
    each turn that is over. A light match has the last world alone, and no events.
    """

    scenario: Scenario
    secret: bytes
    table: Table
    worlds: tuple[World, ...]
    events: tuple[Events, ...]
    views: tuple[View, ...]
    public: PublicView
    turns: tuple[TurnRecord, ...]
    hash: str

    @cached_property
    def dice(self) -> Dice:
        """The dice of the open turn, thrown when first asked for."""
        return match_dice(self.secret, self.turn, self.world.states)

    @property
    def world(self) -> World:
        """The truth now."""
        return self.worlds[-1]

    @property
    def turn(self) -> int:
        """The open turn, from 1."""
        return self.world.turn

    @property
    def over(self) -> bool:
        """Whether there are no more orders to give."""
        return self.turn > self.scenario.turns

    def view(self, seat: str) -> View:
        """What a seat may know now; raises ValueError if there is no such seat."""
        return self.views[self.table.ids.index(seat)]


def begin(scenario: Scenario, secret: bytes) -> Game:
    """A match at its first turn."""
    world, table = open_world(scenario, secret), table_of(scenario)
    standing = standing_of(table, world)
    reports = first_reports(world, match_dice(secret, 0, world.states))
    return Game(
        scenario=scenario,
        secret=secret,
        table=table,
        worlds=(world,),
        events=(),
        views=first_views(table, standing, reports),
        public=public_view_of(table, standing, ()),
        turns=(),
        hash=_first_hash(scenario, secret, world),
    )


def advance(game: Game, orders: Mapping[str, Order]) -> Game:
    """Adjudicate the open turn; a state without an order keeps its standing one.

    Raises IllegalOrderError for an order that its state's view forbids.
    """
    sheets = _checked(game, orders)
    after, events = _adjudicated(game.table, game.world, sheets, game.dice)
    statements = {seat: sheet.statement for seat, sheet in sheets.items()}
    table, standing = game.table, standing_of(game.table, after)
    told = tuple(public_occurrences(table.ids, events, game.turn, statements))
    chained = _next_hash(game.hash, sheets, after)
    return replace(
        game,
        worlds=(*game.worlds, after),
        events=(*game.events, events),
        views=next_views(table, standing, events, game.views, told),
        public=public_view_of(table, standing, game.public.occurrences + told),
        turns=(*game.turns, TurnRecord(sheets, chained)),
        hash=chained,
    )


def briefing_for(game: Game, seat: str) -> Briefing:
    """What a seat is told before the first turn."""
    return briefing_of(game.scenario, game.secret, seat)


def light(game: Game) -> Game:
    """The same match without the truths of its past; `relived` plays them again from the orders."""
    return replace(game, worlds=game.worlds[-1:], events=())


def relived(game: Game) -> Game:
    """A light match with all its past, played again; what each saw of it is in its views still."""
    world = open_world(game.scenario, game.secret)
    worlds, happened = [world], []
    for turn in game.turns:
        dice = match_dice(game.secret, world.turn, world.states)
        world, events = _adjudicated(game.table, world, turn.orders, dice)
        worlds.append(world)
        happened.append(events)
    assert _world_bytes(world) == _world_bytes(game.world)
    return replace(game, worlds=tuple(worlds), events=tuple(happened))


def public_briefing_for(game: Game) -> PublicBriefing:
    """What everybody is told before the first turn."""
    return public_briefing_of(game.scenario, game.secret)


def _adjudicated(
    table: Table, world: World, sheets: Mapping[str, Order], dice: Dice
) -> tuple[World, Events]:
    """What a turn of a match makes of a world, with one order for every state."""
    orders = pack(table.ids, tuple(sheets[seat] for seat in table.ids))
    return adjudicate(world, orders, dice)


def _checked(game: Game, orders: Mapping[str, Order]) -> dict[str, Order]:
    """One lawful order for every state, in seat order."""
    sheets = {}
    for view in game.views:
        order = orders.get(view.seat)
        if order is None:
            order = standing_order(view)
        for problem in problems(view, order):
            raise IllegalOrderError(
                f"turn {view.turn}, {view.seat}: {problem.field}: {problem.text}"
            )
        sheets[view.seat] = order
    return sheets


def _first_hash(scenario: Scenario, secret: bytes, world: World) -> str:
    opening = b"%d" % RULES_VERSION + msgspec.json.encode(scenario, order="deterministic")
    return _digest(opening, secret, _world_bytes(world))


def _next_hash(before: str, sheets: Mapping[str, Order], world: World) -> str:
    orders = msgspec.json.encode(sheets, order="deterministic")
    return _digest(bytes.fromhex(before), orders, _world_bytes(world))


def _digest(*parts: bytes) -> str:
    """Hash of parts, each with its length, so that nothing can move from one to the next."""
    hasher = hashlib.blake2b(digest_size=32)
    for part in parts:
        hasher.update(len(part).to_bytes(8, "little"))
        hasher.update(part)
    return hasher.hexdigest()


def _world_bytes(world: World) -> bytes:
    """Every array of a world, little-endian, in the order of its fields."""
    arrays = (getattr(world, field.name) for field in fields(world))
    return b"".join(
        array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes()
        for array in arrays
        if isinstance(array, np.ndarray)
    )
