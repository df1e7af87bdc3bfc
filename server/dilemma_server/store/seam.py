"""The seam of the store: what every store promises, whatever it is made of.

A match is a dense sequence of records, owned by one node at a time. Safety is the fence: an append
under an old epoch is refused, so that two nodes that both believe they own a match cannot both
write it. Ownership itself is only liveness, and may be wrong for a while without harm.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from msgspec import Struct


class StoreError(Exception):
    """Nothing was stored, or nobody can tell; one line that says why."""


class Fenced(StoreError):
    """Another owner, or this one under a newer lease, has the match now."""


class Damaged(StoreError):
    """What is stored is not what was written; names the match and the sequence."""


class Busy(StoreError):
    """The database is in use under the same node name."""


class WrongFile(StoreError):
    """A file that is missing, in the way, or not what was asked for; says what would be right."""


class Phase(StrEnum):
    """How far a match is, as far as a store needs to know."""

    WAITING = "waiting"
    RUNNING = "running"
    OVER = "over"


class Lease(Struct, frozen=True):
    """The right to append to a match until somebody acquires it anew."""

    match: str
    epoch: int


class Owner(Struct, frozen=True):
    """The node that has the match instead, by its address."""

    address: str


class Store(Protocol):
    """Keeps the records of matches."""

    async def acquire(self, match: str) -> Lease | Owner:
        """Become the owner, unless another node is alive and is; a new match begins empty.

        The new epoch is durable before this returns, and fences every older lease.
        """

    async def renew(self) -> frozenset[str]:
        """Say that this node is alive; the matches it owns."""

    async def load(self, match: str) -> tuple[bytes, ...]:
        """Every record in sequence, verified; raises Damaged."""

    async def append(
        self,
        lease: Lease,
        sequence: int,
        *records: bytes,
        keys: Sequence[bytes] = (),
        phase: Phase | None = None,
    ) -> None:
        """Make records durable, numbered from `sequence` on: all of them, or none.

        Raises Fenced unless the lease and the sequence are the next. Together with them, or not
        at all: `keys` by which `find` leads to the match from now on, and
        the `phase` the match is in after them.
        """

    async def release(self, lease: Lease) -> None:
        """Give the match up, so that any node may acquire it at once."""

    async def find(self, key: bytes) -> str | None:
        """The match a key leads to."""

    async def running(self) -> tuple[str, ...]:
        """Matches whose clock must go on, oldest first."""

    async def close(self) -> None:
        """Finish what is under way, release everything, and let the database go."""
