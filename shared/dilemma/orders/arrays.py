"""Orders as arrays: what every state of every world intends, for the kernel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dilemma.arithmetic import Floats
from dilemma.orders.sheet import Action, Motion, Order, Signal
from dilemma.vocabulary import (
    ActionKind,
    BudgetLine,
    Demand,
    Instrument,
    MotionKind,
    Readiness,
    Response,
    SignalKind,
)

Codes = NDArray[np.int8]
Flags = NDArray[np.bool_]

NOBODY = -1
"""Code for no signal, no target and no demand."""


@dataclass(frozen=True)
class Orders:
    """Orders of N states in B worlds; codes are positions in the vocabulary, NOBODY where none.

    `budget` [lines, N, B] shares; `readiness`, `signal`, `demand` [N, B] codes; `offers`
    [instruments, N, N, B]; `probe`, `attack`, `signal_to` and `condemn` [N, N, B] mark the target,
    `mediate` [N, N, N, B] the two states (both ways) that the first would have mediated;
    `response` [N, N, B] codes, read only where a crisis is open.
    """

    budget: Floats
    readiness: Codes
    signal: Codes
    demand: Codes
    signal_to: Flags
    offers: Flags
    probe: Flags
    attack: Flags
    response: Codes
    condemn: Flags
    mediate: Flags


def blank_orders(states: int, worlds: int) -> Orders:
    """Orders that do nothing at all: save everything, hold every crisis, routine readiness."""
    return Orders(
        budget=np.zeros((len(BudgetLine), states, worlds)),
        readiness=np.full((states, worlds), Readiness.ROUTINE.code, np.int8),
        signal=np.full((states, worlds), NOBODY, np.int8),
        demand=np.full((states, worlds), NOBODY, np.int8),
        signal_to=np.zeros((states, states, worlds), np.bool_),
        offers=np.zeros((len(Instrument), states, states, worlds), np.bool_),
        probe=np.zeros((states, states, worlds), np.bool_),
        attack=np.zeros((states, states, worlds), np.bool_),
        response=np.full((states, states, worlds), Response.HOLD.code, np.int8),
        condemn=np.zeros((states, states, worlds), np.bool_),
        mediate=np.broadcast_to(np.False_, (states, states, states, worlds)),
    )


def pack(ids: Sequence[str], sheets: Sequence[Order]) -> Orders:
    """The order sheets of one world, in the order of its states, as arrays with B = 1."""
    orders = blank_orders(len(ids), 1)
    for seat, sheet in enumerate(sheets):
        _write(orders, ids, seat, sheet)
    return replace(orders, mediate=_mediations(ids, sheets))


def _mediations(ids: Sequence[str], sheets: Sequence[Order]) -> Flags:
    """Which pairs each state would have mediated [N, N, N, 1]."""
    asked = np.zeros((len(ids), len(ids), len(ids), 1), np.bool_)
    for seat, sheet in enumerate(sheets):
        motion = sheet.motion
        if motion is not None and motion.other is not None:
            first, second = ids.index(motion.target), ids.index(motion.other)
            asked[seat, first, second] = asked[seat, second, first] = True
    return asked


def unpack(orders: Orders, row: int, ids: Sequence[str], lines: Iterable[BudgetLine]) -> Order:
    """The order sheet of one row of orders with B = 1.

    `ids` names the states of the pair axis, `lines` the lines of the budget there are.
    """
    return Order(
        budget={line: float(orders.budget[line.code, row, 0]) for line in lines},
        readiness=Readiness.from_code(int(orders.readiness[row, 0])),
        signal=_signal(orders, row, ids),
        offers=_offers(orders, row, ids),
        action=_action(orders, row, ids),
        motion=_motion(orders, row, ids),
        responses={
            other: Response.from_code(int(orders.response[row, place, 0]))
            for place, other in enumerate(ids)
        },
    )


def _signal(orders: Orders, row: int, ids: Sequence[str]) -> Signal | None:
    if orders.signal[row, 0] == NOBODY:
        return None
    demand = int(orders.demand[row, 0])
    return Signal(
        kind=SignalKind.from_code(int(orders.signal[row, 0])),
        target=_marked(orders.signal_to[row, :, 0], ids),
        demand=None if demand == NOBODY else Demand.from_code(demand),
    )


def _offers(orders: Orders, row: int, ids: Sequence[str]) -> dict[str, tuple[Instrument, ...]]:
    sets = {
        other: tuple(kind for kind in Instrument if orders.offers[kind.code, row, place, 0])
        for place, other in enumerate(ids)
    }
    return {other: instruments for other, instruments in sets.items() if instruments}


def _action(orders: Orders, row: int, ids: Sequence[str]) -> Action:
    for kind, marks in ((ActionKind.ATTACK, orders.attack), (ActionKind.PROBE, orders.probe)):
        target = _marked(marks[row, :, 0], ids)
        if target is not None:
            return Action(kind, target)
    return Action()


def _motion(orders: Orders, row: int, ids: Sequence[str]) -> Motion | None:
    target = _marked(orders.condemn[row, :, 0], ids)
    return None if target is None else Motion(MotionKind.CONDEMN, target)


def _marked(flags: Flags, ids: Sequence[str]) -> str | None:
    """The one state that is marked, or None."""
    return next((other for place, other in enumerate(ids) if flags[place]), None)


def _write(orders: Orders, ids: Sequence[str], seat: int, sheet: Order) -> None:
    for line, share in sheet.budget.items():
        orders.budget[line.code, seat] = share + 0.0  # there is no minus zero in a world
    orders.readiness[seat] = sheet.readiness.code
    if sheet.signal is not None:
        orders.signal[seat] = sheet.signal.kind.code
        if sheet.signal.demand is not None:
            orders.demand[seat] = sheet.signal.demand.code
        if sheet.signal.target is not None:
            orders.signal_to[seat, ids.index(sheet.signal.target)] = True
    for other, instruments in sheet.offers.items():
        for instrument in instruments:
            orders.offers[instrument.code, seat, ids.index(other)] = True
    if sheet.action.target is not None:
        marks = {ActionKind.PROBE: orders.probe, ActionKind.ATTACK: orders.attack}
        marks[sheet.action.kind][seat, ids.index(sheet.action.target)] = True
    if sheet.motion is not None and sheet.motion.kind is MotionKind.CONDEMN:
        orders.condemn[seat, ids.index(sheet.motion.target)] = True
    for other, response in sheet.responses.items():
        orders.response[seat, ids.index(other)] = response.code
