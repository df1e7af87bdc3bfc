"""Transitions: what a scene asks for, as data. The stage carries them out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from dilemma.orders import Order
from dilemma_client.entry import Solo


class Place(Enum):
    """Where a player can be."""

    MENU = "menu"
    PLAY_NOW = "play_now"
    JOIN = "join"
    WAITING = "waiting"
    BRIEFING = "briefing"
    TURN = "turn"
    DEBRIEF = "debrief"


@dataclass(frozen=True)
class Go:
    """Show another scene."""

    place: Place


@dataclass(frozen=True)
class PlaySolo:
    """Start a match against bots and sit down in it."""

    solo: Solo


@dataclass(frozen=True)
class JoinMatch:
    """Sit down in a match by its code."""

    address: str
    name: str
    code: str


@dataclass(frozen=True)
class Seal:
    """Seal these orders for the open turn."""

    order: Order


@dataclass(frozen=True)
class TakeOffSeal:
    """Open the orders of this turn again."""


@dataclass(frozen=True)
class Tell:
    """Say something on the hotline with a state."""

    to: str
    text: str


@dataclass(frozen=True)
class HaveRead:
    """What was said on a hotline has been seen."""

    partner: str


@dataclass(frozen=True)
class Leave:
    """Get up from the table and go back to the menu."""


@dataclass(frozen=True)
class Quit:
    """Close the window."""


Transition = Go | PlaySolo | JoinMatch | Seal | TakeOffSeal | Tell | HaveRead | Leave | Quit
