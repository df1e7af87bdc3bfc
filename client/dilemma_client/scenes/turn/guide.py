"""The guide over the turn: what its words and signs mean, read without losing anything."""

from __future__ import annotations

from dilemma_client.scenes.scene import Moment
from dilemma_client.scenes.turn.desk import Desk
from dilemma_client.scenes.veil import Veil
from dilemma_client.theme import SMALL, SMALL_STRONG, TITLE, Tone
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Align, Column, Grid, Padded, Row
from dilemma_client.widgets.button import Button, Weight
from dilemma_client.widgets.panel import Card, Panel
from dilemma_client.widgets.scroll import Scroll
from dilemma_client.widgets.text import Icon, Text
from dilemma_client.words.guide import GUIDE
from dilemma_client.words.terms import Term

WIDE, HIGH = 1100, 640
"""Logical units from which the whole guide lies open in two columns; else it is scrolled."""


def guide_sheet(desk: Desk, moment: Moment) -> Widget:
    """Every word with its meaning, and the way back."""
    lies_open = moment.width >= WIDE and moment.height >= HIGH
    entries = Grid([_entry(term) for term in GUIDE], 2 if lies_open else 1, gap=28, row_gap=14)
    back = Button(
        "guide.back",
        say("Back to the turn"),
        lambda: desk.read_guide(False),
        weight=Weight.PRIMARY,
        height=36,
    )
    if lies_open:
        heading = Row(
            [Text(say("What the words mean"), TITLE, grow=1), Text("F1", SMALL, Tone.MUTED)]
        )
        return Veil(Card(Column([heading, entries, back], gap=16), across=24, along=20), WIDE - 60)
    body = Column([Scroll("guide.scroll", say("Guide"), entries), back], gap=10)
    sheet = Panel("guide", say("What the words mean"), body, icon="question", note="F1")
    return Padded(sheet, 12, 12)


def _entry(term: Term) -> Widget:
    words = Column([Text(term.name, SMALL_STRONG), Text(term.hint, SMALL, Tone.MUTED)], gap=2)
    words.grow = 1.0
    return Row([Icon(term.icon, 18, Tone.ACCENT), words], gap=10, align=Align.START)
