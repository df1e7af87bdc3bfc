"""The codec: every message survives the wire, and nothing else gets through it."""

from __future__ import annotations

from typing import Any

import msgpack
import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dilemma.debrief import hindsight_of
from dilemma.orders import Order, Problem
from dilemma.protocol import (
    CLIENT_LIMITS,
    SERVER_LIMITS,
    ClientMessage,
    Malformed,
    ServerMessage,
    decode,
    encode,
)
from dilemma.protocol.codec import Limits
from dilemma.protocol.messages import (
    Accepted,
    Browse,
    ChangeSeat,
    CreateMatch,
    Failed,
    Heard,
    Join,
    Leave,
    Listing,
    MatchEnded,
    MatchShown,
    Mute,
    OpenTable,
    Refused,
    Rejoin,
    Rematch,
    Remove,
    Say,
    Seated,
    SetReady,
    Spectate,
    SubmitOrders,
    Table,
    TurnOpened,
    TurnShown,
    Unseal,
    Watching,
)
from dilemma.record import briefing_for, public_briefing_for
from dilemma.scenario import Scenario
from support.play import games, scenarios
from support.sheets import sheets_for
from support.worlds import LETTERS

SIDES = pytest.mark.parametrize(
    ("union", "limits"), [(ClientMessage, CLIENT_LIMITS), (ServerMessage, SERVER_LIMITS)]
)
names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
words = st.text(st.characters(codec="utf-8"), max_size=40)
numbers = st.integers(0, 50)
sheets: st.SearchStrategy[Order] = sheets_for("a", LETTERS[:5])
problems_ = st.lists(st.builds(Problem, words, words), max_size=4).map(tuple)

FROM_CLIENT = st.one_of(
    st.builds(
        CreateMatch,
        version=numbers,
        name=names,
        scenario=words,
        seat=st.none() | words,
        turn_seconds=st.none() | st.integers(5, 86_400),
    ),
    st.builds(Join, version=numbers, name=names, code=words, seat=st.none() | words),
    st.builds(Rejoin, version=numbers, token=words),
    st.builds(SubmitOrders, turn=numbers, order=sheets, key=names),
    st.builds(Unseal, turn=numbers, key=names),
    st.builds(Say, to=words, text=names, key=names),
    st.builds(Rematch, version=numbers, token=words, key=st.none() | names),
    st.builds(Browse, version=numbers),
    st.builds(Spectate, version=numbers, code=words),
    st.builds(SetReady, ready=st.booleans(), key=names),
    st.builds(ChangeSeat, seat=words, key=names),
    st.builds(Leave, key=names),
    st.builds(Remove, seat=words, key=names),
    st.builds(Mute, seat=words, muted=st.booleans(), key=names),
)
FROM_SERVER = st.one_of(
    st.builds(
        Table,
        players=st.dictionaries(words, st.none() | names, max_size=8),
        present=st.lists(words, max_size=8).map(tuple),
        sealed=st.lists(words, max_size=8).map(tuple),
        ready=st.lists(words, max_size=8).map(tuple),
        covered=st.lists(words, max_size=8).map(tuple),
        muted=st.lists(words, max_size=8).map(tuple),
        host=st.none() | words,
        begun=st.booleans(),
        watching=numbers,
    ),
    st.builds(
        Listing,
        version=numbers,
        tables=st.lists(
            st.builds(
                OpenTable,
                *(words, words, words, numbers, numbers),
                players=st.lists(names, max_size=8).map(tuple),
                free=st.lists(words, max_size=8).map(tuple),
            ),
            max_size=3,
        ).map(tuple),
    ),
    st.builds(Heard, numbers, numbers, words, words, words),
    st.builds(Accepted, names),
    st.builds(Refused, names, problems_),
    st.builds(Failed, st.builds(Problem, words, words)),
)
plain_data: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.text(st.characters(codec="utf-8"))
    | st.binary(max_size=5)
    | st.builds(msgpack.ExtType, st.integers(0, 127), st.binary(max_size=5)),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(st.characters(codec="utf-8"), max_size=8) | st.just("type"), inner
        )
    ),
    max_leaves=12,
)


