"""Bots: each plays the theory it is named after, from nothing but its view."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import numpy as np
import pytest

from dilemma.bots import BOTS, UnknownBotError, make_bot
from dilemma.bots.bot import foremost
from dilemma.bots.judgement import contest, judge, worst
from dilemma.chance import secret_from_seed
from dilemma.lab import TurnReport, play_match
from dilemma.orders import Order
from dilemma.record import begin
from dilemma.view import View
from dilemma.view.books import StandingCrisis
from dilemma.view.sight import sight_of
from dilemma.vocabulary import (
    ActionKind,
    BudgetLine,
    Cause,
    Instrument,
    Readiness,
    Response,
    SignalKind,
)
from support.worlds import SECRET, plain

CRISIS = {cause: StandingCrisis(1, cause, 1) for cause in Cause}


def view(own: dict[str, Any] | None = None, **dials: float) -> View:
    """What state a of two sees in turn 1, with some of its own books changed."""
    seen = begin(plain(2, 12, **{"intelligence_noise": 0.1, **dials}), SECRET).view("a")
    return msgspec.structs.replace(seen, own=msgspec.structs.replace(seen.own, **(own or {})))


def facing(seen: View, **page: Any) -> View:
    """The view with some of the other's page changed."""
    other = msgspec.structs.replace(seen.others[0], **page)
    return msgspec.structs.replace(seen, others=(other,))


def decided(name: str, seen: View) -> Order:
    """What a bot orders."""
    return make_bot(name, b"seed").decide(seen)


def test_the_roster() -> None:
    assert set(BOTS) == {
        *("restrained", "hawk", "tit_for_tat", "grit", "richardson"),
        *("fearful_planner", "reassurer", "opportunist", "random"),
    }
    assert all(make_bot(name, b"").name == name for name in BOTS)


@pytest.mark.parametrize("name", ["", "hawkish", "Random", "x" * 100])
def test_an_unknown_bot_is_refused_with_the_names_there_are(name: str) -> None:
    with pytest.raises(UnknownBotError) as refused:
        make_bot(name, b"")
    listed = ", ".join(BOTS)
    assert str(refused.value) == f"there is no bot '{name[:40]}'; the bots are {listed}"


@pytest.mark.parametrize("name", BOTS)
def test_a_bot_judges_everybody_and_answers_every_crisis(name: str) -> None:
    seen = facing(view(), crisis=CRISIS[Cause.DELIBERATE])
    found = decided(name, seen)
    assert set(found.assessments) == {"b"}
    assert 0.0 <= found.assessments["b"].harm <= 1.0
    assert 0.0 <= found.assessments["b"].attack <= 1.0
    assert set(found.responses) == {"b"}
    assert decided(name, view()).responses == {}


@pytest.mark.parametrize("name", BOTS)
def test_a_bot_decides_the_same_twice(name: str) -> None:
    bot = make_bot(name, b"seed")
    assert bot.decide(view()) == bot.decide(view()) == make_bot(name, b"seed").decide(view())


def test_only_the_random_bot_draws() -> None:
    assert [name for name, kind in BOTS.items() if kind.draws] == ["random"]
    sheets = {str(make_bot("random", bytes([seed])).decide(view())) for seed in range(20)}
    assert len(sheets) == 20


@pytest.mark.parametrize("turn", range(1, 13))
def test_the_restrained_never_moves_and_backs_down(turn: int) -> None:
    for cause in Cause:
        seen = msgspec.structs.replace(facing(view(), crisis=CRISIS[cause], at_war=True), turn=turn)
        found = decided("restrained", seen)
        assert found.action.kind is ActionKind.NONE
        assert found.responses == {"b": Response.BACK_DOWN}
        assert found.readiness is Readiness.ROUTINE
        assert found.budget[BudgetLine.OFFENCE] <= 0.05
        assert Instrument.DEFENCE_PACT not in found.offers["b"]
        assert len(found.offers["b"]) == len(Instrument) - 1


def test_tit_for_tat_answers_in_kind() -> None:
    calm = decided("tit_for_tat", view())
    assert calm.action.kind is ActionKind.NONE
    assert calm.readiness is Readiness.ROUTINE
    attacked = decided("tit_for_tat", facing(view(), at_war=True))
    assert (attacked.action.kind, attacked.action.target) == (ActionKind.ATTACK, "b")
    assert attacked.readiness is Readiness.MOBILISED
    for cause, answer in (
        (Cause.ACCIDENT, Response.BACK_DOWN),
        (Cause.DELIBERATE, Response.ESCALATE),
    ):
        seen = facing(view(), crisis=CRISIS[cause])
        assert decided("tit_for_tat", seen).responses == {"b": answer}


