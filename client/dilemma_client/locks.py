"""Locks: a file that one process has, until it lets go of it or ends, however it ends."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Self

TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
"""What the system says of a file that another process has."""


class InUse(Exception):
    """Somebody else has the file."""


class Lock:
    """A file that is ours; the system lets go of it with the process, so none is ever left over.

    Where a disk knows no locks everybody gets one: two windows may then meet at one seat, which is
    better than that nobody can come back. Raises InUse or OSError.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._file)
        except OSError as error:
            if error.errno in TAKEN:
                os.close(self._file)
                raise InUse(path.name) from None

    @classmethod
    def found(cls, path: Path) -> Self | None:
        """The lock, or None where it cannot be had."""
        try:
            return cls(path)
        except (InUse, OSError):
            return None

    def release(self) -> None:
        """Let others have it."""
        os.close(self._file)

    def remove(self) -> None:
        """Let go of it for good: what it was for is gone."""
        self.release()
        try:
            self.path.unlink(missing_ok=True)
        except OSError:
            return  # somebody looks whether there still is something; he removes it


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
