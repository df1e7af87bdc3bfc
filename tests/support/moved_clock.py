"""A wall clock that a test moves under a real server, by Debian's libfaketime."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

LIBRARIES = ("/usr/lib/*/faketime/libfaketimeMT.so.1", "/usr/lib/faketime/libfaketimeMT.so.1")


def library() -> Path | None:
    """The library that moves clocks, if it is installed here."""
    if sys.platform != "linux":
        return None
    found = (file for pattern in LIBRARIES for file in Path("/").glob(pattern[1:]))
    return next(found, None)


class MovedClock:
    """The date of whatever runs in `environment`; its monotonic clock is left alone."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "date"
        self.days = 0
        self.move(0)

    @property
    def environment(self) -> dict[str, str]:
        """What a process must have in its environment to see this date."""
        return {
            "LD_PRELOAD": str(library()),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    def move(self, days: int) -> None:
        """Be so many days from the true date, from now on."""
        self.days = days
        unfinished = self._file.with_suffix(".new")
        unfinished.write_text(f"{days:+d}d\n", encoding="utf-8")
        unfinished.replace(self._file)

    def days_off(self, stamp: str) -> int:
        """How many days a time in a log is from the true date."""
        return round((datetime.fromisoformat(stamp) - datetime.now(UTC)).total_seconds() / 86_400)
