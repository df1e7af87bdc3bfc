"""Kept findings: what a long measurement found so far, so that it can be stopped and go on.

They are kept for one state of the sources: whoever changes a rule or a bot starts anew.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parents[1]
FOLDER = HOUSE / "build"


class Kept:
    """Results by their key, one line each in a file of `build`, written as they come."""

    def __init__(self, name: str) -> None:
        FOLDER.mkdir(exist_ok=True)
        self._file = FOLDER / f"{name}-{fingerprint()}.jsonl"
        self._found: dict[str, Any] = {}
        if self._file.exists():
            for line in self._file.read_text(encoding="utf-8").splitlines():
                key, value = json.loads(line)
                self._found[key] = value

    def __contains__(self, key: str) -> bool:
        return key in self._found

    def __getitem__(self, key: str) -> Any:
        return self._found[key]

    def keep(self, key: str, value: Any) -> None:
        """Add one result."""
        self._found[key] = value
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps([key, value]) + "\n")


def fingerprint() -> str:
    """A name for the present state of the game's sources."""
    digest = hashlib.sha256()
    for path in sorted((HOUSE / "shared" / "dilemma").rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
