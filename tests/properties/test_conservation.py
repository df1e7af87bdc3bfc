"""Money, forces and land: stage by stage, nothing comes from nowhere and nothing is lost unseen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dilemma.coefficients import STANDARD
from dilemma.orders.arrays import Orders, blank_orders
from dilemma.rules import STAGES, Events, adjudicate
from dilemma.rules.events import no_events
from dilemma.rules.treasury import funds_by_readiness
from dilemma.scenario import Scenario
from dilemma.vocabulary import BudgetLine, Module, Readiness
from dilemma.world import World
from support.batches import arrays_of
from support.play import matches, scenarios

seeds = st.integers(0, 2**32)
WORLDS = 6

TOUCHES = {
    "treaties": "offers in_force standing",
    "forum": "standing tension crisis offers in_force",
    "treasury": "economy reserves readiness budget",
    "building": "offence defence offence_building defence_building intelligence reserves"
    " deterrent shield deterrent_building shield_building internal_security secrecy",
    "signals": "reserves signal pledge_turns pledges_broken standing ultimatum",
    "incidents": "crisis crisis_opened told accident",
    "crises": "crisis standing offence defence",
    "war": (
        "territory economy offence defence standing at_war crisis ultimatum offers in_force"
        " attacks_made"
    ),
    "retaliation": "economy offence defence deterrent",
    "home": "standing welfare unrest",
    "tension": "tension",
    "intelligence": "threat",
    "scoring": "score",
}
"""What each stage of a turn may change in a world; everything else it must leave alone."""


class Step(NamedTuple):
    """One stage of one turn: its name, the world before and after it, and what was known then."""

    name: str
    before: World
    after: World
    orders: Orders
    events: Events


def steps(scenario: Scenario, seed: int) -> Iterator[Step]:
    """Every stage of every turn of some matches."""
    for turn in matches(scenario, seed, WORLDS):
        world, events = turn.world, no_events(turn.world.states, WORLDS)
        for stage in STAGES:
            before = world
            world, events = stage(world, turn.orders, turn.dice, events)
            name = getattr(stage, "__name__", "")
            yield Step(name, before, world, turn.orders, events)


def near(found: np.ndarray, expected: np.ndarray) -> None:
    """The same up to rounding."""
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9)


def treasury(step: Step) -> None:
    """gross + trade - upkeep + shortfall = funds = spent + saved; reserves pay what they can."""
    ledger, before, after = step.events, step.before, step.after
    near(ledger.gross + ledger.trade - ledger.upkeep + ledger.shortfall, ledger.funds)
    np.testing.assert_allclose(ledger.spent.sum(axis=0) + ledger.saved, ledger.funds, rtol=2e-6)
    near(after.reserves, before.reserves - (ledger.shortfall - ledger.unpaid) + ledger.saved)
    grown = ledger.spent[BudgetLine.WELFARE.code] * STANDARD.growth
    kept = before.economy * (1.0 - STANDARD.decay)
    near(after.economy, np.maximum(kept + grown + shifted(before), 0.0))
    for amount in (ledger.spent, ledger.saved, ledger.funds, ledger.shortfall, ledger.unpaid):
        assert (amount >= 0.0).all()
    assert (ledger.unpaid <= ledger.shortfall).all()
    assert not (ledger.funds * ledger.shortfall).any(), "who has funds lacks nothing"


def shifted(world: World) -> np.ndarray:
    """What announced shifts of power add to each economy this turn: the same in each of theirs."""
    added = np.zeros_like(world.economy)
    for seat, shift in world.power_shifts:
        if shift.first <= world.turn <= shift.last:
            whole = world.homeland[seat] * (shift.factor - 1.0)
            added[seat] += whole / (shift.last - shift.first + 1)
    return added


def building(step: Step) -> None:
    """What is built was paid for; what is not built is refunded; forces only wear out or arrive.

    Where power cannot be accumulated, the money for it is gone and forces do not wear out.
    """
    ledger, before, after = step.events, step.before, step.after
    near(after.reserves, before.reserves + ledger.refunded)
    yielded = before.dials.accumulation
    near(after.offence_building, ledger.spent[BudgetLine.OFFENCE.code] * yielded - ledger.refunded)
    near(after.defence_building, ledger.spent[BudgetLine.DEFENCE.code] * yielded)
    assert (ledger.refunded >= 0.0).all()
    kept = 1.0 - STANDARD.depreciation * yielded
    for force in ("offence", "defence"):
        had, arrived = getattr(before, force), getattr(before, f"{force}_building")
        assert (getattr(after, force) <= had * kept + arrived + 1e-9).all()
    fed = 1.0 - ledger.unpaid / np.maximum(ledger.upkeep, 1e-9)
    near(after.defence, before.defence * kept * fed + before.defence_building)
    if Module.DETERRENCE in before.modules:
        for stock in ("deterrent", "shield"):
            arrived = getattr(before, f"{stock}_building")
            near(getattr(after, stock), getattr(before, stock) * kept + arrived)
            paid = ledger.spent[BudgetLine(stock).code] * yielded
            near(getattr(after, f"{stock}_building"), paid)
    if Module.INTERNAL_SECURITY in before.modules:
        hired = ledger.spent[BudgetLine.INTERNAL_SECURITY.code]
        near(after.internal_security, before.internal_security * STANDARD.security_kept + hired)


def signals(step: Step) -> None:
    """Only a show of force costs money, and never more than there is."""
    near(step.after.reserves, step.before.reserves - step.events.sunk)
    assert (step.events.sunk >= 0.0).all()
    assert (step.events.sunk <= STANDARD.show_of_force_cost).all()


def crises(step: Step) -> None:
    """A clash wears forces down and never builds them."""
    worst = 1.0 - 3.0 * STANDARD.clash_losses
    for force in ("offence", "defence"):
        had, has = getattr(step.before, force), getattr(step.after, force)
        assert (has <= had).all()
        assert (has >= had * worst - 1e-9).all()


def war(step: Step) -> None:
    """Land passes from one to the other and none is made or lost; war makes all poorer."""
    before, after = step.before, step.after
    near(
        (after.territory * after.homeland).sum(axis=0),
        (before.territory * before.homeland).sum(axis=0),
    )
    lost = before.territory - after.territory
    assert (lost <= step.events.territory_lost + 1e-12).all()
    assert (after.economy.sum(axis=0) <= before.economy.sum(axis=0) + 1e-9).all()
    for force in ("offence", "defence"):
        assert (getattr(after, force) <= getattr(before, force)).all()
    at_peace = ~(step.events.attack.any(axis=(0, 1)))
    assert (after.economy == before.economy)[:, at_peace].all()


def retaliation(step: Step) -> None:
    """Who attacked is ruined, who did not is not; deterrents are lost by defeat alone."""
    before, after, ruin = step.before, step.after, step.events.ruin
    assert ((ruin >= 0.0) & (ruin <= STANDARD.ruin_most)).all()
    assert not (ruin * ~step.events.attack.any(axis=1)).any()
    for stock in ("economy", "offence", "defence"):
        near(getattr(after, stock), getattr(before, stock) * (1.0 - ruin))
    beaten = step.events.victory.any(axis=0)
    survived = np.where(beaten, STANDARD.deterrent_survives, 1.0)
    if Module.DETERRENCE in before.modules:
        near(after.deterrent, before.deterrent * survived)
    else:
        assert not ruin.any()


def forum(step: Step) -> None:
    """Only a majority of the others makes a motion count, and nobody gains standing by one."""
    before, after = step.before, step.after
    votes = step.orders.condemn.sum(axis=0)
    carried = (votes * 2 > before.states - 1) & (votes >= 2)
    if Module.FORUM not in before.modules:
        carried = np.zeros_like(carried)
    assert (step.events.condemned == carried).all()
    lost = np.minimum(STANDARD.condemned_standing * carried, before.standing)
    near(after.standing, before.standing - lost)
    assert (after.crisis <= before.crisis).all()
    assert not (after.offers & ~before.offers).any()
    assert (after.in_force == after.offers & after.offers.swapaxes(-3, -2)).all()


LEDGERS: dict[str, Callable[[Step], None]] = {
    check.__name__: check
    for check in (treasury, building, signals, crises, war, retaliation, forum)
}


@settings(max_examples=40)
@given(scenarios(), seeds)
def test_every_ledger_balances(scenario: Scenario, seed: int) -> None:
    for step in steps(scenario, seed):
        if step.name in LEDGERS:
            LEDGERS[step.name](step)


@settings(max_examples=40)
@given(scenarios(), seeds)
def test_the_funds_a_state_is_shown_are_those_it_gets_if_nobody_changes_offers(
    scenario: Scenario, seed: int
) -> None:
    for turn in matches(scenario, seed, WORLDS):
        shown = funds_by_readiness(turn.after)
        for readiness in Readiness:
            idle = blank_orders(turn.world.states, WORLDS)
            idle.offers[:] = turn.after.offers
            idle.readiness[:] = readiness.code
            _, events = adjudicate(turn.after, idle, turn.dice)
            assert (events.funds == shown[readiness.code]).all()


@settings(max_examples=30)
@given(scenarios(), seeds)
def test_every_stage_changes_only_what_is_its_own(scenario: Scenario, seed: int) -> None:
    changed = {name: set[str]() for name in TOUCHES}
    for step in steps(scenario, seed):
        pairs = zip(arrays_of(step.before), arrays_of(step.after), strict=True)
        changed[step.name] |= {name for (name, was), (_, is_) in pairs if (was != is_).any()}
    for name, fields in changed.items():
        assert fields <= set(TOUCHES[name].split()), name


def test_the_stages_are_those_of_the_rulebook_in_its_order() -> None:
    assert [getattr(stage, "__name__", "") for stage in STAGES] == list(TOUCHES)


@settings(max_examples=40)
@given(scenarios(), seeds)
def test_a_world_stays_within_its_bounds(scenario: Scenario, seed: int) -> None:
    for turn in matches(scenario, seed, WORLDS):
        world = turn.after
        for name, values in arrays_of(world):
            assert np.isfinite(values).all(), name
        for field in ("standing", "tension", "threat", "unrest"):
            values = getattr(world, field)
            assert ((values >= 0.0) & (values <= 1.0)).all(), field
        for field in (
            "reserves offence defence economy intelligence territory"
            " deterrent shield internal_security secrecy"
        ).split():
            assert (getattr(world, field) >= 0.0).all(), field
        assert ((world.readiness >= 0) & (world.readiness < len(Readiness))).all()
        assert ((world.pledge_turns >= 0) & (world.pledge_turns <= STANDARD.pledge_length)).all()
        assert (world.crisis >= 0).all()


@settings(max_examples=40)
@given(scenarios(), seeds)
def test_what_lies_between_two_states_lies_between_both(scenario: Scenario, seed: int) -> None:
    for turn in matches(scenario, seed, WORLDS):
        world, everyone = turn.after, range(turn.after.states)
        for field in ("contact", "rivalry", "crisis", "accident", "at_war", "in_force"):
            values = getattr(world, field)
            assert (values == values.swapaxes(-3, -2)).all(), field
        for field in ("crisis", "at_war", "in_force", "offers", "tension", "contact", "threat"):
            assert not getattr(world, field)[..., everyone, everyone, :].any(), field
        assert (world.ultimatum[everyone, everyone] == -1).all()


@settings(max_examples=40)
@given(scenarios(), seeds)
def test_who_is_beaten_stays_beaten_and_is_left_alone(scenario: Scenario, seed: int) -> None:
    for turn in matches(scenario, seed, WORLDS):
        beaten = turn.world.beaten
        assert turn.after.beaten[beaten].all()
        for happened in (turn.events.attack, turn.events.incident):
            assert not (happened & beaten).any()
            assert not (happened & beaten[:, np.newaxis]).any()


@settings(max_examples=30)
@given(scenarios(), seeds)
def test_a_turn_leaves_the_world_it_started_from_as_it_was(scenario: Scenario, seed: int) -> None:
    kept: list[tuple[str, bytes]] = []
    for turn in matches(scenario, seed, 2):
        if kept:
            assert kept == [(name, values.tobytes()) for name, values in arrays_of(turn.world)]
        kept = [(name, values.tobytes()) for name, values in arrays_of(turn.after)]
