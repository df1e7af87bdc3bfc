"""The laboratory: bots play matches, one at a time for the record or thousands in lockstep."""

from dilemma.lab.batch import Batch, Play, Players, open_batch_of, play_out, play_turn
from dilemma.lab.exhibition import (
    BotCountError,
    Exhibition,
    TurnReport,
    play_match,
    reproduce,
)
from dilemma.record import DivergenceError, RecordError

__all__ = [
    "Batch",
    "BotCountError",
    "DivergenceError",
    "Exhibition",
    "Play",
    "Players",
    "RecordError",
    "TurnReport",
    "open_batch_of",
    "play_match",
    "play_out",
    "play_turn",
    "reproduce",
]
