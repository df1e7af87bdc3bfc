"""Crises: two responses meet (Schelling, 1966)."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from dilemma.chance import Dice
from dilemma.coefficients import STANDARD
from dilemma.orders.arrays import NOBODY
from dilemma.record import advance, begin
from dilemma.rules.crises import crises
from dilemma.rules.incidents import incidents
from dilemma.rules.war import war
from dilemma.view.occurrences import CrisisMoved
from dilemma.vocabulary import CrisisOutcome, Response
from dilemma.world import World
from support.worlds import (
    SECRET,
    after,
    answering,
    before,
    dialled,
    having,
    in_crisis,
    loaded,
    of,
    order,
    orders_in,
    plain,
    probe,
    quiet_dice,
    world_of,
)

DOWN, HOLD, UP = Response.BACK_DOWN, Response.HOLD, Response.ESCALATE
GAIN, LOSS = STANDARD.stand_firm_gain, -STANDARD.back_down_cost
PEACE, WAR = STANDARD.clash_war, STANDARD.clash_war / 2


class Meeting(NamedTuple):
    """Two responses, what each side is told came of them, what standing moves, what level stays."""

    first: Response
    second: Response
    told_first: CrisisOutcome
    told_second: CrisisOutcome
    first_gains: float
    second_gains: float
    level: int


MEETINGS = (
    Meeting(DOWN, DOWN, CrisisOutcome.BOTH_BACKED_DOWN, CrisisOutcome.BOTH_BACKED_DOWN, 0, 0, 0),
    Meeting(DOWN, HOLD, CrisisOutcome.BACKED_DOWN, CrisisOutcome.STOOD_FIRM, LOSS, GAIN, 0),
    Meeting(DOWN, UP, CrisisOutcome.BACKED_DOWN, CrisisOutcome.STOOD_FIRM, LOSS, GAIN, 0),
    Meeting(HOLD, DOWN, CrisisOutcome.STOOD_FIRM, CrisisOutcome.BACKED_DOWN, GAIN, LOSS, 0),
    Meeting(HOLD, HOLD, CrisisOutcome.CONTINUES, CrisisOutcome.CONTINUES, 0, 0, 1),
    Meeting(HOLD, UP, CrisisOutcome.THEY_ESCALATED, CrisisOutcome.ESCALATED, 0, 0, 2),
    Meeting(UP, DOWN, CrisisOutcome.STOOD_FIRM, CrisisOutcome.BACKED_DOWN, GAIN, LOSS, 0),
    Meeting(UP, HOLD, CrisisOutcome.ESCALATED, CrisisOutcome.THEY_ESCALATED, 0, 0, 2),
    Meeting(UP, UP, CrisisOutcome.CLASH, CrisisOutcome.CLASH, 0, 0, 2),
)
NAMES = [f"{meeting.first}-{meeting.second}" for meeting in MEETINGS]


def clashing(chance: float, states: int = 2) -> Dice:
    """Dice with the draw that decides whether a clash of a and b becomes a war."""
    return loaded(quiet_dice(states), "clash", ab=chance, ba=chance)


@pytest.mark.parametrize("meeting", MEETINGS, ids=NAMES)
def test_two_responses_meet(meeting: Meeting) -> None:
    world = in_crisis(world_of(3), "ab")
    orders = orders_in(world, a=answering(meeting.first, "b"), b=answering(meeting.second, "a"))
    found, _ = before(crises, world, orders)
    later, events = after(crises, world, orders, clashing(PEACE, 3))
    gained = later.standing - found.standing
    assert of(events.crisis_outcome, "ab") == meeting.told_first.code
    assert of(events.crisis_outcome, "ba") == meeting.told_second.code
    assert of(gained, "a") == pytest.approx(meeting.first_gains)
    assert of(gained, "b") == pytest.approx(meeting.second_gains)
    assert of(gained, "c") == 0.0
    assert of(later.crisis, "ab") == of(later.crisis, "ba") == meeting.level
    assert of(events.escalated, "ab") == (meeting.first is UP)
    assert of(events.escalated, "ba") == (meeting.second is UP)


@pytest.mark.parametrize("meeting", MEETINGS[:-1], ids=NAMES[:-1])
def test_only_two_escalations_clash(meeting: Meeting) -> None:
    world = in_crisis(world_of(2), "ab")
    orders = orders_in(world, a=answering(meeting.first, "b"), b=answering(meeting.second, "a"))
    found, _ = before(crises, world, orders)
    later, events = after(crises, world, orders, clashing(0.0))
    assert not events.clash.any()
    assert not events.clash_war.any()
    assert (later.offence == found.offence).all()


def test_a_clash_wears_down_the_forces_of_both_and_of_nobody_else() -> None:
    world = in_crisis(world_of(3), "ab")
    orders = orders_in(world, a=answering(UP, "b"), b=answering(UP, "a"))
    found, _ = before(crises, world, orders)
    later, events = after(crises, world, orders, clashing(PEACE, 3))
    assert of(events.clash, "ab")
    assert not events.clash_war.any()
    kept = 1.0 - STANDARD.clash_losses
    for state, share in (("a", kept), ("b", kept), ("c", 1.0)):
        assert of(later.offence, state) == pytest.approx(of(found.offence, state) * share)
        assert of(later.defence, state) == pytest.approx(of(found.defence, state) * share)


def test_a_clash_becomes_a_war_with_its_probability_and_ends_the_crisis() -> None:
    world = in_crisis(world_of(2), "ab")
    orders = orders_in(world, a=answering(UP, "b"), b=answering(UP, "a"))
    later, events = after(crises, world, orders, clashing(WAR))
    assert of(events.clash_war, "ab")
    assert of(events.clash_war, "ba")
    assert of(events.crisis_outcome, "ab") == CrisisOutcome.WAR.code
    assert of(later.crisis, "ab") == 0
    assert not after(crises, world, orders, clashing(STANDARD.clash_war))[1].clash_war.any()


def test_a_war_out_of_a_clash_is_fought_by_both_at_once() -> None:
    world = in_crisis(world_of(3), "ab")
    orders = orders_in(world, a=answering(UP, "b"), b=answering(UP, "a"))
    later, events = after(war, world, orders, clashing(WAR, 3))
    assert of(events.attack, "ab")
    assert of(events.attack, "ba")
    assert of(later.at_war, "ab")
    assert not later.at_war[2].any()
    assert not later.attacks_made.any(), "nobody ordered it"


def test_a_crisis_left_unanswered_is_held() -> None:
    world = in_crisis(world_of(2), "ab")
    later, events = after(crises, world, orders_in(world, a=order(), b=order()))
    assert of(events.crisis_outcome, "ab") == CrisisOutcome.CONTINUES.code
    assert of(later.crisis, "ab") == 1


def test_a_crisis_that_opens_this_turn_is_answered_next_turn() -> None:
    world = world_of(2)
    later, events = after(crises, world, orders_in(world, a=probe("b")))
    assert (events.crisis_outcome == NOBODY).all()
    assert of(later.crisis, "ab") == 1


def test_responses_without_a_crisis_change_nothing() -> None:
    world = world_of(2)
    spoken = orders_in(world, a=answering(UP, "b"), b=answering(UP, "a"))
    later, events = after(crises, world, spoken, clashing(0.0))
    assert not events.clash.any()
    assert (later.standing == after(crises, world, orders_in(world))[0].standing).all()


def test_a_crisis_that_both_hold_fades_when_it_is_old() -> None:
    world = in_crisis(world_of(2), "ab", age=STANDARD.fade_after)
    held = after(crises, world, orders_in(world))[0]
    assert of(held.crisis, "ab") == 1
    world = in_crisis(world_of(2), "ab", age=STANDARD.fade_after + 1)
    faded, events = after(crises, world, orders_in(world))
    assert of(faded.crisis, "ab") == 0
    assert of(events.crisis_outcome, "ab") == CrisisOutcome.FADED.code
    assert (faded.standing == before(crises, world, orders_in(world))[0].standing).all()


def test_a_crisis_that_one_keeps_escalating_never_fades() -> None:
    world = in_crisis(world_of(2), "ab", age=STANDARD.fade_after + 5, level=3)
    later, _ = after(crises, world, orders_in(world, a=answering(UP, "b")))
    assert of(later.crisis, "ab") == 4


def test_standing_down_from_two_crises_costs_twice() -> None:
    world = in_crisis(world_of(3), "ab")
    world = in_crisis(world.but(turn=1), "ac")
    orders = orders_in(world, a=answering(DOWN, "b", "c"))
    found, _ = before(crises, world, orders)
    gained = after(crises, world, orders)[0].standing - found.standing
    assert of(gained, "a") == pytest.approx(2 * LOSS)
    assert of(gained, "b") == of(gained, "c") == pytest.approx(GAIN)


def test_standing_stays_within_its_bounds() -> None:
    world = having(in_crisis(world_of(2), "ab"), "standing", a=0.0, b=1.0)
    later, _ = after(crises, world, orders_in(world, a=answering(DOWN, "b")))
    assert of(later.standing, "a") == 0.0
    assert of(later.standing, "b") == 1.0


def test_clashes_on_many_sides_wear_down_no_more_than_three_would() -> None:
    world = world_of(6)
    for other in "bcdef":
        world = in_crisis(world.but(turn=1), f"a{other}")
    sheets = {other: answering(UP, "a") for other in "bcdef"}
    orders = orders_in(world, a=answering(UP, *"bcdef"), **sheets)
    found, _ = before(crises, world, orders)
    later, _ = after(crises, world, orders)
    kept = 1.0 - 3 * STANDARD.clash_losses
    assert of(later.offence, "a") == pytest.approx(of(found.offence, "a") * kept)


def test_each_side_is_told_its_own_side_of_it_and_others_nothing() -> None:
    scenario = plain(3, attribution_error=0.0)
    game = advance(begin(scenario, SECRET), {"a": probe("b")})
    game = advance(game, {"a": answering(UP, "b"), "b": answering(DOWN, "a")})
    moved = {
        view.seat: [told for told in view.occurrences if isinstance(told, CrisisMoved)]
        for view in game.views
    }
    assert moved == {
        "a": [CrisisMoved(2, "b", CrisisOutcome.STOOD_FIRM)],
        "b": [CrisisMoved(2, "a", CrisisOutcome.BACKED_DOWN)],
        "c": [],
    }


def test_a_crisis_comes_from_an_incident_and_from_nothing_else() -> None:
    def opened(world: World) -> bool:
        dice = loaded(quiet_dice(2), "incident", ab=0.0, ba=0.0)
        return bool(after(incidents, world, orders_in(world), dice)[0].crisis.any())

    assert not opened(world_of(2))
    assert opened(dialled(world_of(2), incident_rate=0.01))
