"""The measured store: a store that says how long it takes, and what the records tell of turns.

The records are the match, so whoever sees them pass need not ask the match anything.
"""

from __future__ import annotations

from collections.abc import Sequence

from dilemma_server.clock import Clock
from dilemma_server.match.events import Reason, TurnClosed, decode_event
from dilemma_server.metrics import Metrics
from dilemma_server.store import Lease, Owner, Phase, Store

SEALED = (b'{"type":"orders_sealed"', b'{"type":"cover_sealed"')
CLOSED = b'{"type":"turn_closed"'
"""How records begin of which something is told; others are not even read."""


class MeasuredStore:
    """Passes everything on to another store."""

    def __init__(self, store: Store, metrics: Metrics, clock: Clock) -> None:
        self._store = store
        self._metrics = metrics
        self._clock = clock
        self._sealed_at: dict[str, float] = {}

    async def acquire(self, match: str) -> Lease | Owner:
        """See Store."""
        return await self._store.acquire(match)

    async def renew(self) -> frozenset[str]:
        """See Store."""
        return await self._store.renew()

    async def load(self, match: str) -> tuple[bytes, ...]:
        """See Store."""
        return await self._store.load(match)

    async def append(
        self,
        lease: Lease,
        sequence: int,
        *records: bytes,
        keys: Sequence[bytes] = (),
        phase: Phase | None = None,
    ) -> None:
        """See Store."""
        begun = self._clock.now()
        try:
            await self._store.append(lease, sequence, *records, keys=keys, phase=phase)
        except Exception:
            self._metrics.append_failures.inc()
            raise
        now = self._clock.now()
        self._metrics.append_seconds.observe(now - begun)
        for number, record in enumerate(records, start=sequence):
            self._note(lease.match, number, record, begun, now)

    async def release(self, lease: Lease) -> None:
        """See Store."""
        self._sealed_at.pop(lease.match, None)
        await self._store.release(lease)

    async def find(self, key: bytes) -> str | None:
        """See Store."""
        return await self._store.find(key)

    async def running(self) -> tuple[str, ...]:
        """See Store."""
        return await self._store.running()

    async def close(self) -> None:
        """See Store."""
        await self._store.close()

    def _note(self, match: str, sequence: int, record: bytes, begun: float, now: float) -> None:
        """Time a turn from its last seal, and count it by the reason it closed for."""
        if record.startswith(SEALED):
            self._sealed_at[match] = begun
        elif record.startswith(CLOSED):
            closed = decode_event(record, match, sequence)
            assert isinstance(closed, TurnClosed)
            self._metrics.turns.labels(str(closed.reason)).inc()
            sealed_at = self._sealed_at.pop(match, None)
            if sealed_at is not None and closed.reason is Reason.ALL_SEALED:
                self._metrics.turn_seconds.observe(now - sealed_at)
