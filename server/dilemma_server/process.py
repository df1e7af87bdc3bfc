"""The process: what it asks of the system that runs it, and tells whoever watches over it."""

from __future__ import annotations

import gc
import os
import socket
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

READY, STOPPING = "READY=1", "STOPPING=1"


SWITCH_SECONDS = 0.0001
"""How long who computes keeps the interpreter from another thread that waits for it.

The other one is the store's, which could have the disk at work meanwhile; Python's own 5 ms are as
long as two turns take.
"""

LOOK_SECONDS = 1.0
"""How often it is asked whether there are so many more objects that cycles must be among them."""

SPARE = 200_000
"""Objects that may be more at least; after that, half as many again as there are."""


def let_threads_take_turns() -> None:
    """Have the interpreter change hands often enough for the disk to work while turns are made."""
    sys.setswitchinterval(SWITCH_SECONDS)


async def collect_between_turns(sleep: Callable[[float], Awaitable[None]]) -> None:
    """Keep the collector of cycles from standing in the way of turns, until cancelled.

    What a server makes is let go when nobody refers to it any more; what goes in circles are
    connections that failed, some 60 objects each. Python would look for them whenever something
    is made, which is always in the midst of a turn, and for 5,000 objects as long as two turns
    take. Here it looks only when objects have become more and nothing is being done, and then
    through all of them, which takes 0.2 ms a table.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    allowed = SPARE
    try:
        while True:
            await sleep(LOOK_SECONDS)
            # While the collector is off, this counts what was made less what was let go.
            if gc.get_count()[0] > allowed:
                gc.collect()
                allowed = max(SPARE, len(gc.get_objects()) // 2)
    finally:
        gc.enable()
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
