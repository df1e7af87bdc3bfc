"""The process: what it asks of the system that runs it, and tells whoever watches over it."""

from __future__ import annotations

import gc
import os
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress

READY, STOPPING = "READY=1", "STOPPING=1"


COLLECTIONS = (5_000, 10, 100)
"""How many objects more make Python look for cycles, and how often it then looks further back."""


def collect_seldom() -> None:
    """Keep the collector of cycles from standing in the way of turns.

    What a server makes is let go when nobody refers to it any more; next to nothing goes in
    circles. To look through all of it takes 0.2 ms a table: at a thousand tables as long as forty
    turns take, and meanwhile nobody is served.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTIONS)


def tell_supervisor(state: str, environment: Mapping[str, str] = os.environ) -> None:
    """Tell systemd, or whatever listens where it would, how far the server is.

    Nothing happens where nobody asked, and a supervisor that does not listen is no reason to fail.
    """
    address = environment.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")) or sys.platform == "win32":
        return
    if address.startswith("@"):
        address = f"\0{address[1:]}"
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as telling:
        telling.setblocking(False)
        telling.sendto(state.encode(), address)


def allow_open_files(wanted: int) -> int:
    """Have as many files and connections allowed as may be, up to `wanted`; how many are."""
    if sys.platform == "win32":
        return wanted
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return wanted
    within = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (within, hard))
        return within
    return soft
