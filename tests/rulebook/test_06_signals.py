"""Rules 6: signals."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from dilemma.coefficients import STANDARD as C
from dilemma.orders import Order, problems
from dilemma.record import advance, begin
from dilemma.rules import adjudicate
from dilemma.rules.intelligence import intelligence
from dilemma.rules.signals import signals
from dilemma.rules.tension import tension
from dilemma.rules.war import surprise
from dilemma.view.occurrences import PledgeBroken, UltimatumEnded
from dilemma.vocabulary import Demand, Readiness, Response, SignalKind
from dilemma.world import World
from support.worlds import (
    SECRET,
    after,
    answering,
    attack,
    having,
    in_crisis,
    mutual,
    of,
    order,
    orders_in,
    plain,
    probe,
    quiet_dice,
    signalling,
    spending,
    world_of,
)

CASES = pytest.mark.parametrize
PLEDGE = SignalKind.PLEDGE_RESTRAINT
ULTIMATUM = SignalKind.ULTIMATUM


def felt(sheet: Order, world: World | None = None) -> tuple[float, ...]:
    """How much more tension b and c feel towards a after it signals."""
    world = world_of(3) if world is None else world
    loud, _ = after(tension, world, orders_in(world, a=sheet))
    calm, _ = after(tension, world, orders_in(world))
    return tuple(of(loud.tension, pair) - of(calm.tension, pair) for pair in ("ba", "ca"))


def standing_lost(world: World, **sheets: Order) -> float:
    """What of a's standing its signals and promises cost it."""
    later, _ = after(signals, world, orders_in(world, **sheets))
    return float(of(world.standing, "a") - of(later.standing, "a"))


def demanding(demand: Demand) -> Order:
    """An ultimatum to b."""
    return signalling(ULTIMATUM, "b", demand)


def due(demand: Demand) -> World:
    """A world in which an ultimatum of a to b falls due."""
    world = world_of(2)
    return adjudicate(world, orders_in(world, a=demanding(demand)), quiet_dice(2))[0]


def test_6_1_only_those_addressed_feel_a_signal() -> None:
    to_b, to_all = felt(signalling(SignalKind.WARN, "b")), felt(signalling(SignalKind.WARN))
    assert to_b == pytest.approx((C.tension_of_warning, 0.0))
    assert to_all == pytest.approx((C.tension_of_warning,) * 2)
    far = mutual(mutual(world_of(3), "contact", ac=0.0), "rivalry", ac=0.5)
    assert felt(signalling(SignalKind.WARN), far) == pytest.approx((C.tension_of_warning, 0.0))


def test_6_2_reassurance_costs_nothing_and_calms_a_little() -> None:
    reassuring = signalling(SignalKind.REASSURE)
    assert felt(reassuring) == pytest.approx((C.tension_of_reassurance,) * 2)
    assert standing_lost(world_of(2), a=reassuring) == 0.0


def test_6_3_a_warning_costs_nothing_and_frightens() -> None:
    assert felt(signalling(SignalKind.WARN)) == pytest.approx((C.tension_of_warning,) * 2)
    assert standing_lost(world_of(2), a=signalling(SignalKind.WARN)) == 0.0


def test_6_4_a_pledge_calms_and_binds_this_turn_and_three_more() -> None:
    assert felt(signalling(PLEDGE)) == pytest.approx((C.tension_of_pledge,) * 2)
    armed = spending(offence=0.5)
    for silent_turns, broken in ((0, True), (1, True), (2, True), (3, False)):
        world, _ = after(signals, world_of(2), orders_in(world_of(2), a=signalling(PLEDGE)))
        for _ in range(silent_turns):
            world, _ = after(signals, world, orders_in(world))
        _, events = after(signals, world, orders_in(world, a=armed))
        assert of(events.pledge_broken, "a") == broken


@CASES(
    ("sheet", "broken"),
    [
        (spending(offence=C.pledge_offence_share), False),
        (spending(offence=C.pledge_offence_share + 0.01), True),
        (spending(defence=0.5), False),
        (order(readiness=Readiness.MOBILISED), True),
        (probe("b"), True),
        (attack("b"), True),
    ],
)
def test_6_5_what_breaks_a_pledge(sheet: Order, broken: bool) -> None:
    world = having(world_of(3), "pledge_turns", a=2)
    later, events = after(signals, world, orders_in(world, a=sheet))
    assert of(events.pledge_broken, "a") == broken
    assert of(later.pledge_turns, "a") == (0 if broken else 1)


def test_6_5_what_a_broken_pledge_costs_and_who_sees_it() -> None:
    mobilising = order(readiness=Readiness.MOBILISED)
    bound = having(world_of(3), "pledge_turns", a=2)
    assert standing_lost(bound, a=mobilising) == pytest.approx(C.pledge_breach)
    assert felt(mobilising, bound) == pytest.approx((C.tension_of_breach,) * 2)
    game = advance(begin(plain(3), SECRET), {"a": signalling(PLEDGE)})
    game = advance(game, {"a": mobilising})
    assert all(PledgeBroken(2, "a") in game.view(seat).occurrences for seat in "abc")


