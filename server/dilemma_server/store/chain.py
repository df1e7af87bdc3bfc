"""The chain: each record's hash holds the one before, so that no change goes unseen.

A single flipped bit in a table passes SQLite's own integrity check; it does not pass this.
"""

from __future__ import annotations

import hashlib


def genesis(match: str) -> bytes:
    """The hash before the first record of a match."""
    return hashlib.sha256(b"dilemma match " + match.encode()).digest()


def link(previous: bytes, sequence: int, epoch: int, record: bytes) -> bytes:
    """The hash of a record that follows the one with hash `previous`.

    Everything before the record has a fixed length, so no two inputs run together to the same.
    """
    place = sequence.to_bytes(8, "big") + epoch.to_bytes(8, "big")
    return hashlib.sha256(previous + place + record).digest()
