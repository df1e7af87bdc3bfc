"""What others hide does not seep through the rules into what a seat is told.

The projection may be tight and the rules still leak: by an income, a score or a fear that follows
another's true stocks. So whole turns are played twice, with the same dice, from truths that differ
only in what is hidden from one seat; what it is told must not differ by a single bit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dilemma.chance import Dice
from dilemma.orders.arrays import Orders
from dilemma.projection import next_view, table_of, view_of
from dilemma.rules import adjudicate
from dilemma.scenario import Scenario
from dilemma.view import View
from dilemma.vocabulary import BudgetLine, Demand, Instrument, Motive, Response
from dilemma.world import World
from support.play import Turn, matches, scenarios

seeds = st.integers(0, 2**32)
WHISPER = 1e-9
"""A change of a stock so small that no report, which is rounded, can show it."""

STOCKS = (
    "economy reserves offence defence offence_building defence_building intelligence standing"
    " deterrent shield deterrent_building shield_building internal_security unrest secrecy"
).split()
MEMORIES = ("welfare", "score")


ALMOST_ONE = 1.0 - 2.0**-53


class Case:
    """One turn of a match, as one seat lives through it, and chances for what is to be changed."""

    def __init__(self, scenario: Scenario, turn: Turn, seat: int, seed: int) -> None:
        self.scenario, self.turn, self.seat = scenario, turn, seat
        self.rng = np.random.default_rng(seed)
        self.others = [other for other in range(turn.world.states) if other != seat]

    def without_war(self) -> Case:
        """The same turn without any fighting: what the victor of a war takes, it may count."""
        quiet = np.full_like(self.turn.dice.clash, ALMOST_ONE)
        peaceful = np.zeros_like(self.turn.orders.attack)
        self.turn = self.turn._replace(
            orders=replace(self.turn.orders, attack=peaceful),
            dice=replace(self.turn.dice, clash=quiet),
        )
        return self

    def told(
        self, world: World | None = None, orders: Orders | None = None, dice: Dice | None = None
    ) -> View:
        """What the seat is told at the end of the turn, with some of its truth replaced."""
        after, events = adjudicate(
            world or self.turn.world, orders or self.turn.orders, dice or self.turn.dice
        )
        table, name = table_of(self.scenario), self.scenario.ids[self.seat]
        before = view_of(table, self.turn.world, name, (), ())
        return next_view(table, after, events, name, before, {})


@st.composite
def cases(draw: st.DrawFn, least: int = 2) -> Case:
    """A case out of the middle of some match."""
    scenario = draw(scenarios(least=least, turns=6))
    number = draw(st.integers(0, scenario.turns - 1))
    seat = draw(st.integers(0, len(scenario.states) - 1))
    turn = list(matches(scenario, draw(seeds)))[number]
    return Case(scenario, turn, seat, draw(seeds))


def _motives(case: Case) -> World:
    assume(not case.scenario.dials.motives_known)
    motive = case.turn.world.motive.copy()
    motive[case.others] = case.rng.integers(0, len(Motive), (len(case.others), 1))
    return case.turn.world.but(motive=motive)


def _accidents(case: Case) -> World:
    truth = case.turn.world.accident
    return case.turn.world.but(accident=case.rng.random(truth.shape) < 0.5)


def _memories(case: Case) -> World:
    changed = {}
    for name in MEMORIES:
        values = getattr(case.turn.world, name).copy()
        values[case.others] = case.rng.uniform(0.0, 9.0, (len(case.others), 1))
        changed[name] = values
    return case.turn.world.but(**changed)


def _fears(case: Case) -> World:
    changed = {}
    for name in ("tension", "threat", "told"):
        values = getattr(case.turn.world, name).copy()
        values[case.others] = case.rng.random(values[case.others].shape) < 0.5
        changed[name] = values
    return case.turn.world.but(**changed)


def _stocks(case: Case) -> World:
    changed = {}
    for name in STOCKS:
        values = getattr(case.turn.world, name).copy()
        values[case.others] *= 1.0 + WHISPER * case.rng.random((len(case.others), 1))
        changed[name] = np.minimum(values, 1.0) if name in ("standing", "unrest") else values
    return case.turn.world.but(**changed)


TRUTHS: dict[str, Callable[[Case], World]] = {
    "motives": _motives,
    "what incidents were": _accidents,
    "welfare and scores": _memories,
    "fears, threats and what others were told": _fears,
}


@pytest.mark.parametrize("hidden", TRUTHS)
@settings(max_examples=60)
@given(case=cases())
def test_a_seat_is_told_the_same_whatever_others_are_and_feel(hidden: str, case: Case) -> None:
    assert case.told(TRUTHS[hidden](case)) == case.told()


@settings(max_examples=100)
@given(case=cases())
def test_a_seat_is_told_the_same_whatever_others_have_beyond_its_reports(case: Case) -> None:
    case = case.without_war()
    told, told_else = case.told(), case.told(_stocks(case))
    assume(told.reports == told_else.reports)
    assert told == told_else


def _budgets(case: Case) -> Orders:
    """Other shares for others, on the same side of every line that is publicly drawn."""
    budget = case.turn.orders.budget.copy()
    for other in case.others:
        kept = budget[BudgetLine.OFFENCE.code, other].copy()
        budget[:, other] *= case.rng.uniform(0.1, 1.0, (len(BudgetLine), 1))
        budget[BudgetLine.OFFENCE.code, other] = kept
    return replace(case.turn.orders, budget=budget)


def _offers(case: Case) -> Orders:
    """Other offers among the others, but of pacts, which all can see."""
    offers = case.turn.orders.offers.copy()
    for one in case.others:
        for other in case.others:
            if one != other:
                drawn = case.rng.random((len(Instrument), 1)) < 0.5
                drawn[Instrument.DEFENCE_PACT.code] = offers[
                    Instrument.DEFENCE_PACT.code, one, other
                ]
                offers[:, one, other] = drawn
    return replace(case.turn.orders, offers=offers)


def _answers(case: Case) -> Orders:
    """Other responses, short of escalating, in the crises of others, unless all are watching."""
    response = case.turn.orders.response.copy()
    for one in case.others:
        for other in case.others:
            if case.turn.world.ultimatum[other, one, 0] != Demand.BACK_DOWN.code:
                calm = [Response.BACK_DOWN.code, Response.HOLD.code]
                response[one, other] = case.rng.choice(calm)
    return replace(case.turn.orders, response=response)


def _probes(case: Case) -> Orders:
    """Other probes of third states, where no promise is broken by them for all to see."""
    world, probe = case.turn.world, case.turn.orders.probe.copy()
    promised = (
        world.in_force[Instrument.NON_AGGRESSION.code]
        | world.in_force[Instrument.DEFENCE_PACT.code]
    )
    for one in case.others:
        free = [other for other in case.others if other != one and not promised[one, other, 0]]
        pledged = world.pledge_turns[one, 0] > 0
        seen = (probe[one] & promised[one]).any() or probe[one, case.seat, 0] or pledged
        if free and probe[one].any() and not seen:
            probe[one] = False
            probe[one, case.rng.choice(free)] = True
    return replace(case.turn.orders, probe=probe)


PLANS: dict[str, Callable[[Case], Orders]] = {
    "budgets": _budgets,
    "offers to third states": _offers,
    "answers in the crises of others": _answers,
    "probes of third states": _probes,
}


@pytest.mark.parametrize("hidden", PLANS)
@settings(max_examples=80)
@given(case=cases(least=3))
def test_a_seat_is_told_the_same_whatever_others_secretly_do(hidden: str, case: Case) -> None:
    case = case.without_war()
    told, told_else = case.told(), case.told(orders=PLANS[hidden](case))
    assume(told.reports == told_else.reports)
    assert told == told_else


def _draws(case: Case) -> Dice:
    """Other draws for the reports and the services of others, and for battles not fought."""
    dice = case.turn.dice
    changed = {"battle": case.rng.random(dice.battle.shape)}
    for name in ("attribution", "delivery", "strength", "composition", "readiness", "arsenals"):
        values = getattr(dice, name).copy()
        by_watcher = values if values.ndim == 3 else values.swapaxes(0, 1)
        by_watcher[case.others] = case.rng.random(by_watcher[case.others].shape)
        changed[name] = values
    return replace(dice, **changed)


@settings(max_examples=60)
@given(case=cases())
def test_a_seat_is_told_the_same_whatever_others_are_told(case: Case) -> None:
    case = case.without_war()
    assert case.told(dice=_draws(case)) == case.told()
