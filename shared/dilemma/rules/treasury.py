"""Treasury: income, upkeep, spending, and growth from welfare."""

from __future__ import annotations

import numpy as np

from dilemma.arithmetic import Floats, add_up
from dilemma.chance import Dice
from dilemma.orders.arrays import Codes, Orders
from dilemma.rules.events import Events
from dilemma.vocabulary import BudgetLine, Instrument, Module
from dilemma.world import World


def treasury(world: World, orders: Orders, dice: Dice, events: Events) -> tuple[World, Events]:
    """Pay upkeep out of income, share out what is left, save the rest, and let welfare grow.

    Unrest drains income and can force spending on internal security (Krickovic, 2016). Upkeep
    beyond income is paid from reserves; what they cannot pay disbands forces in `building`.
    """
    rates = world.coefficients
    gross, trade = gross_income(world), trade_income(world)
    upkeep = upkeep_of(world, orders.readiness)
    net = gross + trade - upkeep
    funds = np.maximum(net, 0.0)
    shortfall = funds - net
    paid = np.minimum(shortfall, world.reserves)
    budget = _forced(world, orders.budget)
    spent = budget * funds
    saved = np.maximum(funds - add_up(spent), 0.0)
    welfare = spent[BudgetLine.WELFARE.code]
    economy = world.economy * (1.0 - rates.decay) + welfare * rates.growth
    economy = np.maximum(economy + _announced_shift(world), 0.0)
    return (
        world.but(
            economy=economy,
            reserves=world.reserves - paid + saved,
            readiness=orders.readiness,
            budget=orders.budget,
        ),
        events.but(
            gross=gross,
            trade=trade,
            upkeep=upkeep,
            shortfall=shortfall,
            unpaid=shortfall - paid,
            funds=funds,
            spent=spent,
            saved=saved,
        ),
    )


def funds_by_readiness(world: World) -> Floats:
    """What a state could share out this turn [readiness, N, B], if its treaties stay."""
    income = gross_income(world) + trade_income(world)
    rates = np.array(world.coefficients.upkeep)[:, np.newaxis, np.newaxis]
    upkeep: Floats = _forces(world) * rates + _inspected(world)
    return np.maximum(income - upkeep, 0.0)


def gross_income(world: World) -> Floats:
    """Income before trade and upkeep [N, B]: the economy, as far as the people go along."""
    rates = world.coefficients
    willing: Floats = world.standing * rates.income_of_standing + rates.income_floor
    return world.economy * willing * (1.0 - world.unrest * rates.unrest_drain)


def _forced(world: World, budget: Floats) -> Floats:
    """The budget as unrest leaves it: beyond a point order at home comes before everything."""
    if Module.INTERNAL_SECURITY not in world.modules:
        return budget
    forced = np.maximum(world.unrest - world.coefficients.forced_security, 0.0)
    bent: Floats = budget * (1.0 - forced)
    bent[BudgetLine.INTERNAL_SECURITY.code] += forced
    return bent


def _announced_shift(world: World) -> Floats:
    """What announced shifts of power add to each economy this turn [N, B]."""
    added = np.zeros_like(world.economy)
    for place, shift in world.power_shifts:
        if shift.first <= world.turn <= shift.last:
            turns = shift.last - shift.first + 1
            added[place] += world.homeland[place] * ((shift.factor - 1.0) / turns)
    return added


def trade_income(world: World) -> Floats:
    """What trade in force earns each state [N, B]: the same to both partners.

    By the smaller of the two as everybody knows them, start and land: were it by the economies of
    today, each partner could read the other's books in its own.
    """
    known = world.homeland * world.territory
    smaller = np.minimum(known[:, np.newaxis], known[np.newaxis])
    trading = world.in_force[Instrument.TRADE.code]
    return add_up((smaller * trading).swapaxes(0, 1)) * world.coefficients.trade_income


def upkeep_of(world: World, readiness: Codes) -> Floats:
    """What forces and inspections cost each state this turn [N, B]; a telephone costs nothing."""
    rates = np.array(world.coefficients.upkeep)[readiness]
    upkeep: Floats = _forces(world) * rates + _inspected(world)
    return upkeep


def _forces(world: World) -> Floats:
    return world.offence + world.defence


def _inspected(world: World) -> Floats:
    """What inspections cost each state [N, B]."""
    rate = np.float64(world.coefficients.inspections_upkeep)
    inspected = world.in_force[Instrument.INSPECTIONS.code] * rate
    return add_up(inspected.swapaxes(0, 1))
