"""Tellings: what a seat learned had happened, as a sentence with a sign and a tone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dilemma.view.occurrences import (
    Attacked,
    Beaten,
    Condemned,
    CrisisMoved,
    Incident,
    JoinedDefence,
    Mediated,
    Occurrence,
    OfferChanged,
    PledgeBroken,
    Retaliated,
    Signalled,
    TreatyBroken,
    UltimatumEnded,
)
from dilemma.vocabulary import CrisisOutcome, SignalKind
from dilemma_client.theme import Tone
from dilemma_client.tongue import mark, say
from dilemma_client.words.terms import CAUSES, DEMANDS, INSTRUMENTS

CRISIS_ENDS: dict[CrisisOutcome, tuple[str, Tone]] = {
    CrisisOutcome.BOTH_BACKED_DOWN: (mark("You and {other} both backed down."), Tone.GOOD),
    CrisisOutcome.BACKED_DOWN: (mark("You backed down before {other}."), Tone.CAUTION),
    CrisisOutcome.STOOD_FIRM: (mark("{other} backed down before you."), Tone.GOOD),
    CrisisOutcome.FADED: (mark("The crisis with {other} faded."), Tone.GOOD),
    CrisisOutcome.CONTINUES: (mark("The crisis with {other} goes on."), Tone.CAUTION),
    CrisisOutcome.ESCALATED: (mark("You escalated the crisis with {other}."), Tone.DANGER),
    CrisisOutcome.THEY_ESCALATED: (mark("{other} escalated the crisis."), Tone.DANGER),
    CrisisOutcome.CLASH: (mark("Your forces clashed with those of {other}."), Tone.DANGER),
    CrisisOutcome.WAR: (mark("The crisis with {other} became war."), Tone.DANGER),
}

SAID: dict[SignalKind, tuple[str, Tone]] = {
    SignalKind.REASSURE: (mark("{actor} reassured {target}."), Tone.GOOD),
    SignalKind.WARN: (mark("{actor} warned {target}."), Tone.CAUTION),
    SignalKind.PLEDGE_RESTRAINT: (mark("{actor} pledged restraint."), Tone.GOOD),
    SignalKind.SHOW_OF_FORCE: (mark("{actor} made a show of force."), Tone.DANGER),
    SignalKind.OPEN_BOOKS: (mark("{actor} opened its books."), Tone.GOOD),
    SignalKind.ANNOUNCE_EXERCISE: (mark("{actor} announced an exercise."), Tone.CAUTION),
    SignalKind.ULTIMATUM: (mark("{actor} gave {target} an ultimatum: {demand}."), Tone.DANGER),
}


@dataclass(frozen=True)
class Telling:
    """One thing that happened: its turn, an icon, a tone, and a sentence."""

    turn: int
    icon: str
    tone: Tone
    text: str


def tell(occurrence: Occurrence, names: Mapping[str, str]) -> Telling:
    """The sentence for an occurrence; `names` says what each state is called."""
    icon, tone, text = _telling(occurrence, names)
    return Telling(occurrence.turn, icon, tone, text)


def _telling(occurrence: Occurrence, names: Mapping[str, str]) -> tuple[str, Tone, str]:
    match occurrence:
        case Signalled():
            return _signalled(occurrence, names)
        case OfferChanged():
            return _offer(occurrence, names)
        case TreatyBroken(actor=actor, target=target):
            text = say(
                "{actor} broke its treaty with {target}.", actor=names[actor], target=names[target]
            )
            return "treaty", Tone.DANGER, text
        case PledgeBroken(actor=actor):
            return (
                "flag",
                Tone.DANGER,
                say("{actor} broke its pledge of restraint.", actor=names[actor]),
            )
        case UltimatumEnded():
            return _ultimatum(occurrence, names)
        case Incident(other=other, told=told):
            text = say(
                "Forces met those of {other}. Your service calls it {cause}.",
                other=names[other],
                cause=CAUSES[told].name,
            )
            return CAUSES[told].icon, Tone.CAUTION, text
        case CrisisMoved(other=other, outcome=outcome):
            text, tone = CRISIS_ENDS[outcome]
            return "warning", tone, say(text, other=names[other])
        case Condemned() | Mediated():
            return _forum(occurrence, names)
        case _:
            return _war(occurrence, names)


def _war(
    occurrence: Attacked | JoinedDefence | Beaten | Retaliated, names: Mapping[str, str]
) -> tuple[str, Tone, str]:
    match occurrence:
        case Attacked():
            return "war", Tone.DANGER, _attack(occurrence, names)
        case JoinedDefence(ally=ally, target=target):
            text = say(
                "{ally} was pulled in to defend {target}.", ally=names[ally], target=names[target]
            )
            return "defence_pact", Tone.CAUTION, text
        case Retaliated(attacker=attacker, ruin=ruin):
            text = say(
                "The deterrent struck back: {ruin:.0%} of {attacker} lies in ruins.",
                ruin=ruin,
                attacker=names[attacker],
            )
            return "deterrent", Tone.DANGER, text
        case Beaten(state=state):
            return (
                "flag",
                Tone.DANGER,
                say("{state} is beaten: a rump that still speaks.", state=names[state]),
            )


def _attack(attack: Attacked, names: Mapping[str, str]) -> str:
    sides = {"attacker": names[attack.attacker], "target": names[attack.target]}
    if attack.won:
        text = say(
            "{attacker} attacked {target} and took {land:.0%} of its land.",
            land=attack.territory,
            **sides,
        )
    else:
        text = say("{attacker} attacked {target} and was thrown back.", **sides)
    return say("A clash became war: {attack}", attack=text) if attack.from_clash else text


def _forum(occurrence: Condemned | Mediated, names: Mapping[str, str]) -> tuple[str, Tone, str]:
    match occurrence:
        case Condemned(target=target, by=by, carried=carried):
            movers = ", ".join(names[mover] for mover in by)
            end = say("The forum condemned it.") if carried else say("There was no majority.")
            tone = Tone.DANGER if carried else Tone.CAUTION
            return (
                "forum",
                tone,
                say(
                    "{movers} moved to condemn {target}. {end}",
                    movers=movers,
                    target=names[target],
                    end=end,
                ),
            )
        case Mediated(first=first, second=second):
            text = say(
                "The forum mediated between {first} and {second}.",
                first=names[first],
                second=names[second],
            )
            return "forum", Tone.GOOD, text


def quoted(words: str) -> str:
    """What somebody said, in the marks of the language."""
    return say("“{words}”", words=words)


def _signalled(occurrence: Signalled, names: Mapping[str, str]) -> tuple[str, Tone, str]:
    actor = names[occurrence.actor]
    quote = " " + quoted(occurrence.statement) if occurrence.statement else ""
    if occurrence.signal is None:
        return "signal", Tone.TEXT, f"{actor}:{quote}"
    text, tone = SAID[occurrence.signal]
    target = names[occurrence.target] if occurrence.target else say("everyone")
    demand = DEMANDS[occurrence.demand].inline if occurrence.demand else ""
    return "signal", tone, say(text, actor=actor, target=target, demand=demand) + quote


def _offer(occurrence: OfferChanged, names: Mapping[str, str]) -> tuple[str, Tone, str]:
    term = INSTRUMENTS[occurrence.instrument]
    actor, target = names[occurrence.actor], names[occurrence.target]
    if occurrence.in_force:
        first, second = sorted((actor, target))
        text = say(
            "In force between {first} and {second}: {term}.",
            first=first,
            second=second,
            term=term.inline,
        )
        return term.icon, Tone.GOOD, text
    if occurrence.offered:
        return (
            term.icon,
            Tone.TEXT,
            say(
                "{actor} offers {target}: {term}.",
                actor=actor,
                target=target,
                term=term.inline,
            ),
        )
    return (
        term.icon,
        Tone.CAUTION,
        say(
            "{actor} no longer offers {target}: {term}.",
            actor=actor,
            target=target,
            term=term.inline,
        ),
    )


def _ultimatum(occurrence: UltimatumEnded, names: Mapping[str, str]) -> tuple[str, Tone, str]:
    issuer, target = names[occurrence.issuer], names[occurrence.target]
    if occurrence.met:
        return (
            "signal",
            Tone.GOOD,
            say("{target} met the ultimatum of {issuer}.", target=target, issuer=issuer),
        )
    if occurrence.followed_through:
        return (
            "signal",
            Tone.DANGER,
            say(
                "{issuer} followed its ultimatum to {target} through.", issuer=issuer, target=target
            ),
        )
    return (
        "signal",
        Tone.CAUTION,
        say("{issuer}’s ultimatum to {target} was a bluff.", issuer=issuer, target=target),
    )
