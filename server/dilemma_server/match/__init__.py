"""The match: commands in, events kept, views out; synchronous, without network or store."""

from dilemma_server.match.covers import cover_orders
from dilemma_server.match.decisions import closed_by, decide, due
from dilemma_server.match.events import (
    Covered,
    CoverSealed,
    Event,
    HandedBack,
    HouseRules,
    MatchCreated,
    Reason,
    SeatLeft,
    SeatMoved,
    SeatRemoved,
    SeatTaken,
    TurnClosed,
    TurnPlayed,
    Unplayable,
    encode_event,
)
from dilemma_server.match.match import Match, new_match
from dilemma_server.match.names import NotSeated, proper_name
from dilemma_server.match.seating import (
    seat_dealt_to,
    seat_of_token,
    take_seat,
)
from dilemma_server.match.tokens import hash_token

__all__ = [
    "CoverSealed",
    "Covered",
    "Event",
    "HandedBack",
    "HouseRules",
    "Match",
    "MatchCreated",
    "NotSeated",
    "Reason",
    "SeatLeft",
    "SeatMoved",
    "SeatRemoved",
    "SeatTaken",
    "TurnClosed",
    "TurnPlayed",
    "Unplayable",
    "closed_by",
    "cover_orders",
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
