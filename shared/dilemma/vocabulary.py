"""The words of the game: what can be wanted, bought, said, offered and done."""

from __future__ import annotations

from enum import StrEnum
from functools import cache, cached_property
from typing import Self, TypeVar


class Word(StrEnum):
    """A closed set of words; on the wire the word itself, in arrays its position."""

    @cached_property
    def code(self) -> int:
        """Position of the word in its set, as stored in arrays."""
        return words_of(type(self)).index(self)

    @classmethod
    def from_code(cls, code: int) -> Self:
        """The word at a position; raises IndexError outside the set."""
        if code < 0:
            raise IndexError(f"{cls.__name__}: no word has the code {code}")
        word: Self = words_of(cls)[code]
        return word


AnyWord = TypeVar("AnyWord", bound=Word)


@cache
def words_of(kind: type[AnyWord]) -> tuple[AnyWord, ...]:
    """A set of words in order; kept, because a view asks for them hundreds of times."""
    return tuple(kind)


class Motive(Word):
    """What a state wants, dealt in secret (Glaser, 1992; Kydd, 2005; Sørensen, 2007)."""

    SECURITY_SEEKER = "security_seeker"
    REVISIONIST = "revisionist"
    REGIME_SURVIVOR = "regime_survivor"


class Module(Word):
    """A part of the rules that a scenario switches on; off, nothing of it is to be seen."""

    INTERNAL_SECURITY = "internal_security"
    DETERRENCE = "deterrence"
    SECRECY = "secrecy"
    FORUM = "forum"


class BudgetLine(Word):
    """A line of the budget; the first four are in every scenario, the others come with a module."""

    WELFARE = "welfare"
    DEFENCE = "defence"
    OFFENCE = "offence"
    INTELLIGENCE = "intelligence"
    INTERNAL_SECURITY = "internal_security"
    DETERRENT = "deterrent"
    SHIELD = "shield"
    SECRECY = "secrecy"


CORE_LINES = (
    BudgetLine.WELFARE,
    BudgetLine.DEFENCE,
    BudgetLine.OFFENCE,
    BudgetLine.INTELLIGENCE,
)
"""Lines of the budget that every scenario has."""

MODULE_LINES: dict[Module, tuple[BudgetLine, ...]] = {
    Module.INTERNAL_SECURITY: (BudgetLine.INTERNAL_SECURITY,),
    Module.DETERRENCE: (BudgetLine.DETERRENT, BudgetLine.SHIELD),
    Module.SECRECY: (BudgetLine.SECRECY,),
    Module.FORUM: (),
}
"""Lines of the budget that a module brings."""


class Readiness(Word):
    """How soon the forces could fight."""

    STAND_DOWN = "stand_down"
    ROUTINE = "routine"
    MOBILISED = "mobilised"


class SignalKind(Word):
    """A public signal: cheap talk, sunk cost, tied hands, or a look inside (Fearon, 1997)."""

    REASSURE = "reassure"
    WARN = "warn"
    PLEDGE_RESTRAINT = "pledge_restraint"
    SHOW_OF_FORCE = "show_of_force"
    OPEN_BOOKS = "open_books"
    ANNOUNCE_EXERCISE = "announce_exercise"
    ULTIMATUM = "ultimatum"


class Demand(Word):
    """What an ultimatum asks of its target by the end of the next turn."""

    STAND_DOWN = "stand_down"
    BACK_DOWN = "back_down"
    STOP_ARMING = "stop_arming"


class Instrument(Word):
    """A standing offer; in force exactly while both sides offer it."""

    HOTLINE = "hotline"
    INSPECTIONS = "inspections"
    ARMS_LIMIT = "arms_limit"
    INCIDENTS_AGREEMENT = "incidents_agreement"
    TRADE = "trade"
    NON_AGGRESSION = "non_aggression"
    DEFENCE_PACT = "defence_pact"


class ActionKind(Word):
    """What the forces are told to do this turn."""

    NONE = "none"
    PROBE = "probe"
    ATTACK = "attack"


class MotionKind(Word):
    """What a state may ask of the forum."""

    CONDEMN = "condemn"
    MEDIATE = "mediate"


class Response(Word):
    """How a state meets an open crisis."""

    BACK_DOWN = "back_down"
    HOLD = "hold"
    ESCALATE = "escalate"


class Cause(Word):
    """What a state is told an incident was; not always what it was."""

    ACCIDENT = "accident"
    DELIBERATE = "deliberate"


class Source(Word):
    """Where a report comes from."""

    TECHNICAL = "technical"
    HUMAN = "human"


class CrisisOutcome(Word):
    """How two responses met (Schelling, 1966)."""

    BOTH_BACKED_DOWN = "both_backed_down"
    BACKED_DOWN = "backed_down"
    STOOD_FIRM = "stood_firm"
    FADED = "faded"
    CONTINUES = "continues"
    ESCALATED = "escalated"
    THEY_ESCALATED = "they_escalated"
    CLASH = "clash"
    WAR = "war"


class ScorePart(Word):
    """What a score is made of."""

    PROSPERITY = "prosperity"
    SAFETY = "safety"
    STANDING = "standing"
    LAND_LOST = "land_lost"
    RUIN = "ruin"
    LAND_TAKEN = "land_taken"


class WarLabel(Word):
    """What kind of war it was, known only when the fog lifts."""

    TRAGIC = "tragic"
    PREDATORY = "predatory"
    ACCIDENTAL = "accidental"


class Criterion(Word):
    """What a verdict rests on: Tang's conditions (2009), and whether there was a conflict."""

    ANARCHY = "anarchy"
    NO_MALIGN_INTENT = "no_malign_intent"
    ACCUMULATION_OF_POWER = "accumulation_of_power"
    WAR_OR_HIGH_TENSION = "war_or_high_tension"


class Verdict(Word):
    """What the match as a whole was (Tang, 2009)."""

    SECURITY_DILEMMA = "security_dilemma"
    SPIRAL = "spiral"
    PREDATION = "predation"
    STABLE_PEACE = "stable_peace"
    ARMED_PEACE = "armed_peace"
