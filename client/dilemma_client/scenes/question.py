"""A question: a sheet over a screen that asks before something is done that cannot be undone."""

from __future__ import annotations

from collections.abc import Callable

from dilemma_client.scenes.veil import Veil
from dilemma_client.theme import BODY, TITLE, Tone
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Column, Row, Space
from dilemma_client.widgets.button import Button, Weight
from dilemma_client.widgets.panel import Card
from dilemma_client.widgets.text import Text


def question_sheet(title: str, words: str, no: Button, yes: Button) -> Widget:
    """The question, what would come of it, and the two answers; the safe one stands out."""
    parts = [
        Text(title, TITLE),
        Text(words, BODY, Tone.MUTED),
        Row([Space(grow=1), yes, no], gap=12),
    ]
    return Veil(Card(Column(parts, gap=14), across=24, along=20), 480)


def leaving_question(
    words: str, on_stay: Callable[[], None], on_leave: Callable[[], None]
) -> Widget:
    """Whether to leave a match, and what would come of it."""
    stay = Button("stay", say("Stay"), on_stay, weight=Weight.PRIMARY, height=36)
    leave = Button("leave.now", say("Leave the match"), on_leave, icon="leave", height=36)
    return question_sheet(say("Leave the match?"), words, stay, leave)


def removal_question(
    name: str, on_keep: Callable[[], None], on_remove: Callable[[], None]
) -> Widget:
    """Whether to take a player's seat from him; the buttons lie where no seat's button does."""
    keep = Button("keep", say("Keep"), on_keep, weight=Weight.PRIMARY, height=36)
    remove = Button("remove.now", say("Remove"), on_remove, icon="cross", height=36)
    words = say("The seat becomes free, and {name} cannot take one at this table again.", name=name)
    title = say("Remove {name} from the table?", name=name)
    return question_sheet(title, words, keep, remove)
