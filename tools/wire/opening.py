"""The opening: how one match of two begins on the wire, the same whenever it is made.

What is said here is what a real server says that draws the same chances; a test holds it to that.
"""

from __future__ import annotations

from hashlib import shake_128

from msgspec import Struct

from dilemma.orders import Order, standing_order
from dilemma.protocol import PROTOCOL_VERSION, encode
from dilemma.protocol.messages import (
    Accepted,
    CreateMatch,
    Join,
    Seated,
    SubmitOrders,
    Table,
    TurnOpened,
)
from dilemma.record import begin, briefing_for
from dilemma.scenario import parse_scenario
from dilemma.view import View
from dilemma.vocabulary import BudgetLine, Instrument
from dilemma_assets.scenarios import load_text
from dilemma_server.lobby.codes import new_code
from dilemma_server.match.match import SECRET_BYTES
from dilemma_server.match.tokens import deal_token

SCENARIO = "redland_blueland"
ADA_KEY = "5b3c0e9f2a7d4416"
BEN_KEY = "c81f6d2e90a3b745"
ORDER_KEY = "01f4"


class Line(Struct, frozen=True):
    """One frame: who says it to whom, and the message that it holds."""

    speaker: str
    listener: str
    message: Struct

    @property
    def frame(self) -> bytes:
        """The bytes that go over the wire."""
        return encode(self.message)


class Chance:
    """Bytes that look random and are the same every time, as a server draws its secrets."""

    def __init__(self) -> None:
        self._drawn = 0

    def __call__(self, length: int) -> bytes:
        self._drawn += 1
        return shake_128(f"the reference {self._drawn}".encode()).digest(length)


def opening() -> tuple[Line, ...]:
    """From the first frame to the first order that is accepted, as Ada's connection has it.

    Ben's own connection is shown by his first frame alone.
    """
    chance = Chance()
    code, secret, seal = new_code(chance), chance(SECRET_BYTES), chance(SECRET_BYTES)
    scenario = parse_scenario(load_text(SCENARIO), SCENARIO)
    game = begin(scenario, secret)
    red, blue = scenario.ids
    token = deal_token(seal, red, ADA_KEY.encode())
    view = game.view(red)
    said = (
        ("Ada", CreateMatch(PROTOCOL_VERSION, "Ada", SCENARIO, key=ADA_KEY)),
        ("server", Seated(PROTOCOL_VERSION, code, briefing_for(game, red), token)),
        ("server", Table({red: "Ada", blue: None}, (red,), (), ready=(red,), host=red)),
        ("Ben", Join(PROTOCOL_VERSION, "Ben", code, key=BEN_KEY)),
        ("server", TurnOpened(view, float(scenario.turn_seconds), None, False)),
        ("Ada", SubmitOrders(view.turn, orders(view), ORDER_KEY)),
        ("server", Accepted(ORDER_KEY)),
    )
    return tuple(
        Line(speaker, "Ada" if speaker == "server" else "server", message)
        for speaker, message in said
    )


def orders(view: View) -> Order:
    """What Ada orders: the budget as it is but for more welfare, and offers to her neighbour."""
    standing = standing_order(view)
    return Order(
        budget={**standing.budget, BudgetLine.WELFARE: 0.8},
        statement="We wish our neighbour well.",
        offers={page.id: (Instrument.HOTLINE, Instrument.TRADE) for page in view.others},
    )
