"""People at a table who talk: who they are, what they hold, and what they may say."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from dilemma.orders import Order
from dilemma.protocol.messages import (
    ChangeSeat,
    Command,
    Leave,
    Mute,
    Remove,
    Say,
    SetReady,
    SubmitOrders,
    Unseal,
)
from dilemma.vocabulary import BudgetLine, Instrument
from dilemma_server.lobby import Feed, Room

SEATS = ("redland", "blueland")
PEOPLE = ("Ada", "Ben", "Cleo", "Dan")


class Person:
    """Somebody with a key of his own, and what he has got for it so far."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.token: str | None = None
        self.room: Room | None = None
        self.feed: Feed | None = None
        self.said: list[Command] = []
        self.sittings = 0

    @property
    def key(self) -> str:
        """What he says who he is with, until he has left."""
        return f"key {self.sittings} of {self.name}"

    @property
    def connected(self) -> bool:
        return self.feed is not None


people = st.sampled_from(PEOPLE)
seats = st.sampled_from(SEATS)
which = st.integers(0, len(PEOPLE) - 1)


def orders() -> st.SearchStrategy[Order]:
    share = st.sampled_from([0.2, 0.7, 1.3])
    offers = st.dictionaries(seats, st.sampled_from([(), (Instrument.HOTLINE,)]), max_size=2)
    budget = st.dictionaries(st.sampled_from([BudgetLine.WELFARE, BudgetLine.OFFENCE]), share)
    return st.builds(Order, budget=budget, offers=offers, statement=st.sampled_from(["", "Peace."]))


Words = tuple[str, Any]


def words() -> st.SearchStrategy[Words]:
    """What to say, before it has a turn and a key."""
    return st.one_of(
        st.tuples(st.just("seal"), orders()),
        st.tuples(st.just("seal"), orders()),
        st.tuples(st.just("unseal"), st.none()),
        st.tuples(st.just("say"), seats),
        st.tuples(st.just("ready"), st.booleans()),
        st.tuples(st.just("move"), seats),
        st.tuples(st.just("leave"), st.none()),
        st.tuples(st.just("remove"), seats),
        st.tuples(st.just("mute"), st.tuples(seats, st.booleans())),
    )


def command_of(words: Words, turn: int, key: str) -> Command:
    """What is said, now that there is a turn and a key for it."""
    match words:
        case "seal", Order() as order:
            return SubmitOrders(turn, order, key)
        case "say", str(seat):
            return Say(seat, "Hello", key)
        case "move", str(seat):
            return ChangeSeat(seat, key)
        case "remove", str(seat):
            return Remove(seat, key)
        case "mute", (str(seat), bool(muted)):
            return Mute(seat, muted, key)
        case "ready", bool(ready):
            return SetReady(ready, key)
        case "unseal", _:
            return Unseal(turn, key)
        case _:
            return Leave(key)
