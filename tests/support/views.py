"""Views made by hand: honest and complete, for screens and whatever else reads views."""

from __future__ import annotations

from collections.abc import Iterable

from dilemma.orders import Action, Assessment, Order, Signal, Value, worded
from dilemma.protocol.hindsight import (
    Battle,
    Condition,
    CrisisAnswered,
    Happening,
    Hindsight,
    LaneTurn,
    Meeting,
    Seen,
    StateFinding,
    TreatyChanged,
    WarFinding,
)
from dilemma.scenario import Dials
from dilemma.view import (
    Briefing,
    Estimate,
    Occurrence,
    OtherState,
    OwnBooks,
    Report,
    StandingCrisis,
    StateName,
    View,
)
from dilemma.view.occurrences import (
    Attacked,
    CrisisMoved,
    Incident,
    OfferChanged,
    PledgeBroken,
    Signalled,
    TreatyBroken,
)
from dilemma.vocabulary import (
    ActionKind,
    BudgetLine,
    Cause,
    CrisisOutcome,
    Criterion,
    Instrument,
    Motive,
    Readiness,
    Response,
    ScorePart,
    SignalKind,
    Source,
    Verdict,
    WarLabel,
)

SEAT = "aster"
GROWTH = (
    "All forces together reached {growth:.0%} of what they were at the start; power counts as "
    "accumulated from {limit:.0%} on."
)

FEAR = (
    "One war was fought. At the end {one} and {other} feared each other most, with a tension of"
    " {tension:.0f} of 100; from {limit:.0f} on that is a conflict even without war."
)

NAMES = {"aster": "Aster", "borea": "Borea", "corvia": "Corvia", "delmark": "Delmark"}
TURNS = 12

SHARES = {
    BudgetLine.WELFARE: 0.5,
    BudgetLine.DEFENCE: 0.2,
    BudgetLine.OFFENCE: 0.1,
    BudgetLine.INTELLIGENCE: 0.1,
}


def briefing() -> Briefing:
    """What the seat is told before the first turn of four worlds."""
    return Briefing(
        scenario="four_worlds",
        title="Four Worlds",
        summary="Four equal states share one plain.",
        states=tuple(StateName(state, name) for state, name in NAMES.items()),
        seat=SEAT,
        text="Aster holds the north of the plain.\n\nIts founders\nwrote of walls and roads.",
        turns=TURNS,
        turn_seconds=180,
        commitment="ab" * 32,
    )


def books(*, beaten: bool = False, reserves: float = 12.0) -> OwnBooks:
    """The seat's own books; 40 points to share out at routine."""
    return OwnBooks(
        motive=Motive.SECURITY_SEEKER,
        economy=41.0,
        funds={Readiness.STAND_DOWN: 41.0, Readiness.ROUTINE: 40.0, Readiness.MOBILISED: 36.5},
        reserves=reserves,
        offence=12.0,
        defence=18.0,
        offence_building=2.0,
        defence_building=4.0,
        intelligence=1.5,
        standing=0.62,
        welfare=3.1,
        territory=0.3 if beaten else 1.0,
        readiness=Readiness.ROUTINE,
        budget=dict(SHARES),
        pledge_turns=0,
        beaten=beaten,
    )


def page(
    state: str,
    *,
    tension: float = 0.2,
    in_force: tuple[Instrument, ...] = (),
    offers_us: tuple[Instrument, ...] = (),
    crisis: StandingCrisis | None = None,
    at_war: bool = False,
    contact: float = 1.0,
    signal: SignalKind | None = None,
) -> OtherState:
    """The public page of another state; what is in force is offered by both."""
    return OtherState(
        id=state,
        contact=contact,
        rivalry=0.1,
        territory=1.0,
        beaten=False,
        tension=tension,
        offered=in_force,
        offers_us=(*in_force, *offers_us),
        in_force=in_force,
        at_war=at_war,
        crisis=crisis,
        ultimatums=(),
        signal=signal,
        pledge_turns=0,
        attacks_made=0,
        pledges_broken=0,
    )


