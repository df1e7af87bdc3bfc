"""The forum: what a state asks of all the others, where there is a forum to ask."""

from __future__ import annotations

from collections.abc import Callable

from dilemma.vocabulary import Module, MotionKind
from dilemma_client.model import Model
from dilemma_client.scenes.turn.draft import Draft
from dilemma_client.theme import SMALL, Tone
from dilemma_client.tongue import mark, say
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.boxes import Column
from dilemma_client.widgets.choice import Choice, Option
from dilemma_client.widgets.text import Text, caption, reason
from dilemma_client.words.terms import MOTIONS

NOBODY_BETWEEN = mark("It takes two other states to mediate between.")


def forum_group(draft: Draft, model: Model, locked: str) -> list[Widget]:
    """None, to condemn a state, or to mediate between two; nothing at all without a forum."""
    view, motion = draft.view, draft.order.motion
    if Module.FORUM not in view.modules:
        return []
    options = [Option("", say("None"), hint=say("Ask nothing of the forum."))]
    for kind, term in MOTIONS.items():
        lonely = kind is MotionKind.MEDIATE and len(view.others) < 2
        why_not = say(NOBODY_BETWEEN) if lonely else ""
        options.append(Option(kind, term.name, term.icon, term.hint, why_not))
    choice = Choice(
        "motion",
        say("Motion in the forum"),
        options,
        motion.kind if motion else "",
        lambda value: draft.move(MotionKind(value) if value else None),
        why_not=locked,
    )
    about = _about(draft, model, locked)
    barred = [reason(f"{o.label}: {o.why_not}") for o in options if o.why_not]
    reasons = [reason(problem.text) for problem in draft.problems_in("motion")]
    heading = caption(say("Forum"), _majority(draft), note_ink=Tone.MUTED)
    return [Column([heading, choice, *about, *barred, *reasons], gap=5)]


def _about(draft: Draft, model: Model, locked: str) -> list[Widget]:
    """Whom the motion is about, and what it does if it is carried."""
    motion = draft.order.motion
    if motion is None:
        return []
    options = [Option(page.id, model.names[page.id]) for page in draft.view.others]

    def states(key: str, label: str, chosen: str, choose: Callable[[str], None]) -> Widget:
        hint = say("Whom the motion is about has no vote on it.")
        return Choice(key, label, options, chosen, choose, height=26, why_not=locked, hint=hint)

    parts: list[Widget]
    if motion.kind is MotionKind.CONDEMN:
        parts = [states("motion.target", say("Condemn"), motion.target, draft.move_about)]
    else:
        parts = [
            states("motion.target", say("Mediate between"), motion.target, draft.move_about),
            Text(say("and"), SMALL, Tone.MUTED),
            states("motion.other", say("And"), motion.other or "", draft.move_between),
        ]
    return [*parts, Text(MOTIONS[motion.kind].hint, SMALL, Tone.MUTED)]


def _majority(draft: Draft) -> str:
    """How many states it takes; whom a motion is about has no vote on it."""
    motion = draft.order.motion
    if motion is None:
        return say("a majority makes it count")
    states = len(draft.view.others) + 1
    voters = states - (1 if motion.kind is MotionKind.CONDEMN else 2)
    return say("takes {majority} of {voters}", majority=voters // 2 + 1, voters=voters)
