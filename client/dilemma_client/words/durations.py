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


def clock_words(seconds: float | None) -> str:
    """A time left as a clock shows it."""
    if seconds is None:
        return "–:––"
    whole = int(seconds)
    if whole >= 3600:
        return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"
    return f"{whole // 60}:{whole % 60:02d}"
