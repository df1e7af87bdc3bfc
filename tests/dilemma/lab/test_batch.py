"""Batches: many worlds in lockstep, their bots deciding for all of them at once."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from dilemma.bots import make_bot
from dilemma.chance import world_keys
from dilemma.lab import open_batch_of, play_out, play_turn
from dilemma.lab.batch import BEHIND_ANOTHER_AXIS, decide_all
from dilemma.orders.arrays import Orders
from dilemma.scenario import Dials
from support.worlds import plain

WORLDS = 20


def test_a_batch_is_played_to_the_end_of_the_match() -> None:
    batch = open_batch_of(plain(3, turns=5), world_keys(1, WORLDS))
    turns = [play.batch.world.turn for play in play_out(batch, {make_bot("random", b""): range(3)})]
    assert turns == [2, 3, 4, 5, 6]


def test_worlds_of_a_batch_go_their_own_ways() -> None:
    batch = open_batch_of(plain(2, turns=4), world_keys(1, WORLDS))
    *_, last = play_out(batch, {make_bot("random", b""): range(2)})
    assert len(set(last.batch.world.offence[0].tolist())) == WORLDS


def test_each_bot_decides_for_its_own_seats_only() -> None:
    batch = open_batch_of(plain(3), world_keys(1, WORLDS))
    calm, greedy = make_bot("restrained", b""), make_bot("opportunist", b"")
    mixed = decide_all(batch, {calm: [0, 2], greedy: [1]})
    alone = {bot: decide_all(batch, {bot: range(3)}) for bot in (calm, greedy)}
    for field in fields(Orders):
        axis = 1 if field.name in BEHIND_ANOTHER_AXIS else 0
        for seat, bot in enumerate((calm, greedy, calm)):
            found = np.take(getattr(mixed, field.name), seat, axis)
            assert (found == np.take(getattr(alone[bot], field.name), seat, axis)).all()


def test_two_random_bots_in_one_match_do_not_think_alike() -> None:
    batch = open_batch_of(plain(2), world_keys(1, WORLDS))
    orders = decide_all(batch, {make_bot("random", b""): range(2)})
    assert (orders.budget[:, 0] != orders.budget[:, 1]).any(axis=0).all()


def test_a_match_without_bots_is_refused() -> None:
    batch = open_batch_of(plain(2), world_keys(1, 2))
    with pytest.raises(ValueError, match=r"^players: no bot was given; name one for each seat$"):
        play_turn(batch, {})


def test_a_sweep_of_dials_is_one_batch() -> None:
    dials = [Dials(incident_rate=rate) for rate in (0.0, 1.0)] * 10
    batch = open_batch_of(plain(2), world_keys(1, WORLDS), dials)
    happened = play_turn(batch, {make_bot("restrained", b""): range(2)}).events.incident[0, 1]
    assert not happened[::2].any()
    assert happened[1::2].any()
