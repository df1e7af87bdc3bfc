"""Effects: what the points on a line of the budget come to, as far as it can be told beforehand."""

from __future__ import annotations

from dilemma.coefficients import STANDARD
from dilemma.vocabulary import BudgetLine
from dilemma_client.scenes.turn.draft import Draft
from dilemma_client.tongue import say


def effect_of(draft: Draft, line: BudgetLine) -> str:
    """What a line buys, in the books' own numbers; empty where nothing certain can be said."""
    own, points = draft.view.own, draft.points(line)
    match line:
        case BudgetLine.WELFARE:
            grown = own.economy * (1.0 - STANDARD.decay) + points * STANDARD.growth
            return say("Economy: now {now:.1f}, next turn {next:.1f}.", now=own.economy, next=grown)
        case BudgetLine.DEFENCE:
            return _forces(draft, own.defence, own.defence_building, points)
        case BudgetLine.OFFENCE:
            return _forces(draft, own.offence, own.offence_building, points)
        case BudgetLine.INTELLIGENCE:
            kept = own.intelligence * STANDARD.intelligence_kept
            learned = kept + points * STANDARD.intelligence_bought
            return say("Now {now:.1f}, next turn {next:.1f}.", now=own.intelligence, next=learned)
        case _:
            return ""


def _forces(draft: Draft, stock: float, building: float, points: float) -> str:
    """Forces wear out; what was paid for last turn arrives, what is paid for now comes later."""
    yielded = draft.view.dials.accumulation
    kept = 1.0 - STANDARD.depreciation * yielded
    after = stock * kept + building
    return say(
        "Now {now:.1f}, next turn {next:.1f}, the turn after {later:.1f}, if nothing is lost.",
        now=stock,
        next=after,
        later=after * kept + points * yielded,
    )
