"""Rules 10: standing and tension."""

from __future__ import annotations

import pytest

from dilemma.chance import Dice
from dilemma.coefficients import STANDARD as C
from dilemma.orders import Order
from dilemma.rules.home import home
from dilemma.rules.intelligence import intelligence
from dilemma.rules.tension import tension
from dilemma.rules.war import war
from dilemma.vocabulary import BudgetLine, Readiness, SignalKind
from dilemma.world import World
from support.worlds import (
    after,
    attack,
    between,
    having,
    loaded,
    mutual,
    of,
    order,
    orders_in,
    quiet_dice,
    signalling,
    spending,
    told_by,
    world_of,
)

CASES = pytest.mark.parametrize


def standing(world: World, sheet: Order | None = None) -> float:
    """A's standing after a turn at home."""
    return float(of(after(home, world, orders_in(world, a=sheet or order()))[0].standing, "a"))


def fear(world: World, dice: Dice | None = None, **sheets: Order) -> float:
    """A's tension towards b after a turn."""
    return float(of(after(tension, world, orders_in(world, **sheets), dice)[0].tension, "ab"))


@CASES("start", [0.4, 0.6, 0.9])
def test_10_1_standing_returns_to_where_it_rests(start: float) -> None:
    rested = standing(having(world_of(2), "standing", a=C.standing_rest))
    moved = standing(having(world_of(2), "standing", a=start))
    way = (start - C.standing_rest) * (1.0 - C.standing_return)
    # More standing is more income, but nothing of it is spent.
    assert moved - rested == pytest.approx(way)


def test_10_2_standing_follows_welfare_against_what_people_take_for_granted() -> None:
    world = world_of(2)
    _, events = after(home, world, orders_in(world, a=spending(welfare=0.8)))
    share = of(events.spent[BudgetLine.WELFARE.code], "a") / 40.0
    expected = 0.6 + C.standing_of_welfare * (share - C.welfare_expected)
    assert standing(world, spending(welfare=0.8)) == pytest.approx(expected)
    assert standing(world) == pytest.approx(0.6 - C.standing_of_welfare * C.welfare_expected)


def test_10_3_mobilisation_wearies() -> None:
    tired = standing(world_of(2), order(readiness=Readiness.MOBILISED))
    assert standing(world_of(2)) - tired == pytest.approx(C.mobilised_weariness)


def test_10_4_standing_and_tension_stay_between_nothing_and_all() -> None:
    world = mutual(having(world_of(2), "standing", a=0.0, b=1.0), "tension", ab=1.0)
    orders = orders_in(world, a=attack("b"), b=spending(welfare=1.0))
    assert of(after(war, world, orders)[0].standing, "a") == 0.0
    later, _ = after(tension, world, orders)
    assert of(later.standing, "b") <= 1.0
    assert of(later.tension, "ba") == 1.0
    calm = mutual(world, "tension", ab=0.0)
    assert fear(calm, b=signalling(SignalKind.REASSURE)) == 0.0


def test_10_5_old_tension_fades() -> None:
    world = between(world_of(2), "tension", ab=0.7)
    assert fear(world) == pytest.approx(0.7 * C.tension_kept)


def test_10_6_tension_grows_by_the_threat_that_technical_sources_report() -> None:
    world = between(world_of(2, offence_advantage=1.5, intelligence_noise=0.4), "threat", ab=0.5)
    ready = order(readiness=Readiness.MOBILISED)
    later, events = after(intelligence, mutual(world, "contact", ab=0.8), orders_in(world, b=ready))
    assert events.reports is not None
    reported = events.reports.strength[0] * events.reports.composition[0]
    o = of(reported, "ab") * (C.readiness_strength[2] / C.readiness_strength[1]) * 1.5
    d = of(later.defence, "a") + C.offence_defends * of(later.offence, "a")
    impression = o / (o + d + 1.0) * 0.8
    assert of(later.threat, "ab") == pytest.approx(0.5 * impression + 0.5 * 0.5)
    assert fear(world) - fear(between(world, "threat", ab=0.0)) == pytest.approx(0.08 * 0.5)
    gossip = told_by(quiet_dice(2), "strength", 1, ab=3.0)
    unmoved, _ = after(intelligence, world, orders_in(world), gossip)
    assert of(unmoved.threat, "ab") == of(
        after(intelligence, world, orders_in(world))[0].threat, "ab"
    )


def test_10_7_rivalry_keeps_tension_up() -> None:
    rivals = mutual(world_of(2), "rivalry", ab=0.6)
    assert fear(rivals) - fear(world_of(2)) == pytest.approx(0.025 * 0.6)


@CASES(("misread", "felt"), [(False, C.tension_of_accident), (True, C.tension_of_deed)])
def test_10_8_an_incident_is_felt_as_it_is_told(misread: bool, felt: float) -> None:
    world = world_of(2, incident_rate=0.1, attribution_error=0.3)
    dice = loaded(quiet_dice(2), "incident", ab=0.0, ba=0.0)
    if misread:
        dice = loaded(dice, "attribution", ab=0.0)
    assert fear(world, dice) - fear(world) == pytest.approx(felt)


def test_10_9_who_cannot_meet_and_does_not_care_has_no_fear() -> None:
    world = mutual(world_of(2), "contact", ab=0.0)
    assert fear(world) == 0.0
    assert fear(mutual(world, "rivalry", ab=0.1)) > 0.0
