"""Chance: fair, repeatable, and no draw says anything of another."""

from __future__ import annotations

from dataclasses import fields
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dilemma.chance import (
    Dice,
    batch_dice,
    batch_draws,
    bot_draws,
    bot_seed,
    commitment,
    deal,
    match_dice,
    secret_from_seed,
    world_keys,
)
from dilemma.chance.streams import ARSENALS, SOURCES, batch_deal, normals, uniforms
from support.batches import arrays_of, differences, one_of

SECRET = secret_from_seed(7)
UNIFORM = ("incident", "clash", "attribution", "battle", "delivery", "readiness")
NORMAL = ("strength", "composition", "arsenals")
SYMMETRIC = ("incident", "clash")
FAIR = 5.0
"""Standard errors within which a fixed sample must lie: one in two million would not."""

states = st.integers(2, 8)
turns = st.integers(0, 40)
secrets = st.binary(min_size=16, max_size=64)


def many_matches(field: str, count: int = 400) -> np.ndarray:
    """The draws of one purpose in turn 3 of many matches of four states [4.., matches]."""
    drawn = [getattr(match_dice(secret_from_seed(seed), 3, 4), field) for seed in range(count)]
    return np.concatenate(drawn, axis=-1)


@given(secrets, turns, states)
def test_the_same_secret_and_turn_give_the_same_dice(secret: bytes, turn: int, n: int) -> None:
    assert not differences(match_dice(secret, turn, n), match_dice(secret, turn, n))


@given(secrets, turns, states)
def test_dice_have_the_shapes_the_rules_read(secret: bytes, turn: int, n: int) -> None:
    shapes = {name: values.shape for name, values in arrays_of(match_dice(secret, turn, n))}
    pair, report = (n, n, 1), (SOURCES, n, n, 1)
    assert shapes == {
        "incident": pair,
        "clash": pair,
        "attribution": pair,
        "battle": (n, 1),
        "delivery": pair,
        "strength": report,
        "composition": report,
        "readiness": report,
        "arsenals": (ARSENALS, n, n, 1),
    }
    batch = batch_dice(world_keys(1, 3), turn, n)
    wide = {name: (*values.shape[:-1], 1) for name, values in arrays_of(batch)}
    assert wide == shapes
    assert all(values.shape[-1] == 3 for _, values in arrays_of(batch))


@given(secrets, turns, states)
def test_two_of_a_pair_share_incidents_and_clashes_and_nothing_else(
    secret: bytes, turn: int, n: int
) -> None:
    for dice in (match_dice(secret, turn, n), batch_dice(world_keys(turn, 2), turn, n)):
        apart = np.triu(np.ones((n, n), np.bool_), 1)
        for field in SYMMETRIC:
            values = getattr(dice, field)
            assert (values == values.swapaxes(0, 1)).all()
        for values in (dice.attribution, dice.delivery, *dice.readiness):
            assert (values != values.swapaxes(0, 1))[apart].all()


def test_no_draw_is_drawn_twice() -> None:
    seen: set[float] = set()
    count = 0
    for turn in range(13):
        dice = match_dice(SECRET, turn, 5)
        for field in fields(Dice):
            values = getattr(dice, field.name)
            if field.name in SYMMETRIC:
                values = values[np.triu_indices(5)]
            if field.name not in NORMAL:
                seen |= set(values.ravel().tolist())
                count += values.size
    seen |= set(deal(SECRET, 5).ravel().tolist())
    assert len(seen) == count + 5


def test_the_draws_of_a_pair_do_not_depend_on_who_else_is_there() -> None:
    few, many = match_dice(SECRET, 4, 2), match_dice(SECRET, 4, 8)
    for name, values in arrays_of(few):
        more = getattr(many, name)
        among = more[:2] if name == "battle" else more[..., :2, :2, :]
        assert (values == among).all()


