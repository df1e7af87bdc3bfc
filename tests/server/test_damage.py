"""A damaged database is found out: it opens to what was written, or says where it is broken."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from itertools import chain
from pathlib import Path

import pytest

from dilemma_server.store import Damaged, Lease, Phase, SqliteStore, StoreError, check
from dilemma_server.store.reading import StoredMatch, match_names, reading, stored_match

RECORDS = tuple(f"record {number} of the match".encode() for number in range(1, 13))
MATCHES = {"m": RECORDS, "n": tuple(reversed(RECORDS))}
SMALL_PAGE = 512
"""Bytes, the least there is: a small database has few bits, and as many kinds of pages."""
FRAME = SMALL_PAGE + 24
LOG_HEADER = 32

Loaded = dict[str, tuple[bytes, ...] | StoreError]


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


def flip(file: Path, bit: int) -> None:
    """Turn one bit of a file around."""
    with file.open("r+b") as opened:
        opened.seek(bit // 8)
        (byte,) = opened.read(1)
        opened.seek(bit // 8)
        opened.write(bytes([byte ^ 1 << bit % 8]))


def flipped(content: bytes, bit: int) -> bytes:
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


async def write(
    path: Path, half_way: Callable[[], None] | None = None
) -> tuple[tuple[bytes, bytes], tuple[bytes, bytes]]:
    """Write the matches; the files while the store was open, all in the log, and at the end."""
    with closing(sqlite3.connect(path)) as new:
        new.execute(f"PRAGMA page_size = {SMALL_PAGE}")
        new.execute("PRAGMA journal_mode = WAL")
    store = await SqliteStore.open(path, "node", "127.0.0.1:1001")
    for match, records in MATCHES.items():
        lease = await store.acquire(match)
        assert isinstance(lease, Lease)
        for sequence, record in enumerate(records, start=1):
            keys = [f"{match} {sequence}".encode().ljust(32)] if sequence < 4 else []
            phase = Phase.RUNNING if sequence == 3 else None
            await store.append(lease, sequence, record, keys=keys, phase=phase)
        if half_way is not None:
            half_way()
    while_open = contents(path)
    await store.close()
    return while_open, contents(path)


async def read_back(path: Path) -> Loaded:
    """What a store opened on the file as it is loads of each match, or why it does not."""
    try:
        store = await SqliteStore.open(path, "node", "127.0.0.1:1001")
    except StoreError as error:
        return dict.fromkeys(MATCHES, error)
    found: Loaded = {}
    for match in MATCHES:
        try:
            found[match] = await store.load(match)
        except StoreError as error:
            found[match] = error
    await store.close()
    return found


def everything(path: Path) -> list[StoredMatch]:
    """All that is stored of every match."""
    with reading(path) as connection:
        return [stored_match(match, connection) for match in match_names(connection)]


def refusal_of(path: Path) -> str | None:
    """What a check says against a database; None when it finds it sound."""
    try:
        found = check(path, lambda *_: None)
    except StoreError as error:
        return str(error)
    return None if found.sound else "\n".join(found.damage)


def find_flips(path: Path, bits: Iterable[int]) -> int:
    """Turn each of these bits around and back; how many of them were found.

    One that is not found must be where it harms nothing: all that is stored is as it was.
    """
    written = everything(path)
    found = 0
    for bit in bits:
        flip(path, bit)
        if refusal_of(path):
            found += 1
        else:
            assert everything(path) == written, f"bit {bit}"
        flip(path, bit)
    return found


def prefixes(found: Loaded) -> list[int]:
    """How many records of each match were loaded; every one must be what was written."""
    lengths = []
    for match, loaded in found.items():
        if not isinstance(loaded, StoreError):
            assert loaded == MATCHES[match][: len(loaded)]
            lengths.append(len(loaded))
    return lengths


async def test_a_flipped_bit_in_a_record_is_named(path: Path) -> None:
    _, (database, _) = await write(path)
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


async def test_a_flipped_bit_in_any_byte_is_found_or_harms_nothing(path: Path) -> None:
    await write(path)
    chance = random.Random(11)
    assert find_flips(path, (8 * b + chance.randrange(8) for b in _bytes_of(path))) > 1000


@pytest.mark.soak
async def test_every_flipped_bit_is_found_or_harms_nothing(path: Path) -> None:
    await write(path)
    assert find_flips(path, range(8 * len(_bytes_of(path)))) > 8000


def _bytes_of(path: Path) -> range:
    return range(path.stat().st_size)


async def test_no_flipped_bit_changes_what_a_server_loads(path: Path) -> None:
    _, (database, _) = await write(path)
    refusals = set()
    for bit in random.Random(3).sample(range(8 * len(database)), 150):
        lay_down(path, flipped(database, bit))
        for match, found in (await read_back(path)).items():
            if isinstance(found, StoreError):
                refusals.add(str(found))
            else:
                assert found == MATCHES[match]
    assert refusals
    assert all(refusal and "\n" not in refusal for refusal in refusals)


async def test_a_torn_log_opens_to_what_came_before(path: Path) -> None:
    (database, log), _ = await write(path)
    ends = range(LOG_HEADER, len(log), FRAME)
    chance = random.Random(5)
    lengths = [*chance.sample(ends, 30), *chance.sample(range(len(log)), 30)]
    assert len(await torn_at(path, database, log, lengths)) > 10


@pytest.mark.soak
async def test_a_log_torn_at_any_length_opens_to_what_came_before(path: Path) -> None:
    (database, log), _ = await write(path)
    # Within a frame one byte is as good as another; of the first frames every byte is tried.
    ends = (range(end - 1, end + 2) for end in range(LOG_HEADER, len(log), FRAME))
    lengths = sorted({*range(LOG_HEADER + 4 * FRAME), *chain(*ends), *range(0, len(log), 37)})
    assert len(await torn_at(path, database, log, lengths)) == 13


async def torn_at(path: Path, database: bytes, log: bytes, lengths: Iterable[int]) -> set[int]:
    """Tear the log at each of these lengths; how many records of a match there were then."""
    seen = set()
    for length in lengths:
        lay_down(path, database, log[:length])
        found = await read_back(path)
        seen.update(prefixes(found))
        for match, loaded in found.items():
            if isinstance(loaded, StoreError):
                # Torn before the match itself was written.
                assert str(loaded) == f"match {match}: not in the store"
    return seen


async def test_a_flipped_bit_in_the_log_opens_to_what_came_before(path: Path) -> None:
    (database, log), _ = await write(path)
    bits = random.Random(9).sample(range(8 * len(log)), 60)
    assert len(await log_flipped_at(path, database, log, bits)) > 5


async def test_a_log_that_is_older_than_its_database_is_no_prefix(path: Path) -> None:
    """When the log breaks before what of it is in the database already, nothing wrong is read."""
    onlooker = sqlite3.connect(path, isolation_level=None)

    def write_half_back() -> None:
        """Move what was written so far into the database; the log must go on, being looked at."""
        if not onlooker.in_transaction:
            onlooker.execute("BEGIN")
            onlooker.execute("SELECT 1 FROM matches").fetchone()
            with closing(sqlite3.connect(path)) as other:
                other.execute("PRAGMA wal_checkpoint(PASSIVE)")

    (database, log), _ = await write(path, write_half_back)
    onlooker.close()
    assert b"record 1 of" in database
    assert b"record 1 of" in log
    bits = random.Random(13).sample(range(8 * len(log)), 60)
    assert len(await log_flipped_at(path, database, log, bits)) > 1


@pytest.mark.soak
async def test_no_flipped_bit_in_the_log_makes_up_a_record(path: Path) -> None:
    (database, log), _ = await write(path)
    bits = random.Random(10).sample(range(8 * len(log)), 5000)
    assert len(await log_flipped_at(path, database, log, bits)) == 13


async def log_flipped_at(path: Path, database: bytes, log: bytes, bits: Iterable[int]) -> set[int]:
    """Turn each bit of the log around; how many records of a match there were then."""
    seen = set()
    for bit in bits:
        lay_down(path, database, flipped(log, bit))
        seen.update(prefixes(await read_back(path)))
    return seen
