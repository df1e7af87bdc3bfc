"""Who may import whom: each contract in `.importlinter` catches a breach planted against it."""

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from architecture.tree import HOUSE, SOURCE_ROOTS

LINT = Path(sys.executable).with_name("lint-imports")


class Breach(NamedTuple):
    """One line of code in the wrong room, and the contract that must say so."""

    contract: str
    room: str
    line: str


BREACHES = [
    Breach("roots", "server/dilemma_server/breach.py", "import dilemma_client"),
    Breach("roots", "client/dilemma_client/breach.py", "import dilemma_server"),
    Breach("roots", "client/dilemma_client/breach.py", "import dilemma_cli"),
    Breach("roots", "shared/dilemma/breach.py", "import dilemma_assets"),
    Breach("game", "shared/dilemma/breach.py", ""),
    Breach("game", "shared/dilemma/view/breach.py", "import dilemma.world"),
    Breach("game", "shared/dilemma/orders/breach.py", "import dilemma.rules"),
    Breach("game", "shared/dilemma/protocol/breach.py", "import dilemma.projection"),
    Breach("game", "shared/dilemma/protocol/breach.py", "import dilemma.bots"),
    Breach("game", "shared/dilemma/bots/breach.py", "import dilemma.world"),
    Breach("game", "shared/dilemma/rules/breach.py", "import dilemma.projection"),
    Breach("server", "server/dilemma_server/breach.py", ""),
    Breach("server", "server/dilemma_server/store/breach.py", "import dilemma_server.match"),
    Breach("client", "client/dilemma_client/breach.py", ""),
    Breach("client", "client/dilemma_client/widgets/breach.py", "import dilemma_client.scenes"),
    Breach("client", "client/dilemma_client/scenes/breach.py", "import dilemma_client.stage"),
    Breach("client", "client/dilemma_client/model/breach.py", "import dilemma_client.link"),
    Breach("truth", "server/dilemma_server/breach.py", "import dilemma.world"),
    Breach("truth", "server/dilemma_server/breach.py", "import dilemma.projection"),
    Breach("truth", "client/dilemma_cli/breach.py", "def verify():\n    import dilemma.record"),
    Breach("live-client", "client/dilemma_client/breach.py", "import dilemma.rules"),
    Breach("live-client", "client/dilemma_client/breach.py", "import dilemma.debrief"),
    Breach("live-client", "client/dilemma_client/breach.py", "import dilemma.lab"),
    Breach("pure-game", "shared/dilemma/rules/breach.py", "import time"),
    Breach("pure-game", "shared/dilemma/view/breach.py", "from pathlib import Path"),
    Breach("pure-game", "shared/dilemma/bots/breach.py", "import random"),
    Breach("pure-game", "shared/dilemma/rules/breach.py", "import secrets"),
    Breach("digests", "shared/dilemma/rules/breach.py", "import hashlib"),
    Breach("digests", "shared/dilemma/view/breach.py", "from hmac import digest"),
    Breach("drawing", "server/dilemma_server/breach.py", "import pygame"),
    Breach("drawing", "shared/dilemma/bots/breach.py", "import pygame.font"),
    Breach("drawing", "client/dilemma_client/model/breach.py", "import dilemma_client.paint"),
    Breach("network", "server/dilemma_server/breach.py", "import websockets.asyncio.server"),
    Breach("network", "client/dilemma_client/breach.py", "from websockets import connect"),
    Breach("database", "server/dilemma_server/breach.py", "import sqlite3"),
    Breach("database", "client/dilemma_cli/breach.py", "import sqlite3"),
]


def contracts() -> set[str]:
    """The names of the contracts in `.importlinter`."""
    parser = configparser.ConfigParser()
    parser.read(HOUSE / ".importlinter", encoding="utf-8")
    prefix = "importlinter:contract:"
    return {name.removeprefix(prefix) for name in parser.sections() if name.startswith(prefix)}


def lint(house: Path, contract: str) -> tuple[int, str]:
    """Check one contract over a copy of the project: exit status, and what was said."""
    paths = os.pathsep.join(str(house / root) for root in SOURCE_ROOTS)
    ran = subprocess.run(
        [str(LINT), "--no-logo", "--no-cache", "--contract", contract],
        cwd=house,
        env={**os.environ, "PYTHONPATH": paths, "COLUMNS": "400"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return ran.returncode, ran.stdout + ran.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources and the contracts, to plant breaches in."""
    house = tmp_path_factory.mktemp("house")
    for root in SOURCE_ROOTS:
        shutil.copytree(
            HOUSE / root,
            house / root,
            ignore=lambda folder, names: [
                name
                for name in names
                if not (Path(folder, name).is_dir() or name.endswith(".py"))
                or name == "__pycache__"
            ],
        )
    shutil.copy(HOUSE / ".importlinter", house)
    return house


@pytest.mark.parametrize("contract", sorted(contracts()))
def test_the_code_keeps_the_contract(copy: Path, contract: str) -> None:
    status, said = lint(copy, contract)
    assert (status, "1 kept, 0 broken" in said) == (0, True), said


def test_a_breach_is_planted_against_every_contract() -> None:
    assert {breach.contract for breach in BREACHES} == contracts()


@pytest.mark.parametrize("breach", BREACHES, ids=" ".join)
def test_a_planted_breach_is_caught(copy: Path, breach: Breach) -> None:
    room = copy / breach.room
    room.write_text(f"{breach.line}\n", encoding="utf-8")
    try:
        status, said = lint(copy, breach.contract)
    finally:
        room.unlink()
    assert status == 1, said
    assert "0 kept, 1 broken" in said, said
    assert f"{room.parent.name}.breach" in said, said
