"""Terms: what every word of the game is called on screen, and what it does, in one line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dilemma.coefficients import STANDARD
from dilemma.scenario.scenario import Difficulty
from dilemma.vocabulary import (
    ActionKind,
    BudgetLine,
    Cause,
    Criterion,
    Demand,
    Instrument,
    MotionKind,
    Motive,
    Readiness,
    Response,
    ScorePart,
    SignalKind,
    Source,
    Verdict,
    WarLabel,
)
from dilemma_client.tongue import Said, say, shown, within


@dataclass(frozen=True)
class Term:
    """A word of the game: its name, an icon, and in one line what it means or does.

    The texts are kept as they are in the catalogues; the properties say them in the language that
    is spoken, so that whoever shows a term cannot forget to. `values` are put into the meaning.
    """

    called: str
    icon: str = ""
    meaning: str = ""
    values: Mapping[str, float] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What it is called."""
        return say(self.called)

    @property
    def inline(self) -> str:
        """What it is called in the middle of a sentence."""
        return within(self.called)

    @property
    def hint(self) -> str:
        """What it means or does."""
        return say(self.meaning, **self.values)


BUDGET: dict[BudgetLine, Term] = {
    BudgetLine.WELFARE: Term(
        "Welfare", "welfare", "Grows the economy and keeps the people behind you."
    ),
    BudgetLine.DEFENCE: Term(
        "Defence",
        "defence",
        "Holds what you have, from next turn on. Others may take it for offence.",
    ),
    BudgetLine.OFFENCE: Term(
        "Offence", "offence", "Can take, and helps to hold. Frightens whoever sees it."
    ),
    BudgetLine.INTELLIGENCE: Term(
        "Intelligence", "intelligence", "Narrows the bands of what you know about others."
    ),
    BudgetLine.INTERNAL_SECURITY: Term(
        "Internal security",
        "internal_security",
        "Calms unrest at home and wears off. Foreign analysts count it as arms.",
    ),
    BudgetLine.DETERRENT: Term(
        "Deterrent",
        "deterrent",
        "Ruins whoever attacks you, as far as it survives the blow and passes their shield.",
    ),
    BudgetLine.SHIELD: Term(
        "Shield",
        "shield",
        "Stops part of what would strike back at you. Others see their deterrent shrink.",
    ),
    BudgetLine.SECRECY: Term(
        "Secrecy", "secrecy", "Widens the bands of what others know about you, and wears off."
    ),
}

READINESS: dict[Readiness, Term] = {
    Readiness.STAND_DOWN: Term(
        "Stand down", "", "Cheapest, and weakest if you are attacked this turn."
    ),
    Readiness.ROUTINE: Term("Routine", "", "The ordinary watch."),
    Readiness.MOBILISED: Term(
        "Mobilised", "", "Strongest and dearest. Others may see it, and cannot see why."
    ),
}

SIGNALS: dict[SignalKind, Term] = {
    SignalKind.REASSURE: Term(
        "Reassure", "", "Say that you mean no harm. Costs nothing, so it proves nothing."
    ),
    SignalKind.WARN: Term("Warn", "", "Say that you will answer force. Costs nothing."),
    SignalKind.PLEDGE_RESTRAINT: Term(
        "Pledge restraint",
        "",
        "Promise for this turn and the next {turns:g}: no probe, no attack, no mobilising, at most "
        "{share:.0%} of the budget for offence. Breaking it costs standing at home and trust "
        "abroad.",
        {"turns": STANDARD.pledge_length, "share": STANDARD.pledge_offence_share},
    ),
    SignalKind.SHOW_OF_FORCE: Term(
        "Show of force",
        "",
        "Costs {cost:g} points of reserves, and shows that you could.",
        {"cost": STANDARD.show_of_force_cost},
    ),
    SignalKind.OPEN_BOOKS: Term(
        "Open books", "", "Everyone sees how much of your forces is offence this turn."
    ),
    SignalKind.ANNOUNCE_EXERCISE: Term(
        "Exercise", "", "Explains a mobilisation. It can also cover an attack."
    ),
    SignalKind.ULTIMATUM: Term(
        "Ultimatum",
        "",
        "Demand something by the end of next turn. Not following it through costs standing.",
    ),
}

