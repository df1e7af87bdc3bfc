"""Workers: where the matches of a laboratory are played, in this process or in several."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Any

from dilemma.lab.experiments import Mapper, Outcome
from dilemma_cli.complaints import BadInput

EXTRA = "pip install 'security-dilemma[lab]'"


class Workers:
    """A number of processes; what they compute does not depend on how many they are."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._parallel: Any = None

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
