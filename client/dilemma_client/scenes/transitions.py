"""Transitions: what a scene asks for, as data. The stage carries them out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from dilemma.orders import Order
from dilemma.protocol.messages import CreateMatch
from dilemma_client.entry import Solo


class Place(Enum):
    """Where a player can be."""

    MENU = "menu"
    PLAY_NOW = "play_now"
    JOIN = "join"
    HOST = "host"
    WAITING = "waiting"
    BRIEFING = "briefing"
    TURN = "turn"
    DEBRIEF = "debrief"
    REPLAYS = "replays"
    WATCH = "watch"
    SETTINGS = "settings"


@dataclass(frozen=True)
class Go:
    """Show another scene."""

    place: Place


@dataclass(frozen=True)
class PlaySolo:
    """Start a match against bots and sit down in it."""

    solo: Solo


@dataclass(frozen=True)
class Learn:
    """Start a lesson: a match against a bot, with a coach."""


@dataclass(frozen=True)
class OpenReplay:
    """Show the debrief of a match that was kept."""

    path: Path


@dataclass(frozen=True)
class CloseReplay:
    """Go back to the matches that were kept."""


@dataclass(frozen=True)
class DeleteReplay:
    """Forget a match that was kept."""

    path: Path


@dataclass(frozen=True)
class JoinMatch:
    """Sit down in a match by its code."""

    address: str
    name: str
    code: str


@dataclass(frozen=True)
class Watch:
    """Watch a match by its code."""

    address: str
    code: str


@dataclass(frozen=True)
class Prefer:
    """Set some of the preferences anew, by their names."""

    fields: Mapping[str, object]


@dataclass(frozen=True)
class CloseSettings:
    """Go back to what the settings lie over."""


@dataclass(frozen=True)
class HostMatch:
    """Open a match on a server for others to join, and sit down in it."""

    address: str
    first: CreateMatch


@dataclass(frozen=True)
class LookAround:
    """Ask a server which public matches wait for players."""

    address: str


@dataclass(frozen=True)
class BeReady:
    """Be ready for the match to begin, or not any more."""

    ready: bool


@dataclass(frozen=True)
class TakeSeat:
    """Move to a free seat before the match begins."""

    seat: str


@dataclass(frozen=True)
class Unseat:
    """As host: take a player's seat from him."""

    seat: str


@dataclass(frozen=True)
class Silence:
    """As host: keep a player from speaking, or let him."""

    seat: str
    silent: bool


@dataclass(frozen=True)
class PlayAgain:
    """Sit down in the match that follows this one."""


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
    """Go back to the menu; the seat is kept, and a bot may play meanwhile."""


@dataclass(frozen=True)
class GiveUp:
    """Give one's seat up for good and go back to the menu."""


@dataclass(frozen=True)
class Quit:
    """Close the window."""


AtTable = Seal | TakeOffSeal | Tell | BeReady | TakeSeat | Unseat | Silence
"""What is said to the match."""

Transition = (
    Go
    | PlaySolo
    | Learn
    | OpenReplay
    | CloseReplay
    | DeleteReplay
    | JoinMatch
    | HostMatch
    | Watch
    | Prefer
    | CloseSettings
    | LookAround
    | PlayAgain
    | AtTable
    | HaveRead
    | Leave
    | GiveUp
    | Quit
)
