"""The store keeps what it acknowledged, in order, once, and says so when it cannot."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from dilemma_server.store import (
    Busy,
    Fenced,
    Lease,
    Owner,
    Phase,
    SqliteStore,
    StoreError,
)
from support.databases import folder, leased
from support.manual_clock import ManualClock

RECORDS = tuple(f"record {number} of the match".encode() for number in range(1, 13))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "matches.sqlite3"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[SqliteStore]:
    store = await SqliteStore.open(path, "first", "127.0.0.1:1001")
    yield store
    await store.close()


def put(path: Path, content: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)


async def write(store: SqliteStore, match: str, records: tuple[bytes, ...] = RECORDS) -> Lease:
    lease = await leased(store, match)
    for sequence, record in enumerate(records, start=1):
        await store.append(lease, sequence, record)
    return lease


async def test_what_was_appended_is_loaded_in_order(store: SqliteStore) -> None:
    await write(store, "m")
    assert await store.load("m") == RECORDS


async def test_an_append_is_in_the_file_before_it_is_acknowledged(
    store: SqliteStore, path: Path
) -> None:
    await store.append(await leased(store), 1, b"first")
    onlooker = sqlite3.connect(path)
    assert onlooker.execute("SELECT record FROM records").fetchall() == [(b"first",)]
    onlooker.close()


async def test_every_commit_is_flushed_to_the_disk(store: SqliteStore) -> None:
    def pragmas(connection: sqlite3.Connection) -> tuple[str, int]:
        (journal,) = connection.execute("PRAGMA journal_mode").fetchone()
        (synchronous,) = connection.execute("PRAGMA synchronous").fetchone()
        return journal, synchronous

    assert await store._writer.do(pragmas) == ("wal", 2)


@pytest.mark.parametrize("sequence", [0, 1, 3, 4])
async def test_only_the_next_sequence_is_taken(store: SqliteStore, sequence: int) -> None:
    lease = await write(store, "m", RECORDS[:1])
    with pytest.raises(Fenced, match=f"sequence {sequence} does not follow 1"):
        await store.append(lease, sequence, b"out of turn")
    assert await store.load("m") == RECORDS[:1]


async def test_an_older_lease_is_fenced_off(store: SqliteStore) -> None:
    old = await write(store, "m", RECORDS[:2])
    new = await leased(store)
    assert new.epoch == old.epoch + 1
    with pytest.raises(Fenced, match="epoch 1 is over; it is now 2"):
        await store.append(old, 3, b"from the past")
    await store.append(new, 3, RECORDS[2])
    assert await store.load("m") == RECORDS[:3]


async def test_a_match_nobody_acquired_cannot_be_appended_to(store: SqliteStore) -> None:
    with pytest.raises(Fenced, match="match ghost: not in the store"):
        await store.append(Lease("ghost", 1), 1, b"boo")


async def test_a_failed_append_fails_alone(store: SqliteStore) -> None:
    leases = [await leased(store, f"m{number}") for number in range(20)]
    appends = [
        store.append(lease, 1 + number % 2, b"odd ones do not follow")
        for number, lease in enumerate(leases)
    ]
    outcomes = await asyncio.gather(*appends, return_exceptions=True)
    assert [isinstance(outcome, Fenced) for outcome in outcomes] == [False, True] * 10
    for number in range(20):
        assert len(await store.load(f"m{number}")) == 1 - number % 2


async def test_appends_that_wait_share_a_commit(store: SqliteStore) -> None:
    leases = [await leased(store, f"m{number}") for number in range(200)]
    before = store.commits
    await asyncio.gather(*(store.append(lease, 1, b"together") for lease in leases))
    assert store.commits - before < 100


async def test_records_that_belong_together_are_stored_together_or_not_at_all(
    store: SqliteStore,
) -> None:
    lease = await write(store, "m", RECORDS[:1])
    with pytest.raises(Fenced):
        await store.append(lease, 1, *RECORDS[1:3])
    await store.append(await leased(store, "n"), 1, b"has the key", keys=[b"taken"])
    with pytest.raises(StoreError):
        await store.append(lease, 2, *RECORDS[1:3], keys=[b"taken"])
    assert await store.load("m") == RECORDS[:1]
    before = store.commits
    await store.append(lease, 2, *RECORDS[1:3])
    assert store.commits - before == 1
    await store.append(lease, 4, *RECORDS[3:])
    assert await store.load("m") == RECORDS


async def test_a_key_leads_to_its_match_once_the_record_is_stored(store: SqliteStore) -> None:
    lease = await leased(store)
    await store.append(lease, 1, b"with keys", keys=[b"code", b"token"])
    assert await store.find(b"code") == await store.find(b"token") == "m"
    assert await store.find(b"other") is None
    with pytest.raises(Fenced):
        await store.append(lease, 1, b"refused", keys=[b"other"])
    assert await store.find(b"other") is None


async def test_a_key_cannot_lead_to_two_matches(store: SqliteStore) -> None:
    await store.append(await leased(store, "m"), 1, b"first", keys=[b"code"])
    other = await leased(store, "n")
    with pytest.raises(StoreError, match="the database failed"):
        await store.append(other, 1, b"second", keys=[b"code"])
    assert await store.load("n") == ()
    assert await store.find(b"code") == "m"


async def test_running_matches_are_known_by_their_phase(store: SqliteStore) -> None:
    for match in ("b", "a", "c"):
        lease = await leased(store, match)
        await store.append(lease, 1, b"begins", phase=Phase.RUNNING)
        await store.append(lease, 2, b"goes on")
    await leased(store, "waits")
    assert await store.running() == ("b", "a", "c")
    await store.append(Lease("a", 1), 3, b"ends", phase=Phase.OVER)
    assert await store.running() == ("b", "c")


async def test_another_node_is_sent_to_the_owner(store: SqliteStore, path: Path) -> None:
    await write(store, "m")
    other = await SqliteStore.open(path, "second", "127.0.0.1:1002")
    assert await other.acquire("m") == Owner("127.0.0.1:1001")
    assert await store.renew() == {"m"}
    assert await other.renew() == frozenset()
    await other.close()


async def test_a_released_match_is_free_at_once(store: SqliteStore, path: Path) -> None:
    lease = await write(store, "m")
    await store.release(lease)
    other = await SqliteStore.open(path, "second", "127.0.0.1:1002")
    assert await other.acquire("m") == Lease("m", 2)
    assert await store.acquire("m") == Owner("127.0.0.1:1002")
    await other.close()


async def test_the_matches_of_a_silent_node_are_taken_over_and_it_is_fenced(
    store: SqliteStore, path: Path
) -> None:
    silent = await write(store, "m")
    other = await SqliteStore.open(path, "second", "127.0.0.1:1002", patience=0.0)
    taken = await other.acquire("m")
    assert taken == Lease("m", 2)
    with pytest.raises(Fenced):
        await store.append(silent, len(RECORDS) + 1, b"unaware")
    await other.append(Lease("m", 2), len(RECORDS) + 1, b"goes on")
    assert await other.load("m") == (*RECORDS, b"goes on")
    assert await store.renew() == frozenset()
    await other.close()


async def test_who_takes_a_match_lives_though_nothing_was_heard_of_it(path: Path) -> None:
    """A node without matches shows no sign of life, and must not lose the first it gets."""
    world = ManualClock()
    quiet, other = [
        await SqliteStore.open(path, node, f"127.0.0.1:{node}", now=world.now)
        for node in ("1", "2")
    ]
    world.jump(20.0)
    lease = await quiet.acquire("m")
    assert await other.acquire("m") == Owner("127.0.0.1:1")
    assert isinstance(lease, Lease)
    await quiet.append(lease, 1, b"goes on")
    for store in (quiet, other):
        await store.close()


async def test_closing_releases_everything(store: SqliteStore, path: Path) -> None:
    other = await SqliteStore.open(path, "second", "127.0.0.1:1002")
    await write(other, "m")
    await other.close()
    assert await store.acquire("m") == Lease("m", 2)


async def test_one_node_name_runs_once(store: SqliteStore, path: Path) -> None:
    with pytest.raises(Busy, match=r"matches\.sqlite3: another server is using it"):
        await SqliteStore.open(path, "first", "127.0.0.1:1002")
    await store.append(await leased(store), 1, b"undisturbed")


async def test_a_closed_store_says_so(path: Path) -> None:
    store = await SqliteStore.open(path, "first", "127.0.0.1:1001")
    await store.close()
    with pytest.raises(StoreError, match="the store is closed"):
        await store.load("m")


async def test_files_of_others_are_left_alone(path: Path) -> None:
    put(path, b"a letter to grandmother, not a database" * 100)
    with pytest.raises(StoreError, match=r"matches\.sqlite3: belongs to another program"):
        await SqliteStore.open(path, "first", "127.0.0.1:1001")
    put(path, b"")
    theirs = sqlite3.connect(path)
    theirs.execute("CREATE TABLE recipes (cake TEXT)")
    theirs.close()
    before = folder(path.parent)[path.name]
    with pytest.raises(StoreError, match=r"matches\.sqlite3: belongs to another program"):
        await SqliteStore.open(path, "first", "127.0.0.1:1001")
    assert folder(path.parent)[path.name] == before


async def test_a_database_of_a_later_version_is_refused(path: Path) -> None:
    put(path, b"")
    later = sqlite3.connect(path)
    later.execute("PRAGMA user_version = 9")
    later.close()
    with pytest.raises(StoreError, match="has layout 9; this version reads 1"):
        await SqliteStore.open(path, "first", "127.0.0.1:1001")


async def test_a_link_leads_to_the_same_database(store: SqliteStore, path: Path) -> None:
    link = path.with_name("link.sqlite3")
    link.symlink_to(path)
    with pytest.raises(Busy, match=r"link\.sqlite3: another server is using it"):
        await SqliteStore.open(link, "first", "127.0.0.1:1002")
    await store.append(await leased(store), 1, b"undisturbed")


async def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=rf"^database {tmp_path}: is no file; "):
        await SqliteStore.open(tmp_path, "first", "127.0.0.1:1001")