DEMANDS: dict[Demand, Term] = {
    Demand.STAND_DOWN: Term("Stand down", "", "End any mobilisation by the end of next turn."),
    Demand.BACK_DOWN: Term("Back down", "", "Back down in the open crisis."),
    Demand.STOP_ARMING: Term("Stop arming", "", "Spend next to nothing on offence next turn."),
}

INSTRUMENTS: dict[Instrument, Term] = {
    Instrument.HOTLINE: Term(
        "Hotline", "hotline", "A private live line. Without one there is no private talk."
    ),
    Instrument.INSPECTIONS: Term(
        "Inspections", "inspections", "Each sees how much of the other's forces is offence."
    ),
    Instrument.ARMS_LIMIT: Term(
        "Arms limit", "arms_limit", "Caps the offence of both; what is above it is scrapped."
    ),
    Instrument.INCIDENTS_AGREEMENT: Term(
        "Incident rules",
        "incidents_agreement",
        "Makes it likelier that an accident is told as one.",
    ),
    Instrument.TRADE: Term("Trade", "trade", "Both earn every turn. War burns it."),
    Instrument.NON_AGGRESSION: Term(
        "Non-aggression", "non_aggression", "Whoever attacks or probes breaks it before all eyes."
    ),
    Instrument.DEFENCE_PACT: Term(
        "Defence pact", "defence_pact", "If either is attacked, the other is pulled in."
    ),
}

ACTIONS: dict[ActionKind, Term] = {
    ActionKind.NONE: Term("None", "", "Forces stay where they are."),
    ActionKind.PROBE: Term(
        "Probe", "", "A push below the level of war. It opens a crisis and is easily misread."
    ),
    ActionKind.ATTACK: Term("Attack", "", "War. It ruins both, whoever wins."),
}

MOTIONS: dict[MotionKind, Term] = {
    MotionKind.CONDEMN: Term(
        "Condemn",
        "signal",
        "If a majority, and two at least, join in, the state loses standing, all fear it more, "
        "and those who condemn it withdraw their offers of trade.",
    ),
    MotionKind.MEDIATE: Term(
        "Mediate",
        "treaty",
        "If a majority of the others asks for it, tension between the two falls and their crisis "
        "takes a step back.",
    ),
}

RESPONSES: dict[Response, Term] = {
    Response.BACK_DOWN: Term(
        "Back down",
        "down",
        "If both back down, tension falls. If only you do, you lose standing and they gain it.",
    ),
    Response.HOLD: Term(
        "Hold",
        "defence",
        "Give nothing and add nothing. The crisis goes on, or fades if both hold long enough.",
    ),
    Response.ESCALATE: Term(
        "Escalate",
        "up",
        "If they back down, you gain standing. If both escalate, forces clash and it may be war.",
    ),
}

CAUSES: dict[Cause, Term] = {
    Cause.ACCIDENT: Term("an accident", "accident"),
    Cause.DELIBERATE: Term("deliberate", "offence"),
}

MOTIVES: dict[Motive, Term] = {
    Motive.SECURITY_SEEKER: Term(
        "Security seeker",
        "defence",
        "You want to keep what you have. Best is that all show restraint; worst is to be the only "
        "one who does.",
    ),
    Motive.REVISIONIST: Term(
        "Revisionist",
        "offence",
        "You want to keep what you have, and to gain from what you can take.",
    ),
    Motive.REGIME_SURVIVOR: Term(
        "Regime survivor",
        "people",
        "Your standing at home comes before everything else.",
    ),
}

WANTED: Said[Motive] = Said(
    {
        Motive.SECURITY_SEEKER: "It wants to keep what it has.",
        Motive.REVISIONIST: "It wants to keep what it has, and what it can take.",
        Motive.REGIME_SURVIVOR: "Its standing at home comes before everything else.",
    }
)
"""What another state wants, where everybody knows it."""

SOURCES: dict[Source, Term] = {
    Source.TECHNICAL: Term("Technical means", "inspections"),
    Source.HUMAN: Term("Human sources", "people"),
}

