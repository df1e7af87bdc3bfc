"""Thrift: memory that is let go goes back to the system.

A scene and what it shows hold each other, so that Python lets go of them only when it looks for
such circles; and glibc takes the largest picture that was ever let go for the measure of what is
worth giving back, and so keeps all of it. Other systems need no telling.
"""

from __future__ import annotations

import ctypes
import gc
import sys

LARGE = 1 << 20
"""Bytes from which a picture has memory of its own, which is given back with it."""

MMAP_THRESHOLD = -3
"""What `mallopt` calls it."""


def begin() -> None:
    """Have large pictures in memory of their own from now on; to be called once."""
    if _is_glibc():
        ctypes.CDLL(None).mallopt(MMAP_THRESHOLD, LARGE)


def tidy() -> None:
    """Let go of what nobody can reach any more, and give it back; some hundredths of a second."""
    gc.collect()
    if _is_glibc():
        ctypes.CDLL(None).malloc_trim(0)


def _is_glibc() -> bool:
    return sys.platform == "linux" and hasattr(ctypes.CDLL(None), "gnu_get_libc_version")
