"""Workers: where the matches of a laboratory are played, in this process or in several."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType, TracebackType
from typing import Any

from dilemma.lab.experiments import Mapper, Outcome
from dilemma_cli.complaints import BadInput

EXTRA = "pip install 'security-dilemma[lab]'"


ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Signals by which a system or a closing terminal ends us at once, workers or no workers."""


class Workers:
    """A number of processes; what they compute does not depend on how many they are.

    As a context they end when it does, also when a signal ends us.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._parallel: Any = None
        self._handlers = ExitStack()

    @classmethod
    def of(cls, wanted: int | None) -> Workers:
        """As many as wanted, or as there are cores; raises BadInput where there can be but one."""
        if wanted == 1:
            return cls(1)
        try:
            import joblib
        except ImportError:
            if wanted is not None:
                raise BadInput(
                    f"--workers: {wanted} processes need joblib: {EXTRA}, or --workers 1"
                ) from None
            sys.stderr.write(f"one process only; all cores with joblib: {EXTRA}\n")
            return cls(1)
        return cls(joblib.cpu_count() if wanted is None else wanted)

    def __enter__(self) -> Workers:
        if self._count > 1:
            from joblib import Parallel

            self._handlers.enter_context(_ending_in_order())
            self._parallel = Parallel(
                n_jobs=self._count, backend="loky", return_as="generator", max_nbytes=None
            )
            self._parallel.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._handlers:
            if self._parallel is not None:
                self._parallel.__exit__(kind, error, trace)

    def mapper(self, advance: Callable[[int], None]) -> Mapper:
        """A mapper for the laboratory; `advance` is told how many matches were played."""

        def mapped(
            function: Callable[..., Outcome], pieces: Iterable[tuple[Any, ...]]
        ) -> Iterator[Outcome]:
            for outcome in self._outcomes(function, pieces):
                advance(outcome.wars.shape[-1])
                yield outcome

        return mapped

    def _outcomes(
        self, function: Callable[..., Outcome], pieces: Iterable[tuple[Any, ...]]
    ) -> Iterable[Outcome]:
        """The results in order, each as soon as it is there."""
        if self._parallel is None:
            return (function(*piece) for piece in pieces)
        from joblib import delayed

        outcomes: Iterable[Outcome] = self._parallel(delayed(function)(*piece) for piece in pieces)
        return outcomes


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Signals that would end us without our workers raise SystemExit instead, as Ctrl-C raises.

    One that is ignored, as under nohup, stays so. Only a main thread can and need do this. A thread
    of joblib may stumble over the work that is taken from it; nobody need know.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = [number for number in ENDING if signal.getsignal(number) is signal.SIG_DFL]
    for number in heard:
        signal.signal(number, _end)
    interrupted = signal.getsignal(signal.SIGINT)
    if interrupted is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, interrupted)
        for number in heard:
            signal.signal(number, signal.SIG_DFL)


def _interrupt(number: int, frame: FrameType | None) -> None:
    """What Ctrl-C does otherwise too."""
    threading.excepthook = _hush
    signal.default_int_handler(number, frame)


def _end(number: int, _frame: FrameType | None) -> None:
    """End with the status that a shell gives whom this signal ended, and be told so once only."""
    threading.excepthook = _hush
    for each in ENDING:
        signal.signal(each, signal.SIG_IGN)
    raise SystemExit(128 + number)


def _hush(_trouble: threading.ExceptHookArgs) -> None:
    """Say nothing."""
