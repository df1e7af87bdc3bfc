"""The briefing: what a seat is told once, before the first turn."""

from __future__ import annotations

from msgspec import Struct


class StateName(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """How a state is called on screen."""

    id: str
    name: str


class Briefing(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """What a seat is told once: its world and its place in it.

    Nothing in it is secret, since seats may be changed until the match begins; what a state wants
    comes with the first view.

    `commitment` is the hash of the match secret in hexadecimal, opened in the debrief.
    """

    scenario: str
    title: str
    summary: str
    states: tuple[StateName, ...]
    seat: str
    text: str
    turns: int
    turn_seconds: int
    commitment: str
