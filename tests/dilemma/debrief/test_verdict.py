"""The verdict: was it a security dilemma at all? After Tang (2009)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dilemma.debrief.verdict import ARMS_GROWTH, HIGH_TENSION, conditions_of, verdict_of
from dilemma.debrief.wars import wars_of
from dilemma.record import Game
from dilemma.vocabulary import Criterion, Motive, SignalKind, Verdict
from support.histories import accident, clash, history, quiet, unsafe
from support.worlds import attack, mutual, plain, signalling, spending

ARMING = quiet(a=spending(offence=0.5, defence=0.5), b=spending(offence=0.5, defence=0.5))
RACE = (ARMING,) * 4


def verdict(game: Game) -> Verdict:
    """The verdict on a match."""
    return verdict_of(wars_of(game), conditions_of(game, wars_of(game)))


def held(game: Game) -> dict[str, bool]:
    """Which of the three conditions held."""
    return {condition.name: condition.held for condition in conditions_of(game, wars_of(game))}


def afraid(game: Game) -> Game:
    """The match with a and b in just enough fear of each other at its end."""
    world = mutual(game.worlds[-1], "tension", ab=HIGH_TENSION)
    return replace(game, worlds=(*game.worlds[:-1], world))


def test_a_calm_match_is_a_stable_peace() -> None:
    assert verdict(history(*[quiet()] * 6)) is Verdict.STABLE_PEACE


def test_arms_alone_are_an_armed_peace_whoever_arms() -> None:
    for game in (history(*RACE), history(*RACE, b=Motive.REVISIONIST)):
        assert held(game)["accumulation_of_power"]
        assert not held(game)["war_or_high_tension"]
        assert verdict(game) is Verdict.ARMED_PEACE


def test_benign_states_that_arm_and_fear_each_other_are_in_a_security_dilemma() -> None:
    game = afraid(history(*RACE))
    assert held(game) == {
        "anarchy": True,
        "no_malign_intent": True,
        "accumulation_of_power": True,
        "war_or_high_tension": True,
    }
    assert verdict(game) is Verdict.SECURITY_DILEMMA


def test_with_a_revisionist_among_them_arms_and_fear_are_a_spiral() -> None:
    game = afraid(history(*RACE, b=Motive.REVISIONIST))
    assert not held(game)["no_malign_intent"]
    assert verdict(game) is Verdict.SPIRAL


def test_under_an_authority_there_is_no_anarchy_and_arms_and_fear_are_a_spiral() -> None:
    game = afraid(history(*RACE, scenario=plain(2, authority=1.0)))
    assert not held(game)["anarchy"]
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
    assert verdict(game) is Verdict.STABLE_PEACE
    assert verdict(afraid(game)) is Verdict.SPIRAL


def test_two_states_that_fear_each_other_are_a_conflict_among_many_that_do_not() -> None:
    game = history(quiet(4))
    assert not held(game)["war_or_high_tension"]
    assert held(afraid(game))["war_or_high_tension"]
    assert (
        conditions_of(afraid(game), ())[3].evidence
        == "No war was fought. At the end A and B feared each other most, with a tension of 40 of"
        " 100; from 40 on that is a conflict even without war."
    )


def test_what_was_tested_is_all_that_a_debrief_can_name() -> None:
    for game in (history(quiet()), afraid(history(*RACE, b=Motive.REVISIONIST))):
        assert [condition.name for condition in conditions_of(game, ())] == list(Criterion)


def test_the_values_of_the_evidence_say_which_state_it_is_and_not_how_it_is_called() -> None:
    game = afraid(history(*RACE, b=Motive.REVISIONIST))
    _, intent, _, conflict = conditions_of(game, wars_of(game))
    assert intent.values == {"states": ("b",)}
    assert (conflict.values["one"], conflict.values["other"]) == ("a", "b")


def test_the_evidence_counts_the_wars() -> None:
    game = history(quiet(3, a=attack("b")), quiet(3, b=attack("c")))
    assert conditions_of(game, wars_of(game))[3].evidence.startswith("2 wars were fought.")


def test_power_accumulates_from_half_as_much_again_as_at_the_start() -> None:
    game = history(*RACE)
    start = game.worlds[0].offence + game.worlds[0].defence
    peaks = [float((world.offence + world.defence).sum() / start.sum()) for world in game.worlds]
    assert max(peaks) >= ARMS_GROWTH
    evidence = (
        f"All forces together reached {max(peaks):.0%} of what they were at the start; "
        "power counts as accumulated from 150% on."
    )
    assert conditions_of(game, ())[2].evidence == evidence


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
    evidence = conditions_of(history(quiet(), scenario=None, **motives), ())[1].evidence
    assert evidence == f"A revisionist motive was dealt to {names}."
