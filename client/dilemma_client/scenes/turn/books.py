"""One's own books: exact, because they are one's own."""

from __future__ import annotations

from dilemma_client.charts.bands import Meter
from dilemma_client.model import Model
from dilemma_client.theme import BODY, HEADING, SMALL, STRONG, Ink, Tone
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Column, Row
from dilemma_client.widgets.text import Icon, Line, Text, caption
from dilemma_client.words.terms import MOTIVES, READINESS


def own_books(model: Model) -> list[Widget]:
    """Motive, money, forces and people of the seat itself."""
    view = model.view
    assert view is not None
    own = view.own
    motive = MOTIVES[own.motive]
    return [
        Row(
            [
                Icon(motive.icon, 30, Tone.ACCENT),
                Column(
                    [Line(model.names[view.seat], HEADING), Line(motive.name, SMALL, Tone.ACCENT)],
                    gap=0,
                    grow=1,
                ),
            ],
            gap=10,
        ),
        Text(motive.hint, SMALL, Tone.MUTED),
        Column(
            [
                caption("Economy"),
                _fact("welfare", "Economy", f"{own.economy:.1f}"),
                _fact("reserves", "Reserves", f"{own.reserves:.1f}"),
                _fact("flag", "Land", f"{own.territory:.0%}"),
            ],
            gap=4,
        ),
        Column(
            [
                caption("Forces", READINESS[own.readiness].name),
                _fact("offence", "Offence", _growing(own.offence, own.offence_building)),
                _fact("defence", "Defence", _growing(own.defence, own.defence_building)),
                _fact("intelligence", "Intelligence", f"{own.intelligence:.1f}"),
            ],
            gap=4,
        ),
        _home(model),
    ]


def _home(model: Model) -> Widget:
    view = model.view
    assert view is not None
    own = view.own
    ink: Ink = Tone.GOOD if own.standing >= 0.5 else Tone.CAUTION
    if own.standing < 0.3:
        ink = Tone.DANGER
    words = f"{own.standing * 100:.0f}"
    parts: list[Widget] = [
        caption("At home"),
        Row(
            [
                Icon("people", 16),
                Line("Standing", BODY),
                Meter("Standing", own.standing, words, ink=ink, grow=1),
                Line(words, STRONG),
            ],
            gap=7,
        ),
        _fact("welfare", "Welfare so far", f"{own.welfare:.1f}"),
    ]
    if own.pledge_turns:
        words = f"Your pledge of restraint binds you for {own.pledge_turns} more turns."
        parts.append(Text(words, SMALL, Tone.CAUTION))
    if own.beaten:
        parts.append(
            Text("You are beaten: a rump that still speaks and scores.", SMALL, Tone.DANGER)
        )
    return Column(parts, gap=4)


def _growing(now: float, building: float) -> str:
    return f"{now:.1f} (+{building:.1f} next turn)" if building >= 0.05 else f"{now:.1f}"


def _fact(icon: str, label: str, value: str) -> Widget:
    return Row([Icon(icon, 16), Line(label, BODY, grow=1), Line(value, STRONG)], gap=7)
