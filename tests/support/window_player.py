"""A player at a window, in a process of its own: python -m support.window_player URL CODE FOLDER.

The real window code under SDL's dummy driver, with the autopilot's hands on keyboard and mouse.
Prints `seated` when the window has a seat, and what the autopilot says; keeps pictures and record.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import Join
from dilemma_client.entry import CannotHost, Entry, Solo


def no_host(solo: Solo) -> Entry:
    """Whoever joins by code starts no match."""
    raise CannotHost(f"no match of {solo.scenario} was to be started")


def play(url: str, code: str, folder: Path) -> None:
    """Join by code and play to the debrief."""
    os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"
    from dilemma_client.autopilot import run

    def say(line: str) -> None:
        print(line, flush=True)  # noqa: T201  (the test reads it)

    first = Join(PROTOCOL_VERSION, "Window", code)
    run(no_host, Entry(url, first, seated=lambda _code: say("seated")), folder, say=say)


if __name__ == "__main__":
    play(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
