"""Shifts: changes of power that are announced, so that all see them coming."""

from __future__ import annotations

from dilemma.scenario import PowerShift
from dilemma.view import View
from dilemma_client.model import Model
from dilemma_client.theme import FINE_STRONG, SMALL, Tone
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Align, Column, Row
from dilemma_client.widgets.panel import Card
from dilemma_client.widgets.text import Icon, Line, Text, caption
from dilemma_client.words.worlds import shift_in_short, shift_in_words


def power_shifts_of(model: Model, state: str) -> list[Widget]:
    """What is announced for one state, as its dossier says it."""
    view = model.view
    assert view is not None
    rows: list[Widget] = [
        Row(
            [_arrow(shift), Text(shift_in_words(shift, view.turn), SMALL, _tone(shift), grow=1)],
            gap=7,
            align=Align.START,
        )
        for shift in view.power_shifts
        if shift.state == state
    ]
    return [Column([caption(say("Announced")), *rows], gap=4)] if rows else []


def announced(model: Model) -> Widget | None:
    """The note on the map: every shift that is not yet over."""
    view = model.view
    assert view is not None
    rows: list[Widget] = [
        Row(
            [_arrow(shift), Line(shift_in_short(shift, model.names[shift.state]), FINE_STRONG)],
            gap=5,
        )
        for shift in to_come(view)
    ]
    return Card(Column(rows, gap=2), across=8, along=4) if rows else None


def to_come(view: View) -> list[PowerShift]:
    """Announced shifts that are under way or still ahead."""
    return [shift for shift in view.power_shifts if shift.last >= view.turn]


def _arrow(shift: PowerShift) -> Icon:
    return Icon("up" if shift.factor >= 1.0 else "down", 15, _tone(shift))


def _tone(shift: PowerShift) -> Tone:
    return Tone.CAUTION if shift.factor >= 1.0 else Tone.ACCENT
