"""Aftermath: what came of a turn's orders, as it truly was, told to whoever reads the debrief."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from dilemma.protocol.hindsight import (
    Battle,
    CrisisAnswered,
    Happening,
    Meeting,
    TreatyChanged,
    WarFinding,
)
from dilemma.vocabulary import Cause, CrisisOutcome
from dilemma_client.theme import Tone
from dilemma_client.tongue import mark, say
from dilemma_client.words.tellings import Telling, tell
from dilemma_client.words.terms import CAUSES, INSTRUMENTS

ANSWERED: dict[CrisisOutcome, tuple[str, Tone]] = {
    CrisisOutcome.BOTH_BACKED_DOWN: (mark("{first} and {second} both backed down."), Tone.GOOD),
    CrisisOutcome.BACKED_DOWN: (mark("{first} backed down before {second}."), Tone.GOOD),
    CrisisOutcome.STOOD_FIRM: (mark("{second} backed down before {first}."), Tone.GOOD),
    CrisisOutcome.FADED: (mark("The crisis between {first} and {second} faded."), Tone.GOOD),
    CrisisOutcome.CONTINUES: (
        mark("The crisis between {first} and {second} goes on."),
        Tone.CAUTION,
    ),
    CrisisOutcome.ESCALATED: (mark("{first} escalated its crisis with {second}."), Tone.DANGER),
    CrisisOutcome.THEY_ESCALATED: (
        mark("{second} escalated its crisis with {first}."),
        Tone.DANGER,
    ),
    CrisisOutcome.CLASH: (mark("Forces of {first} and {second} clashed."), Tone.DANGER),
    CrisisOutcome.WAR: (mark("The crisis between {first} and {second} became war."), Tone.DANGER),
}


def tell_happening(happening: Happening, names: Mapping[str, str]) -> Telling:
    """The sentences for something that happened; `names` says what each state is called."""
    match happening:
        case Battle():
            text = " ".join(_battle(happening, names))
            return Telling(happening.turn, "war", Tone.DANGER, text)
        case Meeting():
            cause = Cause.DELIBERATE if happening.ordered_by else Cause.ACCIDENT
            text = " ".join(_meeting(happening, names))
            return Telling(happening.turn, CAUSES[cause].icon, Tone.CAUTION, text)
        case CrisisAnswered(first=first, second=second):
            words, tone = ANSWERED[happening.outcome]
            text = say(words, first=names[first], second=names[second])
            return Telling(happening.turn, "warning", tone, text)
        case TreatyChanged():
            return _treaty(happening, names)
        case _:
            return tell(happening, names)


def tell_war(war: WarFinding, names: Mapping[str, str]) -> str:
    """How a war began: who attacked whom and how that went, or that nobody had ordered it."""
    ordered = [set(battle.attackers) - set(battle.unordered) for battle in war.battles]
    sides = {"attackers": _listed(war.attackers, names), "defender": names[war.defenders[0]]}
    if ordered and not any(ordered):
        words = mark(
            "Nobody ordered it: the crisis between {attackers} and {defender}, which both sides"
            " escalated, became war."
        )
        fought = [[_fought(battle, names), *_pulled_in(battle, names)] for battle in war.battles]
    else:
        both = len(ordered) > 1 and all(ordered)
        one = mark("It began when {attackers} attacked {defender}.")
        words = mark("Both sides attacked in the same turn.") if both else one
        fought = [_battle(battle, names) for battle in war.battles]
    return " ".join([say(words, **sides), *chain.from_iterable(fought)])


def _battle(battle: Battle, names: Mapping[str, str]) -> list[str]:
    """A battle, who was pulled in, and what in it nobody had ordered."""
    said = [_fought(battle, names), *_pulled_in(battle, names)]
    if battle.unordered:
        words = mark("{states} had not ordered it: forces clashed in a crisis, and it became war.")
        said.append(say(words, states=_listed(battle.unordered, names)))
    return said


def _pulled_in(battle: Battle, names: Mapping[str, str]) -> list[str]:
    if not battle.allies:
        return []
    return [say("Pulled in by a pact: {allies}.", allies=_listed(battle.allies, names))]


def _fought(battle: Battle, names: Mapping[str, str]) -> str:
    facts = {"attackers": _listed(battle.attackers, names), "defender": names[battle.defender]}
    if battle.won:
        return say(
            "Attack on {defender} by {attackers}, with a chance of {chance:.0%}: it took"
            " {land:.0%} of its land.",
            chance=battle.chance,
            land=battle.territory,
            **facts,
        )
    return say(
        "Attack on {defender} by {attackers}, with a chance of {chance:.0%}: thrown back.",
        chance=battle.chance,
        **facts,
    )


def _meeting(met: Meeting, names: Mapping[str, str]) -> list[str]:
    sides = {"first": names[met.first], "second": names[met.second]}
    if not met.ordered_by:
        accident = say("Forces of {first} and {second} met by accident.", **sides)
        return [accident, *_taken(met, names)]
    if len(met.ordered_by) > 1:
        return [say("Forces of {first} and {second} met: both had ordered a probe.", **sides)]
    prober = names[met.ordered_by[0]]
    words = mark("Forces of {first} and {second} met: {prober} had ordered a probe.")
    return [say(words, prober=prober, **sides), *_taken(met, names)]


def _taken(met: Meeting, names: Mapping[str, str]) -> list[str]:
    """What the services of those who had not ordered it called it, and where they were wrong."""
    truth = Cause.DELIBERATE if met.ordered_by else Cause.ACCIDENT
    wrong = [state for state, cause in met.told.items() if cause is not truth]
    if not wrong:
        return [_rightly(met, names)]
    called = CAUSES[Cause.ACCIDENT if met.ordered_by else Cause.DELIBERATE].name
    if len(wrong) > 1:
        return [say("Told wrongly: both services called it {cause}.", cause=called)]
    words = mark("Told wrongly: the service of {state} called it {cause}.")
    return [say(words, state=names[wrong[0]], cause=called)]


def _rightly(met: Meeting, names: Mapping[str, str]) -> str:
    if len(met.told) > 1:
        return say("Their services told them so.")
    return say("The service of {state} told it so.", state=names[next(iter(met.told))])


def _treaty(treaty: TreatyChanged, names: Mapping[str, str]) -> Telling:
    term = INSTRUMENTS[treaty.instrument]
    first, second = sorted((names[treaty.first], names[treaty.second]))
    words, tone = mark("In force between {first} and {second}: {term}."), Tone.GOOD
    if not treaty.in_force:
        words = mark("No longer in force between {first} and {second}: {term}.")
        tone = Tone.CAUTION
    text = say(words, first=first, second=second, term=term.inline)
    return Telling(treaty.turn, term.icon, tone, text)


def _listed(states: Sequence[str], names: Mapping[str, str]) -> str:
    return ", ".join(names[state] for state in states)
