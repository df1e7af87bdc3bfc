"""Rules 8: incidents and crises."""

from __future__ import annotations

from itertools import product

import pytest

from dilemma.coefficients import STANDARD as C
from dilemma.orders import Order
from dilemma.record import advance, begin
from dilemma.rules import Events
from dilemma.rules.crises import crises
from dilemma.rules.incidents import incidents
from dilemma.rules.tension import tension
from dilemma.rules.war import war
from dilemma.scenario import Scenario
from dilemma.view.occurrences import CrisisMoved, Incident
from dilemma.vocabulary import CrisisOutcome, Instrument, Readiness, Response
from dilemma.world import World
from support.worlds import (
    SECRET,
    after,
    answering,
    before,
    having,
    in_crisis,
    loaded,
    mutual,
    of,
    order,
    orders_in,
    plain,
    probe,
    quiet_dice,
    world_of,
)

DOWN, HOLD, UP = Response
CASES = pytest.mark.parametrize
MET = loaded(quiet_dice(2), "incident", ab=0.0, ba=0.0)
WAR = loaded(quiet_dice(2), "clash", ab=C.clash_war - 1e-9, ba=C.clash_war - 1e-9)
NO_WAR = loaded(quiet_dice(2), "clash", ab=C.clash_war, ba=C.clash_war)


def answered(first: Response, second: Response, age: int = 1) -> tuple[World, World, Events]:
    """A crisis of a and b as it was and after their answers met, and what happened."""
    world = in_crisis(world_of(2), "ab", age=age)
    orders = orders_in(world, a=answering(first, "b"), b=answering(second, "a"))
    found, _ = before(crises, world, orders)
    later, events = after(crises, world, orders, NO_WAR)
    return found, later, events


def felt(first: Response, second: Response) -> tuple[float, float]:
    """What their answers do to the tension of a and of b, against both holding."""
    world = in_crisis(world_of(2), "ab")
    calm, _ = after(tension, world, orders_in(world))
    orders = orders_in(world, a=answering(first, "b"), b=answering(second, "a"))
    later, _ = after(tension, world, orders, NO_WAR)
    change = later.tension - calm.tension
    return of(change, "ab"), of(change, "ba")


@CASES(("first", "second"), list(product(Readiness, Readiness)))
def test_8_1_the_chance_of_an_incident(first: Readiness, second: Readiness) -> None:
    world = mutual(mutual(world_of(2, incident_rate=0.1), "contact", ab=0.5), "rivalry", ab=0.4)
    alert = {Readiness.STAND_DOWN: 0.0, Readiness.ROUTINE: 0.5, Readiness.MOBILISED: 1.0}
    hazard = 0.1 * 0.5 * (1.0 + 0.4) * (1.0 + alert[first]) * (1.0 + alert[second])
    orders = orders_in(world, a=order(readiness=first), b=order(readiness=second))
    for nudge, met in ((-1e-9, True), (1e-9, False)):
        draw = hazard / (1.0 + hazard) + nudge
        dice = loaded(quiet_dice(2), "incident", ab=draw, ba=draw)
        assert of(after(incidents, world, orders, dice)[1].incident, "ab") == met


def test_8_1_the_beaten_the_distant_and_those_at_war_meet_nobody_by_accident() -> None:
    near = world_of(2, incident_rate=1.0)
    for world in (
        having(near, "territory", a=0.1),
        mutual(near, "contact", ab=0.0),
        mutual(near, "at_war", ab=True),
    ):
        assert not after(incidents, world, orders_in(world), MET)[1].incident.any()


def test_8_2_a_probe_is_an_incident_on_purpose() -> None:
    world = world_of(2)
    later, events = after(incidents, world, orders_in(world, a=probe("b")))
    assert of(events.incident, "ab")
    assert of(events.incident, "ba")
    assert not of(later.accident, "ab")
    idle, _ = after(incidents, world, orders_in(world))
    assert of(later.standing, "a") == of(idle.standing, "a")
    assert of(later.reserves, "a") == of(idle.reserves, "a")
    fighting = mutual(world, "at_war", ab=True)
    assert not after(incidents, fighting, orders_in(fighting, a=probe("b")))[1].incident.any()


def test_8_3_an_incident_opens_one_crisis_to_be_answered_from_the_next_turn() -> None:
    world = world_of(2)
    later, events = after(crises, world, orders_in(world, a=probe("b")))
    assert of(later.crisis, "ab") == of(later.crisis, "ba") == 1
    assert (events.crisis_outcome == -1).all()
    again = later.but(turn=2)
    later, events = after(crises, again, orders_in(again, b=probe("a")))
    assert of(later.crisis_opened, "ab") == 1
    misread = mutual(again, "told", ab=False)
    kept, _ = after(crises, misread, orders_in(misread, b=probe("a")))
    assert not of(kept.told, "ab")
    assert of(events.crisis_outcome, "ab") == CrisisOutcome.CONTINUES.code


