"""What came of a turn: battles, land, incidents and whether anybody had ordered them, treaties."""

from __future__ import annotations

from dilemma.protocol.hindsight import Hindsight
from dilemma_client.scenes.debrief.scrub import Scrub
from dilemma_client.theme import CAPTION, SMALL, Tone
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Align, Column, Padded, Row
from dilemma_client.widgets.panel import Card
from dilemma_client.widgets.text import Icon, Line, Text
from dilemma_client.words.aftermath import tell_happening
from dilemma_client.words.tellings import Telling


def aftermath_card(scrub: Scrub, hindsight: Hindsight) -> Widget:
    """Everything that came of the orders of the turn looked at."""
    told = [
        tell_happening(happening, scrub.names)
        for happening in hindsight.happened
        if happening.turn == scrub.turn
    ]
    quiet = say("Nothing: no treaty changed, no forces met, nobody attacked.")
    rows = [_row(telling) for telling in told] or [Text(quiet, SMALL, Tone.MUTED)]
    heading = Line(say("What came of it"), CAPTION, Tone.ACCENT)
    is_grave = any(telling.tone is Tone.DANGER for telling in told)
    return Card(Column([heading, *rows], gap=4), stripe=Tone.DANGER if is_grave else Tone.ACCENT)


def _row(telling: Telling) -> Widget:
    sign = Padded(Icon(telling.icon, 14, telling.tone), 0, 2)
    return Row([sign, Text(telling.text, SMALL, grow=1)], gap=7, align=Align.START)
