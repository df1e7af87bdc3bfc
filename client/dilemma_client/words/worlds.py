"""Worlds: the public conditions of a match in words: its dials, its modules, what is announced."""

from __future__ import annotations

from collections.abc import Sequence

from dilemma.scenario import Dials, PowerShift
from dilemma.vocabulary import Module

Fact = tuple[str, str]
"""An icon and a sentence."""

MODULES: dict[Module, Fact] = {
    Module.INTERNAL_SECURITY: (
        "unrest",
        (
            "People may rise against their government. Unrest eats income; internal security calms "
            "it, and looks like an army from abroad."
        ),
    ),
    Module.DETERRENCE: (
        "deterrent",
        (
            "Missiles strike back at whoever attacks, even if the attack succeeds. A shield stops "
            "some of them, and so weakens the deterrent of everybody else."
        ),
    ),
    Module.SECRECY: (
        "secrecy",
        "A state may pay to be hard to see: every report on it errs more, either way.",
    ),
    Module.FORUM: (
        "forum",
        "There is a forum: a majority may condemn a state, or mediate between two.",
    ),
}
"""What every module brings, as the briefing says it."""


def world_in_words(dials: Dials, modules: Sequence[Module] = ()) -> list[Fact]:
    """The public conditions of a world, what matters most first."""
    return [
        ("offence", _force(dials)),
        ("question", _looks(dials)),
        ("warning", _first_strike(dials)),
        ("intelligence", _reports(dials)),
        *_incidents(dials),
        *(MODULES[module] for module in Module if module in modules),
        *_warheads(dials, modules),
        *_order(dials),
        ("motive", _motives(dials)),
    ]


def _force(dials: Dials) -> str:
    if dials.offence_advantage > 1.05:
        return "Attack is easier than defence: whoever strikes well can win."
    if dials.offence_advantage < 0.95:
        return "Defence is easier than attack: walls hold."
    return "Attack and defence are evenly matched."


def _looks(dials: Dials) -> str:
    if dials.differentiation < 0.35:
        return "Weapons for attack and for defence look alike."
    if dials.differentiation > 0.65:
        return "Weapons for attack can be told from those for defence."
    return "Weapons for attack can only roughly be told from those for defence."


def _first_strike(dials: Dials) -> str:
    if dials.first_strike_advantage >= 0.4:
        return "Whoever strikes first has a large edge."
    if dials.first_strike_advantage >= 0.15:
        return "Whoever strikes first has an edge."
    return "Striking first brings little."


def _reports(dials: Dials) -> str:
    noise = (
        "Reports are often wrong."
        if dials.intelligence_noise >= 0.25
        else "Reports are fairly good."
    )
    bias = (
        " Analysts see more danger the more tense they are." if dials.analyst_bias >= 0.05 else ""
    )
    return f"{noise} You see estimates, never the truth.{bias}"


def _incidents(dials: Dials) -> list[Fact]:
    """How often forces meet by chance, where it is often, and how often that is misread."""
    if dials.incident_rate < 0.03:
        return []
    often = "often" if dials.incident_rate >= 0.08 else "now and then"
    misread = f"about {dials.attribution_error * 10:.0f} times in 10"
    return [("accident", f"Forces meet by accident {often}, and what it was is misread {misread}.")]


def _warheads(dials: Dials, modules: Sequence[Module]) -> list[Fact]:
    if Module.DETERRENCE not in modules or dials.warheads_per_missile <= 1.0:
        return []
    count = f"{dials.warheads_per_missile:g}"
    return [("shield", f"Every missile carries {count} warheads, so a shield stops less of it.")]


def _order(dials: Dials) -> list[Fact]:
    """What is unlike anarchy as usual: an authority, arms that do not add up, dear pledges."""
    facts: list[Fact] = []
    if dials.authority > 0.0:
        words = "A power above the states comes to the aid of whoever is attacked."
        facts.append(("authority", words))
    if dials.accumulation < 1.0:
        words = f"Only {dials.accumulation:.0%} of what is spent on forces becomes forces."
        facts.append(("budget", words))
    if dials.pledge_cost > 0.0:
        words = f"A pledge of restraint costs {dials.pledge_cost * 100:.0f} points of standing."
        facts.append(("signal", words))
    return facts


def _motives(dials: Dials) -> str:
    if dials.motives_known:
        return "What every state wants is known to all."
    share = dials.suspected_revisionists
    if share <= 0.05:
        return "Hardly anybody expects a state here to want more than it has."
    if share > 0.5:
        return "People expect most states to want more than they have."
    return f"People expect about one state in {1 / share:.0f} to want more than it has."


def shift_in_words(shift: PowerShift, turn: int) -> str:
    """An announced change of power as seen in a turn: when, which way and how much."""
    change = f"{abs(shift.factor - 1.0):.0%}"
    way = "grow" if shift.factor >= 1.0 else "shrink"
    when = f"from turn {shift.first} to {shift.last}"
    if shift.first == shift.last:
        when = f"in turn {shift.first}"
    if turn > shift.last:
        return f"Its economy was announced to {way} by {change} {when}. That is done."
    if turn >= shift.first:
        return f"Its economy is announced to {way} by {change} {when}. It is under way."
    return f"Its economy is announced to {way} by {change} {when}."


def shift_in_short(shift: PowerShift, name: str) -> str:
    """An announced change of power on one line, for a sign on the map."""
    turns = f"turns {shift.first}–{shift.last}"
    if shift.first == shift.last:
        turns = f"turn {shift.first}"
    sign = "+" if shift.factor >= 1.0 else "−"
    return f"{name}: economy {sign}{abs(shift.factor - 1.0):.0%}, {turns}"