def test_tit_for_tat_arms_when_the_other_does() -> None:
    seen = view()
    report = seen.reports[0]
    later = [
        msgspec.structs.replace(
            report,
            turn=2,
            strength=msgspec.structs.replace(report.strength, value=report.strength.value * factor),
        )
        for factor in (1.0, 2.0)
    ]
    shares = [
        decided(
            "tit_for_tat", msgspec.structs.replace(seen, turn=2, reports=(report, second))
        ).budget[BudgetLine.OFFENCE]
        for second in later
    ]
    assert shares[0] < shares[1]


def test_the_opportunist_smiles_until_it_can_win() -> None:
    weak = decided("opportunist", view({"offence": 5.0}))
    assert weak.action.kind is ActionKind.NONE
    assert weak.signal is not None
    assert weak.signal.kind is SignalKind.REASSURE
    strong = decided("opportunist", view({"offence": 200.0}, offence_advantage=2.0))
    assert (strong.action.kind, strong.action.target) == (ActionKind.ATTACK, "b")
    assert strong.signal is not None
    assert strong.signal.kind is SignalKind.ANNOUNCE_EXERCISE
    assert strong.readiness is Readiness.MOBILISED


def test_the_opportunist_does_not_attack_whom_it_cannot_reach_or_who_is_beaten() -> None:
    strong = view({"offence": 200.0}, offence_advantage=2.0)
    for page in ({"contact": 0.0}, {"beaten": True}):
        assert decided("opportunist", facing(strong, **page)).action.kind is ActionKind.NONE


def test_the_fearful_planner_arms_as_the_danger_grows() -> None:
    shares = []
    for tension in (0.0, 0.5, 1.0):
        found = decided("fearful_planner", facing(view(offence_advantage=2.0), tension=tension))
        shares.append(found.budget[BudgetLine.OFFENCE] + found.budget[BudgetLine.DEFENCE])
    assert shares == sorted(set(shares))


def test_the_fearful_planner_strikes_where_waiting_is_worse_than_war() -> None:
    safe = view({"defence": 200.0})
    assert decided("fearful_planner", safe).action.kind is ActionKind.NONE
    cornered = facing(
        view({"defence": 1.0, "offence": 80.0}, offence_advantage=4.0, first_strike_advantage=0.9),
        tension=1.0,
        attacks_made=2,
        at_war=True,
    )
    found = decided("fearful_planner", cornered)
    assert (found.action.kind, found.action.target) == (ActionKind.ATTACK, "b")


@pytest.mark.parametrize("name", ["restrained", "tit_for_tat", "random"])
def test_bots_may_play_each_other_to_the_end(name: str) -> None:
    turns: list[TurnReport] = []
    play_match(plain(3, 6), [name] * 3, secret_from_seed(1), turns.append)
    assert len(turns) == 6
    if name != "random":
        assert not any(report.attacks for report in turns)


def test_deeds_raise_the_belief_in_harm_and_pledges_lower_it() -> None:
    def harm(**page: Any) -> float:
        return float(judge(sight_of(facing(view(), **page))).harm[0, 1, 0])

    usual = harm()
    assert harm(attacks_made=1) > usual
    assert harm(pledges_broken=1) > usual
    assert harm(crisis=CRISIS[Cause.DELIBERATE]) > usual
    assert harm(crisis=CRISIS[Cause.ACCIDENT]) == usual
    assert harm(pledge_turns=2) < usual


def test_composition_counts_only_if_it_is_read() -> None:
    seen = sight_of(view())
    guns = replace(seen, share=np.where(seen.present, 0.9, 0.0))
    assert judge(guns).harm[0, 1, 0] > judge(seen).harm[0, 1, 0]
    assert judge(guns, False).harm[0, 1, 0] == judge(seen, False).harm[0, 1, 0]


def test_beliefs_are_probabilities_whatever_is_seen() -> None:
    for suspicion in (0.0, 0.5, 1.0):
        seen = view(suspected_revisionists=suspicion)
        for sight in (sight_of(seen), sight_of(facing(seen, attacks_made=9, tension=1.0))):
            found = judge(sight)
            for belief in (found.harm, found.attack, found.lose_first, found.win_first):
                assert ((belief >= 0.0) & (belief <= 1.0)).all()


def test_the_contest_bots_reckon_with_is_the_one_that_is_fought() -> None:
    found = float(contest(np.array([30.0]), np.array([20.0]))[0])
    assert found == pytest.approx(30**1.5 / (30**1.5 + 20**1.5))


def test_the_foremost_is_one_and_the_first_of_equals() -> None:
    values = np.array([[[1.0], [3.0], [3.0], [9.0]]])
    among = np.array([[[True], [True], [True], [False]]])
    assert foremost(values, among)[0, :, 0].tolist() == [False, True, False, False]
    assert not foremost(values, np.zeros_like(among)).any()
    assert worst(values)[0, 0] == 9.0
