"""One of every message there is, lawful in itself, by its kind."""

from __future__ import annotations

from typing import get_args

from msgspec import Struct

from dilemma.orders import Order, Problem
from dilemma.protocol import PROTOCOL_VERSION, ClientMessage, ServerMessage
from dilemma.protocol.messages import (
    Accepted,
    Browse,
    ChangeSeat,
    CreateMatch,
    Failed,
    Join,
    Leave,
    Listing,
    MatchShown,
    Mute,
    Refused,
    Rejoin,
    Rematch,
    Remove,
    Say,
    SetReady,
    Spectate,
    SubmitOrders,
    TurnShown,
    Unseal,
    Watching,
)
from dilemma.scenario import Dials
from dilemma.view import PublicBriefing, PublicView, StateName
from support.samples import (
    TOKEN,
    sample_ended,
    sample_heard,
    sample_seated,
    sample_table,
    sample_turn,
)

VERSION = PROTOCOL_VERSION

SAID: dict[type[Struct], Struct] = {
    type(message): message
    for message in (
        CreateMatch(VERSION, "Eve", "redland_blueland"),
        Join(VERSION, "Eve", "ABCDEFGH"),
        Rejoin(VERSION, TOKEN),
        Rematch(VERSION, TOKEN),
        Browse(VERSION),
        Spectate(VERSION, "ABCDEFGH"),
        SubmitOrders(1, Order(budget={}), "k"),
        Unseal(1, "k"),
        Say("blueland", "Hello", "k"),
        SetReady(False, "k"),
        ChangeSeat("blueland", "k"),
        Leave("k"),
        Remove("blueland", "k"),
        Mute("blueland", True, "k"),
    )
}
"""What clients say."""

_PUBLIC = PublicView(1, 3, Dials(), (), (), (), (), (), ())
_STATES = (StateName("red", "Redland"), StateName("blue", "Blueland"))

TOLD: dict[type[Struct], Struct] = {
    type(message): message
    for message in (
        sample_seated(),
        Watching(VERSION, "ABCDEFGH", PublicBriefing("s", "S", "", _STATES, 3, 60, "00" * 32)),
        Listing(VERSION, ()),
        sample_table(),
        sample_turn(),
        TurnShown(_PUBLIC, 60.0),
        sample_heard(1),
        Accepted("k"),
        Refused("k", (Problem("turn", "No."),)),
        sample_ended(),
        MatchShown(_PUBLIC, sample_ended().hindsight),
        Failed(Problem("seat", "No.")),
    )
}
"""What servers say."""

CLIENT_KINDS: tuple[type[Struct], ...] = get_args(ClientMessage)
SERVER_KINDS: tuple[type[Struct], ...] = get_args(ServerMessage)
