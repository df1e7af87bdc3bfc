"""What a seat, or everybody, is told of one world, when nothing but that world is given."""

from __future__ import annotations

from dilemma.projection import (
    next_views,
    public_occurrences,
    public_view_of,
    standing_of,
    table_of,
    view_of,
)
from dilemma.projection.reports import read, told_of
from dilemma.rules import Events
from dilemma.rules.events import Reports
from dilemma.scenario import Scenario
from dilemma.view import PublicView, View
from dilemma.view.reports import Report
from dilemma.world import World
from support.worlds import plain


def reports_for(ids: tuple[str, ...], reports: Reports, seat: str, turn: int) -> tuple[Report, ...]:
    """What a seat's sources say of every other state."""
    return told_of(ids, read(reports), seat, turn)


def seen(scenario: Scenario, world: World, seat: str) -> View:
    """What a seat sees before anybody has told it anything."""
    table = table_of(scenario)
    return view_of(table, standing_of(table, world), seat, (), ())


def seen_in(world: World, seat: str = "a") -> View:
    """What a seat sees of a world of the plain before anybody has told it anything."""
    return seen(plain(world.states), world, seat)


def seen_next(scenario: Scenario, world: World, events: Events, before: View) -> View:
    """What a seat sees after a turn, if it had seen this before."""
    table = table_of(scenario)
    public = tuple(public_occurrences(table.ids, events, world.turn - 1, {}))
    (view,) = next_views(table, standing_of(table, world), events, (before,), public)
    return view


def shown(scenario: Scenario, world: World) -> PublicView:
    """What everybody sees before anything was said in public."""
    table = table_of(scenario)
    return public_view_of(table, standing_of(table, world), ())


def shown_next(scenario: Scenario, world: World, events: Events, before: PublicView) -> PublicView:
    """What everybody sees after a turn, if they had seen this before."""
    table = table_of(scenario)
    told = tuple(public_occurrences(table.ids, events, world.turn - 1, {}))
    return public_view_of(table, standing_of(table, world), before.occurrences + told)
