"""Before the beginning: who sits at the table that one watches, and what is told to everybody."""

from __future__ import annotations

from collections.abc import Callable

from dilemma_client.scenes.scene import Moment
from dilemma_client.scenes.setting import sheet_of
from dilemma_client.theme import BODY, SMALL, TITLE, Tone
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Column, Row
from dilemma_client.widgets.button import Button
from dilemma_client.widgets.text import Icon, Line, Text, caption


def not_begun(moment: Moment, leave: Callable[[], None]) -> Widget:
    """The table, until its first turn opens."""
    model = moment.model
    told = " ".join(model.summary.split())
    seats = [_seat(moment, state, name) for state, name in model.names.items()]
    parts: list[Widget] = [
        Row([Icon("intelligence", 30, Tone.ACCENT), Text(model.title, TITLE, grow=1)], gap=12),
        Text(say("You are watching. The match has not begun."), BODY),
        Text(told, SMALL, Tone.MUTED),
        caption(say("Seats"), model.code),
        *seats,
        Button("leave", say("Leave"), leave, icon="leave", height=38),
    ]
    return sheet_of(Column(parts, gap=12), 620)


def _seat(moment: Moment, state: str, name: str) -> Widget:
    table = moment.model.table
    player = table.players.get(state) if table else None
    if table is None or player is None:
        return Row([Icon("people", 16, Tone.MUTED), Line(name, BODY, grow=1), _quiet(say("free"))])
    ready = state in table.ready
    sign = Icon("check" if ready else "clock", 16, Tone.GOOD if ready else Tone.CAUTION)
    standing = say("ready") if ready else say("not ready")
    return Row([sign, Line(name, BODY, grow=1), Line(player, SMALL), _quiet(standing)])


def _quiet(words: str) -> Widget:
    return Line(words, SMALL, Tone.MUTED)
