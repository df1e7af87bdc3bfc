"""Seating: who may sit down where, and under which name."""

from __future__ import annotations

import unicodedata

from dilemma.orders import Problem
from dilemma_server.match.events import SeatTaken
from dilemma_server.match.match import Match
from dilemma_server.match.tokens import deal_token, hash_token, same


class NotSeated(Exception):
    """Why somebody cannot sit down there."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.problem = Problem(field, text)


UNSEEN = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and signs that take room and show nothing."""

MOST_MARKS = 3
"""Accents on one letter, as many as any language puts there."""


def proper_name(name: str) -> str:
    """A name as it is shown: one form for what looks the same; raises NotSeated."""
    proper = " ".join(unicodedata.normalize("NFC", name).split())
    if not proper:
        raise NotSeated("name", "A player needs a name.")
    if not proper.isprintable() or _hides_something(proper):
        raise NotSeated("name", "A name must be plain text.")
    return proper


def _hides_something(name: str) -> bool:
    """Whether a name holds what shows nothing, or more accents than a letter has room for."""
    if any(character in UNSEEN or _shows_nothing(character) for character in name):
        return True
    marks = "".join("m" if unicodedata.combining(character) else " " for character in name)
    return "m" * (MOST_MARKS + 1) in marks


def _shows_nothing(character: str) -> bool:
    """Selectors of variants, and the joiner of accents: without them a name looks the same."""
    name = unicodedata.name(character, "")
    return "VARIATION SELECTOR" in name or name == "COMBINING GRAPHEME JOINER"


def _alike(name: str) -> str:
    """What two names have in common that differ only in the form of their letters."""
    return unicodedata.normalize("NFKC", name).casefold()


def seat_dealt_to(match: Match, key: bytes) -> tuple[str, str] | None:
    """The seat, and its token, that was taken with this key before."""
    for seat, sitting in match.sittings.items():
        token = deal_token(match.seal, seat, key)
        if same(hash_token(token), sitting.token_hash):
            return seat, token
    return None


def seat_of_token(match: Match, token: str) -> str | None:
    """The seat a token proves."""
    hashed = hash_token(token)
    # Every seat is compared, so that the time does not tell which one it is.
    found = [seat for seat, sitting in match.sittings.items() if same(hashed, sitting.token_hash)]
    return found[0] if found else None


def take_seat(match: Match, name: str, wanted: str | None, key: bytes) -> tuple[SeatTaken, str]:
    """The event that seats a player, and the token to give; raises NotSeated."""
    proper = proper_name(name)
    free = [seat for seat in match.seats if seat not in match.sittings]
    if not free:
        raise NotSeated("seat", "Every seat of this match is taken.")
    if wanted is not None and wanted not in match.seats:
        seats = ", ".join(match.seats)
        raise NotSeated("seat", f"There is no seat '{wanted[:40]}'; the seats are {seats}.")
    if wanted is not None and wanted not in free:
        raise NotSeated("seat", f"Seat {wanted} is taken; free are {', '.join(free)}.")
    if _alike(proper) in {_alike(sitting.name) for sitting in match.sittings.values()}:
        raise NotSeated("name", f"There is a '{proper}' at the table already; take another name.")
    seat = wanted or free[0]
    token = deal_token(match.seal, seat, key)
    return SeatTaken(seat, proper, hash_token(token)), token