@pytest.mark.parametrize("field", UNIFORM)
def test_uniforms_are_uniform(field: str) -> None:
    for values in (many_matches(field), getattr(batch_dice(world_keys(5, 500), 3, 4), field)):
        drawn = np.unique(values)
        n = drawn.size
        assert (drawn >= 0.0).all()
        assert (drawn < 1.0).all()
        assert abs(drawn.mean() - 0.5) < FAIR * np.sqrt(1 / 12 / n)
        assert abs(drawn.var() - 1 / 12) < FAIR * np.sqrt(1 / 180 / n)
        counts = np.histogram(drawn, bins=10, range=(0.0, 1.0))[0]
        assert (abs(counts - n / 10) < FAIR * np.sqrt(n * 0.09)).all()


@pytest.mark.parametrize("field", NORMAL)
def test_normals_are_standard(field: str) -> None:
    for values in (many_matches(field), getattr(batch_dice(world_keys(5, 500), 3, 4), field)):
        n = values.size
        assert abs(values.mean()) < FAIR / np.sqrt(n)
        assert abs(values.var() - 1.0) < FAIR * np.sqrt(2.0 / n)
        within = (abs(values) < 1.2816).mean()
        assert abs(within - 0.8) < FAIR * np.sqrt(0.16 / n)


def test_the_moments_of_a_normal_are_exact() -> None:
    byte = np.full(256, 1 / 256)
    chances = np.ones(1)
    for _ in range(8):
        chances = np.convolve(chances, byte)
    sums = np.array([_word_of(total) for total in range(2041)], np.uint64)
    values = normals(sums)
    assert (np.diff(values) > 0.0).all()
    assert (chances * values).sum() == pytest.approx(0.0, abs=1e-12)
    assert (chances * values**2).sum() == pytest.approx(1.0, abs=1e-12)
    assert (chances * values**3).sum() == pytest.approx(0.0, abs=1e-10)
    assert (chances * values**4).sum() == pytest.approx(3.0, abs=0.2)
    assert -5.0 < values[0] < -4.8
    assert values[-1] == -values[0]


def _word_of(total: int) -> int:
    """A 64-bit word whose eight bytes add up to a total."""
    word = 0
    for place in range(8):
        byte = min(total, 255)
        word |= byte << (8 * place)
        total -= byte
    return word


@given(st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=20))
def test_a_normal_is_the_sum_of_a_words_bytes(words: list[int]) -> None:
    totals = np.array([sum(word.to_bytes(8, "little")) for word in words], np.float64)
    expected = (totals - 1020.0) / np.sqrt(8 * (256**2 - 1) / 12)
    assert normals(np.array(words, np.uint64)) == pytest.approx(expected, abs=1e-12)


def test_uniforms_reach_from_zero_to_just_below_one() -> None:
    ends = uniforms(np.array([0, 2**64 - 1], np.uint64))
    assert ends.tolist() == [0.0, 1.0 - 2.0**-53]


def correlation(first: np.ndarray, second: np.ndarray) -> float:
    """Correlation in standard errors of independent samples."""
    return float(abs(np.corrcoef(first.ravel(), second.ravel())[0, 1]) * np.sqrt(first.size))


@pytest.mark.parametrize("field", ["incident", "attribution", "delivery"])
def test_what_one_pair_draws_says_nothing_of_another(field: str) -> None:
    values = many_matches(field)
    pairs = [values[i, j] for i, j in product(range(4), repeat=2) if i < j]
    for place, first in enumerate(pairs):
        for second in pairs[place + 1 :]:
            assert correlation(first, second) < FAIR


def test_what_one_purpose_draws_says_nothing_of_another() -> None:
    drawn = {field: many_matches(field) for field in (*UNIFORM, *NORMAL)}
    one_pair = {
        field: values[0] if field == "battle" else values[..., 0, 1, :].reshape(-1, 400)[0]
        for field, values in drawn.items()
    }
    names = sorted(one_pair)
    for place, first in enumerate(names):
        for second in names[place + 1 :]:
            assert correlation(one_pair[first], one_pair[second]) < FAIR


