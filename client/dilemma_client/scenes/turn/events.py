"""Events: what the seat learned had happened, newest first."""

from __future__ import annotations

from dilemma.view import PublicView, View
from dilemma_client.scenes.scene import Moment
from dilemma_client.scenes.turn.desk import Desk
from dilemma_client.theme import FINE_STRONG, SMALL, Tone
from dilemma_client.tongue import say, spoken
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Align, Column, Fixed, Padded, Row
from dilemma_client.widgets.panel import Panel
from dilemma_client.widgets.scroll import Scroll
from dilemma_client.widgets.text import Icon, Line, Text
from dilemma_client.words.tellings import Telling, tell


def events_panel(desk: Desk, moment: Moment) -> Widget:
    """Everything that happened so far, the latest turn on top."""
    view = moment.model.view
    assert view is not None
    key = view, spoken(), moment.look
    if desk.told is None or desk.told[0] is not view or desk.told[1:3] != key[1:]:
        desk.told = (*key, record_of(view, moment.model.names))
    body = Scroll("events.scroll", say("Events"), desk.told[3])
    return Panel("events", say("Events"), body, icon="events", note="F4")


def record_of(view: View | PublicView, names: dict[str, str]) -> Widget:
    """The rows for a view; long after many turns, and the same until the next."""
    told = list(dict.fromkeys(tell(occurrence, names) for occurrence in view.occurrences))
    told.sort(key=lambda telling: -telling.turn)
    rows = [_row(telling, telling.turn == view.turn - 1) for telling in told]
    if not rows:
        rows = [
            Text(say("Nothing has happened yet. Everyone is writing orders."), SMALL, Tone.MUTED)
        ]
    return Column(rows, gap=5)


def _row(telling: Telling, is_new: bool) -> Widget:
    tone = telling.tone if is_new or telling.tone is Tone.DANGER else Tone.MUTED
    turn = Fixed(Line(say("T{turn}", turn=telling.turn), FINE_STRONG, Tone.MUTED), width=24)
    sign = Padded(Icon(telling.icon, 14, tone), 0, 2)
    return Row([turn, sign, Text(telling.text, SMALL, tone, grow=1)], gap=6, align=Align.START)
