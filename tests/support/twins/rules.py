"""The rules of one world: what may not be told in any of them, whatever the other one is like.

assert not broken(play(seed, deeds))
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dilemma.protocol import encode
from dilemma.protocol.messages import (
    Failed,
    Heard,
    MatchEnded,
    MatchShown,
    Table,
    TurnOpened,
    TurnShown,
    Watching,
)
from support.simulated.world import ticks_of
from support.twins.cast import OVER, REMATCH, SEATS, SPECTATORS, TURNS
from support.twins.reading import Connection, seconds
from support.twins.twins import Played

Everything = Sequence[tuple[Connection, int, Any]]

FOR_SPECTATORS = (Watching, Table, TurnShown, MatchShown, Failed)


def broken(world: Played) -> list[str]:
    """Every rule that was broken, in lines."""
    told = list(_everything(world))
    return [
        *_early(world.closings, told),
        *_two_faced(told),
        *_intimate(told),
        *_miscounted(told),
    ]


def _early(closings: Mapping[int, int], told: Everything) -> Iterator[str]:
    """Nobody is told of a turn, or of the end, before what led to it is kept."""
    for line, ticks, message in told:
        turn = message.view.turn if isinstance(message, TurnOpened | TurnShown) else 1
        if turn > 1 and ticks < closings[turn - 1]:
            yield (
                f"{line.person} was told of turn {turn} at {seconds(ticks):.6f} s,"
                " before it was kept"
            )
        if isinstance(message, MatchEnded | MatchShown) and ticks < closings[TURNS]:
            yield f"{line.person} was told the end at {seconds(ticks):.6f} s, before it was kept"


def _two_faced(told: Everything) -> Iterator[str]:
    """A turn is the same whenever a seat is shown it, for all who watch, and so is the debrief."""
    shown: dict[tuple[str, int], bytes] = {}
    for line, _, message in told:
        if isinstance(message, TurnOpened | TurnShown):
            who = "a spectator" if line.person in SPECTATORS else line.person
            view = encode(message.view)
            if shown.setdefault((who, message.view.turn), view) != view:
                yield f"{who} was shown turn {message.view.turn} in two ways"
        if isinstance(message, MatchEnded | MatchShown):
            hindsight = encode(message.hindsight)
            if shown.setdefault(("all", OVER), hindsight) != hindsight:
                yield f"{line.person} was told another debrief"


def _intimate(told: Everything) -> Iterator[str]:
    """Who watches is told what is public and nothing else; who plays, what he may hear."""
    for line, _, message in told:
        if line.person in SPECTATORS and not isinstance(message, FOR_SPECTATORS):
            yield f"{line.person}, who watches, was told {message!r:.200}"
        ends = (message.speaker, message.listener) if isinstance(message, Heard) else ()
        if ends and SEATS.get(line.person) not in ends:
            yield f"{line.person} heard what is between {ends}"


def _miscounted(told: Everything) -> Iterator[str]:
    """What a seat hears is counted from 1 on every connection, without a gap."""
    serials: dict[int, list[int]] = {}
    people = {}
    for line, _, message in told:
        if isinstance(message, Heard):
            people[id(line)] = line.person
            serials.setdefault(id(line), []).append(message.serial)
    for line_of, heard in serials.items():
        if heard != list(range(1, len(heard) + 1)):
            yield f"{people[line_of]} heard the messages {heard}"


def _everything(world: Played) -> Iterator[tuple[Connection, int, Any]]:
    """What was said by the server, when and to whom, until the rematch, which is another match."""
    for line in world.reading.connections.values():
        if line.pieces[0].ticks < ticks_of(REMATCH):
            yield from ((line, told.ticks, told.message) for told in line.messages())
