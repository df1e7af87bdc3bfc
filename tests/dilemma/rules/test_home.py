"""Home: what the people make of it."""

from __future__ import annotations

import pytest

from dilemma.coefficients import STANDARD
from dilemma.rules.home import home
from dilemma.vocabulary import BudgetLine, Readiness
from support.worlds import after, before, having, of, order, orders_in, spending, world_of


def test_standing_moves_by_drift_welfare_and_weariness() -> None:
    world = having(world_of(2), "standing", a=0.9, b=0.2)
    sheet = order(budget={BudgetLine.WELFARE: 0.7}, readiness=Readiness.MOBILISED)
    orders = orders_in(world, a=sheet)
    found, _ = before(home, world, orders)
    later, events = after(home, world, orders)
    well = of(events.spent[BudgetLine.WELFARE.code], "a") / of(world.homeland, "a")
    expected = (
        of(found.standing, "a")
        + (STANDARD.standing_rest - of(found.standing, "a")) * STANDARD.standing_return
        + (well - STANDARD.welfare_expected) * STANDARD.standing_of_welfare
        - STANDARD.mobilised_weariness
    )
    assert of(later.standing, "a") == pytest.approx(expected)


def test_the_more_welfare_the_higher_standing() -> None:
    world = world_of(4)
    orders = orders_in(
        world, b=spending(welfare=0.3), c=spending(welfare=0.6), d=spending(welfare=1.0)
    )
    standing = after(home, world, orders)[0].standing[:, 0].tolist()
    assert standing == sorted(set(standing))


def test_people_tire_of_mobilisation_and_of_nothing_less() -> None:
    world = world_of(3)
    orders = orders_in(
        world,
        a=order(readiness=Readiness.MOBILISED),
        b=order(readiness=Readiness.ROUTINE),
        c=order(readiness=Readiness.STAND_DOWN),
    )
    later, _ = after(home, world, orders)
    tired = of(later.standing, "b") - of(later.standing, "a")
    assert tired == pytest.approx(STANDARD.mobilised_weariness)
    assert of(later.standing, "b") == of(later.standing, "c")


def test_welfare_adds_up_over_the_match() -> None:
    world = world_of(2)
    total = 0.0
    for _ in range(3):
        orders = orders_in(world, a=spending(welfare=0.5))
        world, events = after(home, world, orders)
        total += of(events.spent[BudgetLine.WELFARE.code], "a") / of(world.homeland, "a")
    assert of(world.welfare, "a") == pytest.approx(total)


def test_standing_stays_between_nothing_and_everything() -> None:
    world = having(world_of(2), "standing", a=0.0, b=1.0)
    weary = order(readiness=Readiness.MOBILISED)
    for _ in range(40):
        world, _ = after(home, world, orders_in(world, a=weary, b=spending(welfare=1.0)))
        assert (world.standing >= 0.0).all()
        assert (world.standing <= 1.0).all()
