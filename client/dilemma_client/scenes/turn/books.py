"""One's own books: exact, because they are one's own."""

from __future__ import annotations

from dilemma.coefficients import STANDARD
from dilemma.view import OwnBooks
from dilemma_client.charts.bands import Meter
from dilemma_client.model import Model
from dilemma_client.scenes.turn.shifts import power_shifts_of
from dilemma_client.theme import BODY, HEADING, SMALL, STRONG, Ink, Tone
from dilemma_client.tongue import count, say, shown
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
                caption(say("Economy")),
                _fact("welfare", say("Economy"), shown(own.economy, ".1f")),
                _fact("reserves", say("Reserves"), shown(own.reserves, ".1f")),
                _fact("flag", say("Land"), shown(own.territory, ".0%")),
            ],
            gap=4,
        ),
        Column(
            [
                caption(say("Forces"), READINESS[own.readiness].name),
                _fact("offence", say("Offence"), _growing(own.offence, own.offence_building)),
                _fact("defence", say("Defence"), _growing(own.defence, own.defence_building)),
                _fact("intelligence", say("Intelligence"), shown(own.intelligence, ".1f")),
                *_stock("secrecy", say("Secrecy"), own.secrecy),
            ],
            gap=4,
        ),
        *_arsenal(model),
        _home(model),
        *power_shifts_of(model, view.seat),
    ]


def _stock(icon: str, label: str, points: float | None) -> list[Widget]:
    """A stock that a module brings; nothing while the module is off."""
    return [] if points is None else [_fact(icon, label, shown(points, ".1f"))]


def _arsenal(model: Model) -> list[Widget]:
    """What strikes back and what stops it, and that warheads are many."""
    view = model.view
    assert view is not None
    own = view.own
    if own.deterrent is None and own.shield is None:
        return []
    warheads = view.dials.warheads_per_missile
    note = say("{warheads:g} warheads a missile", warheads=warheads) if warheads > 1.0 else ""
    facts = [
        *_stock("deterrent", say("Deterrent"), own.deterrent),
        *_stock("shield", say("Shield"), own.shield),
    ]
    return [Column([caption(say("Arsenal"), note, note_ink=Tone.MUTED), *facts], gap=4)]


def _home(model: Model) -> Widget:
    view = model.view
    assert view is not None
    own = view.own
    ink: Ink = Tone.GOOD if own.standing >= 0.5 else Tone.CAUTION
    if own.standing < 0.3:
        ink = Tone.DANGER
    words = shown(own.standing * 100, ".0f")
    parts: list[Widget] = [
        caption(say("At home")),
        Row(
            [
                Icon("people", 16),
                Line(say("Standing"), BODY),
                Meter(say("Standing"), own.standing, words, ink=ink, grow=1),
                Line(words, STRONG),
            ],
            gap=7,
        ),
        _fact("welfare", say("Welfare so far"), shown(own.welfare, ".1f")),
    ]
    parts.extend(_unrest(own))
    if own.pledge_turns:
        words = count(
            "Your pledge of restraint binds you for {n} more turn.",
            "Your pledge of restraint binds you for {n} more turns.",
            own.pledge_turns,
        )
        parts.append(Text(words, SMALL, Tone.CAUTION))
    if own.beaten:
        parts.append(
            Text(say("You are beaten: a rump that still speaks and scores."), SMALL, Tone.DANGER)
        )
    return Column(parts, gap=4)


def _unrest(own: OwnBooks) -> list[Widget]:
    """How near the street is, and what holds it back."""
    parts: list[Widget] = []
    if own.unrest is not None:
        ink = Tone.GOOD if own.unrest < 0.2 else Tone.CAUTION
        level = shown(own.unrest * 100, ".0f")
        parts.append(
            Row(
                [
                    Icon("unrest", 16),
                    Line(say("Unrest"), BODY),
                    Meter(
                        say("Unrest"),
                        own.unrest,
                        level,
                        ink=Tone.DANGER if own.unrest >= STANDARD.forced_security else ink,
                        grow=1,
                    ),
                    Line(level, STRONG),
                ],
                gap=7,
            )
        )
    parts.extend(_stock("internal_security", say("Internal security"), own.internal_security))
    if own.unrest is not None and own.unrest >= STANDARD.forced_security:
        words = say(
            "Unrest is so high that part of your funds goes to internal security by itself."
        )
        parts.append(Text(words, SMALL, Tone.DANGER))
    elif own.unrest is not None and own.unrest >= 0.05:
        words = say(
            "Unrest costs you {unrest:.0%} of your income.",
            unrest=own.unrest * STANDARD.unrest_drain,
        )
        parts.append(Text(words, SMALL, Tone.MUTED))
    return parts


def _growing(now: float, building: float) -> str:
    return (
        say("{now:.1f} (+{building:.1f} next turn)", now=now, building=building)
        if building >= 0.05
        else shown(now, ".1f")
    )


def _fact(icon: str, label: str, value: str) -> Widget:
    return Row([Icon(icon, 16), Line(label, BODY, grow=1), Line(value, STRONG)], gap=7)
