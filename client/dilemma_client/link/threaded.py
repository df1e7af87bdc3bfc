"""The link in a thread of its own, for a window that must never wait."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable

from dilemma_client.entry import First
from dilemma_client.link.backoff import Backoff
from dilemma_client.link.conversation import Conversation, Times
from dilemma_client.model.events import Closed, Command, Event


class Link:
    """One seat's conversation, driven by a thread; only `wait` and `close` take time.

    `wake` is called in the link's thread after each event, to tell the window that there is
    something to poll.
    """

    def __init__(
        self,
        url: str,
        first: First,
        *,
        wake: Callable[[], None] | None = None,
        backoff: Backoff | None = None,
        patience: float | None = None,
        times: Times | None = None,
    ) -> None:
        self._conversation = Conversation(
            url, first, self._emit, backoff=backoff, patience=patience, times=times
        )
        self._wake = wake
        self._events: deque[tuple[float, Event]] = deque()
        self._happened = threading.Event()
        self._given: deque[Command] = deque()
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._talking: asyncio.Task[None] | None = None
        self._closing = False
        self._thread = threading.Thread(target=self._work, name="link", daemon=True)

    def start(self) -> None:
        """Begin to connect."""
        self._thread.start()

    def send(self, command: Command) -> None:
        """Say a command, now or when connected again, until it is answered."""
        self._given.append(command)
        self._in_thread(self._hand_over)

    def poll(self) -> list[tuple[float, Event]]:
        """Everything that happened since the last call, in order, with its monotonic time."""
        self._happened.clear()
        happened: list[tuple[float, Event]] = []
        while self._events:
            happened.append(self._events.popleft())
        return happened

    def wait(self, seconds: float) -> bool:
        """Wait until there is something to poll; False when nothing came in time."""
        return self._happened.wait(seconds)

    def close(self, seconds: float = 2.0) -> None:
        """End the conversation; returns when it has ended, at the latest after so many seconds."""
        self._closing = True
        self._in_thread(self._stop)
        if self._thread.is_alive():
            self._thread.join(seconds)

    def _in_thread(self, call: Callable[[], object]) -> None:
        """Have something done on the thread's loop; nothing is when it has not begun or is done."""
        with self._lock:
            if self._loop is not None:
                self._loop.call_soon_threadsafe(call)

    def _work(self) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            asyncio.run(self._talk())

    async def _talk(self) -> None:
        """Whatever was asked for before the loop stood is done first."""
        self._talking = asyncio.create_task(self._conversation.run())
        with self._lock:
            self._loop = asyncio.get_running_loop()
        self._hand_over()
        try:
            if self._closing:
                self._emit(Closed(None))
            else:
                await self._talking
        finally:
            with self._lock:
                self._loop = None

    def _hand_over(self) -> None:
        while self._given:
            self._conversation.send(self._given.popleft())

    def _stop(self) -> None:
        if self._talking is not None:
            self._talking.cancel()

    def _emit(self, event: Event) -> None:
        self._events.append((time.monotonic(), event))
        self._happened.set()
        if self._wake is not None:
            self._wake()
