"""Deeds: what a lesson asks for, as questions to what is so now and was so when a step began."""

from __future__ import annotations

from dilemma.vocabulary import BudgetLine, Instrument, SignalKind
from dilemma_client.scenes.learn.doing import Doing
from dilemma_client.scenes.transitions import Place


def chose_own(now: Doing, _since: Doing) -> bool:
    """Whether one's own state is looked at."""
    return now.selected == now.model.seat


def chose_rival(now: Doing, _since: Doing) -> bool:
    """Whether the rival is looked at."""
    return now.rival is not None and now.selected == now.rival.id


def assessed(now: Doing, _since: Doing) -> bool:
    """Whether there is an assessment of the rival."""
    return now.rival is not None and now.rival.id in now.order.assessments


def less_welfare(now: Doing, since: Doing) -> bool:
    """Whether welfare gets clearly less."""
    return now.share(BudgetLine.WELFARE) <= since.share(BudgetLine.WELFARE) - 0.15


def more_defence(now: Doing, since: Doing) -> bool:
    """Whether defence gets clearly more."""
    return now.share(BudgetLine.DEFENCE) >= since.share(BudgetLine.DEFENCE) + 0.15


def some_defence(now: Doing, since: Doing) -> bool:
    """Whether defence gets a little more."""
    return now.share(BudgetLine.DEFENCE) >= since.share(BudgetLine.DEFENCE) + 0.07


def sealed(now: Doing, _since: Doing) -> bool:
    """Whether the orders are sealed."""
    return now.has_sealed


def signals(now: Doing, _since: Doing) -> bool:
    """Whether there is any signal."""
    return now.order.signal is not None


def pledges(now: Doing, _since: Doing) -> bool:
    """Whether restraint is pledged."""
    signal = now.order.signal
    return signal is not None and signal.kind is SignalKind.PLEDGE_RESTRAINT


def offers_hotline(now: Doing, _since: Doing) -> bool:
    """Whether a hotline is offered."""
    return now.offers(Instrument.HOTLINE)


def offers_rules(now: Doing, _since: Doing) -> bool:
    """Whether incident rules are offered."""
    return now.offers(Instrument.INCIDENTS_AGREEMENT)


def spoke(now: Doing, since: Doing) -> bool:
    """Whether something was said since."""
    return now.said > since.said


def answered(now: Doing, since: Doing) -> bool:
    """Whether a crisis was answered since."""
    return now.answers < since.answers


def begun(now: Doing, _since: Doing) -> bool:
    """Whether the briefing was left."""
    return now.place is not Place.BRIEFING


def scrubbed(now: Doing, since: Doing) -> bool:
    """Whether another turn is looked at."""
    return now.scrubbed != since.scrubbed


def line_is_open(now: Doing) -> bool:
    """Whether the hotline is in force."""
    return now.in_force(Instrument.HOTLINE)


def unarmed(doing: Doing) -> bool:
    """Whether forces never got more than at the start."""
    return not doing.has_armed


def unarmed_peace(doing: Doing) -> bool:
    """Whether it came to no conflict, without arming."""
    return not doing.has_armed and doing.was_peace


def armed_peace(doing: Doing) -> bool:
    """Whether it came to no conflict, though there was arming."""
    return doing.has_armed and doing.was_peace