def report(
    about: str,
    turn: int,
    source: Source = Source.TECHNICAL,
    strength: float = 30.0,
    readiness: Readiness = Readiness.ROUTINE,
) -> Report:
    """One report with a band of a factor of 1.5 either way."""
    return Report(
        turn=turn,
        about=about,
        source=source,
        strength=Estimate(strength, strength / 1.5, strength * 1.5),
        offence_share=Estimate(0.4, 0.2, 0.6),
        readiness=readiness,
        reliability="B" if source is Source.TECHNICAL else "C",
        credibility=2,
        strength_noise=0.32,
        composition_noise=0.7,
    )


def reports(turn: int) -> tuple[Report, ...]:
    """What two sources said of every other state in every turn up to this one."""
    return tuple(
        report(state, now, source, strength + 2.0 * now)
        for now in range(1, turn + 1)
        for state, strength in (("borea", 30.0), ("corvia", 24.0), ("delmark", 40.0))
        for source in (Source.TECHNICAL, Source.HUMAN)
    )


def first_view() -> View:
    """The opening: nothing has happened, nothing is in force."""
    return View(
        turn=1,
        turns=TURNS,
        seat=SEAT,
        dials=Dials(),
        modules=(),
        power_shifts=(),
        own=books(),
        others=tuple(page(state) for state in NAMES if state != SEAT),
        wars=(),
        pacts=(),
        mean_homeland=40.0,
        reports=reports(1),
        occurrences=(),
    )


def busy_view(turn: int = 5, *, beaten: bool = False) -> View:
    """The middle of a match: a line to Borea, a crisis with Corvia, a war of two others."""
    return View(
        turn=turn,
        turns=TURNS,
        seat=SEAT,
        dials=Dials(),
        modules=(),
        power_shifts=(),
        own=books(beaten=beaten),
        others=(
            page(
                "borea",
                tension=0.5,
                in_force=(Instrument.HOTLINE, Instrument.TRADE),
                offers_us=(Instrument.INSPECTIONS,),
                signal=SignalKind.WARN,
            ),
            page("corvia", tension=0.7, crisis=StandingCrisis(turn - 1, Cause.DELIBERATE, 1)),
            page("delmark", contact=0.0),
        ),
        wars=(("borea", "delmark"),),
        pacts=(),
        mean_homeland=40.0,
        reports=(
            *reports(turn - 1),
            report("borea", turn, Source.TECHNICAL, 44.0),
            report("borea", turn, Source.HUMAN, 90.0, Readiness.MOBILISED),
            report("corvia", turn),
            report("delmark", turn),
        ),
        occurrences=occurrences(turn - 1),
    )


def occurrences(turn: int) -> tuple[Occurrence, ...]:
    """Some of everything that can be told."""
    return (
        OfferChanged(1, "borea", SEAT, Instrument.HOTLINE, True, False),
        OfferChanged(2, SEAT, "borea", Instrument.HOTLINE, True, True),
        Signalled(turn, "borea", SignalKind.WARN, SEAT, None, "We watch the passes."),
        PledgeBroken(turn, "delmark"),
        TreatyBroken(turn, "delmark", "borea"),
        Attacked(turn, "delmark", "borea", True, 0.35, False),
        Incident(turn, "corvia", Cause.DELIBERATE),
        CrisisMoved(turn, "corvia", CrisisOutcome.CONTINUES),
    )


def last_view() -> View:
    """After the last turn: no orders to give any more."""
    return busy_view(TURNS + 1)


def order(state: str) -> Order:
    """What a state ordered in some turn."""
    others = [other for other in NAMES if other != state]
    return Order(
        budget=dict(SHARES),
        readiness=Readiness.MOBILISED if state == "delmark" else Readiness.ROUTINE,
        signal=Signal(SignalKind.REASSURE, others[0]),
        statement="We hold our reserves at home.",
        offers={others[0]: (Instrument.HOTLINE,)},
        action=Action(ActionKind.ATTACK, "borea") if state == "delmark" else Action(),
        responses={others[1]: Response.HOLD},
        assessments={others[0]: Assessment(0.4, 0.1)},
    )


