"""The codec: what is refused, in which words, and how large the largest match is."""

from __future__ import annotations

import math
from typing import Any

import msgpack
import msgspec
import pytest

from dilemma.debrief import hindsight_of
from dilemma.orders import Assessment, Order, Signal
from dilemma.orders.legality import STATEMENT_LENGTH
from dilemma.protocol import (
    CLIENT_LIMITS,
    SERVER_LIMITS,
    ClientMessage,
    Malformed,
    ServerMessage,
    decode,
    encode,
)
from dilemma.protocol.messages import MatchEnded, SubmitOrders, TurnOpened
from dilemma.record import Game, advance, begin
from dilemma.view import View
from dilemma.vocabulary import BudgetLine, Instrument, SignalKind
from support.worlds import SECRET, order, plain

JOIN = {"type": "join", "version": 1, "name": "Ada", "code": "ABCD"}


NO_MESSAGE = "frame: not a MessagePack message: "


def refusal(data: Any) -> str:
    """What is said to a client that sent some bytes, or some data as MessagePack."""
    frame = data if isinstance(data, bytes) else msgpack.packb(data)
    with pytest.raises(Malformed) as refused:
        decode(frame, ClientMessage, CLIENT_LIMITS)
    return str(refused.value)


def sending(**budget: Any) -> dict[str, Any]:
    """Orders as a client would send them."""
    return {"type": "submit_orders", "turn": 1, "key": "k", "order": {"budget": budget}}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "frame: not a MessagePack message: Unpack failed: incomplete input"),
        (b"\x00" * 12_289, "frame: 12289 bytes; at most 12288"),
        ([1, 2], "message: Expected `object`, got `array`"),
        ({}, "message: Object missing required field `type`"),
        ({"type": "bogus"}, "message: Invalid value 'bogus' - at `$.type`"),
        ({"type": 5}, "message: Expected `str`, got `int` - at `$.type`"),
        ({**JOIN, "extra": 1}, "message: Object contains unknown field `extra`"),
        ({**JOIN, "name": ""}, "message: Expected `str` of length >= 1 - at `$.name`"),
        ({**JOIN, "name": "x" * 41}, "message: Expected `str` of length <= 40 - at `$.name`"),
        ({**JOIN, "version": True}, "message: Expected `int`, got `bool` - at `$.version`"),
        ({**JOIN, "version": 1.5}, "message: Expected `int`, got `float` - at `$.version`"),
        ({**JOIN, "version": math.nan}, "frame: NaN and infinities are not allowed"),
        (sending(welfare=math.nan), "frame: NaN and infinities are not allowed"),
        (sending(welfare=-math.inf), "frame: NaN and infinities are not allowed"),
        (
            sending(welfare="0.5"),
            "message: Expected `float`, got `str` - at `$.order.budget[...]`",
        ),
        (
            sending(circuses=0.5),
            "message: Invalid enum value 'circuses' - at `key` in `$.order.budget`",
        ),
        ({**JOIN, "code": b"ABCD"}, "frame: not a MessagePack message: 4 exceeds max_bin_len(0)"),
        (
            {**JOIN, "name": "x" * 4097},
            "frame: not a MessagePack message: 4097 exceeds max_str_len(4096)",
        ),
        (
            {**JOIN, "name": [0] * 65},
            "frame: not a MessagePack message: 65 exceeds max_array_len(64)",
        ),
        (
            {str(number): 0 for number in range(65)},
            "frame: not a MessagePack message: 65 exceeds max_map_len(64)",
        ),
        (
            {5: 1},
            f"{NO_MESSAGE}int is not allowed for map key when strict_map_key=True",
        ),
        (
            msgpack.packb(JOIN) * 2,
            "frame: not a MessagePack message: unpack(b) received extra data",
        ),
    ],
)
def test_what_is_no_message_is_refused_in_one_line(data: Any, said: str) -> None:
    assert refusal(data) == said


@pytest.mark.parametrize("levels", [9, 100, 500, 12_000])
def test_what_is_nested_too_deep_is_refused(levels: int) -> None:
    said = refusal(b"\x91" * levels + b"\x00")
    assert said in (
        "frame: nested too deep to be a message",
        "frame: not a MessagePack message: StackError",
    )
    assert refusal(b"\x81\xa1a" * min(levels, 4000) + b"\x00") == said


def test_text_that_is_no_unicode_is_refused() -> None:
    said = refusal(msgpack.packb({**JOIN, "name": "\ud800"}, unicode_errors="surrogatepass"))
    assert said.startswith("frame: not a MessagePack message: 'utf-8' codec can't decode")


def test_a_client_may_not_say_what_a_server_says() -> None:
    assert refusal({"type": "accepted", "key": "k"}).startswith("message: Invalid value 'accepted'")


def test_the_widest_orders_fit_into_a_clients_frame() -> None:
    others = [f"{letter}{'x' * 23}" for letter in "abcdefg"]
    widest = Order(
        budget=dict.fromkeys(BudgetLine, 0.123456789012345),
        signal=Signal(SignalKind.ULTIMATUM, others[0]),
        statement="\U0001f54a" * STATEMENT_LENGTH,
        offers=dict.fromkeys(others, tuple(Instrument)),
        assessments=dict.fromkeys(others, Assessment(1 / 3, 1 / 7)),
    )
    message = SubmitOrders(40, widest, "k" * 40)
    assert decode(encode(message), ClientMessage, CLIENT_LIMITS) == message


def noisy(view: View, turn: int) -> Order:
    """An order that says, offers and assesses as much as can be said in a turn."""
    offered = tuple(Instrument) if turn % 2 else ()
    others = [page.id for page in view.others]
    return order(
        signal=Signal(SignalKind.WARN, others[0]),
        statement="\U0001f54a" * STATEMENT_LENGTH,
        offers=dict.fromkeys(others, offered),
        assessments=dict.fromkeys(others, Assessment(1 / 3, 1 / 7)),
    )


def longest() -> Game:
    """Eight states that talk and change their minds for forty turns."""
    game = begin(plain(8, turns=40, incident_rate=1.0), SECRET)
    while not game.over:
        game = advance(game, {view.seat: noisy(view, game.turn) for view in game.views})
    return game


def test_the_longest_match_fits_into_a_servers_frame() -> None:
    game = longest()
    view = game.view("a")
    assert len(view.occurrences) < SERVER_LIMITS.array_length
    opened = TurnOpened(view, 1.0, None, False)
    assert decode(encode(opened), ServerMessage, SERVER_LIMITS) == opened
    ended = MatchEnded(view, hindsight_of(game, {}))
    assert decode(encode(ended), ServerMessage, SERVER_LIMITS) == ended


def test_the_limits_are_the_ones_that_hold() -> None:
    small = msgspec.structs.replace(CLIENT_LIMITS, frame_bytes=3)
    with pytest.raises(Malformed, match=r"^frame: 4 bytes; at most 3$"):
        decode(b"\x00" * 4, ClientMessage, small)
