"""The rules: a turn is a list of pure functions over one world, to be read in one place."""

from __future__ import annotations

from collections.abc import Callable

from dilemma.chance import Dice
from dilemma.orders.arrays import Orders
from dilemma.rules.building import building
from dilemma.rules.crises import crises
from dilemma.rules.events import Events, no_events
from dilemma.rules.forum import forum
from dilemma.rules.home import home
from dilemma.rules.incidents import incidents
from dilemma.rules.intelligence import first_reports, intelligence
from dilemma.rules.retaliation import retaliation
from dilemma.rules.scoring import scoring
from dilemma.rules.signals import signals
from dilemma.rules.tension import tension
from dilemma.rules.treasury import treasury
from dilemma.rules.treaties import treaties
from dilemma.rules.war import war
from dilemma.world import World

Stage = Callable[[World, Orders, Dice, Events], tuple[World, Events]]

STAGES: tuple[Stage, ...] = (
    treaties,
    forum,
    treasury,
    building,
    signals,
    incidents,
    crises,
    war,
    retaliation,
    home,
    tension,
    intelligence,
    scoring,
)
"""One turn, in order."""

RULES_VERSION = 2
"""Counts every change by which the same orders could give another match."""


def adjudicate(world: World, orders: Orders, dice: Dice) -> tuple[World, Events]:
    """One turn of every world: the world after it, and what happened in it."""
    events = no_events(world.states, world.worlds)
    for stage in STAGES:
        world, events = stage(world, orders, dice, events)
    return world.but(turn=world.turn + 1), events


__all__ = [
    "RULES_VERSION",
    "STAGES",
    "Events",
    "Stage",
    "adjudicate",
    "first_reports",
]
