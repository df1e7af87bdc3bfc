"""The process: what it asks of the system that runs it, and tells whoever watches over it."""

from __future__ import annotations

import gc
import itertools
import os
import socket
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

READY, STOPPING = "READY=1", "STOPPING=1"


COLLECTIONS = (100_000, 10, 100)
"""How many objects more make Python look for cycles by itself, which should never be needed."""

YOUNG_SECONDS, ALL_SECONDS = 1.0, 600.0
"""How often those objects are looked through that are new, and how often all of them."""


async def collect_between_turns(sleep: Callable[[float], Awaitable[None]]) -> None:
    """Keep the collector of cycles from standing in the way of turns, until cancelled.

    What a server makes is let go when nobody refers to it any more; next to nothing goes in
    circles. Python looks for it while something is made, which is always in the midst of a turn,
    and takes as long as two turns for 5,000 objects. Here it looks while nothing is being done,
    often for little, and seldom through all: that takes 0.2 ms a table.
    """
    gc.collect()
    gc.freeze()
    before = gc.get_threshold()
    gc.set_threshold(*COLLECTIONS)
    try:
        for second in itertools.count(1):
            await sleep(YOUNG_SECONDS)
            gc.collect(2 if second % (ALL_SECONDS / YOUNG_SECONDS) == 0 else 0)
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


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
