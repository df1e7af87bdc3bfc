"""The command `dilemma` as a real process, the way a shell starts it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from msgspec import Struct

COMMAND = (sys.executable, "-P", "-m", "dilemma_cli")
"""What a shell would call `dilemma`, in the environment of the tests."""

SECONDS = 60.0
"""No command that a test waits for takes longer, on a busy machine either."""


class Answer(Struct, frozen=True):
    """What a command said, and its exit status."""

    status: int
    out: str
    complaint: str


def dilemma(*arguments: str, folder: Path | None = None) -> Answer:
    """Run the command to its end."""
    done = subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    return Answer(done.returncode, done.stdout, done.stderr)
