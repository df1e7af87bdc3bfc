"""Deeds: things that happened last turn, as they move over the map."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from dilemma.view import Occurrence
from dilemma.view.occurrences import (
    Attacked,
    Beaten,
    Condemned,
    CrisisMoved,
    Incident,
    JoinedDefence,
    Mediated,
    OfferChanged,
    PledgeBroken,
    Retaliated,
    Signalled,
    TreatyBroken,
    UltimatumEnded,
)
from dilemma_client.atlas.geography import Geography, Point
from dilemma_client.atlas.overlay import arc
from dilemma_client.paint import Brush
from dilemma_client.theme import Colour, mix
from dilemma_client.words.tellings import Telling

Place = Callable[[Point], Point]

TRAVEL = 0.45
"""The share of its time after which a sign has come where it goes."""

SIGN, RING = 28, 46
"""Logical units: a sign across, and the ring that spreads from it at its widest."""


@dataclass(frozen=True)
class Deed:
    """What is said of it, who did it, and to whom: nobody in particular if that is empty.

    `meets` where it happened between the two, and not from one to the other.
    """

    telling: Telling
    actor: str
    target: str = ""
    meets: bool = False


def deed_of(occurrence: Occurrence, telling: Telling, seat: str) -> Deed:
    """Where on the map an occurrence happened, as the seat knows it."""
    match occurrence:
        case Signalled(actor=actor, target=target):
            return Deed(telling, actor, target or "")
        case OfferChanged(actor=actor, target=target, in_force=in_force):
            return Deed(telling, actor, target, meets=in_force)
        case TreatyBroken(actor=actor, target=target):
            return Deed(telling, actor, target)
        case UltimatumEnded(issuer=issuer, target=target):
            return Deed(telling, issuer, target)
        case Incident(other=other) | CrisisMoved(other=other):
            return Deed(telling, seat, other, meets=True)
        case Attacked(attacker=attacker, target=target):
            return Deed(telling, attacker, target)
        case JoinedDefence(ally=ally, target=target):
            return Deed(telling, ally, target)
        case Mediated(first=first, second=second):
            return Deed(telling, first, second, meets=True)
        case PledgeBroken(actor=state) | Beaten(state=state) | Condemned(target=state):
            return Deed(telling, state)
        case Retaliated(attacker=attacker):
            return Deed(telling, attacker)


def draw_deed(brush: Brush, drawn: Geography, place: Place, deed: Deed, share: float) -> None:
    """A deed at a share of its time: a sign that goes or meets, and a ring where it strikes."""
    colour = brush.theme.ink(deed.telling.tone)
    start = place(drawn.states[deed.actor].capital)
    if not deed.target:
        _draw_ring(brush, start, colour, share)
        _draw_sign(brush, deed.telling.icon, start, colour)
        return
    path = arc(start, place(drawn.states[deed.target].capital), -0.16)
    middle = path[len(path) // 2]
    if deed.meets:
        _draw_path(brush, path, colour, 1.0)
        _draw_ring(brush, middle, colour, share)
        _draw_sign(brush, deed.telling.icon, middle, colour)
        return
    gone = min(1.0, share / TRAVEL)
    at = _along(path, 1.0 - (1.0 - gone) ** 2)
    _draw_path(brush, path, colour, gone)
    if gone >= 1.0:
        _draw_ring(brush, at, colour, (share - TRAVEL) / (1.0 - TRAVEL))
    _draw_sign(brush, deed.telling.icon, at, colour)


def _along(path: list[Point], share: float) -> Point:
    """The point at a share of a line."""
    at = share * (len(path) - 1)
    low = min(len(path) - 2, math.floor(at))
    (x0, y0), (x1, y1), part = path[low], path[low + 1], at - low
    return x0 + (x1 - x0) * part, y0 + (y1 - y0) * part


def _draw_path(brush: Brush, path: list[Point], colour: Colour, share: float) -> None:
    shown = path[: max(2, round(share * len(path)))]
    brush.lines(shown, brush.theme.shade, brush.px(5))
    brush.lines(shown, colour, brush.px(2.5))


def _draw_ring(brush: Brush, at: Point, colour: Colour, share: float) -> None:
    """A ring that spreads and fades."""
    radius = brush.px(SIGN / 2) + share * brush.px(RING - SIGN / 2)
    ink = mix(colour, brush.theme.sea, share)
    points = 40
    ring = [
        (
            at[0] + radius * math.cos(2 * math.pi * step / points),
            at[1] + radius * math.sin(2 * math.pi * step / points),
        )
        for step in range(points + 1)
    ]
    brush.lines(ring, ink, brush.px(2))


def _draw_sign(brush: Brush, icon: str, at: Point, colour: Colour) -> None:
    theme = brush.theme
    brush.disc(at, brush.px(SIGN / 2 + 2), theme.panel, colour, max(1, brush.px(2)))
    brush.icon(icon, colour, at, brush.px(SIGN * 0.7))
