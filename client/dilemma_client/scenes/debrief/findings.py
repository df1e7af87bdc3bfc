"""Findings: what the match was, why, and which wars were fought."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from msgspec import Struct

from dilemma.protocol.hindsight import Condition, Hindsight, WarFinding
from dilemma.vocabulary import Verdict, WarLabel
from dilemma_client.scenes.debrief.scrub import Scrub
from dilemma_client.theme import HEADING, SMALL, SMALL_STRONG, Tone
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Align, Column, Row
from dilemma_client.widgets.button import Button
from dilemma_client.widgets.clipboard import copy_text
from dilemma_client.widgets.panel import Card, Panel
from dilemma_client.widgets.scroll import Scroll
from dilemma_client.widgets.text import Icon, Line, Text, caption
from dilemma_client.words.aftermath import tell_war
from dilemma_client.words.naming import evidence_of
from dilemma_client.words.terms import CONDITIONS, VERDICTS, WARS

VERDICT_TONES = {
    Verdict.STABLE_PEACE: Tone.GOOD,
    Verdict.ARMED_PEACE: Tone.ACCENT,
    Verdict.SECURITY_DILEMMA: Tone.CAUTION,
    Verdict.SPIRAL: Tone.CAUTION,
    Verdict.PREDATION: Tone.DANGER,
}

WAR_TONES = {
    WarLabel.TRAGIC: Tone.CAUTION,
    WarLabel.PREDATORY: Tone.DANGER,
    WarLabel.ACCIDENTAL: Tone.ACCENT,
}


class Record(Struct, frozen=True):
    """The record of the match: how to `save` it, and its `path` once it has been saved."""

    save: Callable[[], None]
    path: Path | None


def findings_panel(scrub: Scrub, hindsight: Hindsight, record: Record | None = None) -> Widget:
    """Verdict, Tang's conditions, wars, and the record where it can be saved."""
    term, tone = VERDICTS[hindsight.verdict], VERDICT_TONES[hindsight.verdict]
    verdict = Card(
        Column(
            [
                Row([Icon(term.icon, 28, tone), Text(term.name, HEADING, tone, grow=1)], gap=10),
                Text(term.hint, SMALL),
            ],
            gap=6,
        ),
        stripe=tone,
    )
    conditions = [_condition(scrub, condition) for condition in hindsight.conditions]
    wars: list[Widget] = [_war(scrub, war) for war in hindsight.wars]
    if not wars:
        wars = [Text(say("No war was fought."), SMALL, Tone.GOOD)]
    groups = [
        verdict,
        Column(
            [
                caption(say("Was it a security dilemma?"), "Tang 2009", note_ink=Tone.MUTED),
                *conditions,
            ]
        ),
        Column([caption(say("Wars")), *wars]),
        *([_record(record)] if record is not None else []),
    ]
    body = Scroll("findings.scroll", say("Verdict"), Column(groups, gap=16))
    return Panel("findings", say("Verdict"), body, icon="score", note="F2")


def _record(record: Record) -> Widget:
    words = say("All orders and the secret number: whoever has the game can play it again.")
    button = Button(
        "save",
        say("Save the record"),
        record.save,
        icon="copy",
        height=34,
        hint=say("Puts it into a file of its own; the command dilemma replay proves and shows it."),
    )
    path = None if record.path is None else _path(record.path)
    return Column(
        [caption(say("The record of the match")), Text(words, SMALL, Tone.MUTED), button, path]
    )


def _path(path: Path) -> Widget:
    """The way to a file that lies where nobody would look for it."""
    return Button(
        "copy.path",
        say("Copy the path of the file"),
        partial(copy_text, str(path)),
        icon="copy",
        height=34,
        hint=say("To the clipboard; put it where a program asks for a file."),
    )


def _condition(scrub: Scrub, condition: Condition) -> Widget:
    tone = Tone.GOOD if condition.held else Tone.MUTED
    icon = "check" if condition.held else "cross"
    held = say("held") if condition.held else say("did not hold")
    name = CONDITIONS[condition.name]
    evidence = evidence_of(condition, scrub.names)
    words = Column(
        [Text(f"{name}: {held}", SMALL_STRONG), Text(evidence, SMALL, Tone.MUTED)],
        gap=1,
        grow=1,
    )
    return Row([Icon(icon, 18, tone), words], gap=8, align=Align.START)


def _war(scrub: Scrub, war: WarFinding) -> Widget:
    term, tone = WARS[war.label], WAR_TONES[war.label]
    heading = Row(
        [
            Icon(term.icon, 17, tone),
            Line(say("Turn {turn}", turn=war.turn), SMALL_STRONG, grow=1),
            Line(term.name, SMALL_STRONG, tone),
        ],
        gap=7,
    )
    words = Text(f"{tell_war(war, scrub.names)} {term.hint}", SMALL, Tone.MUTED)
    return Card(Column([heading, words], gap=3), stripe=tone)
