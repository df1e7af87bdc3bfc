"""Seating: who may sit down where, and under which name."""

from __future__ import annotations

from dilemma_server.match.events import SeatTaken
from dilemma_server.match.match import Match
from dilemma_server.match.names import NotSeated, proper_name
from dilemma_server.match.tokens import deal_token, hash_token, same
from dilemma_server.store import Phase


def seat_dealt_to(match: Match, key: bytes) -> tuple[str, str] | None:
    """The seat, and its token, that was taken with this key before."""
    for seat, sitting in match.sittings.items():
        for token in _tokens(match, key):
            if same(hash_token(token), sitting.token_hash):
                return seat, token
    return None


def _tokens(match: Match, key: bytes) -> list[str]:
    """What a key may have opened: who has moved still has the token of the seat he took."""
    return [deal_token(match.seal, seat, key) for seat in match.seats]


def seat_of_token(match: Match, token: str) -> str | None:
    """The seat a token proves."""
    hashed = hash_token(token)
    # Every seat is compared, so that the time does not tell which one it is.
    found = [seat for seat, sitting in match.sittings.items() if same(hashed, sitting.token_hash)]
    return found[0] if found else None


def take_seat(
    match: Match, name: str, wanted: str | None, key: bytes, ready: bool = True
) -> tuple[SeatTaken, str]:
    """The event that seats a player, and the token to give; raises NotSeated."""
    proper = proper_name(name)
    free = match.places.free
    if not free:
        raise NotSeated("seat", "No seat of this match is free.")
    if match.phase is Phase.OVER:
        raise NotSeated("seat", "This match is over.")
    if any(match.was_dealt(hash_token(token)) for token in _tokens(match, key)):
        # Else what an old token proves would be true again after its owner had left.
        raise NotSeated("key", "This key opened a seat that was left; come with a new key.")
    if wanted is not None and wanted not in match.seats:
        raise NotSeated(
            "seat",
            "There is no seat '{seat}'; the seats are {seats}.",
            seat=wanted[:40],
            seats=match.seats,
        )
    if wanted is not None and wanted not in free:
        raise NotSeated(
            "seat", "Seat {seat} is taken; free are {seats}.", seat=wanted, seats=tuple(free)
        )
    if match.places.is_taken(proper):
        raise NotSeated(
            "name", "There is a '{name}' at the table already; take another name.", name=proper
        )
    if match.places.is_barred(proper):
        raise NotSeated("name", "The host has removed '{name}' from this table.", name=proper)
    seat = wanted or free[0]
    token = deal_token(match.seal, seat, key)
    return SeatTaken(seat, proper, hash_token(token), ready), token
