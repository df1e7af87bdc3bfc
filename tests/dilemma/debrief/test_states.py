"""What each state was and did: scores, promises, and how well it judged the others."""

from __future__ import annotations

import numpy as np
import pytest

from dilemma.debrief.states import (
    assessment_error,
    final_score,
    score_of,
    score_parts,
    state_findings,
)
from dilemma.orders import Assessment, Order
from dilemma.vocabulary import Instrument, Motive, Readiness, ScorePart, SignalKind
from support.histories import history, quiet, won
from support.worlds import agreeing, attack, having, offering, order, signalling, spending

SURE, WRONG, UNSURE = Assessment(1.0, 1.0), Assessment(0.0, 0.0), Assessment(0.5, 0.5)


def judging(harm: float, attack_: float, other: str = "b") -> Order:
    """An order sheet that judges one other state."""
    return order(assessments={other: Assessment(harm, attack_)})


def test_a_score_is_three_quarters_of_the_average_payoff_of_a_turn_in_hundredths() -> None:
    game = history(*[quiet(a=spending(welfare=0.5))] * 4)
    payoff = float(game.world.score[0, 0]) / 4
    assert final_score(game, 0) == round(75.0 * payoff, 1)
    assert 0.0 < final_score(game, 1) < final_score(game, 0)


def test_what_only_a_conqueror_earns_still_shows_above_what_restraint_by_all_earns() -> None:
    restraint, conquest, more = score_of(np.array([1.04, 1.40, 1.75]))
    assert 70.0 < restraint < conquest < more < 100.0


@pytest.mark.parametrize(("score", "shown"), [(-3.0, 0.0), (9.0, 100.0)])
def test_a_score_is_held_between_nothing_and_a_hundred(score: float, shown: float) -> None:
    game = history(quiet())
    world = having(game.world, "score", a=score)
    extreme = game.__class__(**{**vars(game), "worlds": (game.worlds[0], world)})
    assert final_score(extreme, 0) == shown


@pytest.mark.parametrize("motive", list(Motive))
@pytest.mark.parametrize("place", [0, 1])
def test_a_score_below_three_quarters_is_the_sum_of_its_parts(motive: Motive, place: int) -> None:
    conquest = won(2, "b", a=attack("b"))
    game = history(quiet(a=spending(welfare=0.5)), conquest, quiet(), a=motive, b=motive)
    parts, score = score_parts(game, place), final_score(game, place)
    assert score < 75.0
    assert sum(parts.values()) == pytest.approx(score, abs=0.2)


def test_a_score_above_three_quarters_counts_a_third_of_what_its_parts_have_above_it() -> None:
    game = history(won(2, "b", a=attack("b")), quiet(a=spending(welfare=0.9)), a=Motive.REVISIONIST)
    whole = sum(score_parts(game, 0).values())
    assert whole > 76.0
    assert final_score(game, 0) == pytest.approx(75.0 + (whole - 75.0) / 3.0, abs=0.2)


def test_a_score_names_what_counts_by_the_motive_and_losses_only_where_there_were_any() -> None:
    shared = {ScorePart.PROSPERITY, ScorePart.SAFETY}
    assert score_parts(history(quiet()), 0).keys() == shared
    conquest = won(2, "b", a=attack("b"))
    survivor = history(conquest, a=Motive.REGIME_SURVIVOR)
    assert score_parts(survivor, 0).keys() == shared | {ScorePart.STANDING}
    revisionist = history(conquest, a=Motive.REVISIONIST)
    assert score_parts(revisionist, 0).keys() == shared | {ScorePart.LAND_TAKEN}
    assert score_parts(revisionist, 1).keys() == shared | {ScorePart.LAND_LOST}
    assert score_parts(revisionist, 1)[ScorePart.LAND_LOST] < 0.0


def test_who_assessed_nobody_has_no_error() -> None:
    assert assessment_error(history(quiet(), quiet()), 0) is None


@pytest.mark.parametrize(
    ("motive", "harm", "error"),
    [
        (Motive.SECURITY_SEEKER, 0.0, 0.0),
        (Motive.SECURITY_SEEKER, 1.0, 1.0),
        (Motive.SECURITY_SEEKER, 0.3, 0.09),
        (Motive.REGIME_SURVIVOR, 0.3, 0.09),
        (Motive.REVISIONIST, 1.0, 0.0),
        (Motive.REVISIONIST, 0.3, 0.49),
    ],
)
def test_harm_is_judged_against_the_motive(motive: Motive, harm: float, error: float) -> None:
    # In the last turn nothing follows against which an attack could be judged.
    game = history(quiet(a=judging(harm, 0.7)), b=motive)
    assert assessment_error(game, 0) == pytest.approx(error)


def test_attack_is_judged_against_the_turn_after() -> None:
    expected = quiet(a=judging(0.0, 0.8))
    attacked = history(expected, quiet(b=attack("a")))
    assert assessment_error(attacked, 0) == pytest.approx((0.0 + 0.2**2) / 2)
    spared = history(expected, quiet())
    assert assessment_error(spared, 0) == pytest.approx((0.0 + 0.8**2) / 2)
    at_once = history(quiet(a=judging(0.0, 0.8), b=attack("a")), quiet())
    assert assessment_error(at_once, 0) == pytest.approx((0.0 + 0.8**2) / 2)


def test_an_attack_on_another_is_not_the_attack_expected() -> None:
    game = history(quiet(3, a=judging(0.0, 0.0)), quiet(3, b=attack("c")))
    assert assessment_error(game, 0) == 0.0


def test_all_judgements_of_all_turns_are_averaged() -> None:
    sheets = {"a": order(assessments={"b": SURE, "c": UNSURE}), "b": judging(0.0, 0.0, "a")}
    game = history((sheets, quiet(3)[1]), quiet(3, a=order(assessments={"b": WRONG})))
    errors = [1.0, 1.0, 0.25, 0.25, 0.0]
    assert assessment_error(game, 0) == pytest.approx(sum(errors) / 5)
    assert assessment_error(game, 1) == 0.0


def test_promises_broken_count_treaties_and_pledges() -> None:
    promise = agreeing(Instrument.NON_AGGRESSION, "ab")
    pledge = signalling(SignalKind.PLEDGE_RESTRAINT, readiness=Readiness.MOBILISED)
    game = history(quiet(**promise), quiet(a=attack("b")), quiet(a=pledge))
    found = state_findings(game, {})
    assert [finding.promises_broken for finding in found] == [2, 0]


def test_a_finding_names_state_player_motive_and_land() -> None:
    game = history(
        won(2, "b", a=attack("b"), b=offering(Instrument.TRADE, to="a")), b=Motive.REVISIONIST
    )
    ann, second = state_findings(game, {"a": "Ann"})
    assert (ann.id, ann.player, ann.motive) == ("a", "Ann", Motive.SECURITY_SEEKER)
    assert (second.id, second.player, second.motive) == ("b", "", Motive.REVISIONIST)
    assert ann.territory > 1.0 > second.territory


def test_what_a_bot_believed_while_it_stood_in_is_no_judgement_of_the_player() -> None:
    game = history(quiet(a=judging(1.0, 0.0)), quiet(a=judging(0.0, 0.0)), b=Motive.REVISIONIST)
    assert assessment_error(game, 0, {"a": {2: "hawk"}}) == 0.0
    assert assessment_error(game, 0, {"b": {2: "hawk"}}) == assessment_error(game, 0)
    assert assessment_error(game, 0, {"a": {1: "hawk", 2: "hawk"}}) is None
