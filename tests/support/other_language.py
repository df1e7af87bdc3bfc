"""The client in another language: Node.js and the packages it stands on, outside the tree."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from architecture.tree import HOUSE

CLIENT = HOUSE / "tests" / "node"
OLDEST = 18
"""The major version of Node.js that the client is written for."""

SECONDS = 60.0
"""Nothing that a test waits for takes longer, on a busy machine either."""


class NotHere(Exception):
    """Why a client of another language cannot be run here, in one line."""


class NodeClient:
    """The client of tests/node, ready to run."""

    def __init__(self, node: str, script: Path) -> None:
        self._node = node
        self._script = script

    async def run(self, *words: str) -> dict[str, Any]:
        """Run it to its end; what it says of the match. Fails when it takes too long."""
        process = await asyncio.create_subprocess_exec(
            *(self._node, str(self._script), *words),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            async with asyncio.timeout(SECONDS):
                said, complaint = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        assert (process.returncode, complaint) == (0, b""), (said, complaint)
        told: dict[str, Any] = json.loads(said)
        return told


def install(folder: Path) -> NodeClient:
    """A copy of the client in a folder, with its packages beside it; raises NotHere."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise NotHere("node and npm are not installed")
    version = _answer([node, "--version"], folder).removeprefix("v")
    if int(version.partition(".")[0]) < OLDEST:
        raise NotHere(f"node is version {version}; the client needs {OLDEST} or newer")
    for name in ("package.json", ".npmrc", "client.mjs"):
        shutil.copy(CLIENT / name, folder)
    _answer([npm, "install", "--no-audit", "--no-fund", "--ignore-scripts"], folder)
    return NodeClient(node, folder / "client.mjs")


def _answer(command: list[str], folder: Path) -> str:
    """What a command says; raises NotHere when it fails."""
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, encoding="utf-8", timeout=SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        complaint = getattr(error, "stderr", None) or str(error)
        first = next(iter(complaint.split("\n")), "")
        raise NotHere(f"{Path(command[0]).name} {command[1]} failed: {first}") from None
    return done.stdout.strip()
