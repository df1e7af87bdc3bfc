"""The process: an event loop of its own in a world, which can be paused, killed, and looked into.

A killed process is never heard of again: whatever it was about to do is forgotten. What Python
still holds of it is unwound in a void, where sockets and disks do not answer, so that the memory
of a dead server cannot do anything, not even by the `finally` of its coroutines.
"""

from __future__ import annotations

import asyncio
import heapq
from asyncio import events
from collections import deque
from collections.abc import Callable, Coroutine
from contextvars import Context
from itertools import count
from typing import Any

from support.simulated.loop import ProcessLoop
from support.simulated.world import TICKS, World

MOST_LAST_STEPS = 1000
"""Times that all is cancelled in the void; more would be a coroutine that cannot end."""

GRACE_SECONDS = 0.001
"""For what was cancelled at the end of a process to notice."""


class Process:
    """One process: `host` is the machine it runs on, `ahead` what its clock is ahead, in seconds.

    `on_end` is told when its main coroutine has ended by itself, and with which fault if any.
    """

    def __init__(self, world: World, network: Any, name: str, host: str, number: int) -> None:
        self.world = world
        self.name = name
        self.host = host
        self.number = number
        self.alive = True
        self.paused = False
        self.doors: list[Any] = []
        self._chance = world.chance(f"process {number} {name}")
        self._ahead = self._chance.randrange(1, 1_000_000)
        self._void_ticks: int | None = None
        self._held: list[Any] = []
        self._void: deque[Any] = deque()
        self._void_later: list[tuple[int, int, Any]] = []
        self._void_order = count()
        self._main: asyncio.Task[Any] | None = None
        self.context = Context()
        self.loop = ProcessLoop(self, network)

    def entropy(self, length: int) -> bytes:
        """Bytes nobody in the world can foresee."""
        return self._chance.randbytes(length)

    def now(self) -> float:
        """The monotonic clock of the machine, which began at a moment of its own."""
        ticks = self.world.ticks if self._void_ticks is None else self._void_ticks
        return ticks / TICKS + self._ahead

    def ticks_at(self, when: float) -> int:
        """The tick at which the clock will show so many seconds, or more."""
        scaled = (when - self._ahead) * TICKS
        whole = int(scaled)
        return whole if whole >= scaled else whole + 1

    def start(
        self,
        main: Callable[[], Coroutine[Any, Any, None]],
        on_end: Callable[[Process, BaseException | None], None],
    ) -> None:
        """Begin with a coroutine."""
        self.world.note("start", self.name)

        def ended(task: asyncio.Task[None]) -> None:
            fault = None if task.cancelled() else task.exception()
            self.world.after(GRACE_SECONDS, self._end, fault, on_end)

        def begin() -> None:
            self._main = self.loop.create_task(main())
            self._main.add_done_callback(ended)

        self.post(begin)

    def stop(self) -> None:
        """Ask it to end, as SIGTERM does."""
        self.post(self._cancel_main)

    def post(self, call: Callable[..., object], *arguments: Any) -> None:
        """Have a call made inside the process as soon as it runs."""
        if self.alive:
            self.soon(asyncio.Handle(call, arguments, self.loop, self.context))

    def soon(self, handle: Any) -> None:
        """Have a handle run next."""
        if self._void_ticks is None:
            self.world.soon(self, handle)
        else:
            self._void.append(handle)

    def later(self, handle: asyncio.TimerHandle) -> None:
        """Have a handle run when it is time."""
        ticks = self.ticks_at(handle.when())
        if self._void_ticks is None:
            self.world.at(ticks, self, handle)
        else:
            heapq.heappush(self._void_later, (ticks, next(self._void_order), handle))

    def run(self, handle: Any) -> None:
        """Take one step, or keep it for later while paused."""
        if not self.alive:
            return
        if self.paused:
            self._held.append(handle)
            return
        self.world.trace.step(self.world.ticks, self.number)
        self._run_now(handle)

    def pause(self) -> None:
        """Stand still, as under SIGSTOP; the kernel goes on."""
        self.world.note("pause", self.name)
        self.paused = True

    def resume(self) -> None:
        """Go on with whatever came meanwhile, in the order in which it came."""
        if not self.paused:
            return
        self.world.note("resume", self.name)
        self.paused = False
        held, self._held = self._held, []
        for handle in held:
            self.world.soon(self, handle)

    def kill(self) -> None:
        """End at once. Whoever kills has cut it off from network and disks before."""
        assert CURRENT[0] is not self, "a process is killed from outside"
        if not self.alive:
            return
        self.world.note("kill", self.name)
        self.alive = False
        self._void.extend([*self._held, *self.world.take_ready(self)])
        self._held = []
        self._unwind()
        self.loop.close()

    def unfinished(self) -> list[str]:
        """Tasks, timers and open transports, which nobody may leave behind."""
        tasks = [f"task {task.get_coro()}" for task in asyncio.all_tasks(self.loop)]
        timers = [f"timer {timer}" for timer in self.world.waiting_for(self)]
        doors = [f"transport {door}" for door in self.doors]
        return [*tasks, *timers, *doors]

    def _cancel_main(self) -> None:
        if self._main is not None:
            self._main.cancel()

    def _end(
        self,
        fault: BaseException | None,
        on_end: Callable[[Process, BaseException | None], None],
    ) -> None:
        if not self.alive:
            return
        self.world.note("end", self.name, type(fault).__name__)
        left = self.unfinished()
        if left:
            self.world.violated(f"{self.name} ended and left behind: {'; '.join(left)}")
        self.alive = False
        self.loop.close()
        on_end(self, fault)

    def _run_now(self, handle: Any) -> None:
        CURRENT[0] = self
        events._set_running_loop(self.loop)
        try:
            handle._run()
        finally:
            events._set_running_loop(None)
            CURRENT[0] = None

    def _unwind(self) -> None:
        """Let every coroutine of a dead process come to its end, seen and heard by nobody."""
        self._void_ticks = self.world.ticks
        for door in tuple(self.doors):
            door.vanish()
        for _ in range(MOST_LAST_STEPS):
            while self._void:
                handle = self._void.popleft()
                if not handle.cancelled():
                    self._run_now(handle)
            left = asyncio.all_tasks(self.loop)
            if not left:
                return
            for task in left:
                task.cancel()
            self._ring()
        self.world.violated(f"{self.name}: a coroutine cannot end: {asyncio.all_tasks(self.loop)}")

    def _ring(self) -> None:
        """Let the next timer of the void ring, at once."""
        if self._void_later:
            ticks, _, handle = heapq.heappop(self._void_later)
            self._void_ticks = max(ticks, self._void_ticks or 0)
            self._void.append(handle)


CURRENT: list[Process | None] = [None]
"""The process that runs right now: whose clock and whose entropy the environment gives."""
