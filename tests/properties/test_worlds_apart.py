"""World k of a batch is that world alone; states renamed are the same match renamed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.rules import adjudicate
from dilemma.scenario import Scenario
from support.batches import arrays_of, differences, one_of, relabelled, side_by_side
from support.play import matches, scenarios

seeds = st.integers(0, 2**32)


@pytest.mark.parametrize("states", range(2, 9))
@settings(max_examples=15)
@given(st.data(), seeds, st.sampled_from((2, 3, 8, 33, 70)), st.booleans())
def test_world_k_of_a_batch_is_that_world_alone(
    states: int, data: st.DataObject, seed: int, worlds: int, varied: bool
) -> None:
    scenario = data.draw(scenarios(least=states, most=states))
    k = data.draw(st.integers(0, worlds - 1), "k")
    alone = None
    for turn in matches(scenario, seed, worlds, varied):
        alone = one_of(turn.world, k) if alone is None else alone
        alone, events = adjudicate(alone, one_of(turn.orders, k), one_of(turn.dice, k))
        assert differences(one_of(turn.after, k), alone) == []
        assert differences(one_of(turn.events, k), events) == []


@settings(max_examples=20)
@given(scenarios(), seeds, st.integers(1, 9), st.integers(1, 9))
def test_two_batches_side_by_side_are_one_batch(
    scenario: Scenario, seed: int, first: int, second: int
) -> None:
    pairs = zip(matches(scenario, seed, first), matches(scenario, seed + 1, second), strict=True)
    for one, two in pairs:
        together = adjudicate(
            side_by_side([one.world, two.world]),
            side_by_side([one.orders, two.orders]),
            side_by_side([one.dice, two.dice]),
        )
        assert differences(together[0], side_by_side([one.after, two.after])) == []
        assert differences(together[1], side_by_side([one.events, two.events])) == []


@settings(max_examples=40)
@given(scenarios(), seeds, st.data())
def test_states_renamed_are_the_same_match_renamed(
    scenario: Scenario, seed: int, data: st.DataObject
) -> None:
    seats = data.draw(st.permutations(range(len(scenario.states))), "seats")
    for turn in matches(scenario, seed, worlds=3):
        found = adjudicate(
            relabelled(turn.world, seats),
            relabelled(turn.orders, seats),
            relabelled(turn.dice, seats),
        )
        for record, expected in zip(found, (turn.after, turn.events), strict=True):
            assert_same(record, relabelled(expected, seats))


@settings(max_examples=15)
@given(scenarios(), seeds, st.data())
def test_a_whole_match_renamed_stays_the_same_match(
    scenario: Scenario, seed: int, data: st.DataObject
) -> None:
    seats = data.draw(st.permutations(range(len(scenario.states))), "seats")
    world = None
    for turn in matches(scenario, seed):
        world = relabelled(turn.world, seats) if world is None else world
        world, _ = adjudicate(world, relabelled(turn.orders, seats), relabelled(turn.dice, seats))
    assert world is not None
    assert_same(world, relabelled(turn.after, seats))


def assert_same(found: object, expected: object) -> None:
    """Words and flags exactly; numbers up to the order in which they were added up."""
    for (path, one), (_, other) in zip(arrays_of(found), arrays_of(expected), strict=True):
        if one.dtype == np.float64:
            np.testing.assert_allclose(one, other, rtol=1e-11, atol=1e-11, err_msg=path)
        else:
            np.testing.assert_array_equal(one, other, err_msg=path)
