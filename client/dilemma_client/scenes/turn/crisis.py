"""The crisis sheet: what the seat was told, and what each answer may lead to."""

from __future__ import annotations

from functools import partial

from dilemma.view import StandingCrisis, View
from dilemma.vocabulary import Cause, Instrument, Response
from dilemma_client.scenes.scene import Moment
from dilemma_client.scenes.turn.desk import Desk
from dilemma_client.scenes.veil import Veil
from dilemma_client.theme import BODY, SMALL, TITLE, Tone
from dilemma_client.tongue import Said, say
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Column, Fixed, Row
from dilemma_client.widgets.button import Button
from dilemma_client.widgets.panel import Card
from dilemma_client.widgets.text import Icon, Text, caption
from dilemma_client.words.terms import CAUSES, RESPONSES

STAGES: Said[int] = Said({1: "an incident", 2: "a stand-off"})
"""What a crisis is called, by its level."""


def open_crises(view: View) -> list[str]:
    """States with which a crisis is open."""
    return [page.id for page in view.others if page.crisis is not None]


def crisis_sheet(desk: Desk, moment: Moment) -> Widget:
    """One open crisis, over everything else, until it is answered."""
    model = moment.model
    draft = desk.draft
    assert draft is not None
    state = desk.crises[0]
    page = draft.view.other(state)
    assert page is not None
    assert page.crisis is not None
    name = model.names[state]
    level = STAGES.get(page.crisis.level, say("a clash in the making"))
    line = (
        say("The hotline is open: you can talk.")
        if Instrument.HOTLINE in page.in_force
        else (say("There is no hotline: you cannot ask."))
    )
    parts: list[Widget] = [
        Row(
            [
                Icon("warning", 30, Tone.CAUTION),
                Text(say("Crisis with {name}", name=name), TITLE, grow=1),
            ]
        ),
        Text(
            say(
                "Since turn {opened} there has been {level} between your forces and theirs. "
                "{cause}",
                opened=page.crisis.opened,
                level=level,
                cause=_cause(desk, state, page.crisis),
            ),
            BODY,
        ),
        Text(f"{_doubt(desk, state, page.crisis)} {line}", SMALL, Tone.MUTED),
        caption(
            say("How do you answer?"), say("Both answer at once, in secret"), note_ink=Tone.MUTED
        ),
    ]
    parts.extend(_answer(desk, state, kind) for kind in Response)
    return Veil(Card(Column(parts, gap=12), across=24, along=20), 560)


def _cause(desk: Desk, state: str, crisis: StandingCrisis) -> str:
    if desk.ordered_probe(state, crisis.opened):
        return say("You had ordered a probe.")
    return say("Your own service says it was {cause}.", cause=CAUSES[crisis.told].name)


def _doubt(desk: Desk, state: str, crisis: StandingCrisis) -> str:
    if desk.ordered_probe(state, crisis.opened):
        return say("They cannot know whether you meant it.")
    if crisis.told is Cause.DELIBERATE:
        return say(
            "It may be wrong: accidents are taken for attacks, most of all when nobody can ask."
        )
    return say("It may be wrong: a deliberate push can pass for an accident.")


def _answer(desk: Desk, state: str, kind: Response) -> Widget:
    term = RESPONSES[kind]
    draft = desk.draft
    assert draft is not None
    barred = draft.view.own.beaten and kind is Response.ESCALATE
    button = Button(
        f"answer.{kind}",
        term.name,
        partial(_choose, desk, state, kind),
        icon=term.icon,
        why_not=say("A beaten state cannot escalate.") if barred else "",
        height=34,
    )
    words = button.why_not or term.hint
    return Row([Fixed(button, width=140), Text(words, SMALL, Tone.MUTED, grow=1)], gap=14)


def _choose(desk: Desk, state: str, kind: Response) -> None:
    assert desk.draft is not None
    desk.draft.respond(state, kind)
    desk.crises = desk.crises[1:]
    desk.select(state)
