"""Rules 14: the world and its dials."""

from __future__ import annotations

import msgspec
import pytest

from dilemma.coefficients import STANDARD as C
from dilemma.orders import attackable, problems
from dilemma.record import advance, begin
from dilemma.rules import adjudicate, first_reports
from dilemma.rules.building import building
from dilemma.rules.incidents import incidents
from dilemma.rules.intelligence import intelligence
from dilemma.rules.scoring import safety
from dilemma.rules.signals import signals
from dilemma.rules.tension import tension
from dilemma.rules.treasury import treasury
from dilemma.rules.war import war
from dilemma.scenario import Dials, Pair, PowerShift
from dilemma.vocabulary import BudgetLine, Demand, Module, Motive, SignalKind
from rulebook.quoted import dial_ranges
from rulebook.reading import RULEBOOK, numbers, rules
from support.worlds import (
    SECRET,
    after,
    attack,
    between,
    having,
    loaded,
    mutual,
    of,
    orders_in,
    plain,
    quiet_dice,
    signalling,
    spending,
    world_of,
)

CASES = pytest.mark.parametrize


def test_14_1_dials_are_public_and_stand_where_the_rulebook_says() -> None:
    lines = rules(RULEBOOK.read_text(encoding="utf-8"))["14.1"].splitlines()
    listed = {line.split("`")[1]: numbers(line.partition(":")[0]) for line in lines[2:]}
    ranges = dial_ranges()
    assert listed.pop("motives_known") == ()
    assert Dials().motives_known is False
    assert listed == ranges
    game = begin(plain(2, offence_advantage=1.7), SECRET)
    assert {view.dials for view in game.views} == {game.scenario.dials}


def test_14_1_suspicion_changes_no_rule() -> None:
    one, other = (
        advance(begin(plain(2, suspected_revisionists=share), SECRET), {"a": attack("b")})
        for share in (0.0, 1.0)
    )
    assert (one.world.score == other.world.score).all()


def test_14_2_without_contact_nobody_reaches_anybody() -> None:
    apart = msgspec.structs.replace(plain(2), pairs=(Pair(between=("a", "b"), contact=0.0),))
    view = begin(apart, SECRET).view("a")
    assert attackable(view) == ()
    threat = signalling(SignalKind.ULTIMATUM, "b", Demand.STAND_DOWN)
    assert [problem.field for problem in problems(view, threat)] == ["signal.target"]
    assert problems(view, signalling(SignalKind.WARN, "b")) == ()
    world = mutual(world_of(2, incident_rate=1.0), "contact", ab=0.0)
    later, _ = after(intelligence, world, orders_in(world))
    assert of(later.threat, "ab") == 0.0
    dice = loaded(quiet_dice(2), "incident", ab=0.0, ba=0.0)
    assert not after(incidents, world, orders_in(world), dice)[1].incident.any()


def test_14_2_contact_frightens_and_does_not_weaken_an_attack() -> None:
    near, far = world_of(2), mutual(world_of(2), "contact", ab=0.2)
    chances = []
    for world in (near, far):
        _, events = adjudicate(world, orders_in(world, a=attack("b")), quiet_dice(2))
        chances.append(of(events.success_chance, "b"))
    assert chances[0] == chances[1]
    threats = [
        of(after(intelligence, world, orders_in(world))[0].threat, "ab") for world in (near, far)
    ]
    assert threats[1] < threats[0]
    assert of(safety(having(far, "offence", b=200.0)), "a") > of(
        safety(having(near, "offence", b=200.0)), "a"
    )


def test_14_3_rivalry_raises_incidents_tension_and_the_bias_of_analysts() -> None:
    cold = world_of(2, incident_rate=0.1, analyst_bias=0.5)
    hot = mutual(cold, "rivalry", ab=0.8)
    draw = 0.225 / 1.225 + 1e-9
    dice = loaded(quiet_dice(2), "incident", ab=draw, ba=draw)
    met = [
        of(after(incidents, world, orders_in(world), dice)[1].incident, "ab")
        for world in (cold, hot)
    ]
    assert met == [False, True]
    fear = [of(after(tension, world, orders_in(world))[0].tension, "ab") for world in (cold, hot)]
    assert fear[0] < fear[1]
    read = [of(first_reports(world, quiet_dice(2)).strength[0], "ab") for world in (cold, hot)]
    assert read[0] < read[1]


