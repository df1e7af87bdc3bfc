"""The record as a text that can be kept, read again and proved."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from dilemma.record.game import Game, IllegalOrderError, TurnRecord, advance, begin
from dilemma.rules import RULES_VERSION
from dilemma.scenario import Scenario, ScenarioError, check_references

RECORD_FORMAT = "security-dilemma-record-1"


class RecordError(ValueError):
    """A text that is no record, or one of other rules; the message is one line."""


class DivergenceError(RecordError):
    """A record whose match, played again, is another one; the message names the turn."""


class Record(Struct, frozen=True, forbid_unknown_fields=True):
    """All that a match was: what it started from, its secret in hexadecimal, and every order.

    `final_hash` is the chained hash after the last turn, so that a record cut short shows it.
    """

    format: str
    rules: int
    scenario: Scenario
    secret: Annotated[str, Meta(pattern=r"^([0-9a-f]{2}){16,64}\Z")]
    opening_hash: str
    turns: tuple[TurnRecord, ...]
    final_hash: str


def record_of(game: Game) -> Record:
    """The record of a match as far as it was played."""
    return Record(
        format=RECORD_FORMAT,
        rules=RULES_VERSION,
        scenario=game.scenario,
        secret=game.secret.hex(),
        opening_hash=begin(game.scenario, game.secret).hash,
        turns=game.turns,
        final_hash=game.hash,
    )


def dump_record(record: Record) -> str:
    """The record as JSON text, two spaces a level, ending in a newline."""
    return msgspec.json.format(msgspec.json.encode(record), indent=2).decode() + "\n"


def load_record(text: str, where: str = "record") -> Record:
    """Read a record; raises RecordError with one line that begins with `where`."""
    try:
        record = msgspec.json.decode(text, type=Record)
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        complaint = " ".join(str(error).replace("`", "'").split())
        raise RecordError(f"{where}: not a match record: {complaint}") from None
    if record.format != RECORD_FORMAT:
        raise RecordError(
            f"{where}: format: '{record.format[:40]}' is not known; expected '{RECORD_FORMAT}'"
        )
    if record.rules != RULES_VERSION:
        raise RecordError(
            f"{where}: rules: the match was played by rules {record.rules}, this program has "
            f"rules {RULES_VERSION}; replay it with the version it was played with"
        )
    try:
        check_references(record.scenario, f"{where}: scenario")
    except ScenarioError as error:
        raise RecordError(str(error)) from None
    return record


def replay(record: Record) -> Game:
    """Play a record again; raises DivergenceError at the first turn that comes out differently."""
    game = begin(record.scenario, bytes.fromhex(record.secret))
    if game.hash != record.opening_hash:
        raise DivergenceError("before turn 1: the opening differs from the recorded one")
    for number, turn in enumerate(record.turns, start=1):
        if game.over:
            raise DivergenceError(f"turn {number}: recorded, but the match was over")
        if set(turn.orders) != set(record.scenario.ids):
            raise DivergenceError(f"turn {number}: there must be one order for every state")
        try:
            game = advance(game, turn.orders)
        except IllegalOrderError as error:
            raise DivergenceError(str(error)) from None
        if game.hash != turn.hash:
            raise DivergenceError(f"turn {number}: the outcome differs from the recorded one")
    if game.hash != record.final_hash:
        raise DivergenceError(
            f"after turn {len(record.turns)}: the final hash is of another match; turns are missing"
        )
    return game
