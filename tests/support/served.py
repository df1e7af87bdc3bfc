"""A real server: `dilemma serve` in a process of its own, on this machine only."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dilemma_cli.children import ANNOUNCEMENT, Child
from support.command import SECONDS


class Served:
    """A server that can be killed and started again over the same database, at the same port.

    `arguments` are more flags of `dilemma serve`.
    """

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._folder = folder
        self._arguments = arguments
        self._port = free_port()
        self._starts = 0
        self._child: Child | None = None
        self.url = ""

    @property
    def process_id(self) -> int:
        """The number of the server's process."""
        assert self._child is not None
        return self._child.process_id

    def start(self) -> None:
        """Start serving; returns once the server listens."""
        self._starts += 1
        database = self._folder / "matches.sqlite3"
        self._child = Child(
            *("serve", "--port", str(self._port), "--database", str(database)),
            *self._arguments,
            log=self._folder / f"serve-{self._starts}.log",
        )
        self.url = self._child.line(ANNOUNCEMENT, SECONDS)

    def kill(self) -> None:
        """End the server as a power cut would; returns when it is gone."""
        assert self._child is not None
        self._child.kill()

    def stop(self) -> int:
        """End the server as its host would; its exit status."""
        assert self._child is not None
        return self._child.stop()

    def wait(self) -> int | None:
        """The exit status of a server that others told to stop; None when it does not."""
        assert self._child is not None
        return self._child.wait(SECONDS)

    def complaints(self) -> str:
        """All that the server complained of, over all its starts."""
        logs = sorted(self._folder.glob("serve-*.log"))
        return "".join(log.read_text(encoding="utf-8") for log in logs)


@contextmanager
def served(folder: Path, *arguments: str) -> Iterator[Served]:
    """A server that listens, until the test is over; `arguments` are more of its flags."""
    server = Served(folder, *arguments)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
