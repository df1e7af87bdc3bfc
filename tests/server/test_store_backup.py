"""A backup is one moment of a database, whole or not there at all."""

from __future__ import annotations

import asyncio
import os
import stat
import sys
import threading
from pathlib import Path

import pytest

from dilemma_server.store import Damaged, StoreError, WrongFile, backup, check
from support.databases import RECORDS, Steps, database, edit, folder, key, laid_down, opened, write


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "matches.sqlite3"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "backups" / "monday.sqlite3"


@pytest.fixture(autouse=True)
def _backups(target: Path) -> None:
    target.parent.mkdir()


async def test_a_server_can_go_on_from_a_backup(path: Path, target: Path) -> None:
    found = backup(await laid_down(path, "m", "n"), target, Steps())
    assert (found.sound, found.matches) == (True, 2)
    assert list(folder(target.parent)) == [target.name]
    copy = await opened(target)
    assert await copy.load("m") == RECORDS
    assert await copy.find(key("n")) == "n"
    await copy.close()


async def test_a_backup_is_of_one_moment_while_a_server_writes(path: Path, target: Path) -> None:
    """Every match gets its next record before any gets another: a later one would be seen."""
    store = await opened(path)
    leases = [await write(store, f"m{number}", (b"x" * 3000,) * 8) for number in range(40)]
    started, done = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()
    written = 0

    def progress(copied: int, of: int) -> None:
        steps.append((copied, of))
        assert len(steps) < 50, "it begins anew with everything that is written"
        loop.call_soon_threadsafe(started.set)
        moved.wait(10.0)
        moved.clear()

    async def keep_writing() -> None:
        nonlocal written
        while not done.is_set():
            sequence = 9 + written
            await asyncio.gather(*(store.append(lease, sequence, b"y" * 300) for lease in leases))
            written += 1
            moved.set()

    steps: list[tuple[int, int]] = []
    moved = threading.Event()
    writing = asyncio.create_task(keep_writing())
    found = await asyncio.to_thread(backup, path, target, progress)
    done.set()
    await writing
    assert found.sound
    assert len(steps) > 2, "more than one step, or nothing can have been written meanwhile"
    assert written > 1
    copy = await opened(target)
    lengths = [len(await copy.load(lease.match)) for lease in leases]
    assert max(lengths) - min(lengths) <= 1
    assert max(lengths) < 8 + written, "it is the moment at which the backup began"
    await copy.close()
    await store.close()


def test_an_existing_file_is_not_written_over(path: Path, target: Path) -> None:
    database(path, "m")
    target.write_text("last week's")
    with pytest.raises(WrongFile, match=r"monday\.sqlite3: is there already and is not written ov"):
        backup(path, target, Steps())
    assert folder(target.parent) == {target.name: b"last week's"}


def test_a_file_that_came_meanwhile_is_not_written_over(path: Path, target: Path) -> None:
    def somebody_is_faster(*_: int) -> None:
        target.write_text("another's")

    database(path, "m")
    with pytest.raises(WrongFile, match="is there already"):
        backup(path, target, somebody_is_faster)
    assert folder(target.parent) == {target.name: b"another's"}


def test_an_interrupted_backup_leaves_nothing(path: Path, target: Path) -> None:
    database(path, "m")
    with pytest.raises(KeyboardInterrupt):
        backup(path, target, Steps(stop_at=1))
    assert folder(target.parent) == {}
    assert check(path, Steps()).sound


def test_a_folder_that_is_not_there_is_named(path: Path, tmp_path: Path) -> None:
    database(path, "m")
    with pytest.raises(WrongFile, match=r"nowhere/b: cannot be made: no such file or directory"):
        backup(path, tmp_path / "nowhere" / "b", Steps())


async def test_a_damaged_match_is_copied_and_told_of(path: Path, target: Path) -> None:
    """Better the others in a backup, and a line about the one, than no backup any more."""
    await laid_down(path, "m", "n")
    edit(path, "UPDATE records SET record = x'00' WHERE match = 1 AND sequence = 2")
    found = backup(path, target, Steps())
    assert found.damage == ("match m: record 2 is not what was written",)
    copy = await opened(target)
    assert await copy.load("n") == RECORDS
    with pytest.raises(Damaged):
        await copy.load("m")
    await copy.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in another way")
def test_only_the_user_can_read_a_backup(path: Path, target: Path) -> None:
    backup(database(path, "m"), target, Steps())
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform != "linux", reason="limits its own files as Linux can")
def test_a_backup_that_finds_no_space_leaves_nothing(path: Path, target: Path) -> None:
    import resource

    database(path, "m", "n", "o")
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, old[1]))
    try:
        with pytest.raises(StoreError, match=r"monday\.sqlite3: cannot be made: "):
            backup(path, target, Steps())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    assert os.listdir(target.parent) == []
