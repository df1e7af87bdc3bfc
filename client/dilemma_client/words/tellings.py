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
from dilemma_client.words.terms import CAUSES, DEMANDS, INSTRUMENTS

CRISIS_ENDS: dict[CrisisOutcome, tuple[str, Tone]] = {
    CrisisOutcome.BOTH_BACKED_DOWN: ("You and {other} both backed down.", Tone.GOOD),
    CrisisOutcome.BACKED_DOWN: ("You backed down before {other}.", Tone.CAUTION),
    CrisisOutcome.STOOD_FIRM: ("{other} backed down before you.", Tone.GOOD),
    CrisisOutcome.FADED: ("The crisis with {other} faded.", Tone.GOOD),
    CrisisOutcome.CONTINUES: ("The crisis with {other} goes on.", Tone.CAUTION),
    CrisisOutcome.ESCALATED: ("You escalated the crisis with {other}.", Tone.DANGER),
    CrisisOutcome.THEY_ESCALATED: ("{other} escalated the crisis.", Tone.DANGER),
    CrisisOutcome.CLASH: ("Your forces clashed with those of {other}.", Tone.DANGER),
    CrisisOutcome.WAR: ("The crisis with {other} became war.", Tone.DANGER),
}

SAID: dict[SignalKind, tuple[str, Tone]] = {
    SignalKind.REASSURE: ("{actor} reassured {target}.", Tone.GOOD),
    SignalKind.WARN: ("{actor} warned {target}.", Tone.CAUTION),
    SignalKind.PLEDGE_RESTRAINT: ("{actor} pledged restraint.", Tone.GOOD),
    SignalKind.SHOW_OF_FORCE: ("{actor} made a show of force.", Tone.DANGER),
    SignalKind.OPEN_BOOKS: ("{actor} opened its books.", Tone.GOOD),
    SignalKind.ANNOUNCE_EXERCISE: ("{actor} announced an exercise.", Tone.CAUTION),
    SignalKind.ULTIMATUM: ("{actor} gave {target} an ultimatum: {demand}.", Tone.DANGER),
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
            text = f"{names[actor]} broke its treaty with {names[target]}."
            return "treaty", Tone.DANGER, text
        case PledgeBroken(actor=actor):
            return "flag", Tone.DANGER, f"{names[actor]} broke its pledge of restraint."
        case UltimatumEnded():
            return _ultimatum(occurrence, names)
        case Incident(other=other, told=told):
            text = f"Forces met those of {names[other]}. Your service calls it {CAUSES[told].name}."
            return CAUSES[told].icon, Tone.CAUTION, text
        case CrisisMoved(other=other, outcome=outcome):
            text, tone = CRISIS_ENDS[outcome]
            return "warning", tone, text.format(other=names[other])
        case Condemned() | Mediated():
            return _forum(occurrence, names)
        case _:
            return _war(occurrence, names)


def _war(
    occurrence: Attacked | JoinedDefence | Beaten | Retaliated, names: Mapping[str, str]
) -> tuple[str, Tone, str]:
    match occurrence:
        case Attacked(attacker=attacker, target=target, won=won):
            begun = "A clash became war: " if occurrence.from_clash else ""
            end = (
                f"and took {occurrence.territory:.0%} of its land" if won else "and was thrown back"
            )
            return "war", Tone.DANGER, f"{begun}{names[attacker]} attacked {names[target]} {end}."
        case JoinedDefence(ally=ally, target=target):
            text = f"{names[ally]} was pulled in to defend {names[target]}."
            return "defence_pact", Tone.CAUTION, text
        case Retaliated(attacker=attacker, ruin=ruin):
            text = f"The deterrent struck back: {ruin:.0%} of {names[attacker]} lies in ruins."
            return "deterrent", Tone.DANGER, text
        case Beaten(state=state):
            return "flag", Tone.DANGER, f"{names[state]} is beaten: a rump that still speaks."


def _forum(occurrence: Condemned | Mediated, names: Mapping[str, str]) -> tuple[str, Tone, str]:
    match occurrence:
        case Condemned(target=target, by=by, carried=carried):
            movers = ", ".join(names[mover] for mover in by)
            end = "The forum condemned it." if carried else "There was no majority."
            tone = Tone.DANGER if carried else Tone.CAUTION
            return "forum", tone, f"{movers} moved to condemn {names[target]}. {end}"
        case Mediated(first=first, second=second):
            text = f"The forum mediated between {names[first]} and {names[second]}."
            return "forum", Tone.GOOD, text


def _signalled(occurrence: Signalled, names: Mapping[str, str]) -> tuple[str, Tone, str]:
    actor = names[occurrence.actor]
    quote = f" “{occurrence.statement}”" if occurrence.statement else ""
    if occurrence.signal is None:
        return "signal", Tone.TEXT, f"{actor}:{quote}"
    text, tone = SAID[occurrence.signal]
    target = names[occurrence.target] if occurrence.target else "everyone"
    demand = DEMANDS[occurrence.demand].name.lower() if occurrence.demand else ""
    return "signal", tone, text.format(actor=actor, target=target, demand=demand) + quote


def _offer(occurrence: OfferChanged, names: Mapping[str, str]) -> tuple[str, Tone, str]:
    term = INSTRUMENTS[occurrence.instrument]
    actor, target = names[occurrence.actor], names[occurrence.target]
    if occurrence.in_force:
        first, second = sorted((actor, target))
        text = f"In force between {first} and {second}: {term.name.lower()}."
        return term.icon, Tone.GOOD, text
    if occurrence.offered:
        return term.icon, Tone.TEXT, f"{actor} offers {target}: {term.name.lower()}."
    return term.icon, Tone.CAUTION, f"{actor} no longer offers {target}: {term.name.lower()}."


def _ultimatum(occurrence: UltimatumEnded, names: Mapping[str, str]) -> tuple[str, Tone, str]:
    issuer, target = names[occurrence.issuer], names[occurrence.target]
    if occurrence.met:
        return "signal", Tone.GOOD, f"{target} met the ultimatum of {issuer}."
    if occurrence.followed_through:
        return "signal", Tone.DANGER, f"{issuer} followed its ultimatum to {target} through."
    return "signal", Tone.CAUTION, f"{issuer}’s ultimatum to {target} was a bluff."