def outcome(frame: bytes, union: Any, limits: Limits) -> Any:
    """The message in a frame, or the line that says why there is none."""
    try:
        return decode(frame, union, limits)
    except Malformed as refused:
        return str(refused)


def check(frame: bytes) -> None:
    """A frame is a message or is refused in one line, by either side."""
    for union, limits in ((ClientMessage, CLIENT_LIMITS), (ServerMessage, SERVER_LIMITS)):
        found = outcome(frame, union, limits)
        if isinstance(found, str):
            assert found.startswith(("frame: ", "message: "))
            assert len(found.splitlines()) == 1
            assert len(found) < 300
        else:
            assert isinstance(found, union)


@given(FROM_CLIENT)
def test_what_a_client_says_survives_the_wire(message: Any) -> None:
    assert decode(encode(message), ClientMessage, CLIENT_LIMITS) == message


@given(FROM_CLIENT | FROM_SERVER)
def test_a_frame_is_what_any_packer_of_messagepack_makes(message: Any) -> None:
    assert encode(message) == msgpack.packb(msgspec.to_builtins(message))


@given(FROM_SERVER)
def test_what_a_server_says_survives_the_wire(message: Any) -> None:
    assert decode(encode(message), ServerMessage, SERVER_LIMITS) == message


@settings(max_examples=15)
@given(scenarios(turns=3), st.binary(min_size=16, max_size=64), st.none() | sheets)
def test_views_briefings_and_debriefs_survive_the_wire(
    scenario: Scenario, secret: bytes, sealed: Order | None
) -> None:
    game = list(games(scenario, secret))[-1]
    seat = scenario.ids[0]
    for message in (
        Seated(1, "CODE", briefing_for(game, seat), None),
        TurnOpened(game.view(seat), 12.5, sealed, sealed is not None),
        MatchEnded(game.view(seat), hindsight_of(game, {})),
        Watching(1, "CODE", public_briefing_for(game)),
        TurnShown(game.public, 12.5),
        MatchShown(game.public, hindsight_of(game, {})),
    ):
        assert encode(message) == msgpack.packb(msgspec.to_builtins(message))
        assert decode(encode(message), ServerMessage, SERVER_LIMITS) == message


@given(st.binary(max_size=200))
@example(b"")
@example(b"\xc1")
@example(b"\x91" * 40_000)
@example(b"\x81\xa1a" * 3000 + b"\xc0")
@example(b"\xdd\xff\xff\xff\xff")
@example(b"\xdb\xff\xff\xff\xff")
@example(b"\xdf\xff\xff\xff\xff")
@example(b"\xc7\x00\xff")
@example(b"\xd6\xff\x00\x00\x00\x00")
def test_any_bytes_are_a_message_or_are_refused(frame: bytes) -> None:
    check(frame)


@settings(max_examples=200)
@given(plain_data)
def test_any_data_is_a_message_or_is_refused(data: Any) -> None:
    check(msgpack.packb(data))


@settings(max_examples=200)
@given(FROM_CLIENT, st.data())
def test_a_message_damaged_on_the_way_is_a_message_or_is_refused(
    message: Any, data: st.DataObject
) -> None:
    frame = bytearray(encode(message))
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(frame) - 1))
        change = data.draw(st.sampled_from(("flip", "cut", "insert")))
        if change == "flip":
            frame[place] = data.draw(st.integers(0, 255))
        elif change == "insert":
            frame.insert(place, data.draw(st.integers(0, 255)))
        elif len(frame) > 1:
            del frame[place]
    check(bytes(frame))


@settings(max_examples=200)
@given(FROM_CLIENT, plain_data, st.data())
def test_a_message_with_any_value_in_a_field_is_a_message_or_is_refused(
    message: Any, value: Any, data: st.DataObject
) -> None:
    fields = msgpack.unpackb(encode(message))
    fields[data.draw(st.sampled_from(sorted(fields)))] = value
    check(msgpack.packb(fields))
