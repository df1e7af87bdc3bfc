"""Promises: what the orders as they are written would break, said before they are sealed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dilemma.coefficients import STANDARD
from dilemma.orders import Order
from dilemma.vocabulary import ActionKind, BudgetLine, Instrument, Readiness, SignalKind
from dilemma_client.scenes.turn.draft import Draft
from dilemma_client.tongue import say
from dilemma_client.words.terms import ACTIONS


def broken_promises(draft: Draft, names: Mapping[str, str]) -> tuple[str, ...]:
    """What the order would break, in words; it may be given all the same."""
    order, own = draft.order, draft.view.own
    found = []
    pledges = order.signal is not None and order.signal.kind is SignalKind.PLEDGE_RESTRAINT
    if pledges or own.pledge_turns:
        deeds = ", ".join(_against_a_pledge(order))
        found += (
            [say("This breaks your pledge of restraint: {deeds}.", deeds=deeds)] if deeds else []
        )
    target = draft.view.other(order.action.target or "")
    if target is not None and Instrument.NON_AGGRESSION in target.in_force:
        found.append(
            say("This breaks your non-aggression treaty with {target}.", target=names[target.id])
        )
    return tuple(found)


def _against_a_pledge(order: Order) -> Iterator[str]:
    if order.readiness is Readiness.MOBILISED:
        yield say("mobilising")
    most = STANDARD.pledge_offence_share
    if order.budget.get(BudgetLine.OFFENCE, 0.0) > most:
        yield say("more than {most:.0%} of the budget for offence", most=most)
    if order.action.kind is not ActionKind.NONE:
        yield ACTIONS[order.action.kind].inline
