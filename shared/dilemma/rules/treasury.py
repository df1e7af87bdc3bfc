"""Treasury: income, upkeep, spending, and growth from welfare."""

from __future__ import annotations

import numpy as np

from dilemma.arithmetic import Floats, add_up
from dilemma.chance import Dice
from dilemma.orders.arrays import Codes, Orders
from dilemma.rules.events import Events
from dilemma.vocabulary import BudgetLine, Instrument
from dilemma.world import World


def treasury(world: World, orders: Orders, dice: Dice, events: Events) -> tuple[World, Events]:
    """Pay upkeep out of income, share out what is left, save the rest, and let welfare grow.

    Upkeep beyond income is paid from reserves; what they cannot pay disbands forces in `building`.
    """
    rates = world.coefficients
    gross, trade = gross_income(world), trade_income(world)
    upkeep = upkeep_of(world, orders.readiness)
    net = gross + trade - upkeep
    funds = np.maximum(net, 0.0)
    shortfall = funds - net
    paid = np.minimum(shortfall, world.reserves)
    spent = orders.budget * funds
    saved = np.maximum(funds - add_up(spent), 0.0)
    welfare = spent[BudgetLine.WELFARE.code]
    economy = world.economy * (1.0 - rates.decay) + welfare * rates.growth
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


def funds_under(world: World, readiness: Codes) -> Floats:
    """What a state could share out this turn [N, B], were its treaties to stay as they are."""
    net = gross_income(world) + trade_income(world) - upkeep_of(world, readiness)
    return np.maximum(net, 0.0)


def gross_income(world: World) -> Floats:
    """Income before trade and upkeep [N, B]: the economy, as far as the people go along."""
    rates = world.coefficients
    return world.economy * (world.standing * rates.income_of_standing + rates.income_floor)


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
    """What forces and lines cost each state this turn [N, B]."""
    rates = world.coefficients
    forces = (world.offence + world.defence) * np.array(rates.upkeep)[readiness]
    lines: Floats = (
        world.in_force[Instrument.HOTLINE.code] * rates.hotline_upkeep
        + world.in_force[Instrument.INSPECTIONS.code] * rates.inspections_upkeep
    )
    upkeep: Floats = forces + add_up(lines.swapaxes(0, 1))
    return upkeep
