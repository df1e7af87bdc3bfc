"""Crises: two responses meet (Schelling, 1966)."""

from __future__ import annotations

import numpy as np

from dilemma.arithmetic import Floats, add_up, clip
from dilemma.chance import Dice
from dilemma.orders.arrays import NOBODY, Codes, Flags, Orders
from dilemma.rules.events import Events
from dilemma.vocabulary import CrisisOutcome, Response
from dilemma.world import World
from dilemma.world.world import flipped


def crises(world: World, orders: Orders, dice: Dice, events: Events) -> tuple[World, Events]:
    """Settle every crisis that was open when the orders were given.

    Both back down: over. One backs down: it loses standing, the other gains. Both escalate: a
    limited clash that may become war. Both hold: it drags on and fades.
    """
    open_ = (world.crisis > 0) & (world.crisis_opened < world.turn)
    if not open_.any():
        return world, events
    rates = world.coefficients
    mine, theirs = orders.response, flipped(orders.response)
    down, their_down = mine == Response.BACK_DOWN.code, theirs == Response.BACK_DOWN.code
    up, their_up = mine == Response.ESCALATE.code, theirs == Response.ESCALATE.code
    clash = open_ & up & their_up
    war = clash & (dice.clash < rates.clash_war)
    aged = world.turn - world.crisis_opened > rates.fade_after
    faded = open_ & aged & (mine == Response.HOLD.code) & (theirs == Response.HOLD.code)
    over = open_ & (down | their_down) | faded | war
    raised = open_ & (up | their_up) & ~over
    outcome = _outcomes(
        open_,
        (
            (open_ & their_up, CrisisOutcome.THEY_ESCALATED),
            (open_ & up, CrisisOutcome.ESCALATED),
            (open_ & down, CrisisOutcome.BACKED_DOWN),
            (open_ & their_down, CrisisOutcome.STOOD_FIRM),
            (open_ & down & their_down, CrisisOutcome.BOTH_BACKED_DOWN),
            (faded, CrisisOutcome.FADED),
            (clash, CrisisOutcome.CLASH),
            (war, CrisisOutcome.WAR),
        ),
    )
    firm = open_ & their_down & ~down
    standing = world.standing + _standing(world, firm)
    kept = 1.0 - np.minimum(add_up(clash.swapaxes(0, 1).astype(np.float64)), 3.0) * (
        rates.clash_losses
    )
    return (
        world.but(
            crisis=np.where(over, np.int8(0), world.crisis + raised).astype(np.int8),
            standing=clip(standing, 0.0, 1.0),
            offence=world.offence * kept,
            defence=world.defence * kept,
        ),
        events.but(crisis_outcome=outcome, escalated=open_ & up, clash=clash, clash_war=war),
    )


def _outcomes(open_: Flags, ways: tuple[tuple[Flags, CrisisOutcome], ...]) -> Codes:
    """How each crisis went, from the side of the first of the pair [N, N, B]; later ways win."""
    outcome = np.where(open_, np.int8(CrisisOutcome.CONTINUES.code), np.int8(NOBODY))
    for happened, word in ways:
        outcome[happened] = word.code
    return outcome


def _standing(world: World, firm: Flags) -> Floats:
    """What standing firm gains and backing down alone costs at home [N, B]."""
    rates = world.coefficients
    change = firm * rates.stand_firm_gain - flipped(firm) * rates.back_down_cost
    return add_up(change.swapaxes(0, 1))
