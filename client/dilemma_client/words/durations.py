"""Durations: how long something takes or still has, as people say it."""

from __future__ import annotations

from dilemma_client.tongue import count, say


def duration(seconds: int) -> str:
    """A length of time in the largest unit that says it without a rest."""
    if seconds >= 3600 and not seconds % 3600:
        return count("{n} hour", "{n} hours", seconds // 3600)
    if seconds >= 60 and not seconds % 60:
        return say("{minutes} min", minutes=seconds // 60)
    return say("{seconds} s", seconds=seconds)
