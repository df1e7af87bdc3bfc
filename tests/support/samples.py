"""Small values of the protocol, for tests that need some match and not a certain one."""

from __future__ import annotations

from dilemma.orders import Order
from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.hindsight import Hindsight
from dilemma.protocol.messages import Heard, MatchEnded, Seated, Table, TurnOpened
from dilemma.scenario import Dials
from dilemma.view import Briefing, Occurrence, OtherState, OwnBooks, Report, StateName, View
from dilemma.vocabulary import BudgetLine, Instrument, Motive, Readiness, Verdict

TOKEN = "a-token-of-sufficient-length"
TURNS = 3


def sample_briefing(seat: str = "red") -> Briefing:
    """Two states, red and blue."""
    return Briefing(
        scenario="samples",
        title="Samples",
        summary="Two states.",
        states=(StateName("red", "Redland"), StateName("blue", "Blueland")),
        seat=seat,
        text="You govern.",
        turns=TURNS,
        turn_seconds=60,
        commitment="00" * 32,
    )


def sample_order(welfare: float = 0.5) -> Order:
    """An order that differs from another by its welfare."""
    return Order(budget={BudgetLine.WELFARE: welfare})


def sample_view(
    turn: int = 1,
    seat: str = "red",
    in_force: tuple[Instrument, ...] = (Instrument.HOTLINE,),
    occurrences: tuple[Occurrence, ...] = (),
    reports: tuple[Report, ...] = (),
) -> View:
    """What one of the two may know at the start of a turn."""
    other = "blue" if seat == "red" else "red"
    return View(
        turn=turn,
        turns=TURNS,
        seat=seat,
        dials=Dials(),
        modules=(),
        power_shifts=(),
        own=_books(),
        others=(_page(other, in_force),),
        wars=(),
        pacts=(),
        mean_homeland=40.0,
        reports=reports,
        occurrences=occurrences,
    )


def sample_seated(token: str | None = TOKEN, seat: str = "red") -> Seated:
    """The answer to a first frame."""
    return Seated(PROTOCOL_VERSION, "ABCDEFGH", sample_briefing(seat), token)


def sample_table(sealed: tuple[str, ...] = ()) -> Table:
    """Both seats taken and present."""
    return Table({"red": "Ada", "blue": "Ben"}, ("red", "blue"), sealed)


def sample_turn(
    turn: int = 1,
    seconds_left: float = 60.0,
    own_order: Order | None = None,
    sealed: bool = False,
) -> TurnOpened:
    """A turn that begins, or that one comes back to."""
    return TurnOpened(sample_view(turn), seconds_left, own_order, sealed)


def sample_heard(serial: int, speaker: str = "blue", text: str = "") -> Heard:
    """A message between red and blue."""
    listener = "red" if speaker == "blue" else "blue"
    return Heard(serial, 1, speaker, listener, text or f"message {serial}")


def sample_ended() -> MatchEnded:
    """The end of the match, with a debrief that found nothing."""
    hindsight = Hindsight(Verdict.STABLE_PEACE, (), (), (), (), (), "{}")
    return MatchEnded(sample_view(TURNS + 1), hindsight)


def _books() -> OwnBooks:
    return OwnBooks(
        motive=Motive.SECURITY_SEEKER,
        economy=40.0,
        funds=dict.fromkeys(Readiness, 12.0),
        reserves=10.0,
        offence=10.0,
        defence=15.0,
        offence_building=0.0,
        defence_building=0.0,
        intelligence=1.0,
        standing=0.6,
        welfare=0.0,
        territory=1.0,
        readiness=Readiness.ROUTINE,
        budget={BudgetLine.WELFARE: 0.6},
        pledge_turns=0,
        beaten=False,
    )


def _page(identifier: str, in_force: tuple[Instrument, ...]) -> OtherState:
    return OtherState(
        id=identifier,
        contact=1.0,
        rivalry=0.2,
        territory=1.0,
        beaten=False,
        tension=0.2,
        offered=in_force,
        offers_us=in_force,
        in_force=in_force,
        at_war=False,
        crisis=None,
        ultimatums=(),
        signal=None,
        pledge_turns=0,
        attacks_made=0,
        pledges_broken=0,
    )
