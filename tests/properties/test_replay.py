"""The same secret is the same match: here, in another process, and on another processor."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.bots import BOTS
from dilemma.lab import play_match
from dilemma.record import Game, advance, begin, load_record, replay
from support import replayer
from support.sheets import lawful_sheets
from support.worlds import plain, with_modules

secrets = st.binary(min_size=16, max_size=64)
names = st.sampled_from(sorted(BOTS))
TESTS = Path(__file__).parents[1]
SUPPORTED = replayer.dispatched()
LEVELS = [tuple(SUPPORTED[level:]) for level in range(len(SUPPORTED))] + [()]
"""Ever newer processors: without any of the features, without all but the first, and so on."""


def elsewhere(ignored: tuple[str, ...]) -> Mapping[str, Any]:
    """What is played by another process in which NumPy ignores some of the processor's features."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path]),
        "NPY_DISABLE_CPU_FEATURES": " ".join(ignored),
    }
    if not ignored:
        del environment["NPY_DISABLE_CPU_FEATURES"]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "support.replayer"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: Mapping[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def here() -> Mapping[str, list[str]]:
    """What is played in this process."""
    return replayer.outcomes()


@pytest.mark.parametrize("ignored", LEVELS, ids=lambda ignored: "without " + "-".join(ignored))
def test_an_older_processor_plays_the_same_matches(
    ignored: tuple[str, ...], here: Mapping[str, list[str]]
) -> None:
    found = elsewhere(ignored)
    assert found["features"] == [name for name in SUPPORTED if name not in ignored]
    if ignored == tuple(SUPPORTED) and SUPPORTED:
        assert found["code"] != replayer.machine_code(), "the vector extensions were still on"
    assert found["outcomes"] == here


def test_matches_of_every_size_come_out_differently(here: Mapping[str, list[str]]) -> None:
    hashes = [hash_ for hashes in here.values() for hash_ in hashes]
    assert len(set(hashes)) == 3 * len(replayer.SIZES)


@settings(max_examples=15)
@given(secrets, st.lists(names, min_size=2, max_size=5))
def test_the_same_secret_and_bots_are_the_same_match(secret: bytes, bots: list[str]) -> None:
    scenario = plain(len(bots), 6, incident_rate=0.2)
    first = play_match(scenario, bots, secret)
    again = play_match(scenario, bots, secret)
    assert first.text == again.text
    assert first.hindsight == again.hindsight
    other = play_match(scenario, bots, secret[:-1] + bytes([secret[-1] ^ 1]))
    assert other.record.final_hash != first.record.final_hash


@settings(max_examples=15)
@given(secrets, st.data())
def test_the_same_secret_and_orders_are_the_same_match(secret: bytes, data: st.DataObject) -> None:
    scenario = with_modules(plain(3, 3, incident_rate=0.5))
    game = again = begin(scenario, secret)
    while not game.over:
        orders = {view.seat: data.draw(lawful_sheets(view)) for view in game.views}
        game, again = advance(game, orders), advance(again, dict(reversed(orders.items())))
        assert game.hash == again.hash
        assert game.views == again.views


@settings(max_examples=10)
@given(secrets, st.lists(names, min_size=2, max_size=4))
def test_a_record_replayed_is_the_match_it_records(secret: bytes, bots: list[str]) -> None:
    played = play_match(plain(len(bots), 5, incident_rate=0.2), bots, secret)
    game: Game = replay(load_record(played.text))
    assert game.hash == played.record.final_hash
    assert game.over
