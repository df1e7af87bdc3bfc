"""The worked examples of the rulebook, worked by the program."""

from __future__ import annotations

import pytest

from dilemma.chance import Dice
from dilemma.coefficients import STANDARD as C
from dilemma.debrief.states import final_score
from dilemma.orders import standing_order
from dilemma.record import advance, begin
from dilemma.rules import adjudicate
from dilemma.rules.building import building
from dilemma.rules.scoring import safety
from dilemma.rules.war import war
from dilemma.vocabulary import BudgetLine, Motive, Readiness
from dilemma.world import World, open_world
from rulebook.reading import RULEBOOK, numbers, table
from support.worlds import (
    SECRET,
    after,
    attack,
    having,
    of,
    order,
    orders_in,
    plain,
    quiet_dice,
    wanting,
)

TEXT = RULEBOOK.read_text(encoding="utf-8")
SCENARIO = plain(4, offence_advantage=1.4, first_strike_advantage=0.4)
WORLD = open_world(SCENARIO, SECRET)
MOBILISED = Readiness.MOBILISED
QUIET: Dice = quiet_dice(4)


def example(first_row: str) -> dict[str, str]:
    """A worked example as its table gives it."""
    rows = table(TEXT, f"| | |\n|---|---|\n| {first_row} |")
    return {row[0]: row[1] for row in rows}


def last(text: str) -> float:
    """The number a line of a table comes to."""
    return numbers(text)[-1]


def chance(attacker: Readiness, defender: Readiness) -> float:
    """The chance of victory of a over b in the first turn."""
    world = WORLD
    orders = orders_in(world, a=attack("b", readiness=attacker), b=order(readiness=defender))
    return float(of(after(war, world, orders)[1].success_chance, "b"))


def keeping(world: World) -> World:
    """The world after a first turn in which nobody sent orders."""
    game = begin(SCENARIO, SECRET)
    sheets = {view.seat: standing_order(view) for view in game.views}
    return adjudicate(world, orders_in(world, **sheets), QUIET)[0]


def test_the_examples_begin_with_the_forces_they_say() -> None:
    world = WORLD
    later, _ = after(building, world, orders_in(world))
    for part in TEXT.split("*A worked example.*")[1:]:
        said = numbers(part.split("\n\n")[0])
        assert said[-2:] == pytest.approx((of(later.offence, "a"), of(later.defence, "a")))


def test_the_example_of_a_war_comes_out_as_it_says() -> None:
    rows = example("the attack")
    routine = Readiness.ROUTINE
    usual, early, late = (
        chance(*pair) for pair in ((routine, routine), (MOBILISED, routine), (routine, MOBILISED))
    )
    assert last(rows["chance of victory"]) == pytest.approx(usual, abs=0.0005)
    assert last(rows["had Aster mobilised (surprise halved)"]) == pytest.approx(early, abs=0.0005)
    assert last(rows["had Borea mobilised (no surprise)"]) == pytest.approx(late, abs=0.0005)
    attacking, defending = 18.4 * 0.8 * 1.4, (27.6 + C.offence_defends * 18.4) * 0.8
    assert last(rows["the attack"]) == pytest.approx(attacking)
    assert last(rows["the defence"]) == pytest.approx(defending)
    assert last(rows["surprised, it fights with"]) == pytest.approx(defending * 0.6)
    strengths = numbers(rows["had Aster mobilised (surprise halved)"])[:2]
    assert strengths == pytest.approx((18.4 * 1.4, defending * 0.8))
    strengths = numbers(rows["had Borea mobilised (no surprise)"])[:2]
    assert strengths == pytest.approx((attacking, defending / 0.8))


def test_the_example_of_a_payoff_comes_out_as_it_says() -> None:
    rows = example("prosperity")
    game = advance(begin(SCENARIO, SECRET), {})
    events = game.events[0]
    said = numbers(TEXT.split("*A worked example.*")[2].split("\n\n")[0])
    ledger = (events.gross, events.upkeep, events.funds, events.spent[BudgetLine.WELFARE.code])
    assert said[-6:-2] == pytest.approx(tuple(of(column, "a") for column in ledger))
    assert last(rows["prosperity"]) == pytest.approx(of(game.world.welfare, "a"), abs=0.0006)
    assert numbers(rows["safety"])[-2:] == pytest.approx((36.8 / 25.76, 1.0), abs=0.0006)
    assert of(safety(game.world), "a") == 1.0


def test_the_example_of_a_payoff_holds_for_every_motive() -> None:
    rows = example("prosperity")
    start = WORLD
    larger, smaller = having(start, "territory", a=1.35), having(start, "territory", a=0.65)
    for label, world in {
        "payoff of a security seeker": start,
        "a regime survivor with a standing of 0.624": wanting(start, a=Motive.REGIME_SURVIVOR),
        "a revisionist that held 135 % of its land": wanting(larger, a=Motive.REVISIONIST),
        "any seeker that held 65 % of its land": smaller,
    }.items():
        assert last(rows[label]) == pytest.approx(of(keeping(world).score, "a"), abs=0.0006), label
    assert of(keeping(start).standing, "a") == pytest.approx(0.624, abs=0.0006)


def test_the_score_of_such_a_match_is_what_the_example_says() -> None:
    game = advance(begin(SCENARIO, SECRET), {})
    said = TEXT.split("would be a score of ")[1].split(" for")[0]
    assert float(said) == final_score(game, 0)
