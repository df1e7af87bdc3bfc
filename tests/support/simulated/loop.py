"""The event loop of a simulated process: asyncio as a program knows it, without a machine below.

Callbacks and timers go to the world, which decides when they run; connections go to the simulated
network. There is no selector and no thread. What asyncio leaves to addresses in memory, the order
of its sets of tasks, is made the same in every run by tasks that hash by their number.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextvars import Context
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar, TypeVarTuple

if TYPE_CHECKING:
    from support.simulated.process import Process

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")

EXECUTOR_SECONDS = 0.001
"""For a call that a real loop would give to a thread."""


class NumberedTask(asyncio.Task[Any]):
    """A task whose place in a set is the same in every run."""

    def __init__(self, coroutine: Any, *, loop: ProcessLoop, **options: Any) -> None:
        self._number = next(loop.task_numbers)
        super().__init__(coroutine, loop=loop, **options)

    def __hash__(self) -> int:
        return self._number


class ProcessLoop(asyncio.BaseEventLoop):
    """The loop that the code of one process finds running."""

    def __init__(self, process: Process, network: Any) -> None:
        self._process = process
        self._network = network
        super().__init__()
        self.task_numbers = count(1)
        self.set_exception_handler(self._report)

    def time(self) -> float:
        """The monotonic clock of the process."""
        return self._process.now()

    def set_debug(self, enabled: bool) -> None:  # noqa: ARG002 (asyncio gives it)
        """See asyncio; nothing is slow where time stands still, so nothing is measured."""
        super().set_debug(False)

    def is_running(self) -> bool:
        """Whether the process lives."""
        return self._process.alive

    def call_soon(
        self,
        callback: Callable[[*Arguments], object],
        *args: *Arguments,
        context: Context | None = None,
    ) -> asyncio.Handle:
        """See asyncio."""
        handle = asyncio.Handle(callback, args, self, context)
        self._process.soon(handle)
        return handle

    def call_soon_threadsafe(
        self,
        callback: Callable[[*Arguments], object],
        *args: *Arguments,
        context: Context | None = None,
    ) -> asyncio.Handle:
        """See asyncio; there is one thread."""
        return self.call_soon(callback, *args, context=context)

    def call_later(
        self,
        delay: float,
        callback: Callable[[*Arguments], object],
        *args: *Arguments,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        """See asyncio."""
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(
        self,
        when: float,
        callback: Callable[[*Arguments], object],
        *args: *Arguments,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        """See asyncio; never before its time, not by a nanosecond."""
        handle = asyncio.TimerHandle(when, callback, args, self, context)
        self._process.later(handle)
        return handle

    def create_task(self, coro: Coroutine[Any, Any, Any], **options: Any) -> NumberedTask:  # type: ignore[override] # its options differ between releases of Python
        """See asyncio."""
        return NumberedTask(coro, loop=self, **options)

    def run_in_executor(
        self, executor: object, func: Callable[[*Arguments], Result], *args: *Arguments
    ) -> asyncio.Future[Result]:
        """See asyncio; the call is made at once and takes no thread."""
        assert executor is None, "there are no threads and no other processes here"
        future: asyncio.Future[Result] = self.create_future()
        try:
            outcome = func(*args)
        except Exception as error:  # noqa: BLE001  (it belongs to who waits for it)
            self.call_later(EXECUTOR_SECONDS, _fail, future, error)
        else:
            self.call_later(EXECUTOR_SECONDS, _resolve, future, outcome)
        return future

    async def create_connection(  # type: ignore[override] # the few options a simulated network has
        self,
        protocol_factory: Callable[[], asyncio.BaseProtocol],
        host: str,
        port: int,
        **options: Any,
    ) -> tuple[asyncio.BaseTransport, asyncio.BaseProtocol]:
        """A connection through the simulated network; raises OSError."""
        assert not options, f"the simulated network knows no {sorted(options)}"
        transport = await self._network.connect(self._process, host, port)
        protocol = protocol_factory()
        transport.open(protocol)
        return transport, protocol

    async def create_server(  # type: ignore[override] # the few options a simulated network has
        self,
        protocol_factory: Callable[[], asyncio.BaseProtocol],
        host: str | None = None,
        port: int | None = None,
        *,
        sock: Any,
        ssl: object = None,
        **options: Any,
    ) -> Any:
        """A server on a listening socket of the simulated machine."""
        assert (host, port, ssl) == (None, None, None), "TLS is not simulated"
        assert not options, f"the simulated network knows no {sorted(options)}"
        return self._network.serve(self._process, sock, protocol_factory)

    def _report(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Nobody's fault goes unseen, unless he is dead."""
        if self._process.alive:
            error = context.get("exception")
            self._process.world.violated(
                f"{self._process.name}: {context.get('message')}: {error!r}; {context}"
            )


def _resolve(future: asyncio.Future[Any], outcome: Any) -> None:
    if not future.done():
        future.set_result(outcome)


def _fail(future: asyncio.Future[Any], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
