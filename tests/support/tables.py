"""Tables of two, as everybody at them is told of them."""

from __future__ import annotations

from dilemma.protocol.messages import Table

RED, BLUE = "redland", "blueland"


def table(
    players: dict[str, str],
    present: tuple[str, ...],
    *,
    sealed: tuple[str, ...] = (),
    host: str = RED,
    begun: bool = False,
) -> Table:
    """Who sits is ready, nobody is covered, silenced or watching."""
    return Table(
        players={seat: players.get(seat) for seat in (RED, BLUE)},
        present=present,
        sealed=sealed,
        ready=tuple(seat for seat in (RED, BLUE) if seat in players),
        host=host,
        begun=begun,
    )
