"""Views by hand of a world in which every module is on and every public thing is known."""

from __future__ import annotations

import msgspec

from dilemma.orders import Motion
from dilemma.protocol.hindsight import (
    Battle,
    CrisisAnswered,
    Happening,
    Hindsight,
    LaneTurn,
    Meeting,
    TreatyChanged,
    WarFinding,
)
from dilemma.scenario import Dials, PowerShift
from dilemma.view import Estimate, OwnBooks, Report, View
from dilemma.view.occurrences import (
    Beaten,
    Condemned,
    Mediated,
    PledgeBroken,
    Retaliated,
    TreatyBroken,
    UltimatumEnded,
)
from dilemma.vocabulary import (
    CORE_LINES,
    MODULE_LINES,
    BudgetLine,
    Cause,
    CrisisOutcome,
    Instrument,
    Module,
    MotionKind,
    Motive,
    ScorePart,
    Source,
    WarLabel,
)
from support import views

DIALS = Dials(
    warheads_per_missile=2.0,
    motives_known=True,
    authority=0.5,
    accumulation=0.6,
    analyst_bias=0.2,
    pledge_cost=0.05,
    incident_rate=0.1,
)

SHARES = {
    BudgetLine.WELFARE: 0.4,
    BudgetLine.DEFENCE: 0.15,
    BudgetLine.OFFENCE: 0.1,
    BudgetLine.INTELLIGENCE: 0.05,
    BudgetLine.INTERNAL_SECURITY: 0.05,
    BudgetLine.DETERRENT: 0.05,
    BudgetLine.SHIELD: 0.05,
    BudgetLine.SECRECY: 0.05,
}

SHIFTS = (PowerShift("borea", 3, 9, 1.3), PowerShift("corvia", 4, 4, 0.8))

MOTIVES = {
    "borea": Motive.SECURITY_SEEKER,
    "corvia": Motive.REVISIONIST,
    "delmark": Motive.REGIME_SURVIVOR,
}


STOCKS = {
    Module.INTERNAL_SECURITY: ("internal_security", "unrest"),
    Module.DETERRENCE: ("deterrent", "shield"),
    Module.SECRECY: ("secrecy",),
}


def books() -> OwnBooks:
    """The seat's own books with a stock for every module, and a restless people."""
    return msgspec.structs.replace(
        views.books(),
        budget=dict(SHARES),
        deterrent=16.0,
        shield=5.0,
        internal_security=3.5,
        unrest=0.3,
        secrecy=1.2,
    )


def first_view() -> View:
    """The opening of a world with everything."""
    return _known(only(views.first_view(), *Module))


def busy_view() -> View:
    """The middle of a match in a world with everything: a pact of others, a motion, a ruin."""
    view = _known(only(views.busy_view(), *Module))
    told = (
        Condemned(view.turn - 1, "delmark", ("borea", "corvia"), True),
        Mediated(view.turn - 1, "borea", "corvia"),
        Retaliated(view.turn - 1, "delmark", 0.42),
    )
    return msgspec.structs.replace(
        view, pacts=(("borea", "corvia"),), occurrences=(*view.occurrences, *told)
    )


def only(view: View, *modules: Module) -> View:
    """A view with these modules on and no other."""
    lines = {*CORE_LINES, *(line for module in modules for line in MODULE_LINES[module])}
    own = books()
    stocks = [stock for module, named in STOCKS.items() if module not in modules for stock in named]
    own = msgspec.structs.replace(own, **dict.fromkeys(stocks))
    shares = {line: share for line, share in SHARES.items() if line in lines}
    counted = Module.DETERRENCE in modules
    return msgspec.structs.replace(
        view,
        modules=modules,
        own=msgspec.structs.replace(own, budget=shares),
        reports=tuple(_counted(report) if counted else report for report in view.reports),
    )


def _known(view: View) -> View:
    """Everything public that a world may have: dials, shifts, motives."""
    pages = (msgspec.structs.replace(page, motive=MOTIVES[page.id]) for page in view.others)
    return msgspec.structs.replace(view, dials=DIALS, power_shifts=SHIFTS, others=tuple(pages))