def test_6_6_a_show_of_force_sinks_reserves_and_frightens() -> None:
    shown = signalling(SignalKind.SHOW_OF_FORCE)
    assert felt(shown) == pytest.approx((C.tension_of_show,) * 2)
    world = world_of(2)
    paid, _ = after(signals, world, orders_in(world, a=shown))
    kept, _ = after(signals, world, orders_in(world))
    assert of(kept.reserves, "a") - of(paid.reserves, "a") == C.show_of_force_cost
    view = begin(plain(2), SECRET).view("a")
    own = replace(view.own, reserves=C.show_of_force_cost - 0.1)
    refusal = problems(replace(view, own=own), shown)
    assert [problem.field for problem in refusal] == ["signal"]


def test_6_7_open_books_show_all_the_true_composition_for_a_turn() -> None:
    world = world_of(3)
    later, events = after(
        intelligence, world, orders_in(world, a=signalling(SignalKind.OPEN_BOOKS))
    )
    assert events.reports is not None
    for watcher in ("ba", "ca"):
        assert of(events.reports.composition_noise[0], watcher) == 0.0
        assert of(events.reports.strength_noise[0], watcher) > 0.0
    _, events = after(intelligence, later, orders_in(later))
    assert events.reports is not None
    assert of(events.reports.composition_noise[0], "ba") > 0.0


def test_6_8_an_exercise_explains_a_mobilisation_and_can_cover_an_attack() -> None:
    mobilised = Readiness.MOBILISED
    exercise = signalling(SignalKind.ANNOUNCE_EXERCISE, readiness=mobilised)
    threats, surprises = [], []
    for sheet in (order(), exercise, order(readiness=mobilised)):
        world, events = after(intelligence, world_of(2), orders_in(world_of(2), a=sheet))
        threats.append(of(world.threat, "ba"))
        assault = mutual(world, "at_war", ab=False).at_war
        assault[0, 1] = True
        surprises.append(of(surprise(world, assault, events.exercise), "b"))
    assert threats[0] == threats[1] < threats[2]
    assert surprises == [1.0, 1.0, C.warned]
    assert standing_lost(world_of(2), a=exercise) == 0.0


def test_6_9_an_ultimatum_has_a_target_and_a_demand_and_costs_both() -> None:
    view = begin(plain(2), SECRET).view("a")
    assert problems(view, demanding(Demand.STAND_DOWN)) == ()
    for sheet, field in (
        (signalling(ULTIMATUM, None, Demand.STAND_DOWN), "signal.target"),
        (signalling(ULTIMATUM, "b"), "signal.demand"),
        (demanding(Demand.BACK_DOWN), "signal.demand"),
    ):
        assert [problem.field for problem in problems(view, sheet)] == [field]
    for page in ({"contact": 0.0}, {"beaten": True}):
        safe = msgspec.structs.replace(view.others[0], **page)
        seen = msgspec.structs.replace(view, others=(safe,))
        refused = problems(seen, demanding(Demand.STAND_DOWN))
        assert [problem.field for problem in refused] == ["signal.target"]
    lost = standing_lost(world_of(2), a=demanding(Demand.STAND_DOWN))
    assert lost == pytest.approx(C.ultimatum_issued)
    assert felt(demanding(Demand.STAND_DOWN)) == pytest.approx((C.tension_of_ultimatum, 0.0))


@CASES(
    ("demand", "sheet", "met"),
    [
        (Demand.STAND_DOWN, order(), True),
        (Demand.STAND_DOWN, order(readiness=Readiness.MOBILISED), False),
        (Demand.STOP_ARMING, spending(offence=C.demand_offence_share), True),
        (Demand.STOP_ARMING, spending(offence=C.demand_offence_share + 0.01), False),
    ],
)
def test_6_10_what_meets_a_demand_and_what_that_costs(
    demand: Demand, sheet: Order, met: bool
) -> None:
    world = due(demand)
    later, events = after(signals, world, orders_in(world, b=sheet))
    assert of(events.ultimatum_met, "ab") == met
    lost = of(world.standing, "b") - of(later.standing, "b")
    assert lost == pytest.approx(C.ultimatum_met if met else 0.0)
    if met:
        assert standing_lost(world, b=sheet) == pytest.approx(-C.ultimatum_met)


@CASES("answer", Response)
def test_6_10_a_demand_to_back_down_is_met_by_backing_down(answer: Response) -> None:
    world = in_crisis(due(Demand.BACK_DOWN), "ab")
    _, events = after(signals, world, orders_in(world, b=answering(answer, "a")))
    assert of(events.ultimatum_met, "ab") == (answer is Response.BACK_DOWN)
    over = due(Demand.BACK_DOWN)
    assert of(after(signals, over, orders_in(over))[1].ultimatum_met, "ab")


def test_6_11_an_ultimatum_neither_met_nor_followed_through_is_a_bluff_that_all_see() -> None:
    defiant = order(readiness=Readiness.MOBILISED)
    world = due(Demand.STAND_DOWN)
    assert standing_lost(world, b=defiant) == pytest.approx(C.ultimatum_bluffed)
    assert standing_lost(world, a=attack("b"), b=defiant) == 0.0
    assert standing_lost(world, a=probe("b"), b=defiant) == pytest.approx(C.ultimatum_bluffed)
    game = advance(begin(plain(3), SECRET), {"a": demanding(Demand.STAND_DOWN)})
    game = advance(game, {"b": defiant})
    told = UltimatumEnded(2, "a", "b", met=False, followed_through=False)
    assert all(told in game.view(seat).occurrences for seat in "abc")
