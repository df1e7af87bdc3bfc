"""The opening: a scenario and its chances become a world at turn 1."""

from __future__ import annotations

from collections import Counter

import msgspec
import numpy as np
import pytest

from dilemma.chance import secret_from_seed, world_keys
from dilemma.scenario import Dials, Pair, Scenario, State
from dilemma.vocabulary import BudgetLine, Instrument, Motive, Readiness
from dilemma.world import open_batch, open_world
from dilemma.world.opening import OPENING_BUDGET
from support.batches import arrays_of
from support.worlds import SECRET, of, plain, under, world_of

SEEKER, REVISIONIST, SURVIVOR = Motive


def dealing(**weights: float) -> Scenario:
    """Four states whose motives are dealt by some weights."""
    motives = {Motive(name): weight for name, weight in weights.items()}
    return msgspec.structs.replace(plain(4), motives=motives)


def dealt(scenario: Scenario, worlds: int = 2000) -> dict[Motive, float]:
    """How often each motive is dealt."""
    motive = open_batch(scenario, world_keys(1, worlds)).motive
    counts = Counter(motive.ravel().tolist())
    return {kind: counts[kind.code] / motive.size for kind in Motive}


def test_states_start_as_the_scenario_says() -> None:
    state = State("a", "A", "", 33.0, 4.0, 5.0, 6.0, 2.0, 0.4)
    scenario = msgspec.structs.replace(plain(2), states=(state, plain(2).states[1]))
    world = open_world(scenario, SECRET)
    for field in ("economy", "reserves", "offence", "defence", "intelligence", "standing"):
        assert of(getattr(world, field), "a") == getattr(state, field)
    assert of(world.homeland, "a") == 33.0
    assert of(world.territory, "a") == 1.0
    assert world.turn == 1
    assert (world.readiness == Readiness.ROUTINE.code).all()


def test_everybody_starts_with_the_same_standing_budget() -> None:
    world = world_of(3)
    assert sum(OPENING_BUDGET.values()) <= 1.0
    for line in BudgetLine:
        assert (world.budget[line.code] == OPENING_BUDGET.get(line, 0.0)).all()


def test_nothing_has_happened_yet() -> None:
    world = world_of(3)
    for field in (
        "crisis at_war offers in_force threat score welfare pledges_broken attacks_made"
        " pledge_turns offence_building defence_building"
    ).split():
        assert not getattr(world, field).any(), field
    assert (world.signal == -1).all()
    assert (world.ultimatum == -1).all()


def test_what_lies_between_two_lies_between_both() -> None:
    pair = Pair(("c", "a"), contact=0.5, rivalry=0.25, tension=0.75, in_force=(Instrument.TRADE,))
    world = open_world(msgspec.structs.replace(plain(3), pairs=(pair,)), SECRET)
    for names in ("ac", "ca"):
        assert of(world.contact, names) == 0.5
        assert of(world.rivalry, names) == 0.25
        assert of(world.tension, names) == 0.75
        assert of(world.in_force[Instrument.TRADE.code], names)
        assert of(world.offers[Instrument.TRADE.code], names)
    expected = under(world_of(3), Instrument.TRADE, "ac")
    assert (world.in_force == expected.in_force).all()


def test_a_pair_that_is_left_out_is_out_of_reach() -> None:
    world = open_world(msgspec.structs.replace(plain(3), pairs=()), SECRET)
    assert not world.contact.any()
    assert not world.tension.any()


@pytest.mark.parametrize("motive", Motive)
def test_a_scenario_may_deal_one_motive_only(motive: Motive) -> None:
    assert dealt(dealing(**{motive: 1.0})) == {kind: float(kind is motive) for kind in Motive}


def test_motives_are_dealt_by_their_weights() -> None:
    found = dealt(dealing(security_seeker=2.0, revisionist=1.0, regime_survivor=1.0))
    # 8000 states are dealt to: a standard error is below 0.006.
    assert found[SEEKER] == pytest.approx(0.5, abs=0.028)
    assert found[REVISIONIST] == pytest.approx(0.25, abs=0.025)
    assert found[SURVIVOR] == pytest.approx(0.25, abs=0.025)


def test_a_weight_of_nothing_is_never_dealt() -> None:
    found = dealt(dealing(security_seeker=0.0, revisionist=3.0, regime_survivor=1.0))
    assert found[SEEKER] == 0.0
    assert found[REVISIONIST] == pytest.approx(0.75, abs=0.025)


def test_the_order_in_which_weights_are_written_does_not_matter() -> None:
    one = dealing(security_seeker=0.1, revisionist=0.2, regime_survivor=0.3)
    other = dealing(regime_survivor=0.3, revisionist=0.2, security_seeker=0.1)
    keys = world_keys(2, 500)
    assert (open_batch(one, keys).motive == open_batch(other, keys).motive).all()


def test_the_secret_deals_the_motives_and_nothing_else() -> None:
    scenario = dealing(security_seeker=1.0, revisionist=1.0)
    worlds = [open_world(scenario, secret_from_seed(seed)) for seed in range(40)]
    assert len({world.motive.tobytes() for world in worlds}) > 5
    for world in worlds[1:]:
        for (name, values), (_, first) in zip(arrays_of(world), arrays_of(worlds[0]), strict=True):
            assert name == "motive" or (values == first).all()


def test_each_world_of_a_batch_may_have_dials_of_its_own() -> None:
    dials = [Dials(intelligence_noise=noise) for noise in (0.1, 0.2, 0.3)]
    world = open_batch(plain(2), world_keys(1, 3), dials)
    assert world.dials.intelligence_noise.tolist() == [0.1, 0.2, 0.3]
    assert world.dials.attribution_error.tolist() == [0.3] * 3
    shared = open_batch(plain(2, incident_rate=0.5), world_keys(1, 3))
    assert shared.dials.incident_rate.tolist() == [0.5] * 3


def test_dials_that_do_not_fit_the_worlds_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^dials: 2 given for 3 worlds; give one, or one each$"):
        open_batch(plain(2), world_keys(1, 3), [Dials(), Dials()])


def test_every_array_has_the_worlds_on_its_last_axis() -> None:
    world = open_batch(plain(3), world_keys(1, 7))
    assert world.worlds == 7
    assert world.states == 3
    assert {values.shape[-1] for _, values in arrays_of(world)} == {7}
    assert all(values.flags.writeable for _, values in arrays_of(world))
    assert np.isfinite(world.economy).all()
