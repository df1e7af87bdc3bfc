"""The store: keeps what was acknowledged, and refuses to keep it twice."""

from dilemma_server.store.seam import (
    Busy,
    Damaged,
    Fenced,
    Lease,
    Owner,
    Phase,
    Store,
    StoreError,
)
from dilemma_server.store.sqlite import SqliteStore

__all__ = [
    "Busy",
    "Damaged",
    "Fenced",
    "Lease",
    "Owner",
    "Phase",
    "SqliteStore",
    "Store",
    "StoreError",
]
