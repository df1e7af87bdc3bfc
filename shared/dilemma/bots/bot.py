"""A bot: one way of deciding, over the sight of many worlds or the view of one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import msgspec
import numpy as np

from dilemma.arithmetic import Floats, largest
from dilemma.chance import bot_draws
from dilemma.orders import Assessment, Order
from dilemma.orders.arrays import Flags, Orders, blank_orders, unpack
from dilemma.view import View
from dilemma.view.sight import Sight, sight_of
from dilemma.vocabulary import BudgetLine, Module, Response


@dataclass(frozen=True)
class Decision:
    """Orders of W watchers in B worlds (first axes W), and what they believe of others [W, N, B].

    `harm` is the probability that a state means harm, `attack` that it attacks next turn.
    """

    orders: Orders
    harm: Floats
    attack: Floats


class Bot(ABC):
    """A player that sees what a player sees. `name` is how it is called; `draws` how many
    uniforms it wants for each state it looks at."""

    name: ClassVar[str]
    draws: ClassVar[int] = 0

    def __init__(self, seed: bytes = b"") -> None:
        self._seed = seed

    @abstractmethod
    def decide_many(self, sight: Sight, draws: Floats) -> Decision:
        """Decide for every watcher of every world; `draws` [draws, W, N, B] uniforms."""

    def decide(self, view: View) -> Order:
        """The order sheet of one seat for one turn."""
        sight = sight_of(view)
        states = len(view.others) + 1
        draws = bot_draws(self._seed, view.turn, self.draws, states)
        decision = self.decide_many(sight, draws)
        order = unpack(
            decision.orders, 0, ("", *(page.id for page in view.others)), view.own.budget
        )
        return msgspec.structs.replace(
            order,
            responses=_answers(view, order.responses),
            assessments=_assessments(view, decision),
        )


def blank_for(sight: Sight) -> Orders:
    """Orders for the watchers of a sight that keep what they offer and do nothing else."""
    watchers, states, worlds = sight.contact.shape
    blank = blank_orders(states, worlds)
    return Orders(
        budget=np.zeros((len(blank.budget), watchers, worlds)),
        readiness=blank.readiness[:1].repeat(watchers, axis=0),
        signal=blank.signal[:1].repeat(watchers, axis=0),
        demand=blank.demand[:1].repeat(watchers, axis=0),
        signal_to=np.zeros((watchers, states, worlds), np.bool_),
        offers=sight.offered.copy(),
        probe=np.zeros((watchers, states, worlds), np.bool_),
        attack=np.zeros((watchers, states, worlds), np.bool_),
        response=blank.response[:1].repeat(watchers, axis=0),
        condemn=np.zeros((watchers, states, worlds), np.bool_),
        mediate=np.broadcast_to(np.False_, (watchers, states, states, worlds)),
    )


def keep_house(sight: Sight, orders: Orders) -> None:
    """What every sober government does where a module asks for it.

    It polices unrest before anything else, and condemns in the forum whoever attacked most.
    """
    if Module.INTERNAL_SECURITY in sight.modules:
        share = np.minimum(sight.unrest * 0.5, 0.3)
        orders.budget[:] *= 1.0 - share
        orders.budget[BudgetLine.INTERNAL_SECURITY.code] += share
    if Module.FORUM in sight.modules:
        attacks = sight.attacks_made.astype(np.float64)
        orders.condemn[:] = foremost(attacks, sight.present & (attacks > 0.0))


def foremost(values: Floats, among: Flags) -> Flags:
    """Marks, for each watcher, the one state with the highest value among those allowed.

    Ties go to the first; nobody is marked where nobody is allowed.
    """
    ranked = np.where(among, values, -1.0)
    best = largest(ranked.swapaxes(0, 1))[:, np.newaxis]
    marked: Flags = among & (ranked == best)
    taken = np.zeros_like(marked[:, 0])
    for place in range(marked.shape[1]):
        marked[:, place] &= ~taken
        taken = taken | marked[:, place]
    return marked


def _answers(view: View, responses: dict[str, Response]) -> dict[str, Response]:
    """The responses that an open crisis asks for."""
    return {
        page.id: responses.get(page.id, Response.HOLD)
        for page in view.others
        if page.crisis is not None
    }


def _assessments(view: View, decision: Decision) -> dict[str, Assessment]:
    return {
        page.id: Assessment(
            harm=round(float(decision.harm[0, place, 0]), 3),
            attack=round(float(decision.attack[0, place, 0]), 3),
        )
        for place, page in enumerate(view.others, start=1)
    }
