"""Scores: who everyone was, and how it went for them by what they wanted."""

from __future__ import annotations

from collections.abc import Iterable

from dilemma.protocol.hindsight import Hindsight, StateFinding
from dilemma_client.charts.bands import Meter
from dilemma_client.scenes.debrief.scrub import Scrub
from dilemma_client.theme import HEADING, SMALL, SMALL_STRONG, STRONG, Tone, land, livery_ink
from dilemma_client.tongue import count, mark, say, shown
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Column, Row
from dilemma_client.widgets.panel import Card, Panel
from dilemma_client.widgets.scroll import Scroll
from dilemma_client.widgets.text import Badge, Icon, Line, Text
from dilemma_client.words.naming import player_called
from dilemma_client.words.terms import MOTIVES, SCORE_PARTS

WORTH = 75.0
"""The score from which a third counts: restraint by all comes to about as much."""

SEEN = 0.25
"""Points by which rounding alone may set the parts of a score apart from it."""

SCALE = mark(
    "Everyone is scored by its own motive, from 0 to 100. Where all are restrained, each comes to"
    " about 75; only a revisionist can gain more, by taking land."
)
"""What the scores mean."""

BRIER = mark(
    "Judgement is the Brier score of the probabilities that a player wrote down: 0 is perfect, and"
    " always saying even odds earns 0.25."
)
"""What the number beside a judgement means."""


def scores_panel(scrub: Scrub, hindsight: Hindsight) -> Widget:
    """One card for each state, the best score first."""
    ranked = sorted(hindsight.states, key=lambda finding: -finding.score)
    cards = [_card(scrub, finding, covered_turns(hindsight, finding.id)) for finding in ranked]
    scale, brier = (Text(say(words), SMALL, Tone.MUTED) for words in (SCALE, BRIER))
    body = Scroll("scores.scroll", say("Scores"), Column([scale, *cards, brier], gap=8))
    return Panel("scores", say("Scores"), body, icon="people", note="F4")


def covered_turns(hindsight: Hindsight, state: str) -> list[int]:
    """The turns whose orders a bot gave in place of a state's player."""
    return [lane.turn for lane in hindsight.lanes if lane.state == state and lane.bot]


def spans(turns: Iterable[int]) -> str:
    """Turns in words: what follows on each other is put together."""
    found: list[list[int]] = []
    for turn in sorted(turns):
        if found and found[-1][-1] == turn - 1:
            found[-1].append(turn)
        else:
            found.append([turn])
    return ", ".join(f"{s[0]}–{s[-1]}" if len(s) > 1 else f"{s[0]}" for s in found)


def _card(scrub: Scrub, finding: StateFinding, covered: list[int]) -> Widget:
    name = scrub.names[finding.id]
    place = scrub.liveries.get(finding.id, 0)
    motive = MOTIVES[finding.motive]
    heading = Row(
        [
            Badge(name[:1], land(place), 34),
            Column([Line(name, STRONG), _player(finding)], gap=0, grow=1),
            Line(shown(finding.score, ".0f"), HEADING),
        ],
        gap=9,
    )
    score = Meter(
        say("Score"),
        finding.score / 100.0,
        say("{score:.0f} of 100", score=finding.score),
        ink=livery_ink(place),
        grow=1,
    )
    rows: list[Widget | None] = [
        heading,
        _stood_in(covered),
        Row([score]),
        Row(
            [Icon(motive.icon, 16, Tone.ACCENT), Line(motive.name, SMALL_STRONG, Tone.ACCENT)],
            gap=7,
        ),
        *_made_of(finding),
        _fact(say("Land it holds"), shown(finding.territory, ".0%")),
        _fact(say("Promises broken"), f"{finding.promises_broken}"),
        _fact(say("Judgement (Brier)"), judgement(finding.assessment_error)),
    ]
    return Card(Column(rows, gap=4), along=9)


def _player(finding: StateFinding) -> Widget | None:
    """Who governed it, where that is known: a record names nobody."""
    called = player_called(finding.player)
    return Line(called, SMALL, Tone.MUTED) if called else None


def _stood_in(covered: list[int]) -> Widget | None:
    """That these were not the player's own orders, and when."""
    if not covered:
        return None
    words = count(
        "A bot played turn {turns}.",
        "A bot played turns {turns}.",
        len(covered),
        turns=spans(covered),
    )
    return Text(words, SMALL, Tone.CAUTION)


def _made_of(finding: StateFinding) -> list[Widget]:
    """What a score is made of, so that it adds up."""
    whole = sum(finding.parts.values())
    parts = finding.parts.items()
    rows = [_fact(SCORE_PARTS[part].name, _signed(points)) for part, points in parts]
    left_out = finding.score - whole
    if abs(left_out) >= SEEN:
        words = say("above 75 a third counts") if whole > WORTH else say("never below 0")
        rows.append(_fact(words, _signed(left_out)))
    return [Column(rows, gap=2)]


def _signed(points: float) -> str:
    """Points of a score, with the sign of a loss."""
    return shown(points, "+.1f")


def judgement(error: float | None) -> str:
    """A Brier score in words: 0 is perfect, and always saying even odds earns 0.25."""
    if error is None:
        return say("not recorded")
    if error < 0.1:
        return say("sharp ({error:.2f})", error=error)
    return (
        say("fair ({error:.2f})", error=error)
        if error < 0.25
        else say("poor ({error:.2f})", error=error)
    )


def _fact(label: str, value: str) -> Widget:
    return Row([Line(label, SMALL, Tone.MUTED, grow=1), Line(value, SMALL_STRONG)], gap=6)
