"""Payoffs by play: two equal states restrain themselves or arm and strike, a match long."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from dilemma.chance import batch_dice, world_keys
from dilemma.orders.arrays import Orders
from dilemma.rules import adjudicate
from dilemma.vocabulary import BudgetLine, Motive
from dilemma.world import World, open_batch
from support.batches import one_of, repeated
from support.worlds import order, orders_in, plain

WORLDS = 200
STRIKES = 6
RESTRAINED = order(
    budget={BudgetLine.WELFARE: 0.8, BudgetLine.DEFENCE: 0.1, BudgetLine.OFFENCE: 0.02}
)
ARMED = order(budget={BudgetLine.WELFARE: 0.4, BudgetLine.DEFENCE: 0.1, BudgetLine.OFFENCE: 0.5})


def played(first: str, second: str, motive: Motive, advantage: float) -> float:
    """The mean score of the first of two: C restrains itself, D arms and from turn 6 on strikes."""
    keys = world_keys(3, WORLDS)
    world = open_batch(plain(2, offence_advantage=advantage), keys)
    world = world.but(motive=np.full_like(world.motive, motive.code))
    while world.turn <= world.turns:
        orders = _orders(world, first, second)
        world, _ = adjudicate(world, orders, batch_dice(keys, world.turn, 2))
    return float(world.score[0].mean())


def _orders(world: World, first: str, second: str) -> Orders:
    sheets = {"C": RESTRAINED, "D": ARMED}
    one = orders_in(one_of(world, 0), a=sheets[first], b=sheets[second])
    orders = repeated(one, world.worlds)
    for attacker, target, choice in ((0, 1, first), (1, 0, second)):
        if choice == "D" and world.turn >= STRIKES:
            orders.attack[attacker, target] = ~(world.beaten[attacker] | world.beaten[target])
    return orders


@pytest.mark.parametrize("advantage", [0.8, 1.4, 2.0])
@pytest.mark.parametrize(
    ("motive", "ranking"),
    [
        (Motive.SECURITY_SEEKER, ["CC", "DC", "DD", "CD"]),
        (Motive.REVISIONIST, ["DC", "CC", "DD", "CD"]),
    ],
)
def test_a_seeker_plays_a_stag_hunt_and_a_revisionist_a_prisoners_dilemma(
    motive: Motive, ranking: list[str], advantage: float
) -> None:
    scores = {
        first + second: played(first, second, motive, advantage)
        for first, second in product("CD", repeat=2)
    }
    assert sorted(scores, key=lambda choices: -scores[choices]) == ranking
