"""The hotline: private live talk with the state that is looked at."""

from __future__ import annotations

from dilemma.vocabulary import Instrument
from dilemma_client.model import Model
from dilemma_client.scenes.scene import Moment
from dilemma_client.scenes.turn.desk import Desk
from dilemma_client.theme import SMALL, SMALL_STRONG, Tone
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Align, Column, Fixed, Row
from dilemma_client.widgets.button import Button
from dilemma_client.widgets.field import Field
from dilemma_client.widgets.panel import Panel
from dilemma_client.widgets.scroll import Scroll
from dilemma_client.widgets.text import Line, Text

LONGEST = 500
"""Characters of one message."""


def hotline_panel(desk: Desk, moment: Moment) -> Widget:
    """What was said with one state, and a field to say more while the line is open."""
    model = moment.model
    partner = desk.selected
    if model.view is None or model.view.other(partner) is None:
        return _own(model)
    if model.hotline(partner).unread:
        desk.has_read(partner)
    closed = _closed_because(model, partner)
    talk = _talk(model, partner)
    if not talk:
        words = closed or say(
            "The line to {partner} is open. Nobody has spoken yet.", partner=model.names[partner]
        )
        talk = [Text(words, SMALL, Tone.MUTED)]
    field = Field(
        "message",
        say("Message to {partner}", partner=model.names[partner]),
        desk.message,
        desk.write,
        on_submit=desk.tell,
        longest=LONGEST,
        placeholder=say("The line is closed.") if closed else say("Write a private message…"),
        why_not=closed,
        hint=say("Only the two of you read it, at once. Enter sends it."),
        grow=1,
    )
    send = Button(
        "send",
        say("Send"),
        desk.tell,
        icon="send",
        shows_label=False,
        why_not=closed,
        height=32,
        hint=say("Send the message."),
    )
    parts: list[Widget] = [
        Scroll("hotline.scroll", say("Hotline"), Column(talk, gap=4), from_end=True),
        Row([field, send], gap=6),
    ]
    unread = model.unread
    note = say("{unread} unread · F5", unread=unread) if unread else say("private · F5")
    title = say("Hotline · {partner}", partner=model.names[partner])
    ink = Tone.ACCENT if unread else Tone.MUTED
    body = Column(parts, gap=6)
    return Panel("hotline", title, body, icon="hotline", note=note, note_ink=ink)


def _own(model: Model) -> Widget:
    unread = [
        say(
            "{unread} unread from {partner}.", unread=line.unread, partner=model.names[line.partner]
        )
        for line in model.hotlines.values()
        if line.unread
    ]
    words = " ".join(unread) or say("Choose another state on the map to talk to it.")
    body = Column([Text(words, SMALL, Tone.ACCENT if unread else Tone.MUTED)])
    return Panel("hotline", say("Hotline"), body, icon="hotline", note="F5")


def _closed_because(model: Model, partner: str) -> str:
    if model.can_call(partner):
        return ""
    name = model.names[partner]
    page = model.view.other(partner) if model.view else None
    if page is not None and Instrument.HOTLINE in page.offers_us:
        return say("{name} offers a hotline. Offer one too, and it opens next turn.", name=name)
    if page is not None and Instrument.HOTLINE in page.offered:
        return say("You offer {name} a hotline. It opens when {name} offers one too.", name=name)
    return say("No hotline with {name}. Offer one in your orders.", name=name)


def _talk(model: Model, partner: str) -> list[Widget]:
    rows: list[Widget] = []
    for message in model.hotline(partner).messages:
        own = message.speaker == model.seat
        name = say("You") if own else model.names[partner]
        rows.append(_said(name, message.text, Tone.ACCENT if own else Tone.CAUTION))
    rows.extend(
        _said(say("You"), say("{text} (sending…)", text=command.text), Tone.MUTED)
        for command in model.unsent(partner)
    )
    return rows


def _said(name: str, text: str, tone: Tone) -> Widget:
    speaker = Fixed(Line(name, SMALL_STRONG, tone), width=58)
    return Row([speaker, Text(text, SMALL, grow=1)], gap=6, align=Align.START)
