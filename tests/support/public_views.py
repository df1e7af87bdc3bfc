"""What a spectator of the match by hand is shown: public facts alone."""

from __future__ import annotations

from dilemma.scenario import Dials
from dilemma.view import PublicBriefing, PublicState, PublicView
from dilemma.view.occurrences import (
    Attacked,
    Beaten,
    Condemned,
    JoinedDefence,
    Occurrence,
    PledgeBroken,
    Signalled,
    TreatyBroken,
)
from dilemma.vocabulary import Motive, SignalKind
from support import views


def public_briefing() -> PublicBriefing:
    """What everybody was told of the match by hand."""
    told = views.briefing()
    return PublicBriefing(
        told.scenario,
        told.title,
        told.summary,
        told.states,
        told.turns,
        told.turn_seconds,
        told.commitment,
    )


def first_view() -> PublicView:
    """Nothing has happened."""
    states = tuple(PublicState(state, 1.0, False, None, 0, 0, 0) for state in views.NAMES)
    return PublicView(1, views.TURNS, Dials(), (), (), states, (), (), ())


def busy_view(turn: int = 5) -> PublicView:
    """A war, a pact, a pledge, a warning, and a state that is beaten."""
    states = (
        PublicState("aster", 1.0, False, SignalKind.WARN, 0, 0, 0, Motive.SECURITY_SEEKER),
        PublicState("borea", 0.8, False, None, 0, 0, 1),
        PublicState("corvia", 0.4, True, None, 0, 1, 0),
        PublicState("delmark", 1.2, False, SignalKind.PLEDGE_RESTRAINT, 2, 3, 2),
    )
    wars, pacts = (("borea", "delmark"),), (("aster", "borea"),)
    told = occurrences(turn - 1)
    return PublicView(turn, views.TURNS, Dials(), (), (), states, wars, pacts, told)


def occurrences(turn: int) -> tuple[Occurrence, ...]:
    """Some of everything that everybody learns."""
    return (
        Signalled(1, "delmark", SignalKind.PLEDGE_RESTRAINT, None, None, ""),
        Signalled(turn, "aster", SignalKind.WARN, "delmark", None, "Careful."),
        PledgeBroken(turn, "delmark"),
        TreatyBroken(turn, "delmark", "borea"),
        Attacked(turn, "delmark", "borea", True, 0.2, False),
        JoinedDefence(turn, "aster", "borea"),
        Beaten(turn, "corvia"),
        Condemned(turn, "delmark", ("aster", "borea"), True),
    )
