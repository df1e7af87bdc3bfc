"""Leaving: asked once, because others are waiting."""

from __future__ import annotations

from dilemma_client.scenes.turn.desk import Desk
from dilemma_client.scenes.veil import Veil
from dilemma_client.theme import BODY, TITLE, Tone
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Column, Row, Space
from dilemma_client.widgets.button import Button, Weight
from dilemma_client.widgets.panel import Card
from dilemma_client.widgets.text import Text


def leaving_sheet(desk: Desk) -> Widget:
    """Stay or leave; staying is what Enter does."""
    stay = Button(
        "stay", say("Stay"), lambda: desk.think_of_leaving(False), weight=Weight.PRIMARY, height=36
    )
    leave = Button("leave.now", say("Leave the match"), desk.leave, icon="leave", height=36)
    words = say(
        "What you have sealed stands. For every turn without orders of yours, your "
        "state goes on as in the turn before."
    )
    parts = [
        Text(say("Leave the match?"), TITLE),
        Text(words, BODY, Tone.MUTED),
        Row([Space(grow=1), leave, stay], gap=12),
    ]
    return Veil(Card(Column(parts, gap=14), across=24, along=20), 480)
