"""Transitions: what a scene asks for, as data. The stage carries them out."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from dilemma_client.entry import Solo
from dilemma_client.seats import KeptSeat

if TYPE_CHECKING:
    from dilemma.orders import Order
    from dilemma.protocol.messages import CreateMatch


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


class Go(Struct, frozen=True):
    """Show another scene."""

    place: Place


class PlaySolo(Struct, frozen=True):
    """Start a match against bots and sit down in it."""

    solo: Solo


class Learn(Struct, frozen=True):
    """Start a lesson: a match against a bot, with a coach."""


class OpenReplay(Struct, frozen=True):
    """Show the debrief of a match that was kept."""

    path: Path


class CloseReplay(Struct, frozen=True):
    """Go back to the matches that were kept."""


class DeleteReplay(Struct, frozen=True):
    """Forget a match that was kept."""

    path: Path


class SaveRecord(Struct, frozen=True):
    """Put the record of the match that is over into a file of its own."""


class JoinMatch(Struct, frozen=True):
    """Sit down in a match by its code."""

    address: str
    name: str
    code: str


class ComeBack(Struct, frozen=True):
    """Go back to a seat that was kept."""

    seat: KeptSeat


class Renounce(Struct, frozen=True):
    """Give up for good a seat that was kept."""

    seat: KeptSeat


class Watch(Struct, frozen=True):
    """Watch a match by its code."""

    address: str
    code: str


class Prefer(Struct, frozen=True):
    """Set some of the preferences anew, by their names."""

    fields: Mapping[str, object]


class CloseSettings(Struct, frozen=True):
    """Go back to what the settings lie over."""


class HostMatch(Struct, frozen=True):
    """Open a match on a server for others to join, and sit down in it."""

    address: str
    first: CreateMatch


class LookAround(Struct, frozen=True):
    """Ask a server which public matches wait for players."""

    address: str


class BeReady(Struct, frozen=True):
    """Be ready for the match to begin, or not any more."""

    ready: bool


class TakeSeat(Struct, frozen=True):
    """Move to a free seat before the match begins."""

    seat: str


class Unseat(Struct, frozen=True):
    """As host: take a player's seat from him."""

    seat: str


class Silence(Struct, frozen=True):
    """As host: keep a player from speaking, or let him."""

    seat: str
    silent: bool


class PlayAgain(Struct, frozen=True):
    """Sit down in the match that follows this one."""


class Seal(Struct, frozen=True):
    """Seal these orders for the open turn."""

    order: Order


class TakeOffSeal(Struct, frozen=True):
    """Open the orders of this turn again."""


class Tell(Struct, frozen=True):
    """Say something on the hotline with a state."""

    to: str
    text: str


class HaveRead(Struct, frozen=True):
    """What was said on a hotline has been seen."""

    partner: str


class Leave(Struct, frozen=True):
    """Go back to the menu; the seat is kept, and a bot may play meanwhile."""


class GiveUp(Struct, frozen=True):
    """Give one's seat up for good and go back to the menu."""


class Quit(Struct, frozen=True):
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
    | SaveRecord
    | JoinMatch
    | HostMatch
    | ComeBack
    | Renounce
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