@CASES(
    ("lines", "factor"),
    [
        ((), 1.0),
        ((Instrument.HOTLINE,), 0.4),
        ((Instrument.INCIDENTS_AGREEMENT,), 0.5),
        ((Instrument.HOTLINE, Instrument.INCIDENTS_AGREEMENT), 0.2),
        ((Instrument.TRADE, Instrument.INSPECTIONS), 1.0),
    ],
)
@CASES("meant", [False, True])
def test_8_4_an_incident_is_told_wrongly_less_often_over_a_line(
    lines: tuple[Instrument, ...], factor: float, meant: bool
) -> None:
    world = world_of(2, incident_rate=0.1, attribution_error=0.3)
    sheets = {"a": order(offers={"b": lines}), "b": order(offers={"a": lines})}
    if meant:
        sheets["b"] = probe("a", offers={"a": lines})
    for nudge, wrong in ((-1e-9, True), (1e-9, False)):
        dice = loaded(MET, "attribution", ab=0.3 * factor + nudge)
        _, events = after(incidents, world, orders_in(world, **sheets), dice)
        assert of(events.told, "ab") == (meant != wrong)
        if meant:
            assert of(events.told, "ba"), "who probed is told what it knows"


def test_8_5_both_back_down_and_breathe() -> None:
    found, later, _ = answered(DOWN, DOWN)
    assert of(later.crisis, "ab") == 0
    assert (later.standing == found.standing).all()
    assert felt(DOWN, DOWN) == pytest.approx((-C.tension_relieved,) * 2)


@CASES("firm", [HOLD, UP])
def test_8_6_who_backs_down_alone_loses_standing_to_the_other(firm: Response) -> None:
    found, later, _ = answered(DOWN, firm)
    assert of(later.crisis, "ab") == 0
    change = later.standing - found.standing
    assert change[:, 0] == pytest.approx([-C.back_down_cost, C.stand_firm_gain])


def test_8_7_a_crisis_that_both_hold_fades_in_the_third_turn() -> None:
    assert [of(answered(HOLD, HOLD, age)[1].crisis, "ab") for age in (1, 2, 3, 4)] == [1, 1, 0, 0]
    assert of(answered(HOLD, UP, 3)[1].crisis, "ab") == 2


def test_8_8_to_escalate_raises_the_crisis_and_the_others_fear() -> None:
    found, later, _ = answered(UP, HOLD)
    assert of(later.crisis, "ab") == of(later.crisis, "ba") == 2
    assert (later.standing == found.standing).all()
    assert felt(UP, HOLD) == pytest.approx((0.0, C.tension_of_escalation))
    assert felt(UP, DOWN) == pytest.approx((0.0, C.tension_of_escalation))


def test_8_9_a_clash_costs_both_and_may_become_a_war_nobody_ordered() -> None:
    found, later, events = answered(UP, UP)
    assert of(events.clash, "ab")
    assert of(later.crisis, "ab") == 2
    for force in ("offence", "defence"):
        kept = getattr(later, force) / getattr(found, force)
        assert kept[:, 0] == pytest.approx([1.0 - C.clash_losses] * 2)
    assert felt(UP, UP) == pytest.approx((C.tension_of_clash + C.tension_of_escalation,) * 2)
    world = in_crisis(world_of(2), "ab")
    orders = orders_in(world, a=answering(UP, "b"), b=answering(UP, "a"))
    for dice, fought in ((WAR, True), (NO_WAR, False)):
        _, events = after(war, world, orders, dice)
        assert of(events.attack, "ab") == of(events.attack, "ba") == fought


def test_8_9_no_more_than_three_clashes_a_turn_wear_forces_down() -> None:
    world = world_of(5)
    for other in "bcde":
        world = in_crisis(world.but(turn=1), f"a{other}")
    sheets = {letter: answering(UP, "a") for letter in "bcde"}
    orders = orders_in(world, a=answering(UP, *"bcde"), **sheets)
    found, _ = before(crises, world, orders)
    later, _ = after(crises, world, orders)
    kept = of(later.offence, "a") / of(found.offence, "a")
    assert kept == pytest.approx(1.0 - 3 * C.clash_losses)


def test_8_10_nobody_else_is_told_of_incidents_and_crises() -> None:
    scenario: Scenario = plain(3)
    sheets: dict[str, Order] = {"a": probe("b")}
    game = advance(advance(begin(scenario, SECRET), sheets), {"a": answering(UP, "b")})
    told = {seat: [type(happened) for happened in game.view(seat).occurrences] for seat in "abc"}
    assert told["a"] == told["b"] == [Incident, CrisisMoved]
    assert told["c"] == []
