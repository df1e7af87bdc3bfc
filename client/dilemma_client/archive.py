"""The archive: every match that ended here, a file each.

What is in a file is imported when one is written or read; until then the archive is a folder.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from dilemma.protocol.hindsight import Hindsight
    from dilemma.protocol.messages import MatchEnded
    from dilemma.view import Briefing
    from dilemma_client.replay import Heading

ENDING = ".replay"

RECORDS = "records"
"""The folder of the records that were saved, beside that of the matches that are kept."""

MOST = 300
"""Matches kept; the oldest give way."""


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
        from dilemma_client.replay import digest_of, reason_of, write_replay

        digest = digest_of(ended.hindsight)
        now = self._clock()
        moment = datetime.fromtimestamp(now, UTC)
        path = self.folder / f"{moment:%Y%m%d-%H%M%S}-{digest}{ENDING}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if next(self.folder.glob(f"*-{digest}{ENDING}"), None) is None:
                write_replay(path, now, briefing, ended)
                self._make_room()
        except OSError as error:
            return reason_of(error)
        return ""

    def record_path(self, hindsight: Hindsight) -> Path:
        """Where the record of a match is put by who saves it."""
        from dilemma_client.replay import digest_of

        return self.folder.parent / RECORDS / f"{digest_of(hindsight)}.json"

    def volumes(self) -> tuple[Volume, ...]:
        """Every match that is kept, the newest first; a broken file says what is wrong with it."""
        return tuple(_volume(path) for path in reversed(self._files()))

    def delete(self, path: Path) -> str:
        """Forget a match of this archive; why that could not be, in a few words."""
        from dilemma_client.replay import reason_of

        try:
            if path.parent == self.folder and path.suffix == ENDING:
                path.unlink(missing_ok=True)
        except OSError as error:
            return reason_of(error)
        return ""

    def _files(self) -> list[Path]:
        """The files, oldest first: their names begin with the time."""
        with suppress(OSError):
            return sorted(path for path in self.folder.iterdir() if path.suffix == ENDING)
        return []

    def _make_room(self) -> None:
        for path in self._files()[: -self._most]:
            path.unlink(missing_ok=True)


def _volume(path: Path) -> Volume:
    from dilemma_client.replay import NoReplay, heading_in

    try:
        return Volume(path, heading_in(path))
    except NoReplay as error:
        return Volume(path, None, str(error))
