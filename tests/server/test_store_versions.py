"""What another version wrote is refused in one line that says what to do, and is left as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from dilemma.protocol.messages import Failed, Seated
from dilemma.scenario import parse_scenario
from dilemma_assets.scenarios import load_text
from dilemma_server.lobby.codes import code_key
from dilemma_server.match import encode_event, new_match
from dilemma_server.store import check
from support.command import dilemma
from support.databases import Steps, database, edit, folder, leased, opened
from support.served import served
from support.wire import guest, host, wire

CODE = "ABCDEFGH"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "matches.sqlite3"


@pytest.mark.parametrize("layout", [-1, 2])
def test_a_server_does_not_start_on_a_database_of_another_layout(path: Path, layout: int) -> None:
    edit_layout(database(path, "m"), layout)
    before = folder(path.parent)
    answer = dilemma("serve", "--port", "0", "--database", str(path))
    assert (answer.status, answer.out) == (2, "")
    assert answer.complaint == (
        f"dilemma serve: database {path}: has layout {layout}; this version reads 1:"
        " go on with the release it was made with, or name another file\n"
    )
    assert folder(path.parent)[path.name] == before[path.name]


def edit_layout(path: Path, layout: int) -> None:
    edit(path, f"PRAGMA user_version = {layout}")


async def of_other_rules(path: Path) -> int:
    """Put a match into a database that was begun under the rules before ours; their number."""
    scenario = parse_scenario(load_text("redland_blueland"), "redland_blueland")
    created = new_match(CODE, scenario, bytes)
    old = replace(created, rules=created.rules - 1)
    store = await opened(path)
    lease = await leased(store, "old")
    await store.append(lease, 1, encode_event(old), keys=[code_key(CODE)])
    await store.close()
    return old.rules


async def test_a_match_of_other_rules_is_refused_and_the_others_go_on(
    path: Path, tmp_path: Path
) -> None:
    rules = await of_other_rules(path)
    with served(tmp_path) as server:
        async with wire(server.url, guest(CODE)) as line:
            failed = await line.hear(Failed)
            assert failed.problem.text == (
                "This match cannot be gone on with; the server's log says why."
            )
        async with wire(server.url, host()) as line:
            await line.hear(Seated)
        assert server.stop() == 0
        told = [line for line in server.complaints().splitlines() if "unplayable" in line]
    assert len(told) == 1
    assert (
        f"match old: was begun under rules {rules}, this server has rules {rules + 1};" in told[0]
    )
    assert "it can go on with the release it was begun with" in told[0]
    assert check(path, Steps()).sound
