"""A damaged database is found out: it opens to what was written, or says where it is broken."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from dilemma_server.store import Damaged, Lease, SqliteStore, StoreError

RECORDS = tuple(f"record {number} of the match".encode() for number in range(1, 13))
MATCHES = {"m": RECORDS, "n": tuple(reversed(RECORDS))}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "matches.sqlite3"


def contents(path: Path) -> tuple[bytes, bytes]:
    """The database and its write-ahead log."""
    log = Path(f"{path}-wal")
    return path.read_bytes(), log.read_bytes() if log.exists() else b""


def lay_down(path: Path, database: bytes, log: bytes = b"") -> None:
    """Put a database there, and nothing else."""
    for leftover in path.parent.glob(f"{path.name}*"):
        leftover.unlink()
    path.write_bytes(database)
    if log:
        Path(f"{path}-wal").write_bytes(log)


def flipped(content: bytes, bit: int) -> bytes:
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


async def write(path: Path) -> tuple[bytes, bytes]:
    """Write the matches; the files as they were while the store was open, all in the log."""
    store = await SqliteStore.open(path, "node", "127.0.0.1:1001")
    for match, records in MATCHES.items():
        lease = await store.acquire(match)
        assert isinstance(lease, Lease)
        for sequence, record in enumerate(records, start=1):
            await store.append(lease, sequence, record)
    while_open = contents(path)
    await store.close()
    return while_open


async def read_back(path: Path) -> dict[str, tuple[bytes, ...] | StoreError]:
    """What a store opened on the file as it is loads of each match, or why it does not."""
    try:
        store = await SqliteStore.open(path, "node", "127.0.0.1:1001")
    except StoreError as error:
        return dict.fromkeys(MATCHES, error)
    found: dict[str, tuple[bytes, ...] | StoreError] = {}
    for match in MATCHES:
        try:
            found[match] = await store.load(match)
        except StoreError as error:
            found[match] = error
    await store.close()
    return found


async def test_a_flipped_bit_in_a_record_is_named(path: Path) -> None:
    await write(path)
    database, _ = contents(path)
    record = RECORDS[6]
    bits = random.Random(7).sample(range(8 * len(record)), 24)
    for bit in bits:
        lay_down(path, flipped(database, 8 * database.index(record) + bit))
        damaged = [
            error for error in (await read_back(path)).values() if isinstance(error, Damaged)
        ]
        assert len(damaged) == 1
        assert str(damaged[0]) in (
            "match m: record 7 is not what was written",
            "match n: record 6 is not what was written",
        )


async def test_no_flipped_bit_changes_what_is_loaded(path: Path) -> None:
    await write(path)
    database, _ = contents(path)
    refusals = set()
    for bit in random.Random(3).sample(range(8 * len(database)), 1000):
        lay_down(path, flipped(database, bit))
        for match, found in (await read_back(path)).items():
            if isinstance(found, StoreError):
                refusals.add(str(found))
            else:
                assert found == MATCHES[match]
    assert refusals
    assert all(refusal and "\n" not in refusal for refusal in refusals)


async def test_a_torn_log_opens_to_what_came_before(path: Path) -> None:
    database, log = await write(path)
    lengths = set()
    for length in random.Random(5).sample(range(len(log)), 40):
        lay_down(path, database, log[:length])
        for match, found in (await read_back(path)).items():
            if isinstance(found, StoreError):
                # Torn before the match itself was written.
                assert str(found) == f"match {match}: not in the store"
            else:
                assert found == MATCHES[match][: len(found)]
                lengths.add(len(found))
    assert len(lengths) > 5
