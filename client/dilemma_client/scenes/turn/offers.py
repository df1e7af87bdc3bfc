"""Standing offers: what is in force with a state, what it offers, and what one offers it."""

from __future__ import annotations

from functools import partial

from dilemma.view import OtherState, View
from dilemma.vocabulary import Instrument
from dilemma_client.model import Model
from dilemma_client.scenes.turn.desk import Desk
from dilemma_client.scenes.turn.draft import Draft
from dilemma_client.theme import Ink, Tone
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Column, Grid
from dilemma_client.widgets.button import Checkbox
from dilemma_client.widgets.choice import Choice, Option
from dilemma_client.widgets.text import caption, reason
from dilemma_client.words.terms import INSTRUMENTS

SHARES = (1.0, 1.3)
"""Of the width to each column, so that the longest name and its note stand side by side."""


def offers_group(desk: Desk, model: Model, locked: str) -> Widget:
    """The seven instruments towards the state that is looked at."""
    draft = desk.draft
    assert draft is not None
    partner = desk.partner
    page = draft.view.other(partner)
    assert page is not None
    offered = draft.order.offers.get(partner, ())
    boxes: list[Widget] = []
    for kind, term in INSTRUMENTS.items():
        note, ink = standing(kind in offered, kind in page.offers_us, kind in page.in_force)
        boxes.append(
            Checkbox(
                f"offers.{kind}",
                term.name,
                kind in offered,
                partial(draft.offer, partner, kind),
                note=note,
                note_ink=ink,
                why_not=locked,
                hint=_hint(kind, draft.view),
            )
        )
    reasons = [reason(problem.text) for problem in draft.problems_in(f"offers.{partner}")]
    heading = caption(
        say("Offers to {partner}", partner=model.names[partner]),
        say("both: in force"),
        note_ink=Tone.MUTED,
    )
    return Column(
        [
            heading,
            *_partners(desk, model),
            Grid(boxes, 2, shares=SHARES, gap=6, row_gap=0),
            *reasons,
        ],
        gap=4,
    )


def _partners(desk: Desk, model: Model) -> list[Widget]:
    """To whom, where there are several; a sign marks whose offers are not yet answered."""
    draft = desk.draft
    assert draft is not None
    if len(draft.view.others) < 2:
        return []
    options = []
    for page in draft.view.others:
        waiting = [INSTRUMENTS[kind].inline for kind in unanswered(draft, page)]
        hint = say("It offers you: {offers}.", offers=", ".join(waiting)) if waiting else ""
        name = model.names[page.id]
        options.append(Option(page.id, name, "treaty" if waiting else "", hint))
    return [
        Choice(
            "offers.to",
            say("Offers to"),
            options,
            desk.partner,
            desk.select,
            height=26,
            hint=say("To whom the offers below are made."),
        )
    ]


def unanswered(draft: Draft, page: OtherState) -> list[Instrument]:
    """What a state offers and the draft does not."""
    ours = draft.order.offers.get(page.id, ())
    return [kind for kind in page.offers_us if kind not in ours]


def _hint(kind: Instrument, view: View) -> str:
    """What an instrument does, the number that an arms limit stands for, and how it begins."""
    sentences = [INSTRUMENTS[kind].hint]
    if kind is Instrument.ARMS_LIMIT:
        sentences.append(say("Here the cap is {cap:.0f} points.", cap=view.dials.arms_limit_cap))
    return " ".join([*sentences, say("In force when both offer it.")])


def standing(ours: bool, theirs: bool, in_force: bool) -> tuple[str, Ink]:
    """How an instrument stands, in a word: who offers it, and what becomes of it."""
    if in_force:
        return (say("both"), Tone.GOOD) if ours else (say("ends"), Tone.CAUTION)
    if theirs:
        return (say("begins"), Tone.GOOD) if ours else (say("theirs"), Tone.ACCENT)
    return "", Tone.MUTED