VERDICTS: dict[Verdict, Term] = {
    Verdict.SECURITY_DILEMMA: Term(
        "A true security dilemma",
        "motive",
        "Nobody meant harm. Fear alone drove the states to arm, and against each other.",
    ),
    Verdict.SPIRAL: Term(
        "A spiral",
        "warning",
        "Fear fed on itself: what some did to be safe was read as a threat, and answered as one.",
    ),
    Verdict.PREDATION: Term("Predation", "offence", "A state that wanted land was in a war."),
    Verdict.STABLE_PEACE: Term(
        "A stable peace", "non_aggression", "Fear was there, and was kept small."
    ),
    Verdict.ARMED_PEACE: Term(
        "An armed peace",
        "defence",
        "States armed, but without war or great fear. It held; what it cost is in the scores.",
    ),
}

WARS: dict[WarLabel, Term] = {
    WarLabel.TRAGIC: Term("Tragic", "warning", "All parties only wanted to be safe."),
    WarLabel.PREDATORY: Term("Predatory", "offence", "A revisionist was in it."),
    WarLabel.ACCIDENTAL: Term(
        "Accidental", "accident", "It grew out of an incident nobody ordered."
    ),
}

SCORE_PARTS: dict[ScorePart, Term] = {
    ScorePart.PROSPERITY: Term("Prosperity"),
    ScorePart.SAFETY: Term("Safety"),
    ScorePart.STANDING: Term("Standing at home"),
    ScorePart.LAND_LOST: Term("Land lost"),
    ScorePart.RUIN: Term("Ruin"),
    ScorePart.LAND_TAKEN: Term("Land taken"),
}

BOTS: dict[str, Term] = {
    "tit_for_tat": Term("Tit for tat", "", "Answers in kind: calm to calm, arms to arms."),
    "restrained": Term("Restrained", "", "Arms little, signals peace, and hopes."),
    "fearful_planner": Term(
        "Fearful planner", "", "Weighs waiting against striking first, and believes its reports."
    ),
    "hawk": Term(
        "Hawk", "", "Believes that only strength is understood. Strikes back, never first."
    ),
    "grit": Term(
        "Step by step", "", "Offers small steps down and goes on as long as they are answered."
    ),
    "richardson": Term("Arms racer", "", "Arms in answer to what it sees the others have."),
    "reassurer": Term(
        "Reassurer", "", "Proves its good will at a price when trust is short, and then trusts."
    ),
    "opportunist": Term("Opportunist", "", "Takes what looks weak."),
    "random": Term("Random", "", "Does anything at all."),
}

RELIABILITY: Said[str] = Said(
    {
        "A": "completely reliable",
        "B": "usually reliable",
        "C": "fairly reliable",
        "D": "not usually reliable",
        "E": "unreliable",
        "F": "cannot be judged",
    }
)
"""How far a source can be relied on."""


CREDIBILITY: Said[int] = Said(
    {
        1: "confirmed",
        2: "probably true",
        3: "possibly true",
        4: "doubtful",
        5: "improbable",
        6: "truth cannot be judged",
    }
)
"""How far a report can be believed."""

DIFFICULTIES: Said[Difficulty] = Said(
    {
        Difficulty.INTRODUCTORY: "Introductory",
        Difficulty.INTERMEDIATE: "Intermediate",
        Difficulty.ADVANCED: "Advanced",
    }
)
"""How much a player of a scenario should have seen before."""

CONDITIONS: Said[Criterion] = Said(
    {
        Criterion.ANARCHY: "Anarchy",
        Criterion.NO_MALIGN_INTENT: "No malign intent",
        Criterion.ACCUMULATION_OF_POWER: "Accumulation of power",
        Criterion.WAR_OR_HIGH_TENSION: "War or great fear",
    }
)
"""Tang's conditions of a security dilemma, and whether there was a conflict at all."""

TENSIONS: Said[float] = Said(
    {0.15: "calm", 0.35: "wary", 0.55: "tense", 0.75: "high", 1.0: "extreme"}
)
"""A tension in a word, by what it is below."""


def tension_word(tension: float) -> str:
    """A tension in [0, 1] in a word."""
    return TENSIONS[next((below for below in TENSIONS if tension < below), 1.0)]


def tension_level(tension: float) -> str:
    """A tension in [0, 1] as everybody reads it: from 0 to 100, and in a word."""
    return f"{shown(tension * 100, '.0f')} {tension_word(tension)}"
