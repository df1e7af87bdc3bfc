"""Wishes: what the command line of `dilemma play` asks for."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct


class Wishes(Struct, frozen=True):
    """What the command line asks for; None where it leaves the choice to us."""

    scenario: str | None = None
    seat: str | None = None
    bots: str | None = None
    turn_seconds: str | None = None
    autopilot: bool = False
    out: Path | None = None
    server: str | None = None
    join: str | None = None
    name: str | None = None
    language: str | None = None

    @property
    def match_is_chosen(self) -> bool:
        """Whether the player said anything about the match."""
        return any((self.scenario, self.seat, self.bots, self.turn_seconds))

    @property
    def leads_to_the_menu(self) -> bool:
        """Whether nothing was said of a match, right or wrong, so that there is none to find."""
        said = (self.scenario, self.seat, self.bots, self.turn_seconds, self.server, self.join)
        return all(each is None for each in said)
