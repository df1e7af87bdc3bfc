"""Cues: what may be heard, and when. Each says only what the screen shows at the same moment."""

from __future__ import annotations

from enum import StrEnum

from dilemma_client.model import Model

LAST_SECONDS = 10
"""Seconds before the end of a turn at which an unsealed player is warned."""


class Cue(StrEnum):
    """What is heard. Of several at one time the first of this list is."""

    DEBRIEF = "debrief"
    WAR = "war"
    CRISIS = "crisis"
    TURN = "turn"
    LAST_SECONDS = "last_seconds"
    MESSAGE = "message"
    SEALED = "sealed"


def cue_of(before: Model, after: Model) -> Cue | None:
    """What is to be heard when one model takes the place of another; None for nothing."""
    came = _came(before, after)
    return next((cue for cue in Cue if cue in came), None)


def is_short(before: float | None, after: float | None) -> bool:
    """Whether the last seconds of a turn have begun between two looks at its clock."""
    if before is None or after is None:
        return False
    return before > LAST_SECONDS >= after > 0.0


def _came(before: Model, after: Model) -> set[Cue]:
    came: set[Cue] = set()
    if after.is_over and not before.is_over:
        came.add(Cue.DEBRIEF)
    elif _turn(after) > _turn(before):
        came.add(Cue.TURN)
        if _attacks(after):
            came.add(Cue.WAR)
        if _crises(after) - _crises(before):
            came.add(Cue.CRISIS)
    if after.unread > before.unread:
        came.add(Cue.MESSAGE)
    if after.sealed and not before.sealed and _turn(after) == _turn(before):
        came.add(Cue.SEALED)
    return came


def _turn(model: Model) -> int:
    shown = model.view or model.public
    return 0 if shown is None else shown.turn


def _attacks(model: Model) -> bool:
    """Whether the turn before was one of attacks, as far as is known."""
    from dilemma.view.occurrences import Attacked

    shown = model.view or model.public
    return shown is not None and any(
        isinstance(occurrence, Attacked) and occurrence.turn == shown.turn - 1
        for occurrence in shown.occurrences
    )


def _crises(model: Model) -> set[str]:
    others = () if model.view is None else model.view.others
    return {page.id for page in others if page.crisis is not None}
