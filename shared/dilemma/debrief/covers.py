"""Covers: which turns a bot played for whom, so that nobody is credited with its deeds."""

from __future__ import annotations

from collections.abc import Mapping

Covers = Mapping[str, Mapping[int, str]]
"""By state and turn the bot that gave its orders, in place of who was away or had left."""

NO_COVERS: Covers = {}
"""Everybody gave all their own orders."""


def cover_of(covers: Covers, state: str, turn: int) -> str:
    """The bot that gave a state's orders in a turn; empty where none stood in."""
    return covers.get(state, {}).get(turn, "")
