"""The chain: each record's hash holds the one before, so that no change goes unseen.

A single flipped bit in a table passes SQLite's own integrity check; it does not pass this.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from dilemma_server.store.seam import Damaged

LARGEST = 2**63 - 1
"""Of a sequence and of an epoch: what a column of SQLite holds."""


class Link(Struct, frozen=True):
    """One record as it is stored; nothing of it can be trusted before `verify`."""

    sequence: Any
    epoch: Any
    record: Any
    hash: Any


class Head(Struct, frozen=True):
    """Where a match's chain must end, and the epoch it is in."""

    sequence: Any
    epoch: Any
    hash: Any


def genesis(match: str) -> bytes:
    """The hash before the first record of a match."""
    return hashlib.sha256(b"dilemma match " + match.encode()).digest()


def link(previous: bytes, sequence: int, epoch: int, record: bytes) -> bytes:
    """The hash of a record that follows the one with hash `previous`.

    Everything before the record has a fixed length, so no two inputs run together to the same.
    """
    place = sequence.to_bytes(8, "big") + epoch.to_bytes(8, "big")
    return hashlib.sha256(previous + place + record).digest()


def verify(match: str, head: Head, links: Iterable[Link]) -> tuple[bytes, ...]:
    """The records, once the chain holds from the first to the head; raises Damaged."""
    previous, epoch = genesis(match), 0
    records: list[bytes] = []
    for expected, stored in enumerate(links, start=1):
        if stored.sequence != expected:
            raise Damaged(f"match {match}: record {expected} is missing")
        if not (isinstance(stored.record, bytes) and _is_number(stored.epoch)):
            raise Damaged(f"match {match}: record {expected} is damaged")
        if link(previous, expected, stored.epoch, stored.record) != stored.hash:
            raise Damaged(f"match {match}: record {expected} is not what was written")
        if stored.epoch < epoch:
            raise Damaged(f"match {match}: record {expected} goes back to epoch {stored.epoch}")
        previous, epoch = stored.hash, stored.epoch
        records.append(stored.record)
    if (head.sequence, head.hash) != (len(records), previous):
        raise Damaged(f"match {match}: ends at record {len(records)} instead of {head.sequence}")
    if not _is_number(head.epoch) or head.epoch < epoch:
        raise Damaged(f"match {match}: is in epoch {head.epoch}, but was written in {epoch}")
    return tuple(records)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and 0 <= value <= LARGEST
