"""Screens of who is away: the menu that leads back to seats, and a turn that waits for others."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pygame
from msgspec.structs import replace

from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import Join, Seated
from dilemma_client.entry import Entry
from dilemma_client.scenes.transitions import Leave
from support.staging import ADDRESS, Staged, table

FOLDER = tempfile.TemporaryDirectory(prefix="absent-", ignore_cleanup_errors=True)
"""Where the seats are kept; gone at the end."""


def _with_seats(staged: Staged) -> None:
    """At the menu, with two matches to come back to."""
    staged.stage.moment().seats.folder = Path(tempfile.mkdtemp(dir=FOLDER.name))
    for token in ("one", "another"):
        staged.stage.enter(Entry(ADDRESS, Join(PROTOCOL_VERSION, token, "ROOK-418")))
        staged.hear(Seated(PROTOCOL_VERSION, "ROOK-417", staged.briefing, token))
    staged.stage.carry_out(Leave())


def _renouncing(staged: Staged) -> None:
    _with_seats(staged)
    staged.press(pygame.K_TAB, pygame.K_TAB, pygame.K_RETURN)


def _away(staged: Staged) -> None:
    """In a turn, with one who is away and one for whom a bot plays."""
    staged.in_turn()
    staged.hear(replace(table("borea"), present=("aster", "delmark"), covered=("borea",)))


ABSENT: dict[str, Callable[[Staged], object]] = {
    "menu-seats": _with_seats,
    "menu-renouncing": _renouncing,
    "turn-away": _away,
}