def _counted(report: Report) -> Report:
    """Only technical sources count missiles."""
    if report.source is not Source.TECHNICAL:
        return report
    return msgspec.structs.replace(
        report, deterrent=Estimate(14.0, 11.0, 18.0), shield=Estimate(3.0, 2.4, 3.9)
    )


def hindsight() -> Hindsight:
    """A debrief in which every line was bought, every stock was there and everything happened."""
    plain = views.hindsight()
    return msgspec.structs.replace(
        plain,
        wars=(*plain.wars, *grown_wars()),
        lanes=tuple(_lane(lane) for lane in plain.lanes),
        happened=happened(),
        states=tuple(
            msgspec.structs.replace(state, score=81.0, parts=PARTS) for state in plain.states
        ),
    )


def grown_wars() -> tuple[WarFinding, ...]:
    """A war that nobody ordered, and one that both sides did."""
    crisis = (
        Battle(1, ("borea",), "aster", (), ("borea",), 0.4, True, 0.35),
        Battle(1, ("aster",), "borea", (), ("aster",), 0.4, True, 0.35),
    )
    mutual = (
        Battle(3, ("borea",), "corvia", (), (), 0.3, False, 0.0),
        Battle(3, ("corvia",), "borea", (), (), 0.7, True, 0.35),
    )
    return (
        WarFinding(1, ("aster",), ("borea",), WarLabel.ACCIDENTAL, True, crisis),
        WarFinding(3, ("borea",), ("corvia",), WarLabel.TRAGIC, False, mutual),
    )


PARTS = {
    ScorePart.PROSPERITY: 30.0,
    ScorePart.SAFETY: 31.0,
    ScorePart.STANDING: 20.0,
    ScorePart.LAND_LOST: -3.0,
    ScorePart.RUIN: -1.0,
    ScorePart.LAND_TAKEN: 16.0,
}


def happened() -> tuple[Happening, ...]:
    """One of each kind of thing that can come of orders, in each of its forms, in turn 1."""
    both = {"borea": Cause.ACCIDENT, "corvia": Cause.ACCIDENT}
    return (
        TreatyChanged(1, "aster", "borea", Instrument.TRADE, True),
        TreatyChanged(1, "corvia", "delmark", Instrument.NON_AGGRESSION, False),
        TreatyBroken(1, "delmark", "borea"),
        PledgeBroken(1, "corvia"),
        *(
            UltimatumEnded(1, "delmark", "aster", met, followed)
            for met, followed in ((True, False), (False, True), (False, False))
        ),
        Condemned(1, "delmark", ("borea", "corvia"), True),
        Mediated(1, "borea", "corvia"),
        Meeting(1, "borea", "corvia", (), both),
        Meeting(1, "aster", "corvia", (), {"aster": Cause.DELIBERATE, "corvia": Cause.ACCIDENT}),
        Meeting(1, "aster", "borea", (), dict.fromkeys(("aster", "borea"), Cause.DELIBERATE)),
        Meeting(1, "borea", "delmark", ("delmark",), {"borea": Cause.DELIBERATE}),
        Meeting(1, "aster", "delmark", ("delmark",), {"aster": Cause.ACCIDENT}),
        Meeting(1, "corvia", "delmark", ("corvia", "delmark"), {}),
        *(CrisisAnswered(1, "aster", "corvia", outcome) for outcome in CrisisOutcome),
        Battle(1, ("delmark",), "borea", ("corvia",), (), 0.62, True, 0.35),
        Battle(1, ("aster", "corvia"), "delmark", (), ("aster",), 0.3, False, 0.0),
        Retaliated(1, "delmark", 0.4),
        Beaten(1, "borea"),
    )


def _lane(lane: LaneTurn) -> LaneTurn:
    condemned = Motion(MotionKind.CONDEMN, "corvia")
    mediated = Motion(MotionKind.MEDIATE, "borea", "delmark")
    motion = condemned if lane.state == "aster" else mediated
    stocks = {
        BudgetLine.DETERRENT: 16.0,
        BudgetLine.SHIELD: 5.0,
        BudgetLine.INTERNAL_SECURITY: 3.5,
        BudgetLine.SECRECY: 1.2,
    }
    did = msgspec.structs.replace(lane.did, budget=dict(SHARES), motion=motion)
    return msgspec.structs.replace(lane, did=did, stocks=stocks, unrest=0.3)
