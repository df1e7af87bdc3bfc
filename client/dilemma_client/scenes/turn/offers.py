"""Standing offers: what is in force with a state, what it offers, and what one offers it."""

from __future__ import annotations

from functools import partial

from dilemma_client.model import Model
from dilemma_client.scenes.turn.desk import Desk
from dilemma_client.theme import Ink, Tone
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Column
from dilemma_client.widgets.button import Checkbox
from dilemma_client.widgets.choice import Choice, Option
from dilemma_client.widgets.text import caption, reason
from dilemma_client.words.terms import INSTRUMENTS


def offers_group(desk: Desk, model: Model, locked: str) -> Widget:
    """The seven instruments towards the state that is looked at."""
    draft = desk.draft
    assert draft is not None
    partner = desk.selected if draft.view.other(desk.selected) else draft.view.others[0].id
    page = draft.view.other(partner)
    assert page is not None
    offered = draft.order.offers.get(partner, ())
    boxes: list[Widget] = []
    for kind, term in INSTRUMENTS.items():
        note, ink = _standing(kind in offered, kind in page.offers_us, kind in page.in_force)
        boxes.append(
            Checkbox(
                f"offers.{kind}",
                term.name,
                kind in offered,
                partial(draft.offer, partner, kind),
                icon=term.icon,
                note=note,
                note_ink=ink,
                why_not=locked,
                hint=term.hint,
            )
        )
    parts: list[Widget] = [caption("Offers", "in force when both offer", note_ink=Tone.MUTED)]
    if len(draft.view.others) > 1:
        parts.append(_partners(desk, model, partner))
    reasons = [reason(problem.text) for problem in draft.problems_in(f"offers.{partner}")]
    return Column([*parts, Column(boxes, gap=0), *reasons], gap=4)


def _partners(desk: Desk, model: Model, partner: str) -> Widget:
    draft = desk.draft
    assert draft is not None
    options = [Option(page.id, f"to {model.names[page.id]}") for page in draft.view.others]
    return Choice("offers.to", "Offers to", options, partner, desk.select, height=26)


def _standing(ours: bool, theirs: bool, in_force: bool) -> tuple[str, Ink]:
    """How an instrument stands, in a few words."""
    if in_force:
        return ("in force", Tone.GOOD) if ours else ("you withdraw", Tone.CAUTION)
    if theirs:
        return ("begins", Tone.GOOD) if ours else ("they offer", Tone.ACCENT)
    return ("you offer", Tone.MUTED) if ours else ("", Tone.MUTED)
