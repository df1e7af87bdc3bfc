"""Lost connection: what is safe, and what happens next."""

from __future__ import annotations

from collections.abc import Callable

from dilemma_client.model import Connection
from dilemma_client.scenes.scene import Moment
from dilemma_client.scenes.veil import Veil
from dilemma_client.theme import BODY, TITLE, Tone
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Align, Column, Row
from dilemma_client.widgets.button import Button
from dilemma_client.widgets.panel import Card
from dilemma_client.widgets.text import Icon, Text
from dilemma_client.words.naming import in_words


def lost_sheet(moment: Moment, leave: Callable[[], None]) -> Widget:
    """Over any screen of a match while the server is out of reach."""
    model = moment.model
    ended = model.connection is Connection.CLOSED or moment.is_stranded
    title = say("The match cannot go on here") if ended else say("Connection lost")
    parts: list[Widget] = [
        Row([Icon("lost", 32, Tone.CAUTION), Text(title, TITLE, grow=1)], gap=12),
        *([] if moment.is_stranded else [_line("check", Tone.GOOD, _safe(moment))]),
        _line("clock", Tone.ACCENT, _next(moment)),
        Button("lost.leave", say("Back to the menu"), leave, icon="leave", height=38),
    ]
    return Veil(Card(Column(parts, gap=14), across=24, along=20), 500)


def _line(icon: str, tone: Tone, words: str) -> Widget:
    return Row([Icon(icon, 18, tone), Text(words, BODY, grow=1)], gap=10, align=Align.START)


def _safe(moment: Moment) -> str:
    if not moment.model.seat:
        return say("The match goes on without you; you will see it as it stands by then.")
    if moment.model.sealed:
        return say("Your sealed orders are stored with the match. So is all that was said.")
    return say(
        "Everything that was accepted is stored with the match. What you were "
        "writing is still here."
    )


def _next(moment: Moment) -> str:
    model = moment.model
    if moment.is_stranded:
        return say(
            "The game's own server on this machine has ended. What was accepted is stored: go back"
            " to your match from the menu, and it is started again."
        )
    if model.connection is Connection.CLOSED:
        return (
            in_words(model.failure)
            if model.failure
            else say("The server has ended the conversation.")
        )
    retry = model.retry_in(moment.now)
    if retry is None and not model.seat:
        return say("Trying to reach the server now.")
    if retry is None:
        return say(
            "Trying to reach the server now. You will be back in your seat as soon as it answers."
        )
    seconds = max(1, round(retry))
    if model.lost:
        return say(
            "The server is out of reach ({why}). Next attempt in {seconds} s; you need do nothing.",
            why=say(model.lost),
            seconds=seconds,
        )
    return say(
        "The server is out of reach. Next attempt in {seconds} s; you need do nothing.",
        seconds=seconds,
    )
