"""Sealing: the last step of a turn, and why it cannot be taken yet."""

from __future__ import annotations

from dilemma.protocol.messages import SubmitOrders, Unseal
from dilemma_client.model import Connection, Model
from dilemma_client.scenes.turn.desk import Desk
from dilemma_client.scenes.turn.draft import Draft
from dilemma_client.scenes.turn.promises import broken_promises
from dilemma_client.theme import HEADING, SMALL, Tone
from dilemma_client.tongue import mark, say
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Align, Column, Row
from dilemma_client.widgets.button import Button, Weight
from dilemma_client.widgets.text import Text, reason
from dilemma_client.words.naming import in_names

SEALED = mark("Your orders are sealed. Unseal them to change anything.")


def locked_because(model: Model) -> str:
    """Why the sheet cannot be written on now; empty when it can."""
    if not model.turn_is_open:
        return say("The match is over; no more orders can be given.")
    if model.is_sealing:
        return say("Your orders are on their way.")
    return say(SEALED) if model.sealed else ""


def seal_group(desk: Desk, model: Model) -> Widget:
    """The button that ends the turn for this seat, and a line on what it waits for."""
    draft = desk.draft
    assert draft is not None
    refused = _refusals(model)
    if model.sealed and not model.is_sealing:
        waiting = [model.names[state] for state in model.unsealed if state != model.seat]
        words = (
            say("Waiting for {states}.", states=", ".join(waiting))
            if waiting
            else say("All have sealed.")
        )
        button = Button(
            "unseal",
            say("Unseal"),
            desk.take_off_seal,
            icon="unlock",
            style=HEADING,
            height=40,
            hint=say("What was sealed stands until you seal again."),
        )
        return Column(
            [
                *refused,
                Text(say("Sealed. {words}", words=words), SMALL, Tone.GOOD, align=Align.CENTRE),
                button,
            ],
            gap=6,
        )
    problems = draft.problems
    why_not = locked = locked_because(model)
    if not locked and problems:
        why_not = problems[0].text
    elif not locked and model.connection is Connection.CLOSED:
        why_not = say("There is no connection to the match.")
    label = say("Sealing…") if model.is_sealing else say("Seal orders")
    button = Button(
        "seal",
        label,
        desk.seal,
        icon="lock",
        weight=Weight.PRIMARY,
        height=40,
        why_not=why_not,
        hint=say("When all have sealed, the turn closes at once. Until then you can unseal."),
    )
    lines = [reason(why_not)] if why_not and not model.is_sealing else []
    lines += [reason(words) for words in broken_promises(draft, model.names)]
    button.grow = 1.0
    row = Row([*_back_and_forth(draft, locked), button], gap=6)
    return Column([*_lapsed(desk), *refused, *lines, row], gap=6)


def _back_and_forth(draft: Draft, locked: str) -> list[Widget]:
    """Take the last change back, or make it again."""
    history = draft.history
    ways = (
        ("undo", say("Undo"), draft.undo, history.can_undo, say("Nothing was changed yet.")),
        ("redo", say("Redo"), draft.redo, history.can_redo, say("Nothing was taken back.")),
    )
    hints = {
        "undo": say("Take the last change back (Ctrl+Z)"),
        "redo": say("Make it again (Ctrl+Y)"),
    }
    return [
        Button(
            key,
            label,
            change,
            icon=key,
            weight=Weight.QUIET,
            shows_label=False,
            height=40,
            why_not=locked or ("" if is_there else nothing),
            hint=hints[key],
        )
        for key, label, change, is_there, nothing in ways
    ]


def _lapsed(desk: Desk) -> list[Widget]:
    """That the last turn closed before the player had sealed."""
    if not desk.lapsed:
        return []
    words = say(
        "Turn {turn} closed before you sealed: your state went on as in the turn before.",
        turn=desk.lapsed,
    )
    return [reason(words)]


def _refusals(model: Model) -> list[Widget]:
    """What the server had against the last orders."""
    return [
        reason(in_names(problem, model.names).text, Tone.DANGER)
        for refusal in model.refusals
        if isinstance(refusal.command, SubmitOrders | Unseal)
        for problem in refusal.problems
    ]
