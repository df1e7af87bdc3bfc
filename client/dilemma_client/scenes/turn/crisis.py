"""The crisis sheet: what the seat was told, and what each answer may lead to."""

from __future__ import annotations

from functools import partial

from dilemma.view import OtherState, StandingCrisis, View
from dilemma.view.occurrences import CrisisMoved
from dilemma.vocabulary import Cause, Instrument, Response
from dilemma_client.model import Model
from dilemma_client.scenes.scene import Moment
from dilemma_client.scenes.turn.desk import Desk
from dilemma_client.scenes.turn.outcomes import how_sure, outcome_headings, outcomes_of
from dilemma_client.scenes.veil import Veil
from dilemma_client.theme import BODY, SMALL, TITLE, Tone
from dilemma_client.tongue import Said, say
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Align, Column, Fixed, Row, Space
from dilemma_client.widgets.button import Button
from dilemma_client.widgets.panel import Card
from dilemma_client.widgets.scroll import Scroll
from dilemma_client.widgets.text import Icon, Text, caption
from dilemma_client.words.tellings import tell
from dilemma_client.words.terms import CAUSES, RESPONSES

STAGES: Said[int] = Said({1: "an incident", 2: "a stand-off"})
"""What a crisis is called, by its level."""

ANSWER, NARROW_ANSWER = 140, 124
"""Logical units for the button of an answer."""

WIDE, HIGH = 820, 560
"""Logical units from which every answer stands beside what it leads to, case by case."""


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
        *_course(model, state),
        *_doubts(desk, moment, page, line),
        caption(
            say("How do you answer?"), say("Both answer at once, in secret"), note_ink=Tone.MUTED
        ),
    ]
    is_roomy = moment.width >= WIDE and moment.height >= HIGH
    if not is_roomy:
        parts.append(Row([Space(width=NARROW_ANSWER), outcome_headings()], gap=14))
    parts.extend(_answer(desk, state, kind, is_roomy) for kind in Response)
    if is_roomy:
        return Veil(Card(Column(parts, gap=12), across=24, along=20), WIDE - 60)
    body = Scroll("crisis.scroll", say("Crisis"), Column(parts, gap=8))
    return Veil(Card(body, across=16, along=6, grow=1), 620)


def _doubts(desk: Desk, moment: Moment, page: OtherState, line: str) -> list[Widget]:
    """How far one's own service can be trusted, and whether one can ask."""
    assert page.crisis is not None
    assert moment.model.view is not None
    doubt = f"{_doubt(desk, page.id, page.crisis)} {line}"
    if desk.ordered_probe(page.id, page.crisis.opened):
        return [Text(doubt, SMALL, Tone.MUTED)]
    sure = Text(how_sure(moment.model.view, page), SMALL, Tone.CAUTION)
    if moment.height < HIGH:
        return [sure, Text(line, SMALL, Tone.MUTED)]
    return [Column([sure, Text(doubt, SMALL, Tone.MUTED)], gap=4)]


def _course(model: Model, state: str) -> list[Widget]:
    """How the answers of last turn met, where the crisis is older than that."""
    told = [
        tell(event, model.names)
        for event in model.last_turn
        if isinstance(event, CrisisMoved) and event.other == state
    ]
    return [Text(telling.text, BODY, telling.tone) for telling in told]


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


def _answer(desk: Desk, state: str, kind: Response, is_roomy: bool) -> Widget:
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
    outcomes = outcomes_of(kind, is_headed=is_roomy)
    if button.why_not:
        outcomes = Text(button.why_not, SMALL, Tone.MUTED, grow=1)
    width = ANSWER if is_roomy else NARROW_ANSWER
    return Row(
        [Fixed(button, width=width), outcomes], gap=16 if is_roomy else 14, align=Align.START
    )


def _choose(desk: Desk, state: str, kind: Response) -> None:
    assert desk.draft is not None
    desk.draft.respond(state, kind)
    desk.crises = desk.crises[1:]
    desk.select(state)