def test_14_4_an_announced_shift_comes_in_equal_parts_and_all_see_it() -> None:
    shift = PowerShift(state="b", first=2, last=3, factor=1.5)
    scenario = msgspec.structs.replace(plain(2), power_shifts=(shift,))
    game = begin(scenario, SECRET)
    assert {view.power_shifts for view in game.views} == {(shift,)}
    steady = begin(plain(2), SECRET)
    extra = []
    for _ in range(4):
        game, steady = advance(game, {}), advance(steady, {})
        extra.append(of(game.world.economy, "b") - of(steady.world.economy, "b"))
    assert extra[0] == 0.0
    assert extra[1] == pytest.approx(10.0)
    assert extra[2] == pytest.approx(20.0, abs=0.3)
    assert extra[3] == pytest.approx(20.0, abs=0.7)
    world = begin(scenario, SECRET).world.but(turn=2)
    alone, _ = after(treasury, world, orders_in(world))
    assert of(alone.economy, "b") - of(alone.economy, "a") == pytest.approx(40.0 * 0.5 / 2.0)


def test_14_4_several_shifts_of_one_state_add_up() -> None:
    double, more = (PowerShift(state="b", first=1, last=1, factor=f) for f in (2.0, 1.5))
    grown = []
    for shifts in ((), (double, more), (more, double)):
        scenario = msgspec.structs.replace(plain(2), power_shifts=shifts)
        grown.append(of(advance(begin(scenario, SECRET), {}).world.economy, "b"))
    added = 40.0 * (1.0 + 0.5)
    assert [after_both - grown[0] for after_both in grown[1:]] == pytest.approx([added, added])


def test_14_5_biased_analysts_read_fear_and_hatred_upwards() -> None:
    world = between(world_of(2, analyst_bias=0.5, intelligence_noise=0.0), "tension", ab=0.4)
    world = between(world, "rivalry", ab=0.2)
    reports = first_reports(world, quiet_dice(2))
    assert of(reports.strength[0], "ab") == pytest.approx(50.0 * (1.0 + 0.5 * 0.6), abs=0.06)
    assert of(reports.strength_noise[0], "ab") == 0.0


def test_14_6_an_authority_helps_whoever_is_attacked() -> None:
    world = world_of(2, authority=0.5, first_strike_advantage=0.0)
    world = having(world, "homeland", a=60.0)
    orders = orders_in(world, a=attack("b"))
    _, events = after(war, world, orders)
    attacking, held = 18.4 * 0.8, 36.8 * 0.8 + 0.5 * 50.0
    odds = (attacking / held) ** 1.5
    assert of(events.success_chance, "b") == pytest.approx(odds / (1.0 + odds))


@CASES("accumulation", [0.0, 0.4, 1.0])
def test_14_7_where_power_does_not_accumulate_arms_money_is_lost(accumulation: float) -> None:
    world = world_of(2, accumulation=accumulation)
    later, events = after(building, world, orders_in(world, a=spending(offence=0.4, defence=0.4)))
    kept = 1.0 - C.depreciation * accumulation
    for force, line in (("offence", 2), ("defence", 1)):
        spent = of(events.spent[line], "a")
        assert of(getattr(later, f"{force}_building"), "a") == pytest.approx(accumulation * spent)
        began = of(getattr(world, force), "a")
        assert of(getattr(later, force), "a") == pytest.approx(began * kept)


@CASES("accumulation", [0.0, 0.4, 1.0])
@CASES("stock", ["deterrent", "shield"])
def test_14_7_neither_do_deterrents_nor_shields(stock: str, accumulation: float) -> None:
    world = world_of(2, accumulation=accumulation).but(modules=frozenset({Module.DETERRENCE}))
    world = having(world, stock, a=10.0)
    later, events = after(building, world, orders_in(world, a=spending(**{stock: 0.4})))
    spent = of(events.spent[BudgetLine(stock).code], "a")
    assert spent > 0.0
    assert of(getattr(later, f"{stock}_building"), "a") == pytest.approx(accumulation * spent)
    kept = 1.0 - C.depreciation * accumulation
    assert of(getattr(later, stock), "a") == pytest.approx(10.0 * kept)


@CASES("known", [False, True])
def test_14_8_known_motives_are_seen_by_all(known: bool) -> None:
    scenario = plain(2, motives_known=known)
    scenario = msgspec.structs.replace(scenario, motives={Motive.REVISIONIST: 1.0})
    page = begin(scenario, SECRET).view("a").others[0]
    assert page.motive is (Motive.REVISIONIST if known else None)


def test_14_9_pledges_may_cost_standing_each_time_they_are_given() -> None:
    world = world_of(2, pledge_cost=0.1)
    pledging = orders_in(world, a=signalling(SignalKind.PLEDGE_RESTRAINT))
    once, _ = after(signals, world, pledging)
    assert of(once.standing, "a") == pytest.approx(0.5)
    twice, _ = after(signals, once, pledging)
    assert of(twice.standing, "a") == pytest.approx(0.4)
