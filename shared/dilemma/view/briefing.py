"""The briefing: what a seat is told once, before the first turn."""

from __future__ import annotations

from msgspec import Struct

from dilemma.vocabulary import Motive


class StateName(Struct, frozen=True, forbid_unknown_fields=True):
    """How a state is called on screen."""

    id: str
    name: str


class Briefing(Struct, frozen=True, forbid_unknown_fields=True):
    """What a seat is told once: its world, its place in it, and what it wants.

    `commitment` is the hash of the match secret in hexadecimal, opened in the debrief.
    """

    scenario: str
    title: str
    summary: str
    states: tuple[StateName, ...]
    seat: str
    text: str
    motive: Motive
    turns: int
    turn_seconds: int
    commitment: str
