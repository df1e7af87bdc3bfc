"""A check finds whatever is not as it was written, beside a server too, and changes nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dilemma_server.store import Findings, WrongFile, check
from support.command import SECONDS
from support.databases import RECORDS, Steps, database, edit, folder, leased, opened, write

CHECK = (sys.executable, "-P", "-m", "dilemma_cli", "store", "check")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "matches.sqlite3"


def test_a_sound_database_is_counted(path: Path) -> None:
    steps = Steps()
    found = check(database(path, "m", "n"), steps)
    assert found == Findings(2, 2 * len(RECORDS), 2, ())
    assert steps.told == [(1, 3), (2, 3), (3, 3)]


def test_nothing_is_changed(path: Path) -> None:
    database(path, "m", "n")
    before = folder(path.parent)
    check(path, Steps())
    assert folder(path.parent) == before


async def test_a_database_in_use_is_checked_with_what_was_just_stored(path: Path) -> None:
    store = await opened(path)
    lease = await write(store, "m")
    assert check(path, Steps()) == Findings(1, len(RECORDS), 1, ())
    await store.append(lease, len(RECORDS) + 1, b"undisturbed")
    assert check(path, Steps()).records == len(RECORDS) + 1
    await store.close()


@pytest.mark.parametrize("endings", [("", "-wal"), ("", "-wal", "-shm")], ids=" ".join)
async def test_what_a_killed_server_left_is_checked_and_left(
    path: Path, tmp_path: Path, endings: tuple[str, ...]
) -> None:
    store = await opened(path)
    await write(store, "m")
    left = tmp_path / "left"
    left.mkdir()
    for ending in endings:
        shutil.copyfile(f"{path}{ending}", left / f"{path.name}{ending}")
    await store.close()
    before = folder(left)
    assert check(left / path.name, Steps()) == Findings(1, len(RECORDS), 1, ())
    after = folder(left)
    # Its index of the log is SQLite's scratch paper, written anew by whoever opens it.
    for files in (before, after):
        files.pop(f"{path.name}-shm", None)
    assert after == before


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a folder that cannot be written")
def test_a_folder_that_cannot_be_written_can_be_checked(path: Path) -> None:
    database(path, "m")
    mount = (
        'mount --bind . . && mount -o remount,ro,bind . && cd "$PWD" && ! touch new && exec "$@"'
    )
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", mount, "sh", *CHECK, str(path)],
        cwd=path.parent,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
    if "Operation not permitted" in done.stderr:
        pytest.skip("this system lets nobody mount a folder of his own")
    assert "Read-only file system" in done.stderr
    assert (done.returncode, done.stdout) == (
        0,
        f"{path}: sound: 1 matches, {len(RECORDS)} records, 1 keys\n",
    )


DAMAGE = {
    "record": (
        "UPDATE records SET record = x'00' WHERE match = 2 AND sequence = 7",
        "match n: record 7 is not what was written",
    ),
    "record gone": (
        "DELETE FROM records WHERE match = 2 AND sequence = 3",
        "match n: record 3 is missing",
    ),
    "last record gone": (
        "DELETE FROM records WHERE match = 2 AND sequence = 12",
        "match n: ends at record 11 instead of 12",
    ),
    "head": (
        "UPDATE matches SET hash = zeroblob(32) WHERE id = 'n'",
        "match n: ends at record 12 instead of 12",
    ),
    "epoch": (
        "UPDATE matches SET epoch = 0 WHERE id = 'n'",
        "match n: is in epoch 0, but was written in 1",
    ),
    "phase": (
        "UPDATE matches SET phase = 'walking' WHERE id = 'n'",
        "match n: its phase is not one there is",
    ),
    "key": (
        "UPDATE keys SET match = 'ghost' WHERE match = 'n'",
        "database: a key leads to match 'ghost' which is not there",
    ),
    "records of nobody": (
        "UPDATE records SET match = 9 WHERE match = 1",
        "database: there are records of a match number 9 which is not there",
    ),
    "table": (
        "CREATE TABLE recipes (cake TEXT)",
        "database: its tables are not those of its layout",
    ),
}


@pytest.mark.parametrize(("change", "line"), DAMAGE.values(), ids=DAMAGE.keys())
def test_damage_is_named_in_a_line(path: Path, change: str, line: str) -> None:
    edit(database(path, "m", "n"), change)
    found = check(path, Steps())
    assert not found.sound
    assert line in found.damage
    assert all("\n" not in told for told in found.damage)


def test_every_damaged_match_has_its_line(path: Path) -> None:
    database(path, "a", "b", "c", "d")
    edit(path, "UPDATE records SET record = x'00' WHERE match IN (2, 4) AND sequence IN (1, 2)")
    assert check(path, Steps()) == Findings(
        *(4, 2 * len(RECORDS), 2),
        tuple(f"match {name}: record 1 is not what was written" for name in "bd"),
    )


def test_an_index_that_does_not_fit_its_table_is_found(path: Path) -> None:
    """SQLite's own check: whoever looks a key up by a broken index does not find his match."""
    database(path, "m")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master"
            " WHERE name = 'running') WHERE name = 'sqlite_autoindex_keys_1'"
        )
    damage = check(path, Steps()).damage
    assert any("missing from index sqlite_autoindex_keys_1" in line for line in damage)


def _nothing(path: Path) -> None:
    path.unlink(missing_ok=True)


def _folder(path: Path) -> None:
    path.mkdir()


def _empty(path: Path) -> None:
    path.touch()


def _letter(path: Path) -> None:
    path.write_bytes(b"a letter to grandmother, not a database" * 100)


def _recipes(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (cake TEXT)")


def _later(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 9")


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (_nothing, "there is no such file"),
        (_folder, "is not a file"),
        (_empty, "has no matches in it, nor tables for any"),
        (_letter, "is not a database"),
        (_recipes, "belongs to another program; name another file"),
        (
            _later,
            (
                "has layout 9; this version reads 1:"
                " go on with the release it was made with, or name another file"
            ),
        ),
    ],
)
def test_what_is_no_database_of_matches_is_refused(
    path: Path, make: Callable[[Path], None], complaint: str
) -> None:
    make(path)
    with pytest.raises(WrongFile) as refusal:
        check(path, Steps())
    assert str(refusal.value) == f"database {path}: {complaint}"


async def test_a_check_that_is_interrupted_disturbs_nobody(path: Path) -> None:
    store = await opened(path)
    for match in ("m", "n"):
        await write(store, match)
    with pytest.raises(KeyboardInterrupt):
        check(path, Steps(stop_at=2))
    lease = await leased(store, "m")
    await store.append(lease, len(RECORDS) + 1, b"goes on")
    await store.close()


def test_pages_full_of_nothing_are_found(path: Path) -> None:
    database(path, "m")
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(bytes(path.stat().st_size - 4096))
    found = check(path, Steps())
    assert "database: its matches cannot be listed: database disk image is malformed" in (
        found.damage
    )
