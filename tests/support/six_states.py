"""Views by hand of a match of six states, with the longest names and everybody in contact."""

from __future__ import annotations

import msgspec

from dilemma.protocol.hindsight import Battle, Hindsight, Meeting, Seen, TreatyChanged
from dilemma.view import Briefing, Estimate, OtherState, Report, StandingCrisis, StateName, View
from dilemma.view.occurrences import Condemned, Mediated
from dilemma.vocabulary import Cause, Instrument, Module, Source
from support import views

SEAT = "china"
NAMES = {
    "china": "China",
    "vietnam": "Vietnam",
    "philippines": "Philippines",
    "malaysia": "Malaysia",
    "brunei": "Brunei",
    "indonesia": "Indonesia",
}


def briefing() -> Briefing:
    """What the seat is told before the first turn."""
    return msgspec.structs.replace(
        views.briefing(),
        scenario="island_chain",
        title="The Island Chain",
        seat=SEAT,
        states=tuple(StateName(state, name) for state, name in NAMES.items()),
    )


def busy_view() -> View:
    """Two crises, a war, a pact, offers to answer and a forum that has spoken."""
    turn = 5
    treaties = (Instrument.HOTLINE, Instrument.TRADE)
    return msgspec.structs.replace(
        views.first_view(),
        turn=turn,
        seat=SEAT,
        modules=(Module.FORUM,),
        others=(
            views.page("vietnam", tension=0.5, in_force=treaties),
            views.page("philippines", crisis=StandingCrisis(turn - 1, Cause.DELIBERATE, 2)),
            views.page("malaysia", offers_us=(Instrument.HOTLINE, Instrument.INSPECTIONS)),
            views.page("brunei", contact=0.0),
            _beaten(views.page("indonesia", at_war=True, tension=0.9)),
        ),
        wars=(("china", "indonesia"), ("vietnam", "malaysia")),
        pacts=(("brunei", "malaysia"), ("philippines", "vietnam")),
        reports=reports(turn),
        occurrences=(
            Condemned(turn - 1, SEAT, ("vietnam", "philippines", "malaysia"), True),
            Mediated(turn - 1, "vietnam", "malaysia"),
        ),
    )


def _beaten(page: OtherState) -> OtherState:
    return msgspec.structs.replace(page, beaten=True, territory=0.3)


def reports(turn: int) -> tuple[Report, ...]:
    """What two sources said of every other state in every turn up to this one."""
    return tuple(
        views.report(state, now, source, 20.0 + 4.0 * place)
        for now in range(1, turn + 1)
        for place, state in enumerate(NAMES)
        if state != SEAT
        for source in Source
    )


def hindsight() -> Hindsight:
    """The debrief of a match of six."""
    plain = views.hindsight(turns=3)
    sight = Seen("", Estimate(30.0, 20.0, 45.0), Estimate(0.4, 0.2, 0.6), None)
    first = plain.states[0]
    return msgspec.structs.replace(
        plain,
        conditions=(*plain.conditions[:-1], views.conflict("china", "philippines")),
        wars=(),
        happened=(
            TreatyChanged(1, "brunei", "malaysia", Instrument.DEFENCE_PACT, True),
            Meeting(1, "china", "philippines", ("philippines",), {"china": Cause.ACCIDENT}),
            Battle(1, ("china", "vietnam"), "malaysia", ("brunei",), (), 0.44, False, 0.0),
        ),
        states=tuple(
            msgspec.structs.replace(
                first, id=state, player=f"Player {name}", fears=views.fears(state, 4, NAMES)
            )
            for state, name in NAMES.items()
        ),
        lanes=tuple(
            msgspec.structs.replace(
                plain.lanes[0],
                turn=turn,
                state=state,
                fears=views.fears(state, turn, NAMES),
                did=msgspec.structs.replace(
                    plain.lanes[0].did, signal=None, offers={}, responses={}
                ),
                seen=tuple(
                    msgspec.structs.replace(sight, watcher=watcher)
                    for watcher in NAMES
                    if watcher != state
                ),
            )
            for turn in (1, 2, 3)
            for state in NAMES
        ),
    )
