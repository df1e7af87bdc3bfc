"""The debrief: what the match was, once nothing is hidden any more."""

from __future__ import annotations

from collections.abc import Mapping

from dilemma.debrief.covers import NO_COVERS, Covers
from dilemma.debrief.happenings import happenings_of
from dilemma.debrief.lanes import lanes_of
from dilemma.debrief.states import state_findings
from dilemma.debrief.verdict import conditions_of, verdict_of
from dilemma.debrief.wars import wars_of
from dilemma.protocol.hindsight import Hindsight
from dilemma.record import Game, dump_record, record_of


def hindsight_of(game: Game, players: Mapping[str, str], covers: Covers = NO_COVERS) -> Hindsight:
    """The first debrief of a match; `players` are the names of those who played each state.

    `covers` are the turns in which a bot stood in for one of them.
    """
    wars = wars_of(game)
    conditions = conditions_of(game, wars)
    return Hindsight(
        verdict=verdict_of(wars, conditions),
        conditions=conditions,
        wars=wars,
        states=state_findings(game, players, covers),
        lanes=lanes_of(game, covers),
        happened=happenings_of(game),
        record=dump_record(record_of(game)),
    )


__all__ = ["Covers", "hindsight_of"]
