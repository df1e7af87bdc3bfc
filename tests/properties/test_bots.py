"""Bots: lawful in every view, and the same over many worlds as over the view of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.bots import BOTS, Bot, make_bot
from dilemma.chance import bot_draws, match_dice, world_keys
from dilemma.lab import open_batch_of, play_out
from dilemma.lab.batch import decide_all
from dilemma.orders import Order, problems
from dilemma.orders.arrays import Orders, unpack
from dilemma.projection import new_staff, sight_of_worlds
from dilemma.record import Game
from dilemma.rules import first_reports
from dilemma.scenario import Scenario
from dilemma.view import View
from dilemma.view.sight import Sight, sight_of
from support.batches import differences, one_of
from support.play import games, scenarios

seeds = st.integers(0, 2**32)
secrets = st.binary(min_size=16, max_size=64)
EACH_BOT = pytest.mark.parametrize("name", BOTS)
OF_OWN_LINES = ("budget", "funds")
OF_INSTRUMENTS = ("offered", "offers_us", "in_force")
OF_EVERYBODY = ("allied",)
"""Facts between all states, which every watcher knows: they have no axis of watchers."""


def sights(scenario: Scenario, secret: bytes, seed: int) -> Iterator[tuple[Game, Sight]]:
    """A match at every turn, with what all its seats know as arrays."""
    staff = None
    for game in games(scenario, secret, seed):
        if staff is None:
            dice = match_dice(secret, 0, len(scenario.states))
            staff = new_staff(game.world).briefed(first_reports(game.world, dice))
        else:
            reports = game.events[-1].reports
            assert reports is not None
            staff = staff.briefed(reports)
        if not game.over:
            yield game, sight_of_worlds(game.world, staff)


def seen_from(seat: int, states: int) -> list[int]:
    """The order in which a view lists the states: itself, then the others."""
    return [seat, *(other for other in range(states) if other != seat)]


@EACH_BOT
@settings(max_examples=25)
@given(scenarios(turns=6), secrets, seeds)
def test_every_bot_gives_lawful_orders_in_every_view(
    name: str, scenario: Scenario, secret: bytes, seed: int
) -> None:
    bot = make_bot(name, secret)
    for game in games(scenario, secret, seed):
        for view in game.views:
            if not game.over:
                assert problems(view, bot.decide(view)) == ()


@settings(max_examples=30)
@given(scenarios(turns=6), secrets, seeds)
def test_a_view_and_a_row_of_the_batch_are_one_sight(
    scenario: Scenario, secret: bytes, seed: int
) -> None:
    for game, sight in sights(scenario, secret, seed):
        for seat, view in enumerate(game.views):
            alone, order = sight_of(view), seen_from(seat, len(game.views))
            for field in fields(Sight):
                one, row = getattr(alone, field.name), _row(sight, field.name, seat, order)
                if isinstance(one, np.ndarray):
                    np.testing.assert_array_equal(one, row, err_msg=field.name)
                else:
                    assert one == row, field.name


def _row(sight: Sight, name: str, seat: int, order: list[int]) -> object:
    """What one watcher knows, in the order of its view; blank where it meets itself."""
    values = getattr(sight, name)
    if not isinstance(values, np.ndarray):
        return values
    if name in OF_OWN_LINES:
        return values[:, seat : seat + 1]
    if values.ndim < 2:
        return values
    if values.ndim == 2:
        return values[seat : seat + 1]
    if name in OF_EVERYBODY:
        return values[order][:, order]
    if name in OF_INSTRUMENTS:
        return values[:, seat : seat + 1, order]
    return values[seat : seat + 1, order]


@EACH_BOT
@settings(max_examples=20)
@given(scenarios(most=5, turns=6), secrets, seeds)
def test_a_bot_decides_the_same_over_a_view_and_over_many(
    name: str, scenario: Scenario, secret: bytes, seed: int
) -> None:
    bot, states = make_bot(name, secret), len(scenario.states)
    rng = np.random.default_rng(seed)
    for game, sight in sights(scenario, secret, seed):
        draws = rng.random((bot.draws, states, states, 1))
        together = bot.decide_many(sight, draws)
        for seat, view in enumerate(game.views):
            order = seen_from(seat, states)
            own = draws[:, seat : seat + 1, order]
            own[:, :, 0] = draws[:, seat : seat + 1, 0]
            alone = bot.decide_many(sight_of(view), own)
            listed = [scenario.ids[place] for place in order]
            found = _sheet(alone.orders, 0, listed, view)
            assert found == _sheet(together.orders, seat, scenario.ids, view)
            for belief in ("harm", "attack"):
                values = getattr(together, belief)[seat, order[1:]]
                assert (getattr(alone, belief)[0, 1:] == values).all()
            if not bot.draws:
                sent = bot.decide(view)
                assert msgspec.structs.replace(sent, assessments={}) == found


def _sheet(orders: Orders, row: int, ids: Sequence[str], view: View) -> Order:
    """A row of orders as the sheet that a view would send."""
    sheet = unpack(orders, row, ids, view.own.budget)
    crises = {page.id for page in view.others if page.crisis is not None}
    answers = {other: word for other, word in sheet.responses.items() if other in crises}
    return msgspec.structs.replace(sheet, responses=answers)


@settings(max_examples=20)
@given(scenarios(most=4, turns=4), secrets)
def test_a_bot_with_a_seed_draws_for_itself(scenario: Scenario, secret: bytes) -> None:
    bot = make_bot("random", secret)
    for game in games(scenario, secret):
        if not game.over:
            view = game.views[0]
            draws = bot_draws(secret, view.turn, bot.draws, len(game.views))
            decided = bot.decide_many(sight_of(view), draws)
            sent = bot.decide(view)
            found = _sheet(decided.orders, 0, scenario.ids, view)
            assert msgspec.structs.replace(sent, assessments={}) == found
            for place, page in enumerate(view.others, start=1):
                belief = sent.assessments[page.id]
                assert belief.harm == round(float(decided.harm[0, place, 0]), 3)
                assert belief.attack == round(float(decided.attack[0, place, 0]), 3)


@settings(max_examples=25)
@given(scenarios(turns=6), seeds, st.lists(st.sampled_from(sorted(BOTS)), min_size=8, max_size=8))
def test_bots_decide_for_one_world_as_for_many(
    scenario: Scenario, seed: int, names: list[str]
) -> None:
    players: dict[Bot, list[int]] = {
        make_bot(name, b""): [seat] for seat, name in enumerate(names[: len(scenario.states)])
    }
    batch = open_batch_of(scenario, world_keys(seed, 5))
    alone = open_batch_of(scenario, world_keys(seed, 5)[3:4])
    for many, one in zip(play_out(batch, players), play_out(alone, players), strict=True):
        assert differences(one_of(many.orders, 3), one.orders) == []
        assert differences(one_of(many.batch.world, 3), one.batch.world) == []
    assert decide_all(batch, players).budget.shape[-1] == 5
