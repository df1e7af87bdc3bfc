"""A server on a disk of its own, so small that a test can fill it and make room again."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dilemma_cli.children import ANNOUNCEMENT
from support.command import COMMAND, SECONDS

MOUNT = 'mount -t tmpfs -o size="$1" tmpfs "$2" && shift 2 && exec "$@"'
"""Only this process and what it starts see the disk; it is gone with them."""


class TightDisk:
    """A server that keeps its matches on a small disk of its own."""

    def __init__(self, folder: Path, kilobytes: int) -> None:
        disk = folder / "disk"
        disk.mkdir()
        self._log = folder / "serve.log"
        serve = (*COMMAND, "serve", "--port", "0", "--database", str(disk / "matches.sqlite3"))
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                ["unshare", "-rm", "sh", "-c", MOUNT, "sh", f"{kilobytes}k", str(disk), *serve],
                stdout=subprocess.PIPE,
                stderr=log,
                encoding="utf-8",
            )
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().removeprefix(ANNOUNCEMENT).rstrip("\n")
        # The disk as the server sees it: nobody else has it under its own name.
        self.disk = Path(f"/proc/{self._process.pid}/root{disk}")

    @property
    def database(self) -> Path:
        """Where the server keeps its matches."""
        return self.disk / "matches.sqlite3"

    def fill(self) -> None:
        """Take every byte that is free."""
        with (self.disk / "ballast").open("ab", buffering=0) as ballast:
            try:
                while ballast.write(b"x" * 4096) == 4096:
                    pass
            except OSError:
                return

    def make_room(self) -> None:
        """Give back what was taken."""
        (self.disk / "ballast").unlink()

    def stop(self) -> int:
        """End the server as its host would; its exit status."""
        with self._process:
            self._process.terminate()
            return self._process.wait(SECONDS)

    def complaints(self) -> str:
        """All that the server complained of."""
        return self._log.read_text(encoding="utf-8")


def can_mount() -> bool:
    """Whether this system lets anybody mount a disk of his own."""
    if sys.platform != "linux":
        return False
    words = ["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    try:
        return subprocess.run(words, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@contextmanager
def tight_disk(folder: Path, kilobytes: int) -> Iterator[TightDisk]:
    """A server on a small disk, until the test is over."""
    server = TightDisk(folder, kilobytes)
    try:
        yield server
    finally:
        server.stop()
