"""A crisis on screen: what happened, how sure that is, and what each answer leads to."""

from __future__ import annotations

import msgspec
import pytest

from dilemma.coefficients import STANDARD
from dilemma.view import StandingCrisis, View
from dilemma.vocabulary import Cause, Instrument, Response
from dilemma_client.scenes.turn.outcomes import LEADS_TO, misjudged, numbers
from support import views
from support.staging import Staged


def test_a_crisis_comes_first_and_says_what_was_told_and_what_may_follow() -> None:
    staged = Staged().in_turn(views.busy_view())
    assert "Crisis with Corvia" in staged.words
    assert "Your own service says it was deliberate." in staged.words
    assert (
        "It is wrong about this in 30 of 100 cases; with a hotline and incident rules"
        in staged.words
    )
    assert "Forces clash, and in 35 of 100 cases it is war." in staged.words
    assert {c.label for c in staged.stage.scene.interface.controls} == {
        "Back down",
        "Hold",
        "Escalate",
    }


def test_a_crisis_says_so_where_room_is_short_too() -> None:
    staged = Staged(scale=2.0).in_turn(views.busy_view())
    assert "Forces clash, and in 35 of 100 cases it is war." in staged.words
    assert "If they escalate" in staged.words
    assert "It is wrong about this in 30 of 100 cases" in staged.words


def test_treaties_make_the_service_surer_and_the_sheet_says_so() -> None:
    view = views.busy_view()
    kinds = (Instrument.HOTLINE, Instrument.INCIDENTS_AGREEMENT)
    corvia = msgspec.structs.replace(view.others[1], in_force=kinds)
    others = (view.others[0], corvia, *view.others[2:])
    staged = Staged().in_turn(msgspec.structs.replace(view, others=others))
    assert "With these treaties it is wrong about this in 6 of 100 cases." in staged.words


def first_told() -> View:
    """A crisis that opened last turn, and of which no answer has met another yet."""
    view = views.busy_view()
    spared = tuple(event for event in view.occurrences if type(event).__name__ != "CrisisMoved")
    return msgspec.structs.replace(view, occurrences=spared)


def test_a_crisis_that_goes_on_says_how_the_answers_met() -> None:
    assert "The crisis with Corvia goes on." in Staged().in_turn(views.busy_view()).words
    words = Staged().in_turn(first_told()).words.split("How do you answer?")[0]
    assert "The crisis with Corvia goes on." not in words


def test_every_answer_says_what_it_leads_to_against_every_other() -> None:
    staged = Staged().in_turn(views.busy_view())
    assert set(LEADS_TO) == {(mine, theirs) for mine in Response for theirs in Response}
    for words, _ in LEADS_TO.values():
        assert words.format(**numbers()) in staged.words


def test_who_is_beaten_reads_why_he_cannot_escalate() -> None:
    staged = Staged().in_turn(views.busy_view(beaten=True))
    assert staged.find("button", "Escalate").why_not == "A beaten state cannot escalate."
    assert "A beaten state cannot escalate." in staged.words


@pytest.mark.parametrize(
    ("in_force", "share"),
    [
        ((), 1.0),
        ((Instrument.TRADE,), 1.0),
        ((Instrument.HOTLINE,), STANDARD.hotline_clears),
        ((Instrument.INCIDENTS_AGREEMENT,), STANDARD.agreement_clears),
    ],
)
def test_how_often_the_service_is_wrong_is_what_the_rules_say(
    in_force: tuple[Instrument, ...], share: float
) -> None:
    view = views.busy_view()
    assert misjudged(view, in_force) == pytest.approx(share * view.dials.attribution_error)


def test_an_accident_may_have_been_meant() -> None:
    view = views.busy_view()
    crisis = StandingCrisis(4, Cause.ACCIDENT, 1)
    corvia = msgspec.structs.replace(view.others[1], crisis=crisis)
    others = (view.others[0], corvia, view.others[2])
    staged = Staged().in_turn(msgspec.structs.replace(view, others=others))
    assert "It may be wrong: a deliberate push can pass for an accident." in staged.words
