"""Plays matches of two to eight states and prints what came of them, as JSON.

Run as a program of its own, under whatever the environment says of the processor.
"""

from __future__ import annotations

import hashlib
import importlib
import itertools
import json

import numpy as np

from dilemma.bots import BOTS, make_bot
from dilemma.chance import secret_from_seed, world_keys
from dilemma.lab import open_batch_of, play_match, play_out
from support.batches import arrays_of
from support.play import matches
from support.worlds import plain

SIZES = range(2, 9)
DIALS = {
    "incident_rate": 0.2,
    "intelligence_noise": 0.7,
    "offence_advantage": 1.6,
    "analyst_bias": 0.3,
}
WORLDS = 37


def dispatched() -> list[str]:
    """Features of this processor that NumPy has code of its own for, and may be told to ignore."""
    core = importlib.import_module("numpy._core._multiarray_umath")
    return [name for name in core.__cpu_dispatch__ if core.__cpu_features__.get(name)]


def machine_code() -> dict[str, str]:
    """Which variant of some functions NumPy runs here."""
    chosen = np.lib.introspect.opt_func_info(
        func_name="^(add|multiply|sqrt|exp)$", signature="float64"
    )
    return {name: str(kinds) for name, kinds in chosen.items()}


def exhibition(states: int, seed: int = 1) -> str:
    """The final hash of a match of bots of every kind."""
    bots = list(itertools.islice(itertools.cycle(BOTS), seed, seed + states))
    scenario = plain(states, 12, **DIALS)
    return play_match(scenario, bots, secret_from_seed(seed)).record.final_hash


def laboratory(states: int) -> str:
    """A hash of every turn of a batch of bots."""
    batch = open_batch_of(plain(states, 12, **DIALS), world_keys(states, WORLDS))
    kinds = zip(itertools.cycle(BOTS), range(states), strict=False)
    players = {make_bot(name, b""): [seat] for name, seat in kinds}
    return _digest(play.batch.world for play in play_out(batch, players))


def melee(states: int) -> str:
    """A hash of every turn of a batch of orders at random."""
    scenario = plain(states, 12, **DIALS)
    return _digest(turn.after for turn in matches(scenario, states, WORLDS, varied=True))


def _digest(worlds: object) -> str:
    hasher = hashlib.blake2b(digest_size=16)
    for world in worlds:  # type: ignore[attr-defined]  # any iterable of worlds
        for name, values in arrays_of(world):
            hasher.update(name.encode() + values.tobytes())
    return hasher.hexdigest()


def outcomes() -> dict[str, list[str]]:
    """Everything that must be the same on every machine."""
    return {
        play.__name__: [play(states) for states in SIZES]
        for play in (exhibition, laboratory, melee)
    }


def main() -> None:
    """Print what was played and what it ran on."""
    found = {"features": dispatched(), "code": machine_code(), "outcomes": outcomes()}
    print(json.dumps(found))  # noqa: T201  # the program's one answer


if __name__ == "__main__":
    main()
