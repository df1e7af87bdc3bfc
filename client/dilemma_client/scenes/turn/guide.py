"""The guide over the turn: what its words and signs mean, read without losing anything."""

from __future__ import annotations

from dilemma_client.scenes.scene import Moment
from dilemma_client.scenes.turn.desk import Desk
from dilemma_client.scenes.veil import Veil
from dilemma_client.theme import SMALL, SMALL_STRONG, TITLE, Tone
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Align, Column, Fixed, Grid, Padded, Row
from dilemma_client.widgets.button import Button, Weight
from dilemma_client.widgets.choice import Choice, Option
from dilemma_client.widgets.panel import Card, Panel
from dilemma_client.widgets.scroll import Scroll
from dilemma_client.widgets.text import Icon, Text
from dilemma_client.words.guide import GUIDE
from dilemma_client.words.keys import TURN_KEYS, Shortcut
from dilemma_client.words.terms import Term

KEYS = "keys"
"""The part of the guide that lists the keys."""

KEYS_WIDTH = 128
"""Logical units for the names of keys."""

WIDE, HIGH = 1100, 640
"""Logical units from which the whole guide lies open in two columns; else it is scrolled."""


def guide_sheet(desk: Desk, moment: Moment) -> Widget:
    """Every word with its meaning, and the way back."""
    lies_open = moment.width >= WIDE and moment.height >= HIGH
    columns = 2 if lies_open else 1
    if desk.guide_part == KEYS:
        title = say("What the keys do")
        entries = Grid([_key(key) for key in TURN_KEYS], columns, gap=28, row_gap=14)
    else:
        title = say("What the words mean")
        entries = Grid([_entry(term) for term in GUIDE], columns, gap=28, row_gap=14)
    part = Choice(
        "guide.part",
        say("Part of the guide"),
        _parts(),
        desk.guide_part,
        desk.turn_guide,
        height=26,
        hint=say("What words and signs mean, and which keys there are."),
    )
    back = Button(
        "guide.back",
        say("Back to the turn"),
        lambda: desk.read_guide(False),
        weight=Weight.PRIMARY,
        height=36,
    )
    if lies_open:
        heading = Row([Text(title, TITLE, grow=1), Text("F1", SMALL, Tone.MUTED)])
        parts = Column([heading, part, entries, back], gap=14)
        return Veil(Card(parts, across=24, along=16), WIDE - 60)
    body = Column([part, Scroll("guide.scroll", say("Guide"), entries), back], gap=10)
    sheet = Panel("guide", title, body, icon="question", note="F1")
    return Padded(sheet, 12, 12)


def _parts() -> list[Option]:
    return [
        Option("words", say("Words")),
        Option(KEYS, say("Keys")),
    ]


def _key(shortcut: Shortcut) -> Widget:
    keys = Fixed(Text(say(shortcut.keys), SMALL_STRONG, Tone.ACCENT), width=KEYS_WIDTH)
    return Row([keys, Text(say(shortcut.does), SMALL, grow=1)], gap=10, align=Align.START)


def _entry(term: Term) -> Widget:
    words = Column([Text(term.name, SMALL_STRONG), Text(term.hint, SMALL, Tone.MUTED)], gap=2)
    words.grow = 1.0
    return Row([Icon(term.icon, 18, Tone.ACCENT), words], gap=10, align=Align.START)
