"""The verdict: was it a security dilemma at all? After Tang (2009)."""

from __future__ import annotations

import pytest

from dilemma.debrief.verdict import ARMS_GROWTH, HIGH_TENSION, conditions_of, verdict_of
from dilemma.debrief.wars import wars_of
from dilemma.record import Game
from dilemma.vocabulary import Motive, SignalKind, Verdict
from support.histories import accident, clash, history, quiet, unsafe
from support.worlds import attack, mutual, plain, signalling, spending

ARMING = quiet(a=spending(offence=0.5, defence=0.5), b=spending(offence=0.5, defence=0.5))
RACE = (ARMING,) * 3


def verdict(game: Game) -> Verdict:
    """The verdict on a match."""
    return verdict_of(game, wars_of(game), conditions_of(game))


def held(game: Game) -> dict[str, bool]:
    """Which of the three conditions held."""
    return {condition.name: condition.held for condition in conditions_of(game)}


def test_a_calm_match_is_a_stable_peace() -> None:
    assert verdict(history(*[quiet()] * 6)) is Verdict.STABLE_PEACE


def test_benign_states_that_arm_are_in_a_security_dilemma() -> None:
    game = history(*RACE)
    assert held(game) == {
        "anarchy": True,
        "no_malign_intent": True,
        "accumulation_of_power": True,
    }
    assert verdict(game) is Verdict.SECURITY_DILEMMA


def test_with_a_revisionist_among_them_arming_is_a_spiral() -> None:
    game = history(*RACE, b=Motive.REVISIONIST)
    assert not held(game)["no_malign_intent"]
    assert verdict(game) is Verdict.SPIRAL


def test_under_an_authority_there_is_no_anarchy_and_arming_is_a_spiral() -> None:
    game = history(*RACE, scenario=plain(2, authority=1.0))
    assert held(game) == {
        "anarchy": False,
        "no_malign_intent": True,
        "accumulation_of_power": True,
    }
    assert verdict(game) is Verdict.SPIRAL


def test_a_war_without_arming_is_a_spiral() -> None:
    assert verdict(history(quiet(a=attack("b")))) is Verdict.SPIRAL
    assert verdict(history(accident(), clash(), scenario=unsafe())) is Verdict.SPIRAL


def test_a_war_among_benign_states_that_armed_is_a_security_dilemma() -> None:
    assert verdict(history(*RACE, quiet(a=attack("b")))) is Verdict.SECURITY_DILEMMA


def test_a_predatory_war_is_predation_whatever_else_happened() -> None:
    game = history(*RACE, quiet(a=attack("b")), a=Motive.REVISIONIST)
    assert verdict(game) is Verdict.PREDATION


def test_fear_without_arms_or_war_is_a_spiral() -> None:
    warned = signalling(SignalKind.WARN)
    game = history(quiet(a=warned, b=warned))
    world = mutual(game.worlds[-1], "tension", ab=HIGH_TENSION)
    afraid = game.__class__(**{**vars(game), "worlds": (*game.worlds[:-1], world)})
    assert verdict(game) is Verdict.STABLE_PEACE
    assert verdict(afraid) is Verdict.SPIRAL


def test_power_accumulates_from_a_quarter_more_than_at_the_start() -> None:
    game = history(*RACE)
    start = game.worlds[0].offence + game.worlds[0].defence
    peaks = [float((world.offence + world.defence).sum() / start.sum()) for world in game.worlds]
    assert max(peaks) >= ARMS_GROWTH
    evidence = (
        f"All forces together reached {max(peaks):.0%} of what they were at the start; "
        "power counts as accumulated from 125% on."
    )
    assert conditions_of(game)[2].evidence == evidence


@pytest.mark.parametrize(
    ("motives", "names"),
    [
        ({}, "none of the states"),
        ({"a": Motive.REVISIONIST}, "A"),
        ({"a": Motive.REVISIONIST, "b": Motive.REVISIONIST}, "A, B"),
        ({"a": Motive.REGIME_SURVIVOR}, "none of the states"),
    ],
)
def test_the_evidence_names_who_meant_harm(motives: dict[str, Motive], names: str) -> None:
    evidence = conditions_of(history(quiet(), scenario=None, **motives))[1].evidence
    assert evidence == f"A revisionist motive was dealt to {names}."
