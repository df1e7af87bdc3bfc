"""Outcomes: what each answer to a crisis leads to, and how sure one's own service can be."""

from __future__ import annotations

from dilemma.coefficients import STANDARD
from dilemma.view import OtherState, View
from dilemma.vocabulary import Instrument, Response
from dilemma_client.theme import FINE_STRONG, SMALL, Tone
from dilemma_client.tongue import mark, say
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Align, Column, Row
from dilemma_client.widgets.text import Text

THEY: dict[Response, str] = {
    Response.BACK_DOWN: mark("If they back down"),
    Response.HOLD: mark("If they hold"),
    Response.ESCALATE: mark("If they escalate"),
}

LEADS_TO: dict[tuple[Response, Response], tuple[str, Tone]] = {
    (Response.BACK_DOWN, Response.BACK_DOWN): (
        mark("Over. Tension falls on both sides."),
        Tone.GOOD,
    ),
    (Response.BACK_DOWN, Response.HOLD): (
        mark("Over. You lose {cost} of standing, they gain {gain}."),
        Tone.CAUTION,
    ),
    (Response.BACK_DOWN, Response.ESCALATE): (
        mark("Over. You lose {cost} of standing, they gain {gain}."),
        Tone.CAUTION,
    ),
    (Response.HOLD, Response.BACK_DOWN): (mark("Over. You gain {gain} of standing."), Tone.GOOD),
    (Response.HOLD, Response.HOLD): (mark("It goes on, and fades after {fade} turns."), Tone.TEXT),
    (Response.HOLD, Response.ESCALATE): (mark("It goes on, and is worse."), Tone.CAUTION),
    (Response.ESCALATE, Response.BACK_DOWN): (
        mark("Over. You gain {gain} of standing."),
        Tone.GOOD,
    ),
    (Response.ESCALATE, Response.HOLD): (mark("It goes on, and is worse."), Tone.CAUTION),
    (Response.ESCALATE, Response.ESCALATE): (
        mark("Forces clash, and in {war} of 100 cases it is war."),
        Tone.DANGER,
    ),
}
"""What comes of one's own answer and theirs, in the rules' own numbers."""


def outcomes_of(answer: Response, *, is_headed: bool = True) -> Widget:
    """What an answer leads to, by what the other side answers, side by side."""
    cells: list[Widget] = []
    for theirs in Response:
        words, tone = LEADS_TO[answer, theirs]
        said = Text(say(words, **numbers()), SMALL, tone, grow=0.0 if is_headed else 1.0)
        cells.append(Column([_heading(theirs), said], gap=1, grow=1) if is_headed else said)
    return Row(cells, gap=14, align=Align.START, grow=1)


def outcome_headings() -> Widget:
    """What stands above the outcomes of all answers, where each has no headings of its own."""
    headings = [_heading(theirs) for theirs in Response]
    for heading in headings:
        heading.grow = 1.0
    return Row(list(headings), gap=14, align=Align.START, grow=1)


def _heading(theirs: Response) -> Text:
    return Text(say(THEY[theirs]), FINE_STRONG, Tone.MUTED)


def numbers() -> dict[str, int]:
    """What the words above are filled in with."""
    return {
        "cost": round(100 * STANDARD.back_down_cost),
        "gain": round(100 * STANDARD.stand_firm_gain),
        "fade": STANDARD.fade_after,
        "war": round(100 * STANDARD.clash_war),
    }


def misjudged(view: View, in_force: tuple[Instrument, ...]) -> float:
    """How often a service takes an accident for a deed or a deed for an accident, in [0, 0.5]."""
    error = view.dials.attribution_error
    if Instrument.HOTLINE in in_force:
        error *= STANDARD.hotline_clears
    if Instrument.INCIDENTS_AGREEMENT in in_force:
        error *= STANDARD.agreement_clears
    return error


def how_sure(view: View, page: OtherState) -> str:
    """How far to trust one's own service, and what would make it surer."""
    now = round(100 * misjudged(view, page.in_force))
    best = round(
        100 * misjudged(view, (Instrument.HOTLINE, Instrument.INCIDENTS_AGREEMENT)),
    )
    if now <= best:
        return say("With these treaties it is wrong about this in {now} of 100 cases.", now=now)
    return say(
        "It is wrong about this in {now} of 100 cases; with a hotline and incident rules, "
        "in {best}.",
        now=now,
        best=best,
    )
