"""The lobby: open matches, and who is let in to them."""

from dilemma_server.lobby.catalogue import Catalogue, read_catalogue
from dilemma_server.lobby.feed import Ending, Feed
from dilemma_server.lobby.lobby import Entrance, Lobby, TurnedAway, Unavailable, Unheard, Visit
from dilemma_server.lobby.room import Gone, Room

__all__ = [
    "Catalogue",
    "Ending",
    "Entrance",
    "Feed",
    "Gone",
    "Lobby",
    "Room",
    "TurnedAway",
    "Unavailable",
    "Unheard",
    "Visit",
    "read_catalogue",
]
