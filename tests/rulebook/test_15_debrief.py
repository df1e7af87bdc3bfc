"""Rules 15: the debrief."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from dilemma.debrief import hindsight_of
from dilemma.debrief.states import state_findings
from dilemma.debrief.verdict import ARMS_GROWTH, HIGH_TENSION, conditions_of, verdict_of
from dilemma.debrief.wars import wars_of
from dilemma.orders import Assessment
from dilemma.protocol.hindsight import Battle
from dilemma.record import Game, advance, begin
from dilemma.vocabulary import (
    Instrument,
    Module,
    Motive,
    Response,
    ScorePart,
    SignalKind,
    Verdict,
    WarLabel,
)
from support.histories import accident, clash, history, quiet, unsafe
from support.worlds import (
    SECRET,
    agreeing,
    attack,
    mutual,
    order,
    plain,
    probe,
    signalling,
    spending,
)

SEEKER, REVISIONIST, SURVIVOR = Motive
CASES = pytest.mark.parametrize


def label(game: Game) -> WarLabel:
    """What kind of war the only one of a match was."""
    (war,) = wars_of(game)
    return war.label


def verdict(game: Game) -> Verdict:
    """The verdict on a match."""
    return verdict_of(wars_of(game), conditions_of(game, wars_of(game)))


def ending(game: Game, **fields: float) -> Game:
    """The match with its last world changed: every force or every tension."""
    world = game.worlds[-1]
    if "forces" in fields:
        growth = fields["forces"]
        start = game.worlds[0]
        world = world.but(offence=start.offence * growth, defence=start.defence * growth)
    if "tension" in fields:
        world = mutual(world, "tension", ab=fields["tension"])
    return replace(game, worlds=(*game.worlds[:-1], world))


def test_15_1_after_the_last_turn_all_is_open() -> None:
    sheet = spending(offence=0.3)
    judging = order(assessments={"a": Assessment(0.7, 0.2)})
    game = advance(begin(plain(2, turns=1), SECRET), {"a": sheet, "b": judging})
    hindsight = hindsight_of(game, {"a": "Ada"})
    assert [finding.motive for finding in hindsight.states] == [SEEKER, SEEKER]
    lane = hindsight.lanes[0]
    assert (lane.state, lane.did, lane.offence, lane.defence) == ("a", sheet, 20.0, 30.0)
    assert (lane.seen[0].watcher, lane.seen[0].believed) == ("b", Assessment(0.7, 0.2))
    assert lane.seen[0].strength.low < lane.seen[0].strength.high
    assert hindsight.states[0].parts.keys() == {ScorePart.PROSPERITY, ScorePart.SAFETY}
    invaded = advance(begin(plain(2, turns=1), SECRET), {"a": attack("b")})
    (battle,) = hindsight_of(invaded, {}).happened
    assert isinstance(battle, Battle)
    assert (battle.attackers, battle.defender, battle.unordered) == (("a",), "b", ())


def test_15_2_a_war_is_counted_once_when_it_begins() -> None:
    goes_on = history(quiet(a=attack("b")), quiet(b=attack("a")))
    assert [(war.turn, war.attackers) for war in wars_of(goes_on)] == [(1, ("a",))]
    (mutual_war,) = wars_of(history(quiet(a=attack("b"), b=attack("a"))))
    assert mutual_war.attackers == ("a",)
    escalating = {"a": Response.ESCALATE}
    game = history(accident(), clash(2, b=attack("a", responses=escalating)), scenario=unsafe())
    assert [war.attackers for war in wars_of(game)] == [("b",)]


@CASES("motive", [SEEKER, REVISIONIST])
def test_15_3_a_war_that_grew_out_of_an_accident_is_accidental(motive: Motive) -> None:
    game = history(accident(), clash(), scenario=unsafe(), a=motive)
    assert label(game) is WarLabel.ACCIDENTAL


@CASES(("one", "other"), [(REVISIONIST, SEEKER), (SEEKER, REVISIONIST)])
def test_15_4_a_war_with_a_revisionist_in_it_is_predatory(one: Motive, other: Motive) -> None:
    assert label(history(quiet(a=attack("b")), a=one, b=other)) is WarLabel.PREDATORY
    game = history(quiet(a=probe("b")), clash(), scenario=unsafe(), a=one, b=other)
    assert label(game) is WarLabel.PREDATORY


@CASES("motive", [SEEKER, SURVIVOR])
def test_15_5_a_war_in_which_nobody_meant_harm_is_tragic(motive: Motive) -> None:
    assert label(history(quiet(a=attack("b")), a=motive)) is WarLabel.TRAGIC
    ordered = history(accident(), quiet(a=attack("b")), scenario=unsafe())
    assert label(ordered) is WarLabel.TRAGIC


def held(game: Game) -> dict[str, bool]:
    """Which conditions held."""
    return {condition.name: condition.held for condition in conditions_of(game, wars_of(game))}


@CASES(
    ("authority", "motive", "growth"),
    [(0.0, SEEKER, ARMS_GROWTH), (1.0, REVISIONIST, ARMS_GROWTH - 0.01)],
)
def test_15_6_three_conditions_are_checked(authority: float, motive: Motive, growth: float) -> None:
    game = history(quiet(), quiet(), scenario=plain(2, authority=authority), b=motive)
    found = held(ending(game, forces=growth))
    assert found["anarchy"] == (authority == 0.0)
    assert found["no_malign_intent"] == (motive is SEEKER)
    assert found["accumulation_of_power"] == (growth == ARMS_GROWTH)


@CASES("line", ["deterrent", "shield"])
def test_15_6_missiles_and_shields_count_where_there_are_any(line: str) -> None:
    with_missiles = msgspec.structs.replace(plain(2), modules=(Module.DETERRENCE,))
    game = history(quiet(), scenario=with_missiles)
    forces = game.worlds[0].offence + game.worlds[0].defence
    armed = game.worlds[-1].but(**{line: forces * (ARMS_GROWTH - 1.0) * 1.2})
    assert not held(game)["accumulation_of_power"]
    assert held(replace(game, worlds=(game.worlds[0], armed)))["accumulation_of_power"]


def test_15_7_a_conflict_is_a_war_or_two_states_that_fear_each_other() -> None:
    calm, fought = history(quiet(3)), history(quiet(3, a=attack("b")))
    assert not held(calm)["war_or_high_tension"]
    assert held(fought)["war_or_high_tension"]
    assert held(ending(calm, tension=HIGH_TENSION))["war_or_high_tension"]
    assert not held(ending(calm, tension=HIGH_TENSION - 0.01))["war_or_high_tension"]


def test_15_8_any_predatory_war_is_predation() -> None:
    game = history(quiet(a=attack("b")), quiet(), a=REVISIONIST)
    assert verdict(game) is Verdict.PREDATION
    assert verdict(ending(game, forces=2.0)) is Verdict.PREDATION


@CASES("motive", [SEEKER, REVISIONIST])
def test_15_9_without_a_conflict_it_is_a_peace_armed_or_stable(motive: Motive) -> None:
    game = ending(history(quiet(), quiet(), b=motive), tension=HIGH_TENSION - 0.01)
    assert verdict(game) is Verdict.STABLE_PEACE
    assert verdict(ending(game, forces=ARMS_GROWTH - 0.01)) is Verdict.STABLE_PEACE
    assert verdict(ending(game, forces=ARMS_GROWTH)) is Verdict.ARMED_PEACE
    assert verdict(ending(game, forces=3.0)) is Verdict.ARMED_PEACE
    assert "peace" not in verdict(ending(game, tension=HIGH_TENSION))
    assert "peace" not in verdict(history(quiet(a=attack("b"))))


@CASES(
    ("authority", "motive", "growth", "expected"),
    [
        (0.0, SEEKER, 1.6, Verdict.SECURITY_DILEMMA),
        (1.0, SEEKER, 1.6, Verdict.SPIRAL),
        (0.0, REVISIONIST, 1.6, Verdict.SPIRAL),
        (0.0, SEEKER, 1.4, Verdict.SPIRAL),
    ],
)
def test_15_10_a_true_dilemma_needs_all_three_conditions(
    authority: float, motive: Motive, growth: float, expected: Verdict
) -> None:
    game = history(quiet(), quiet(), scenario=plain(2, authority=authority), b=motive)
    assert verdict(ending(game, tension=0.5, forces=growth)) is expected


def test_15_11_promises_broken_are_pledges_and_treaties() -> None:
    treaty = agreeing(Instrument.NON_AGGRESSION, "ab")
    pledge = signalling(SignalKind.PLEDGE_RESTRAINT, offers=treaty["a"].offers)
    game = history(quiet(a=pledge, b=treaty["b"]), quiet(a=probe("b")))
    assert [finding.promises_broken for finding in state_findings(game, {})] == [2, 0]


def test_15_12_a_bot_that_stood_in_is_told_and_judges_for_nobody() -> None:
    sure = order(assessments={"b": Assessment(0.0, 0.0)})
    wrong = order(assessments={"b": Assessment(1.0, 1.0)})
    game = history(quiet(a=sure), quiet(a=wrong))
    found = hindsight_of(game, {"a": "Ada"}, {"a": {2: "hawk"}})
    assert [lane.bot for lane in found.lanes if lane.state == "a"] == ["", "hawk"]
    assert found.states[0].assessment_error == 0.0
