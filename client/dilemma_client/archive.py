"""The archive: every match that ended here, with its debrief and record, a file each.

A file is the length of its heading (4 bytes, the greatest first), the heading, by which it is
listed, and the match, both as the protocol encodes messages. What is read back is checked with the
protocol's limits: a file may come from anywhere.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from dilemma.protocol import SERVER_LIMITS, Malformed, decode, encode
from dilemma.protocol.hindsight import Hindsight
from dilemma.protocol.messages import MatchEnded
from dilemma.view import Briefing, View
from dilemma.vocabulary import Verdict
from dilemma_client.tongue import say

FORMAT = 1
"""Raised when a file of before could not be read any more."""

ENDING = ".replay"

MOST = 300
"""Matches kept; the oldest give way."""

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


class Volume(Struct, frozen=True):
    """A file of the archive: its heading, or in one line why it has none that can be read."""

    path: Path
    heading: Heading | None
    trouble: str = ""


class Archive:
    """The files of one folder; `clock` tells seconds since 1970."""

    def __init__(self, folder: Path, clock: Callable[[], float], *, most: int = MOST) -> None:
        self.folder = folder
        self._clock = clock
        self._most = most

    def keep(self, briefing: Briefing, ended: MatchEnded) -> str:
        """Keep a match, once however often its end is told; why it could not be, in a few words."""
        digest = hashlib.sha256(ended.hindsight.record.encode()).hexdigest()[:16]
        now = self._clock()
        moment = datetime.fromtimestamp(now, UTC)
        path = self.folder / f"{moment:%Y%m%d-%H%M%S}-{digest}{ENDING}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if next(self.folder.glob(f"*-{digest}{ENDING}"), None) is None:
                _write(path, _encoded(now, briefing, ended))
                self._make_room()
        except OSError as error:
            return _reason(error)
        return ""

    def volumes(self) -> tuple[Volume, ...]:
        """Every match that is kept, the newest first; a broken file says what is wrong with it."""
        return tuple(_volume(path) for path in reversed(self._files()))

    def delete(self, path: Path) -> str:
        """Forget a match of this archive; why that could not be, in a few words."""
        try:
            if path.parent == self.folder and path.suffix == ENDING:
                path.unlink(missing_ok=True)
        except OSError as error:
            return _reason(error)
        return ""

    def _files(self) -> list[Path]:
        """The files, oldest first: their names begin with the time."""
        with suppress(OSError):
            return sorted(path for path in self.folder.iterdir() if path.suffix == ENDING)
        return []

    def _make_room(self) -> None:
        for path in self._files()[: -self._most]:
            path.unlink(missing_ok=True)


def read_replay(path: Path) -> Kept:
    """The match in a file; raises NoReplay."""
    try:
        return _match(path)
    except (NoReplay, Malformed, OSError) as error:
        raise NoReplay(f"{path.name}: {_reason(error)}") from None


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


def _volume(path: Path) -> Volume:
    try:
        with path.open("rb") as file:
            return Volume(path, _heading(file.read(4), file.read))
    except (NoReplay, Malformed, OSError) as error:
        return Volume(path, None, _reason(error))


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


def _write(path: Path, content: bytes) -> None:
    """Write a file that is there as a whole or not at all."""
    draft = path.with_suffix(".part")
    try:
        draft.write_bytes(content)
        os.replace(draft, path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def _reason(error: Exception) -> str:
    """What went wrong, in one line without the path."""
    if isinstance(error, OSError):
        return error.strerror or say("it cannot be read")
    if isinstance(error, Malformed):
        return say("its content is broken ({error})", error=error)
    return str(error)
