"""Settings: how one server is run, decided once at its start."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SHORTEST_TURN, LONGEST_TURN = 5, 86_400
"""Seconds a turn may be given, as in a scenario."""


class SettingsError(ValueError):
    """Settings no server can run with; one line: which, what, and what would be right."""


@dataclass(frozen=True)
class Settings:
    """How one server is run.

    `port` 0 takes any free one; `database` is one file, made with its folder when missing;
    `scenarios` is a folder of scenario files besides those that are shipped;
    `turn_seconds` stands instead of the scenario's own unless who creates a match says otherwise;
    `connections` is how many clients are served at once; `node` names this server among those that
    share its database, and no two may run under one name.
    """

    database: Path
    host: str = "127.0.0.1"
    port: int = 0
    scenarios: Path | None = None
    turn_seconds: int | None = None
    connections: int = 4096
    node: str = "server"

    def __post_init__(self) -> None:
        if not 0 <= self.port <= 65_535:
            raise SettingsError(f"port {self.port}: must be from 0 (any) to 65535")
        if not self.host:
            raise SettingsError("host: must not be empty; 127.0.0.1 serves this machine only")
        if self.turn_seconds is not None and not (
            SHORTEST_TURN <= self.turn_seconds <= LONGEST_TURN
        ):
            raise SettingsError(
                f"turn seconds {self.turn_seconds}: must be from {SHORTEST_TURN} to {LONGEST_TURN}"
            )
        if self.connections < 1:
            raise SettingsError(f"connections {self.connections}: must be at least 1")
        if not (self.node.isascii() and self.node.replace("-", "").isalnum()):
            raise SettingsError(f"node '{self.node}': only letters, digits and hyphens")
