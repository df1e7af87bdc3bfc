"""A replay: a match that is over, with its debrief and record, as a file.

It is the length of its heading (4 bytes, the greatest first), the heading, by which it is listed,
and the match, both as the protocol encodes messages. What is read back is checked with the
protocol's limits: a file may come from anywhere.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from dilemma.protocol import SERVER_LIMITS, Malformed, decode, encode
from dilemma.protocol.hindsight import Hindsight
from dilemma.protocol.messages import MatchEnded
from dilemma.view import Briefing, View
from dilemma.vocabulary import Verdict
from dilemma_client.tongue import say
from dilemma_client.tongue.troubles import trouble_in

FORMAT = 2
"""Raised when a file of before could not be read any more."""

LATEST = 253_000_000_000
"""Seconds since 1970, in the year 9987: calendars end soon after it."""

LARGEST_HEADING = 8192
"""Bytes of a heading."""


class NoReplay(Exception):
    """Why a file cannot be opened as a match, in one line."""


class Heading(Struct, frozen=True, forbid_unknown_fields=True):
    """By what a match is found again: when it ended (seconds since 1970), seat, verdict, scores.

    `scenario` is its title, `seat` the name of one's own state, `scores` go by name of state.
    """

    format: int
    ended: Annotated[float, Meta(ge=0, le=LATEST)]
    scenario: str
    seat: str
    verdict: Verdict
    scores: dict[str, float]


class Kept(Struct, frozen=True, forbid_unknown_fields=True):
    """A match that is over, as its player saw it at the end."""

    briefing: Briefing
    view: View | None
    hindsight: Hindsight


def read_replay(path: Path) -> Kept:
    """The match in a file; raises NoReplay, which begins with the file's name."""
    try:
        return _match(path)
    except (NoReplay, Malformed, OSError) as error:
        raise NoReplay(f"{path.name}: {reason_of(error)}") from None


def heading_in(path: Path) -> Heading:
    """The heading of a file; raises NoReplay."""
    try:
        with path.open("rb") as file:
            return _heading(file.read(4), file.read)
    except (Malformed, OSError) as error:
        raise NoReplay(reason_of(error)) from None


def write_replay(path: Path, now: float, briefing: Briefing, ended: MatchEnded) -> None:
    """Write a match that ended `now` into a file; raises OSError."""
    put(path, _encoded(now, briefing, ended))


def put(path: Path, content: bytes) -> None:
    """Write a file that is there as a whole or not at all; raises OSError."""
    draft = path.with_suffix(".part")
    try:
        draft.write_bytes(content)
        os.replace(draft, path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def digest_of(hindsight: Hindsight) -> str:
    """A sign by which a match is the same one, however often its end is told."""
    return hashlib.sha256(hindsight.record.encode()).hexdigest()[:16]


def reason_of(error: Exception) -> str:
    """What went wrong, in one line without the path."""
    if isinstance(error, OSError):
        return say(trouble_in(error))
    if isinstance(error, Malformed):
        return say("its content is broken ({error})", error=error)
    return str(error)


def _match(path: Path) -> Kept:
    """The same; raises NoReplay without the file's name, Malformed or OSError."""
    size = path.stat().st_size
    if size > SERVER_LIMITS.frame_bytes + LARGEST_HEADING + 4:
        raise NoReplay(say("{size} bytes are more than a match takes", size=size))
    with path.open("rb") as file:
        _heading(file.read(4), file.read)
        kept: Kept = decode(file.read(), Kept, SERVER_LIMITS)
    if kept.briefing.seat not in {state.id for state in kept.briefing.states}:
        raise NoReplay(say("the seat is none of the states"))
    return kept


def _heading(length: bytes, read: Callable[[int], bytes]) -> Heading:
    """The heading after its length; raises NoReplay or Malformed."""
    size = int.from_bytes(length, "big")
    if len(length) < 4 or size > LARGEST_HEADING:
        raise NoReplay(say("this is no replay"))
    heading: Heading = decode(read(size), Heading, SERVER_LIMITS)
    if heading.format != FORMAT:
        words = "format {number} is that of another version of the game"
        raise NoReplay(say(words, number=heading.format))
    return heading


def _encoded(now: float, briefing: Briefing, ended: MatchEnded) -> bytes:
    hindsight = ended.hindsight
    names = {state.id: state.name for state in briefing.states}
    heading = encode(
        Heading(
            FORMAT,
            now,
            briefing.title,
            names[briefing.seat],
            hindsight.verdict,
            {names[found.id]: found.score for found in hindsight.states},
        )
    )
    body = encode(Kept(briefing, ended.view, hindsight))
    return len(heading).to_bytes(4, "big") + heading + body
