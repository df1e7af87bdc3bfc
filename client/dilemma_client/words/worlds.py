"""Worlds: the public conditions of a match in words: its dials, its modules, what is announced."""

from __future__ import annotations

from collections.abc import Sequence

from dilemma.scenario import Dials, PowerShift
from dilemma.vocabulary import Module
from dilemma_client.tongue import mark, say

Fact = tuple[str, str]
"""An icon and a sentence."""

MODULES: dict[Module, Fact] = {
    Module.INTERNAL_SECURITY: (
        "unrest",
        mark(
            "People may rise against their government. Unrest eats income; internal security calms "
            "it, and looks like an army from abroad."
        ),
    ),
    Module.DETERRENCE: (
        "deterrent",
        mark(
            "Missiles strike back at whoever attacks, even if the attack succeeds. A shield stops "
            "some of them, and so weakens the deterrent of everybody else."
        ),
    ),
    Module.SECRECY: (
        "secrecy",
        mark("A state may pay to be hard to see: every report on it errs more, either way."),
    ),
    Module.FORUM: (
        "forum",
        mark("There is a forum: a majority may condemn a state, or mediate between two."),
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
        *(_module(module) for module in Module if module in modules),
        *_warheads(dials, modules),
        *_order(dials),
        ("motive", _motives(dials)),
    ]


def _module(module: Module) -> Fact:
    icon, words = MODULES[module]
    return icon, say(words)


def _force(dials: Dials) -> str:
    if dials.offence_advantage > 1.05:
        return say("Attack is easier than defence: whoever strikes well can win.")
    if dials.offence_advantage < 0.95:
        return say("Defence is easier than attack: walls hold.")
    return say("Attack and defence are evenly matched.")


def _looks(dials: Dials) -> str:
    if dials.differentiation < 0.35:
        return say("Weapons for attack and for defence look alike.")
    if dials.differentiation > 0.65:
        return say("Weapons for attack can be told from those for defence.")
    return say("Weapons for attack can only roughly be told from those for defence.")


def _first_strike(dials: Dials) -> str:
    if dials.first_strike_advantage >= 0.4:
        return say("Whoever strikes first has a large edge.")
    if dials.first_strike_advantage >= 0.15:
        return say("Whoever strikes first has an edge.")
    return say("Striking first brings little.")


def _reports(dials: Dials) -> str:
    noise = (
        say("Reports are often wrong.")
        if dials.intelligence_noise >= 0.25
        else say("Reports are fairly good.")
    )
    sentences = [noise, say("You see estimates, never the truth.")]
    if dials.analyst_bias >= 0.05:
        sentences.append(say("Analysts see more danger the more tense they are."))
    return " ".join(sentences)


def _incidents(dials: Dials) -> list[Fact]:
    """How often forces meet by chance, where it is often, and how often that is misread."""
    if dials.incident_rate < 0.03:
        return []
    times = dials.attribution_error * 10
    if dials.incident_rate >= 0.08:
        often = say(
            "Forces meet by accident often, and what it was is misread about {times:.0f} times "
            "in 10.",
            times=times,
        )
    else:
        often = say(
            "Forces meet by accident now and then, and what it was is misread about {times:.0f} "
            "times in 10.",
            times=times,
        )
    return [("accident", often)]


def _warheads(dials: Dials, modules: Sequence[Module]) -> list[Fact]:
    if Module.DETERRENCE not in modules or dials.warheads_per_missile <= 1.0:
        return []
    words = say(
        "Every missile carries {warheads:g} warheads, so a shield stops less of it.",
        warheads=dials.warheads_per_missile,
    )
    return [("shield", words)]


def _order(dials: Dials) -> list[Fact]:
    """What is unlike anarchy as usual: an authority, arms that do not add up, dear pledges."""
    facts: list[Fact] = []
    if dials.authority > 0.0:
        words = say("A power above the states comes to the aid of whoever is attacked.")
        facts.append(("authority", words))
    if dials.accumulation < 1.0:
        words = say(
            "Only {share:.0%} of what is spent on forces becomes forces.",
            share=dials.accumulation,
        )
        facts.append(("budget", words))
    if dials.pledge_cost > 0.0:
        words = say(
            "A pledge of restraint costs {points:.0f} points of standing.",
            points=dials.pledge_cost * 100,
        )
        facts.append(("signal", words))
    return facts


def _motives(dials: Dials) -> str:
    if dials.motives_known:
        return say("What every state wants is known to all.")
    share = dials.suspected_revisionists
    if share <= 0.05:
        return say("Hardly anybody expects a state here to want more than it has.")
    if share > 0.5:
        return say("People expect most states to want more than they have.")
    return say(
        "People expect about one state in {states:.0f} to want more than it has.", states=1 / share
    )


def shift_in_words(shift: PowerShift, turn: int) -> str:
    """An announced change of power as seen in a turn: when, which way and how much."""
    values = {"change": abs(shift.factor - 1.0), "when": _when(shift)}
    if turn > shift.last:
        grown = say("Its economy was announced to grow by {change:.0%} {when}.", **values)
        shrunk = say("Its economy was announced to shrink by {change:.0%} {when}.", **values)
        told = [grown if shift.factor >= 1.0 else shrunk, say("That is done.")]
    else:
        growing = say("Its economy is announced to grow by {change:.0%} {when}.", **values)
        shrinking = say("Its economy is announced to shrink by {change:.0%} {when}.", **values)
        told = [growing if shift.factor >= 1.0 else shrinking]
        told += [say("It is under way.")] if turn >= shift.first else []
    return " ".join(told)


def _when(shift: PowerShift) -> str:
    if shift.first == shift.last:
        return say("in turn {first}", first=shift.first)
    return say("from turn {first} to {last}", first=shift.first, last=shift.last)


def shift_in_short(shift: PowerShift, name: str) -> str:
    """An announced change of power on one line, for a sign on the map."""
    turns = say("turns {first}–{last}", first=shift.first, last=shift.last)
    if shift.first == shift.last:
        turns = say("turn {first}", first=shift.first)
    sign = "+" if shift.factor >= 1.0 else "−"
    return say(
        "{name}: economy {sign}{change:.0%}, {turns}",
        name=name,
        sign=sign,
        change=abs(shift.factor - 1.0),
        turns=turns,
    )
