"""Findings: what the match was, why, and which wars were fought."""

from __future__ import annotations

from dilemma.protocol.hindsight import Condition, Hindsight, WarFinding
from dilemma.vocabulary import Verdict, WarLabel
from dilemma_client.scenes.debrief.scrub import Scrub
from dilemma_client.theme import HEADING, SMALL, SMALL_STRONG, Tone
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Align, Column, Row
from dilemma_client.widgets.panel import Card, Panel
from dilemma_client.widgets.scroll import Scroll
from dilemma_client.widgets.text import Icon, Line, Text, caption
from dilemma_client.words.terms import VERDICTS, WARS

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


def findings_panel(scrub: Scrub, hindsight: Hindsight) -> Widget:
    """Verdict, Tang's conditions, wars."""
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
    conditions = [_condition(condition) for condition in hindsight.conditions]
    wars: list[Widget] = [_war(scrub, war) for war in hindsight.wars]
    if not wars:
        wars = [Text("No war was fought.", SMALL, Tone.GOOD)]
    groups = [
        verdict,
        Column(
            [caption("Was it a security dilemma?", "Tang 2009", note_ink=Tone.MUTED), *conditions]
        ),
        Column([caption("Wars"), *wars]),
    ]
    body = Scroll("findings.scroll", "Verdict", Column(groups, gap=16))
    return Panel("findings", "Verdict", body, icon="score", note="F2")


def _condition(condition: Condition) -> Widget:
    tone = Tone.GOOD if condition.held else Tone.MUTED
    icon = "check" if condition.held else "cross"
    held = "held" if condition.held else "did not hold"
    name = condition.name.replace("_", " ").capitalize()
    words = Column(
        [Text(f"{name}: {held}", SMALL_STRONG), Text(condition.evidence, SMALL, Tone.MUTED)],
        gap=1,
        grow=1,
    )
    return Row([Icon(icon, 18, tone), words], gap=8, align=Align.START)


def _war(scrub: Scrub, war: WarFinding) -> Widget:
    term, tone = WARS[war.label], WAR_TONES[war.label]
    attackers = ", ".join(scrub.names[state] for state in war.attackers)
    defenders = ", ".join(scrub.names[state] for state in war.defenders)
    end = "and took land" if war.won else "and was thrown back"
    heading = Row(
        [
            Icon(term.icon, 17, tone),
            Line(f"Turn {war.turn}", SMALL_STRONG, grow=1),
            Line(term.name, SMALL_STRONG, tone),
        ],
        gap=7,
    )
    began = f"It began when {attackers} attacked {defenders} {end}."
    words = Text(f"{began} {term.hint}", SMALL, Tone.MUTED)
    return Card(Column([heading, words], gap=3), stripe=tone)
