"""Play at random: scenarios of every shape, and lawful orders for whole batches at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

import msgspec
import numpy as np
from hypothesis import strategies as st

from dilemma.chance import Dice, batch_dice, world_keys
from dilemma.coefficients import STANDARD
from dilemma.orders import Motion, Order
from dilemma.orders.arrays import NOBODY, Flags, Orders, blank_orders, unpack
from dilemma.record import Game, advance, begin
from dilemma.rules import Events, adjudicate
from dilemma.scenario import Dials, Pair, PowerShift, Scenario, State
from dilemma.view import View
from dilemma.vocabulary import (
    CORE_LINES,
    MODULE_LINES,
    BudgetLine,
    Demand,
    Instrument,
    Module,
    MotionKind,
    Motive,
    Readiness,
    Response,
    SignalKind,
)
from dilemma.world import World, open_batch
from support.worlds import LETTERS


class Turn(NamedTuple):
    """One turn of a batch: what was, what was ordered and drawn, and what came of it."""

    world: World
    orders: Orders
    dice: Dice
    after: World
    events: Events


@st.composite
def scenarios(draw: st.DrawFn, least: int = 2, most: int = 8, turns: int = 8) -> Scenario:
    """Scenarios of unequal states, some of them out of each other's reach.

    Any dials, any modules, and now and then an announced shift of power.
    """
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    letters = LETTERS[: draw(st.integers(least, most))]
    return Scenario(
        name="any",
        title="Any",
        summary="Anything goes.",
        states=tuple(_state(rng, letter) for letter in letters),
        turns=turns,
        dials=some_dials(rng),
        motives={motive: float(rng.integers(0, 3)) + 0.1 for motive in Motive},
        pairs=tuple(_pair(rng, pair) for pair in combinations(letters, 2) if rng.random() < 0.9),
        modules=tuple(module for module in Module if rng.random() < 0.5),
        power_shifts=tuple(_shift(rng, letter, turns) for letter in letters if rng.random() < 0.3),
    )


def some_dials(rng: np.random.Generator) -> Dials:
    """Dials anywhere within their bounds."""
    return Dials(
        offence_advantage=float(rng.uniform(0.25, 4.0)),
        differentiation=float(rng.random()),
        first_strike_advantage=float(rng.uniform(0.0, 0.9)),
        intelligence_noise=float(rng.random()),
        incident_rate=float(rng.random()),
        analyst_bias=float(rng.random()),
        attribution_error=float(rng.uniform(0.0, 0.5)),
        arms_limit_cap=float(rng.uniform(0.0, 40.0)),
        warheads_per_missile=float(rng.uniform(1.0, 10.0)),
        suspected_revisionists=float(rng.random()),
        motives_known=bool(rng.random() < 0.3),
        authority=float(rng.choice([0.0, rng.uniform(0.0, 10.0)])),
        accumulation=float(rng.choice([1.0, rng.random()])),
        pledge_cost=float(rng.choice([0.0, rng.random()])),
    )


def _state(rng: np.random.Generator, letter: str) -> State:
    return State(
        id=letter,
        name=letter.upper(),
        economy=float(rng.uniform(2.0, 80.0)),
        reserves=float(rng.uniform(0.0, 20.0)),
        offence=float(rng.uniform(0.0, 60.0)),
        defence=float(rng.uniform(0.0, 60.0)),
        intelligence=float(rng.uniform(0.0, 5.0)),
        standing=float(rng.random()),
        deterrent=float(rng.uniform(0.0, 30.0)),
        shield=float(rng.uniform(0.0, 30.0)),
        internal_security=float(rng.uniform(0.0, 20.0)),
        unrest=float(rng.random()),
        secrecy=float(rng.uniform(0.0, 5.0)),
    )


def _shift(rng: np.random.Generator, letter: str, turns: int) -> PowerShift:
    first, last = sorted(int(turn) for turn in rng.integers(1, turns + 1, 2))
    return PowerShift(letter, first, last, float(rng.uniform(0.1, 10.0)))


def _pair(rng: np.random.Generator, pair: tuple[str, str]) -> Pair:
    return Pair(
        between=pair,
        contact=float(rng.random()) if rng.random() < 0.9 else 0.0,
        rivalry=float(rng.random()),
        tension=float(rng.random()),
        in_force=tuple(kind for kind in Instrument if rng.random() < 0.2),
    )


def lawful_orders(rng: np.random.Generator, world: World) -> Orders:
    """Orders at random for every state of every world, such as their views would allow."""
    n, b = world.states, world.worlds
    beaten = world.beaten
    orders = blank_orders(n, b)
    shares = rng.dirichlet(np.ones(len(BudgetLine) + 1), (n, b))[..., :-1].transpose(2, 0, 1)
    brought = {line for module in world.modules for line in MODULE_LINES[module]}
    for line in BudgetLine:
        if line in CORE_LINES or line in brought:
            orders.budget[line.code] = shares[line.code]
    readiness = rng.integers(0, len(Readiness), (n, b))
    mobile = np.where(beaten, np.minimum(readiness, Readiness.ROUTINE.code), readiness)
    orders.readiness[:] = mobile
    orders.offers[:] = rng.random((len(Instrument), n, n, b)) < rng.choice([0.2, 0.8])
    orders.offers[:, range(n), range(n)] = False
    _signal(rng, world, orders)
    _move(rng, world, orders)
    response = rng.integers(0, len(Response), (n, n, b))
    tame = np.minimum(response, Response.HOLD.code)
    orders.response[:] = np.where(beaten[:, np.newaxis], tame, response)
    return _with_motions(rng, world, orders) if Module.FORUM in world.modules else orders


def _signal(rng: np.random.Generator, world: World, orders: Orders) -> None:
    n, b = world.states, world.worlds
    kind = rng.integers(NOBODY, len(SignalKind), (n, b))
    broke = (kind == SignalKind.SHOW_OF_FORCE.code) & (world.reserves < STANDARD.show_of_force_cost)
    within, anyone = _reach(world), np.ones((n, n, b), np.bool_)
    idle = (kind == SignalKind.ULTIMATUM.code) & ~np.logical_or.reduce(within, axis=1)
    orders.signal[:] = np.where(world.beaten | broke | idle, NOBODY, kind)
    ultimatum = orders.signal == SignalKind.ULTIMATUM.code
    target = _someone(rng, np.where(ultimatum[:, np.newaxis], within, anyone))
    addressed = ultimatum | ((orders.signal != NOBODY) & (rng.random((n, b)) < 0.5))
    orders.signal_to[:] = target & addressed[:, np.newaxis]
    asked = rng.integers(0, len(Demand), (n, b))
    no_crisis = ~np.logical_or.reduce(target & (world.crisis > 0), axis=1)
    asked = np.where((asked == Demand.BACK_DOWN.code) & no_crisis, Demand.STAND_DOWN.code, asked)
    orders.demand[:] = np.where(ultimatum, asked, NOBODY)


def _move(rng: np.random.Generator, world: World, orders: Orders) -> None:
    target = _someone(rng, _reach(world))
    choice = rng.random((world.states, world.worlds))
    orders.attack[:] = target & (choice < 0.2)[:, np.newaxis]
    orders.probe[:] = target & ((choice >= 0.2) & (choice < 0.5))[:, np.newaxis]


def _reach(world: World) -> Flags:
    """Pairs of which the first may send its forces against the second."""
    able = ~world.beaten
    reach: Flags = (world.contact > 0.0) & able[:, np.newaxis] & able[np.newaxis]
    return reach


def _with_motions(rng: np.random.Generator, world: World, orders: Orders) -> Orders:
    """Motions of every state: to condemn somebody, to mediate between two, or none.

    Votes go to few targets, so that there are majorities.
    """
    n, b = world.states, world.worlds
    choice = rng.random((n, b))
    accused = np.zeros((n, n, b), np.bool_)
    accused[:, rng.integers(0, n)] = True
    accused[range(n), range(n)] = False
    orders.condemn[:] = accused & (choice < 0.6)[:, np.newaxis]
    first, second = rng.choice(n, 2, replace=False)
    mediate = np.zeros((n, n, n, b), np.bool_)
    mediate[:, first, second] = mediate[:, second, first] = choice >= 0.6
    return replace(orders, mediate=mediate)


def _someone(rng: np.random.Generator, among: Flags) -> Flags:
    """Marks for each state at most one other among those allowed."""
    n = among.shape[0]
    allowed = among & ~np.eye(n, dtype=np.bool_)[:, :, np.newaxis]
    ranked = np.where(allowed, rng.random(among.shape), -1.0)
    marked: Flags = allowed & (ranked == ranked.max(axis=1, keepdims=True))
    return marked


def matches(scenario: Scenario, seed: int, worlds: int = 1, varied: bool = False) -> Iterator[Turn]:
    """Whole matches of lawful orders at random; `varied` gives every world dials of its own."""
    rng = np.random.default_rng(seed)
    keys = world_keys(seed, worlds)
    dials = [some_dials(rng) for _ in range(worlds)] if varied else None
    world = open_batch(scenario, keys, dials)
    while world.turn <= world.turns:
        orders = lawful_orders(rng, world)
        dice = batch_dice(keys, world.turn, world.states)
        after, events = adjudicate(world, orders, dice)
        yield Turn(world, orders, dice, after, events)
        world = after


def sheets_of(orders: Orders, views: Sequence[View]) -> dict[str, Order]:
    """The orders of a world of one as the sheets its players would send."""
    ids = tuple(view.seat for view in views)
    lines = tuple(views[0].own.budget)
    sheets = {}
    for row, view in enumerate(views):
        sheet = unpack(orders, row, ids, lines)
        crises = {page.id for page in view.others if page.crisis is not None}
        answers = {other: word for other, word in sheet.responses.items() if other in crises}
        motion = sheet.motion or _mediation(orders, row, ids)
        sheets[view.seat] = msgspec.structs.replace(sheet, responses=answers, motion=motion)
    return sheets


def _mediation(orders: Orders, row: int, ids: Sequence[str]) -> Motion | None:
    """What one state asked to be mediated, which bots never do and sheets of bots leave out."""
    asked = np.argwhere(orders.mediate[row, :, :, 0])
    if not len(asked):
        return None
    return Motion(MotionKind.MEDIATE, ids[int(asked[0][0])], ids[int(asked[0][1])])


def games(scenario: Scenario, secret: bytes, seed: int = 0) -> Iterator[Game]:
    """A match of lawful orders at random, at the opening of every turn and when it is over."""
    rng = np.random.default_rng(seed)
    game = begin(scenario, secret)
    yield game
    while not game.over:
        game = advance(game, sheets_of(lawful_orders(rng, game.world), game.views))
        yield game
