"""Watching: a process that ends when whoever started it is gone, and quietly when told to."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Coroutine
from typing import Any

from dilemma_cli.complaints import INTERRUPTED


def run_watched(work: Coroutine[Any, Any, None], until_stdin_closes: bool) -> int:
    """Run to the end, to Ctrl-C, to SIGTERM, or to the end of standard input; the exit status."""
    try:
        return asyncio.run(_watched(work, until_stdin_closes))
    except KeyboardInterrupt:
        return INTERRUPTED


async def _watched(work: Coroutine[Any, Any, None], until_stdin_closes: bool) -> int:
    loop = asyncio.get_running_loop()
    working = asyncio.ensure_future(work)
    told: list[int] = []

    def stop(status: int) -> None:
        told.append(status)
        working.cancel()

    if sys.platform != "win32":
        loop.add_signal_handler(signal.SIGTERM, stop, 0)
        loop.add_signal_handler(signal.SIGINT, stop, INTERRUPTED)
    if until_stdin_closes:
        _when_stdin_closes(lambda: loop.call_soon_threadsafe(stop, 0))
    try:
        await working
    except asyncio.CancelledError:
        if not told:
            raise
        return told[0]
    return 0


def _when_stdin_closes(then: Any) -> None:
    """Call back once standard input has ended.

    Read by its number and not as a Python file: a thread that waits inside a file's lock would
    stop the interpreter from ending.
    """

    def read() -> None:
        try:
            while os.read(0, 4096):
                pass
        except OSError:
            pass
        then()

    threading.Thread(target=read, name="standard input", daemon=True).start()
