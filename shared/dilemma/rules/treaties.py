"""Treaties: standing offers meet; what both sides offer is in force."""

from __future__ import annotations

import numpy as np

from dilemma.arithmetic import Floats, add_up, clip
from dilemma.chance import Dice
from dilemma.orders.arrays import Flags, Orders
from dilemma.rules.events import Events
from dilemma.vocabulary import Instrument
from dilemma.world import World
from dilemma.world.world import flipped

BINDING = (Instrument.ARMS_LIMIT, Instrument.NON_AGGRESSION, Instrument.DEFENCE_PACT)
"""Instruments whose withdrawal is noticed at home as a promise taken back."""


def treaties(world: World, orders: Orders, dice: Dice, events: Events) -> tuple[World, Events]:
    """Bring offers together, note what began and ended, and charge withdrawals and breaches.

    Between states at war only a hotline can be in force. A breach is a probe or an attack on a
    state with which non-aggression or a defence pact was in force when the turn began, whatever
    was withdrawn in the same breath.
    """
    offers = orders.offers & _may_offer(world)
    in_force = offers & flipped(offers)
    ended = world.offers & ~offers
    promised = (
        world.in_force[Instrument.NON_AGGRESSION.code]
        | world.in_force[Instrument.DEFENCE_PACT.code]
    )
    breach = promised & (orders.probe | orders.attack)
    standing = world.standing
    if ended.any() or breach.any():
        standing = clip(standing - _cost(world, ended, breach), 0.0, 1.0)
    return (
        world.but(offers=offers, in_force=in_force, standing=standing),
        events.but(
            offer_begun=offers & ~world.offers,
            offer_ended=ended,
            in_force=in_force,
            breach=breach,
        ),
    )


def _may_offer(world: World) -> Flags:
    """Which instruments each pair may offer [instruments, N, N, B]."""
    allowed = np.repeat(~world.at_war[np.newaxis], len(Instrument), axis=0)
    allowed[Instrument.HOTLINE.code] = True
    return allowed


def _cost(world: World, ended: Flags, breach: Flags) -> Floats:
    rates = world.coefficients
    per_pair: Floats = breach * np.float64(rates.treaty_breach)
    for kind in BINDING:
        withdrawn = ended[kind.code] & world.in_force[kind.code]
        per_pair = per_pair + withdrawn * np.float64(rates.withdrawal)
    return add_up(per_pair.swapaxes(0, 1))