PARTS = {ScorePart.PROSPERITY: 28.0, ScorePart.SAFETY: 24.5, ScorePart.LAND_LOST: -2.5}
"""What a score of 50 is made of."""

COVERED = (2, 3, 5)
"""The turns in which a bot stood in for the player of Corvia."""

BATTLE = Battle(4, ("delmark",), "borea", ("corvia",), (), 0.62, True, 0.35)

HAPPENED: tuple[Happening, ...] = (
    TreatyChanged(1, "aster", "borea", Instrument.HOTLINE, True),
    Meeting(1, "aster", "corvia", (), {"aster": Cause.DELIBERATE, "corvia": Cause.ACCIDENT}),
    CrisisAnswered(2, "aster", "corvia", CrisisOutcome.CONTINUES),
    BATTLE,
)
"""What came of the orders of that match."""


def hindsight(turns: int = TURNS) -> Hindsight:
    """The debrief of a match in which Delmark attacked Borea out of fear."""
    return Hindsight(
        verdict=Verdict.SECURITY_DILEMMA,
        conditions=(
            Condition(Criterion.ANARCHY, True, "Nobody stood above the states of this world."),
            Condition(
                Criterion.NO_MALIGN_INTENT,
                True,
                "A revisionist motive was dealt to none of the states.",
            ),
            Condition(
                Criterion.ACCUMULATION_OF_POWER,
                False,
                worded(GROWTH, {"growth": 1.09, "limit": 1.25}),
                GROWTH,
                {"growth": 1.09, "limit": 1.25},
            ),
            conflict(),
        ),
        wars=(WarFinding(4, ("delmark",), ("borea", "corvia"), WarLabel.TRAGIC, True, (BATTLE,)),),
        states=tuple(
            StateFinding(
                state,
                f"Player {name}",
                Motive.SECURITY_SEEKER,
                50.0,
                1.0,
                0,
                0.12,
                PARTS,
                fears(state, turns + 1),
            )
            for state, name in NAMES.items()
        ),
        lanes=tuple(_lane(turn, state) for turn in range(1, turns + 1) for state in NAMES),
        happened=HAPPENED,
        record='{"format": 1}',
    )


def conflict(one: str = "borea", other: str = "delmark") -> Condition:
    """That there was a conflict; two states of this or another match feared each other."""
    values: dict[str, Value] = {"one": one, "other": other, "tension": 58.0, "limit": 40.0}
    said = worded(FEAR, values | {"one": one.title(), "other": other.title()})
    return Condition(Criterion.WAR_OR_HIGH_TENSION, True, said, FEAR, values)


def fears(state: str, turn: int, names: Iterable[str] = NAMES) -> dict[str, float]:
    """The tension of a state towards each other: it rises with the turns, unalike."""
    others = [other for other in names if other != state]
    return {
        other: min(1.0, round(0.15 + 0.035 * turn * (1 + place / 3), 3))
        for place, other in enumerate(others)
    }


def _lane(turn: int, state: str) -> LaneTurn:
    watchers = [other for other in NAMES if other != state]
    return LaneTurn(
        turn=turn,
        state=state,
        did=order(state),
        offence=10.0 + turn,
        defence=15.0 + turn,
        tension=0.3,
        fears=fears(state, turn),
        bot="tit_for_tat" if state == "corvia" and turn in COVERED else "",
        seen=tuple(
            Seen(
                watcher,
                Estimate(26.0 + turn, 18.0, 40.0),
                Estimate(0.4, 0.2, 0.6),
                Assessment(0.4, 0.1) if watcher == watchers[0] else None,
            )
            for watcher in watchers
        ),
    )
