"""What others hide does not seep through the rules into what a seat is told.

The projection may be tight and the rules still leak: by an income, a score or a fear that follows
another's true stocks. So turns are played twice with the same dice, from truths that differ only
in what is hidden from one seat; what it is told must not differ by a single bit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dilemma.chance import Dice
from dilemma.orders.arrays import Orders
from dilemma.rules import adjudicate
from dilemma.scenario import Scenario
from dilemma.view import View
from dilemma.vocabulary import BudgetLine, Demand, Instrument, Motive, Response
from dilemma.world import World
from support.play import Turn, matches, scenarios
from support.told import seen, seen_next

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
    """One turn of a match and the next, as one seat lives through them, and some chances."""

    def __init__(self, scenario: Scenario, turns: Sequence[Turn], seat: int, seed: int) -> None:
        self.scenario, self.seat = scenario, seat
        self.turn, self.next = turns
        self.rng = np.random.default_rng(seed)
        self.others = [other for other in range(self.turn.world.states) if other != seat]

    def without_war(self) -> Case:
        """The same turns without any fighting: what the victor of a war takes, it may count."""
        self.turn, self.next = _peaceful(self.turn), _peaceful(self.next)
        return self

    def told(
        self,
        world: World | None = None,
        orders: Orders | None = None,
        dice: Dice | None = None,
        turns: int = 2,
    ) -> View:
        """What the seat is told by the end of one turn or both, with some of the truth replaced."""
        view = seen(self.scenario, self.turn.world, self.scenario.ids[self.seat])
        now = world or self.turn.world
        first = orders or self.turn.orders, dice or self.turn.dice
        for given_orders, drawn in (first, (self.next.orders, self.next.dice))[:turns]:
            now, events = adjudicate(now, given_orders, drawn)
            view = seen_next(self.scenario, now, events, view)
        return view


def _peaceful(turn: Turn) -> Turn:
    quiet = np.full_like(turn.dice.clash, ALMOST_ONE)
    peaceful = np.zeros_like(turn.orders.attack)
    return turn._replace(
        orders=replace(turn.orders, attack=peaceful), dice=replace(turn.dice, clash=quiet)
    )


@st.composite
def cases(draw: st.DrawFn, least: int = 2) -> Case:
    """A case out of the middle of some match."""
    scenario = draw(scenarios(least=least, turns=6))
    number = draw(st.integers(0, scenario.turns - 2))
    seat = draw(st.integers(0, len(scenario.states) - 1))
    turns = list(islice(matches(scenario, draw(seeds)), number, number + 2))
    return Case(scenario, turns, seat, draw(seeds))


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
    """Other offers among the others, but of pacts, which all can see.

    Arms limits only now and then: what is scrapped under them shows in the reports at once.
    """
    offers = case.turn.orders.offers.copy()
    kept = [Instrument.DEFENCE_PACT.code]
    if case.rng.random() < 0.8:
        kept.append(Instrument.ARMS_LIMIT.code)
    for one in case.others:
        for other in case.others:
            if one != other:
                drawn = case.rng.random((len(Instrument), 1)) < 0.5
                drawn[kept] = offers[kept, one, other]
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
    # What was secretly done shows in forces, and so in reports, from the turn after.
    told, told_else = case.told(turns=1), case.told(orders=PLANS[hidden](case), turns=1)
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
