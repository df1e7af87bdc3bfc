"""What came of the orders: told as it truly was, whatever anybody was told at the time."""

from __future__ import annotations

import pytest

from dilemma.debrief.happenings import happenings_of
from dilemma.protocol.hindsight import Battle, CrisisAnswered, Happening, Meeting, TreatyChanged
from dilemma.record import Game
from dilemma.view.occurrences import Beaten, JoinedDefence, Signalled, TreatyBroken
from dilemma.vocabulary import Cause, CrisisOutcome, Instrument, Response, SignalKind
from support.histories import accident, clash, history, quiet, unsafe, won
from support.worlds import agreeing, answering, attack, loaded, plain, probe, quiet_dice, signalling

MISTAKEN = plain(2, incident_rate=0.1, attribution_error=0.5)


def told(game: Game, kind: type[Happening]) -> list[Happening]:
    """What was told of one kind."""
    return [happening for happening in happenings_of(game) if isinstance(happening, kind)]


def test_an_accident_is_told_as_nobodys_order() -> None:
    (met,) = told(history(accident(), scenario=unsafe()), Meeting)
    assert met == Meeting(1, "a", "b", (), {"a": Cause.ACCIDENT, "b": Cause.ACCIDENT})


def test_an_accident_that_a_service_misread_is_told_with_its_mistake() -> None:
    dice = loaded(quiet_dice(2), "incident", ab=0.0, ba=0.0)
    mistaken = loaded(dice, "attribution", ab=0.0, ba=1.0)
    (met,) = told(history(({}, mistaken), scenario=MISTAKEN), Meeting)
    assert met == Meeting(1, "a", "b", (), {"a": Cause.DELIBERATE, "b": Cause.ACCIDENT})


def test_a_probe_is_told_with_who_ordered_it_and_what_the_other_was_told() -> None:
    (met,) = told(history(quiet(b=probe("a")), scenario=unsafe()), Meeting)
    assert met == Meeting(1, "a", "b", ("b",), {"a": Cause.DELIBERATE})
    (both,) = told(history(quiet(a=probe("b"), b=probe("a")), scenario=unsafe()), Meeting)
    assert both == Meeting(1, "a", "b", ("a", "b"), {})


def test_a_crisis_is_told_once_from_the_first_of_the_two() -> None:
    down = quiet(b=answering(Response.BACK_DOWN, "a"))
    (answered,) = told(history(accident(), down, scenario=unsafe()), CrisisAnswered)
    assert answered == CrisisAnswered(2, "a", "b", CrisisOutcome.STOOD_FIRM)


def test_a_battle_is_told_with_its_chance_and_its_land() -> None:
    (fought,) = told(history(won(2, "b", a=attack("b"))), Battle)
    assert isinstance(fought, Battle)
    assert (fought.turn, fought.attackers, fought.defender) == (1, ("a",), "b")
    assert (fought.unordered, fought.won) == ((), True)
    assert 0.0 < fought.chance < 1.0
    assert fought.territory == 0.35


def test_a_battle_names_the_allies_and_all_who_attacked_together() -> None:
    pact = agreeing(Instrument.DEFENCE_PACT, "bd")
    game = history(quiet(4, **pact), quiet(4, a=attack("b"), c=attack("b"), **pact))
    (fought,) = told(game, Battle)
    assert isinstance(fought, Battle)
    assert (fought.attackers, fought.defender, fought.allies) == (("a", "c"), "b", ("d",))


def test_a_war_out_of_a_clash_names_those_whom_nobody_had_told_to_attack() -> None:
    battles = told(history(accident(), clash(), scenario=unsafe()), Battle)
    assert [(b.attackers, b.unordered) for b in battles if isinstance(b, Battle)] == [
        (("b",), ("b",)),
        (("a",), ("a",)),
    ]


def test_a_treaty_is_told_when_it_comes_into_force_and_when_it_ends() -> None:
    trade = agreeing(Instrument.TRADE, "ab")
    game = history(quiet(a=trade["a"]), quiet(**trade), quiet(**trade), quiet(a=trade["a"]))
    assert told(game, TreatyChanged) == [
        TreatyChanged(2, "a", "b", Instrument.TRADE, True),
        TreatyChanged(4, "a", "b", Instrument.TRADE, False),
    ]


def test_a_war_that_burns_a_treaty_is_told_as_its_end() -> None:
    promise = agreeing(Instrument.NON_AGGRESSION, "ab")
    broken = attack("b", offers=promise["a"].offers)
    game = history(quiet(**promise), quiet(a=broken, b=promise["b"]))
    ended = TreatyChanged(2, "a", "b", Instrument.NON_AGGRESSION, False)
    kinds = [type(happening) for happening in happenings_of(game)][1:]
    assert kinds == [TreatyChanged, TreatyBroken, Battle]
    assert ended in happenings_of(game)


def test_what_was_only_said_is_in_the_lanes_and_not_here() -> None:
    assert happenings_of(history(quiet(a=signalling(SignalKind.REASSURE)))) == ()
    pact = agreeing(Instrument.DEFENCE_PACT, "bc")
    game = history(quiet(3, **pact), quiet(3, a=attack("b"), **pact))
    assert not [told for told in happenings_of(game) if isinstance(told, Signalled | JoinedDefence)]


def test_who_is_beaten_is_told_after_the_battle() -> None:
    turns = [won(2, "b", a=attack("b"))] * 2
    *_, fought, beaten = happenings_of(history(*turns))
    assert isinstance(fought, Battle)
    assert beaten == Beaten(2, "b")


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_every_turn_is_told_under_its_number(turn: int) -> None:
    turns = [quiet() for _ in range(turn - 1)]
    game = history(*turns, accident(), scenario=unsafe())
    assert [happening.turn for happening in happenings_of(game)] == [turn]
