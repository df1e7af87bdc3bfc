"""Orders as arrays: a sheet written into them is the sheet read out again."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from dilemma.orders import Order
from dilemma.orders.arrays import NOBODY, blank_orders, pack, unpack
from dilemma.vocabulary import BudgetLine, MotionKind, Response
from support.sheets import sheets_for
from support.worlds import LETTERS, order

SEATS = LETTERS[:4]


@given(sheets_for("a", SEATS))
def test_a_sheet_packed_is_the_sheet_unpacked(sheet: Order) -> None:
    packed = pack(SEATS, [sheet, *(order() for _ in SEATS[1:])])
    again = unpack(packed, 0, SEATS, BudgetLine)
    assert again.budget == {line: sheet.budget.get(line, 0.0) for line in BudgetLine}
    assert again.readiness == sheet.readiness
    assert again.signal == sheet.signal
    assert again.action == sheet.action
    if sheet.motion is None or sheet.motion.kind is MotionKind.CONDEMN:
        assert again.motion == sheet.motion
    assert {to: set(kinds) for to, kinds in again.offers.items()} == {
        to: set(kinds) for to, kinds in sheet.offers.items() if kinds
    }
    for other in SEATS:
        assert again.responses[other] == sheet.responses.get(other, Response.HOLD)


@given(sheets_for("a", SEATS))
def test_a_sheet_writes_into_no_row_but_its_own(sheet: Order) -> None:
    packed = pack(SEATS, [sheet, *(order() for _ in SEATS[1:])])
    blank = blank_orders(len(SEATS), 1)
    for name in (
        *("readiness", "signal", "demand", "signal_to", "probe", "attack", "response"),
        *("condemn", "mediate"),
    ):
        assert (getattr(packed, name)[1:] == getattr(blank, name)[1:]).all()
    for name in ("budget", "offers"):
        assert (getattr(packed, name)[:, 1:] == getattr(blank, name)[:, 1:]).all()


@given(sheets_for("a", SEATS))
def test_nobody_can_address_itself(sheet: Order) -> None:
    packed = pack(SEATS, [sheet, *(order() for _ in SEATS[1:])])
    for values in (
        *(packed.attack, packed.probe, packed.signal_to, packed.condemn),
        *(*packed.offers, *packed.mediate),
    ):
        assert not values[range(4), range(4)].any()


def test_a_blank_order_does_nothing() -> None:
    blank = blank_orders(3, 2)
    assert not blank.budget.any()
    assert (blank.signal == NOBODY).all()
    assert (blank.demand == NOBODY).all()
    assert (blank.response == Response.HOLD.code).all()
    assert not np.concatenate([blank.attack, blank.probe, blank.signal_to, *blank.offers]).any()


def test_minus_zero_is_zero() -> None:
    packed = pack(SEATS[:2], [order(budget={BudgetLine.OFFENCE: -0.0}), order()])
    assert not np.signbit(packed.budget).any()
