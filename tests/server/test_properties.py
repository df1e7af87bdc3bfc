"""Whatever is sent and however often: the same match comes of it, and nothing breaks."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from dilemma.orders import Order
from dilemma.protocol import PROTOCOL_VERSION, Malformed, encode
from dilemma.protocol.conversation import Conversation, OutOfTurn, State
from dilemma.protocol.messages import (
    Accepted,
    Command,
    CreateMatch,
    Join,
    Rejoin,
    Say,
    SubmitOrders,
    Unseal,
)
from dilemma.vocabulary import BudgetLine, Instrument
from dilemma_server.gateway.conversation import command_in, greeting_in
from dilemma_server.lobby import TurnedAway
from support.desk import Desk, scenario
from support.manual_clock import ManualClock

SEATS = ("redland", "blueland")


def orders() -> SearchStrategy[Order]:
    share = st.sampled_from([0.0, 0.3, 0.7])
    offers = st.dictionaries(
        st.sampled_from(SEATS), st.sampled_from([(), (Instrument.HOTLINE,)]), max_size=2
    )
    return st.builds(
        Order, budget=st.dictionaries(st.sampled_from(list(BudgetLine)), share), offers=offers
    )


def commands() -> SearchStrategy[Command]:
    """Commands of which many are refused and many come twice."""
    turns, keys = st.integers(1, 4), st.sampled_from("abcdefgh")
    return st.one_of(
        st.builds(SubmitOrders, turns, orders(), keys),
        st.builds(SubmitOrders, turns, orders(), keys),
        st.builds(Unseal, turns, keys),
        st.builds(Say, st.sampled_from(SEATS), st.sampled_from(["Hello", "\n"]), keys),
    )


def state(desk: Desk) -> list[bytes]:
    """All that both seats can be told."""
    match = desk.match
    told = [encode(match.opened(seat)) for seat in SEATS]
    heard = [match.heard(seat, after) for seat in SEATS for after in range(8)]
    said = [encode(message) for message in heard if message is not None]
    return [*told, encode(match.table(frozenset())), *said]


@given(st.lists(st.tuples(st.sampled_from(SEATS), commands(), st.booleans(), st.booleans())))
def test_crashes_and_repeats_change_nothing(
    said: list[tuple[str, Command, bool, bool]],
) -> None:
    """One desk is told everything once; the other crashes and is told what it accepted again."""
    calm = Desk(ManualClock(), scenario(), ("Ada", "Ben"))
    rough = Desk(ManualClock(), scenario(), ("Ada", "Ben"))
    for seat, command, crash, repeat in said:
        answer = calm.command(seat, command)
        if crash:
            rough.match = rough.replayed()
        assert type(rough.command(seat, command)) is type(answer)
        if repeat and isinstance(answer, Accepted):
            rough.match = rough.replayed() if crash else rough.match
            assert rough.command(seat, command) == answer
        assert state(rough) == state(calm)
    assert rough.records == calm.records


FIRST_FRAMES = [
    encode(CreateMatch(PROTOCOL_VERSION, "Ada", "redland_blueland")),
    encode(Join(PROTOCOL_VERSION, "Ben", "ABCD2345")),
    encode(Rejoin(PROTOCOL_VERSION, "A" * 22)),
]
COMMANDS = [
    encode(SubmitOrders(1, Order(budget={BudgetLine.WELFARE: 0.5}), "key")),
    encode(Unseal(1, "key")),
    encode(Say("blueland", "Hello", "key")),
]


def mangled() -> SearchStrategy[bytes]:
    """Frames with bytes changed, cut out and put in, and noise."""

    def mangle(frame: bytes, cuts: list[tuple[int, int, bytes]]) -> bytes:
        for place, length, bits in cuts:
            start = place % (len(frame) + 1)
            frame = frame[:start] + bits + frame[start + length :]
        return frame

    cut = st.tuples(st.integers(0, 300), st.integers(0, 4), st.binary(max_size=4))
    real = st.sampled_from(FIRST_FRAMES + COMMANDS)
    return st.one_of(st.binary(max_size=64), st.builds(mangle, real, st.lists(cut, max_size=4)))


@given(mangled())
@example(b"\x81\xa7version\xcf\xff\xff\xff\xff\xff\xff\xff\xff")
@example(b"\x82\xa4type\xa4join\xa7version\x03")
def test_every_frame_is_a_message_or_malformed(frame: bytes) -> None:
    for read, state in ((greeting_in, State.GREETING), (command_in, State.SEATED)):
        talk = Conversation()
        talk.state = state
        try:
            read(frame, talk)
        except (Malformed, OutOfTurn) as error:
            line = str(error)
        except TurnedAway as error:
            line = error.problem.text
        else:
            continue
        assert line
        assert "\n" not in line
        assert len(line) < 400
