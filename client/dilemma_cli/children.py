"""Children: processes of this same program, which end when it ends, however it ends."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Self

ANNOUNCEMENT = "listening at "
"""Begins the line on which a server says where it is; the rest of the line is its address."""

PREFIX = "DILEMMA_"
"""Of the environment's settings of a server; a match at home heeds none of them."""

POLITE_SECONDS = 5.0
"""For a child to end once its standard input has."""

FORCED_SECONDS = 2.0
"""For a child to end once it was told to by force."""


class ChildFailed(Exception):
    """A child that ended or fell silent; one line with what it said last."""


class Child:
    """A subcommand in a process of its own, which watches its standard input for our end.

    What it prints is read all the while, so that it never waits for a reader; what it complains of
    goes to the file `log`. As a context it is stopped at the end.
    """

    def __init__(self, *arguments: str, log: Path) -> None:
        self._name = arguments[0]
        self._log = log
        # -P: a file beside which the game is started must not stand in for a module of its own.
        command = [sys.executable, "-P", "-m", "dilemma_cli", *arguments, "--until-stdin-closes"]
        with log.open("wb") as complaints:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                encoding="utf-8",
                env={**_surroundings(), "PYTHONUTF8": "1"},
                # Ctrl-C is ours to hear: we then end our children in their order.
                start_new_session=sys.platform != "win32",
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        assert self._process.stdout is not None
        reading = threading.Thread(
            target=_read, args=(self._process.stdout, self._lines), name=self._name, daemon=True
        )
        reading.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def process_id(self) -> int:
        """The number of the process."""
        return self._process.pid

    def line(self, beginning: str, seconds: float) -> str:
        """What follows `beginning` on the first line that begins so; raises ChildFailed."""
        end = time.monotonic() + seconds
        while True:
            try:
                said = self._lines.get(timeout=max(0.0, end - time.monotonic()))
            except queue.Empty:
                raise ChildFailed(f"{self._name}: did not start in {seconds:g} s") from None
            if said is None:
                self.wait(FORCED_SECONDS)
                raise ChildFailed(f"{self._name}: ended at once: {self.last_words()}")
            if said.startswith(beginning):
                return said.removeprefix(beginning)

    def wait(self, seconds: float) -> int | None:
        """The exit status, or None when the child is still there after so many seconds."""
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def last_words(self) -> str:
        """The last line of what the child complained of; or how it ended, if others ended it."""
        status = self.wait(0.0)
        if status == 0:
            return "it was told to end"
        if status is not None and status < 0:
            return f"it was killed (signal {-status})"
        with contextlib.suppress(OSError):
            lines = self._log.read_text(encoding="utf-8", errors="replace").split("\n")
            return next((line for line in reversed(lines) if line.strip()), "without a word")
        return "without a word"

    def dismiss(self) -> None:
        """Tell the child that it may end, and do not wait for it."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()

    def kill(self) -> int:
        """End the child by force and at once; its exit status."""
        self._process.kill()
        self.dismiss()
        return self._process.wait()

    def stop(self) -> int:
        """End the child, by force if need be; its exit status."""
        self.dismiss()
        if self.wait(POLITE_SECONDS) is None:
            self._process.terminate()
        if self.wait(FORCED_SECONDS) is None:
            self._process.kill()
        return self._process.wait()


def _surroundings() -> dict[str, str]:
    """Our environment, but for what it says of a server that is run for others."""
    return {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}


def _read(stream: IO[str], lines: queue.SimpleQueue[str | None]) -> None:
    with contextlib.suppress(OSError, ValueError), stream:
        for line in stream:
            lines.put(line.rstrip("\n"))
    lines.put(None)