def test_what_one_source_draws_says_nothing_of_the_other() -> None:
    for field in ("strength", "composition", "readiness"):
        technical, human = many_matches(field)
        assert correlation(technical, human) < FAIR


def test_what_one_turn_draws_says_nothing_of_the_next() -> None:
    secrets_used = [secret_from_seed(seed) for seed in range(300)]
    first, second = (
        np.concatenate([match_dice(secret, turn, 3).attribution for secret in secrets_used])
        for turn in (1, 2)
    )
    assert correlation(first, second) < FAIR
    keys = world_keys(1, 2000)
    assert correlation(batch_dice(keys, 1, 3).battle, batch_dice(keys, 2, 3).battle) < FAIR


def test_the_worlds_of_a_batch_draw_apart() -> None:
    battle = batch_dice(world_keys(1, 2001), 4, 3).battle
    assert correlation(battle[:, :-1], battle[:, 1:]) < FAIR


@given(secrets, st.integers(0, 127), turns)
def test_one_bit_of_the_secret_changes_every_draw(secret: bytes, bit: int, turn: int) -> None:
    other = bytearray(secret)
    other[bit // 8] ^= 1 << (bit % 8)
    one, two = match_dice(secret, turn, 3), match_dice(bytes(other), turn, 3)
    for field in UNIFORM:
        assert (getattr(one, field) != getattr(two, field)).all()


@given(st.integers(0, 2**32), st.integers(1, 9), st.integers(0, 8), turns, states)
def test_a_world_has_the_same_dice_in_any_batch(
    seed: int, worlds: int, place: int, turn: int, n: int
) -> None:
    place = place % worlds
    keys = world_keys(seed, worlds)
    assert (world_keys(seed, worlds + 3)[:worlds] == keys).all()
    alone = batch_dice(keys[place : place + 1], turn, n)
    assert not differences(alone, one_of(batch_dice(keys, turn, n), place))
    dealt = batch_deal(keys, n)[:, place]
    assert (dealt == batch_deal(keys[place : place + 1], n)[:, 0]).all()
    thought = batch_draws(keys, turn, 2, n, n)[..., place]
    assert (thought == batch_draws(keys[place : place + 1], turn, 2, n, n)[..., 0]).all()


def test_the_keys_of_a_laboratory_are_all_different() -> None:
    keys = np.concatenate([world_keys(seed, 5000) for seed in range(4)])
    assert len(set(keys.tolist())) == keys.size


def test_bots_do_not_think_with_the_dice_of_the_world() -> None:
    keys = world_keys(1, 3)
    thought = set(batch_draws(keys, 2, 4, 3, 3).ravel().tolist())
    rolled = {value for _, values in arrays_of(batch_dice(keys, 2, 3)) for value in values.flat}
    assert not thought & rolled


def test_a_bot_draws_by_its_seed_and_the_turn() -> None:
    seed = bot_seed(SECRET, "aster")
    draws = bot_draws(seed, 3, 4, 5)
    assert draws.shape == (4, 1, 5, 1)
    assert (draws == bot_draws(seed, 3, 4, 5)).all()
    assert (draws != bot_draws(seed, 4, 4, 5)).all()
    assert (draws != bot_draws(bot_seed(SECRET, "borea"), 3, 4, 5)).all()
    assert len(set(draws.ravel().tolist())) == 20
    assert bot_draws(seed, 3, 0, 5).shape == (0, 1, 5, 1)


def test_secrets_seeds_and_commitments_are_all_different() -> None:
    secrets_made = [secret_from_seed(seed) for seed in range(200)]
    assert len({*secrets_made}) == 200
    assert {len(secret) for secret in secrets_made} == {32}
    assert secret_from_seed(3) == secrets_made[3]
    seeds = {bot_seed(secret, state) for secret in secrets_made for state in ("a", "b")}
    assert len(seeds | set(secrets_made)) == 600
    published = {commitment(secret) for secret in secrets_made}
    assert len(published) == 200
    assert not published & {secret.hex() for secret in secrets_made}
    assert {len(hash_) for hash_ in published} == {64}
