"""Covers: the bot that plays for who has been away too long, or has left."""

from __future__ import annotations

import hashlib

from dilemma.bots import make_bot
from dilemma.orders import Order, problems, standing_order
from dilemma_server.match.events import CoverSealed
from dilemma_server.match.match import Match


def cover_orders(match: Match, seat: str) -> CoverSealed:
    """What the bot of a covered seat seals for the open turn; it sees what the seat sees."""
    view = match.view(seat)
    bot = make_bot(match.places.covered[seat], _seed(match, seat))
    order: Order = bot.decide(view)
    if problems(view, order):
        order = standing_order(view)
    return CoverSealed(seat, match.game.turn, order)


def _seed(match: Match, seat: str) -> bytes:
    """The bot's chances: secret, and no part of what deals those of the world."""
    return hashlib.sha256(b"cover " + match.seal + seat.encode()).digest()
