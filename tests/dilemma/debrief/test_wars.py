"""Wars and their labels: tragic, predatory or accidental."""

from __future__ import annotations

import pytest

from dilemma.debrief.wars import wars_of
from dilemma.protocol.hindsight import Battle, WarFinding
from dilemma.record import Game
from dilemma.vocabulary import Instrument, Motive, Response, WarLabel
from support.histories import accident, clash, history, quiet, unsafe, won
from support.worlds import agreeing, attack, order, probe

SEEKER, REVISIONIST, SURVIVOR = Motive


def only_war(game: Game) -> WarFinding:
    """The one war of a match."""
    (found,) = wars_of(game)
    return found


def test_a_peace_has_no_wars() -> None:
    assert wars_of(history(quiet(a=probe("b")))) == ()


def test_a_war_between_seekers_is_tragic() -> None:
    found = only_war(history(quiet(), won(2, "b", a=attack("b"))))
    battle = Battle(2, ("a",), "b", (), (), found.battles[0].chance, won=True, territory=0.35)
    assert found == WarFinding(2, ("a",), ("b",), WarLabel.TRAGIC, won=True, battles=(battle,))


def fronts(war: WarFinding) -> list[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    """Who attacked whom in the first turn of a war, and who of them without an order."""
    return [(battle.attackers, battle.defender, battle.unordered) for battle in war.battles]


def test_a_war_grown_out_of_a_crisis_tells_that_nobody_ordered_either_attack() -> None:
    found = only_war(history(accident(), clash(), scenario=unsafe()))
    assert fronts(found) == [(("a",), "b", ("a",)), (("b",), "a", ("b",))]


def test_two_that_fall_on_each_other_are_both_told_as_attackers() -> None:
    found = only_war(history(won(2, "b", a=attack("b"), b=attack("a"))))
    assert fronts(found) == [(("a",), "b", ()), (("b",), "a", ())]
    assert [battle.won for battle in found.battles] == [True, False]


def test_an_attack_over_a_clash_is_told_as_the_only_one_that_was_ordered() -> None:
    sheet = attack("a", responses={"a": Response.ESCALATE})
    found = only_war(history(accident(), clash(2, b=sheet), scenario=unsafe()))
    assert fronts(found) == [(("b",), "a", ()), (("a",), "b", ("a",))]


def test_battles_of_others_are_not_those_of_a_war() -> None:
    first, second = wars_of(history(quiet(4, a=attack("b"), c=attack("d"))))
    assert [fronts(war) for war in (first, second)] == [
        [(("a",), "b", ())],
        [(("c",), "d", ())],
    ]


@pytest.mark.parametrize("motive", Motive)
def test_a_war_that_a_revisionist_chose_is_predatory(motive: Motive) -> None:
    found = only_war(history(quiet(a=attack("b")), a=motive))
    predatory = motive is REVISIONIST
    assert found.label is (WarLabel.PREDATORY if predatory else WarLabel.TRAGIC)
    assert not found.won


def test_a_war_grown_out_of_an_accident_is_accidental() -> None:
    found = only_war(history(accident(), clash(), scenario=unsafe()))
    assert found.label is WarLabel.ACCIDENTAL
    assert found.turn == 2


def test_an_accident_among_revisionists_is_still_one() -> None:
    game = history(accident(), clash(), scenario=unsafe(), a=REVISIONIST, b=REVISIONIST)
    assert only_war(game).label is WarLabel.ACCIDENTAL


@pytest.mark.parametrize(
    ("motive", "label"), [(SEEKER, WarLabel.TRAGIC), (REVISIONIST, WarLabel.PREDATORY)]
)
def test_a_war_grown_out_of_a_probe_is_no_accident(motive: Motive, label: WarLabel) -> None:
    game = history(quiet(a=probe("b")), clash(), scenario=unsafe(), a=motive)
    assert only_war(game).label is label


def test_an_attack_ordered_over_an_accident_is_no_accident() -> None:
    game = history(accident(), quiet(b=attack("a")), scenario=unsafe())
    assert only_war(game).label is WarLabel.TRAGIC


@pytest.mark.parametrize("attacker", ["a", "b"])
def test_an_attack_ordered_while_a_clash_becomes_a_war_is_no_accident(attacker: str) -> None:
    target = "ba"["ab".index(attacker)]
    sheet = attack(target, responses={target: Response.ESCALATE})
    game = history(accident(), clash(2, **{attacker: sheet}), scenario=unsafe())
    found = only_war(game)
    assert found.label is WarLabel.TRAGIC
    assert found.attackers == (attacker,)
    assert found.defenders == (target,)


def test_two_that_fall_on_each_other_fight_one_war() -> None:
    assert len(wars_of(history(quiet(a=attack("b"), b=attack("a"))))) == 1
    assert len(wars_of(history(accident(), clash(), scenario=unsafe()))) == 1


def test_a_war_that_goes_on_is_one_war_and_one_after_a_peace_is_another() -> None:
    goes_on = history(quiet(a=attack("b")), quiet(b=attack("a")), quiet(a=attack("b")))
    assert [war.turn for war in wars_of(goes_on)] == [1]
    again = history(quiet(a=attack("b")), quiet(), quiet(a=attack("b")))
    assert [war.turn for war in wars_of(again)] == [1, 3]


def test_all_who_attack_one_state_fight_one_war_against_it() -> None:
    game = history(won(3, "b", a=attack("b"), c=attack("b")), c=REVISIONIST)
    found = only_war(game)
    assert found.attackers == ("a", "c")
    assert found.label is WarLabel.PREDATORY


def test_wars_on_different_states_are_different_wars() -> None:
    found = wars_of(history(quiet(4, a=attack("b"), c=attack("d"))))
    assert [(war.attackers, war.defenders) for war in found] == [
        (("a",), ("b",)),
        (("c",), ("d",)),
    ]


def test_allies_stand_with_the_defender() -> None:
    game = history(quiet(3, a=attack("b"), **agreeing(Instrument.DEFENCE_PACT, "bc")))
    assert only_war(game).defenders == ("b", "c")


def test_a_third_state_that_joins_an_accident_makes_it_one_no_more() -> None:
    game = history(accident(3), clash(3, c=attack("b")), scenario=unsafe(3))
    labels = {war.defenders[0]: war.label for war in wars_of(game)}
    assert labels["b"] is WarLabel.TRAGIC


def test_who_only_held_its_ground_began_nothing() -> None:
    game = history(quiet(a=attack("b"), b=order()))
    assert only_war(game).attackers == ("a",)
