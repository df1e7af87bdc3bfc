"""World-turns per second: the kernel alone, and with bots that think."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np

from benchmarks.measure import Result, interleaved
from benchmarks.worlds import six_states
from dilemma.bots import make_bot
from dilemma.chance import batch_dice, world_keys
from dilemma.lab import open_batch_of, play_out
from dilemma.orders.arrays import Orders, blank_orders
from dilemma.rules import adjudicate
from dilemma.world import open_batch

CHUNK = 512
"""Worlds in lockstep: pair arrays of this many stay in a core's cache."""

TURNS = 24
WORKERS = 2


def results() -> Iterator[Result]:
    """Kernel rates at 1, 100 and 10,000 worlds, the dice bound, and a match of planners."""
    seconds = interleaved(
        {
            "one": lambda: kernel(1),
            "hundred": lambda: kernel(100),
            "chunk": lambda: kernel(CHUNK),
            "dice": philox_dice,
            "planners": lambda: planners(CHUNK),
        }
    )
    yield Result("kernel, 1 world, one core", TURNS / seconds["one"], "world-turns/s")
    yield Result("kernel, 100 worlds, one core", 100 * TURNS / seconds["hundred"], "world-turns/s")
    chunk = CHUNK * TURNS / seconds["chunk"]
    yield Result(f"kernel, {CHUNK} worlds in lockstep, one core", chunk, "world-turns/s")
    bound = CHUNK * TURNS / seconds["dice"]
    yield Result("  share of what drawing the dice with Philox alone allows", chunk / bound, "x")
    many = in_parallel(10_000)
    yield Result("kernel, 10,000 worlds, two cores", many, "world-turns/s", target=150_000)
    thinking = CHUNK * TURNS / seconds["planners"]
    yield Result("with fearful planners in every seat, one core", thinking, "world-turns/s")


def kernel(worlds: int, seed: int = 1) -> None:
    """A match of so many worlds, dice included, all states spending by the same budget."""
    scenario = six_states(TURNS)
    keys = world_keys(seed, worlds)
    world = open_batch(scenario, keys)
    orders = armed_orders(len(scenario.states), worlds)
    for turn in range(1, TURNS + 1):
        world, _ = adjudicate(world, orders, batch_dice(keys, turn, world.states))


def armed_orders(states: int, worlds: int) -> Orders:
    """Every state spends on everything, and one in six attacks: no stage is idle."""
    orders = blank_orders(states, worlds)
    orders.budget[:] = 0.2
    orders.offers[:2] = True
    orders.attack[0, 1, ::6] = True
    return orders


def philox_dice() -> None:
    """As many uniforms as a chunk's match draws, by NumPy's own generator: a bound."""
    states = 6
    draws = states * (states - 1) + states * states * 8 + states
    generator = np.random.Generator(np.random.Philox(1))
    for _ in range(TURNS):
        generator.random((draws, CHUNK))


def planners(worlds: int) -> None:
    """A match of fearful planners: sights, judgement, rules."""
    batch = open_batch_of(six_states(TURNS), world_keys(1, worlds))
    for _ in play_out(batch, {make_bot("fearful_planner", b""): range(6)}):
        pass


def in_parallel(worlds: int) -> float:
    """World-turns a second of a whole sweep in chunks over the worker processes, warmed up."""
    chunks = [min(CHUNK, worlds - start) for start in range(0, worlds, CHUNK)]
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        list(pool.map(kernel, [CHUNK] * WORKERS))
        start = time.perf_counter()
        list(pool.map(kernel, chunks, range(len(chunks))))
        return worlds * TURNS / (time.perf_counter() - start)
