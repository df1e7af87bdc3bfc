"""The store: keeps what was acknowledged, and refuses to keep it twice."""

from dilemma_server.store.backup import backup
from dilemma_server.store.check import Findings, Progress, check
from dilemma_server.store.moving import Moved, export, import_matches
from dilemma_server.store.seam import (
    Busy,
    Damaged,
    Fenced,
    Lease,
    Owner,
    Phase,
    Store,
    StoreError,
    WrongFile,
)
from dilemma_server.store.sqlite import SqliteStore

__all__ = [
    "Busy",
    "Damaged",
    "Fenced",
    "Findings",
    "Lease",
    "Moved",
    "Owner",
    "Phase",
    "Progress",
    "SqliteStore",
    "Store",
    "StoreError",
    "WrongFile",
    "backup",
    "check",
    "export",
    "import_matches",
]
