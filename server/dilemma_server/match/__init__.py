"""The match: commands in, events kept, views out; synchronous, without network or store."""

from dilemma_server.match.decisions import Command, decide, due
from dilemma_server.match.events import (
    Event,
    MatchCreated,
    Reason,
    SeatTaken,
    TurnClosed,
    Unplayable,
    encode_event,
)
from dilemma_server.match.match import Match, new_match
from dilemma_server.match.seating import (
    NotSeated,
    proper_name,
    seat_dealt_to,
    seat_of_token,
    take_seat,
)
from dilemma_server.match.tokens import hash_token

__all__ = [
    "Command",
    "Event",
    "Match",
    "MatchCreated",
    "NotSeated",
    "Reason",
    "SeatTaken",
    "TurnClosed",
    "Unplayable",
    "decide",
    "due",
    "encode_event",
    "hash_token",
    "new_match",
    "proper_name",
    "seat_dealt_to",
    "seat_of_token",
    "take_seat",
]
