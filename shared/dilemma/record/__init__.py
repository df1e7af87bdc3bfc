"""The record: scenario, secret and orders are the match; everything else follows from them."""

from dilemma.record.game import (
    Game,
    IllegalOrderError,
    TurnRecord,
    advance,
    begin,
    briefing_for,
    light,
    public_briefing_for,
    relived,
)
from dilemma.record.record import (
    DivergenceError,
    Record,
    RecordError,
    dump_record,
    load_record,
    record_of,
    replay,
)

__all__ = [
    "DivergenceError",
    "Game",
    "IllegalOrderError",
    "Record",
    "RecordError",
    "TurnRecord",
    "advance",
    "begin",
    "briefing_for",
    "dump_record",
    "light",
    "load_record",
    "public_briefing_for",
    "record_of",
    "relived",
    "replay",
]
