"""Matches move from one database to another, whole, proven, and with the way to them."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dilemma.protocol.messages import Accepted, TurnOpened
from dilemma_server.store import (
    Damaged,
    Lease,
    Moved,
    Phase,
    StoreError,
    WrongFile,
    check,
    export,
    import_matches,
)
from support.databases import RECORDS, Steps, database, edit, folder, key, laid_down, opened, write
from support.house import attached, close, open_house, seal, sitting_of, told
from support.manual_clock import ManualClock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "matches.sqlite3"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "matches.jsonl"


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another database, not made yet, in a folder of its own."""
    (tmp_path / "other").mkdir()
    return tmp_path / "other" / "matches.sqlite3"


async def test_what_was_exported_is_imported_elsewhere(path: Path, file: Path, other: Path) -> None:
    steps = Steps()
    assert export(await laid_down(path, "m", "n"), file, (), steps) == Moved(2, 2 * len(RECORDS))
    assert steps.told == [(1, 2), (2, 2)]
    assert import_matches(other, file, Steps()) == Moved(2, 2 * len(RECORDS))
    assert check(other, Steps()).sound
    store = await opened(other, "another")
    assert await store.load("n") == RECORDS
    assert await store.find(key("n")) == "n"
    assert await store.running() == ("m", "n")
    assert await store.acquire("n") == Lease("n", 2)
    await store.append(Lease("n", 2), len(RECORDS) + 1, b"goes on")
    await store.close()


def test_an_import_imports_what_was_exported_again(path: Path, file: Path, other: Path) -> None:
    export(database(path, "m", "n"), file, (), Steps())
    import_matches(other, file, Steps())
    again = file.with_name("again.jsonl")
    export(other, again, (), Steps())
    assert again.read_bytes() == file.read_bytes()


async def test_players_come_back_to_an_imported_match_with_their_tokens(
    path: Path, file: Path, other: Path
) -> None:
    house = await open_house(path, ManualClock())
    host, guest = await house.table()
    await seal(host, attached(host), key="before")
    await close(house)
    export(path, file, (), Steps())
    import_matches(other, file, Steps())
    elsewhere = await open_house(other, ManualClock(), "second")
    red = await elsewhere.rejoin(sitting_of(host).token)
    assert red.first.code == host.first.code
    feed = attached(red)
    assert (await told(feed, TurnOpened)).sealed
    blue = await elsewhere.rejoin(sitting_of(guest).token)
    blue_feed = attached(blue)
    await seal(blue, blue_feed)
    await told(blue_feed, Accepted)
    assert (await told(feed, TurnOpened)).view.turn == 2
    await close(elsewhere)


def test_one_match_can_be_exported_alone(path: Path, file: Path, other: Path) -> None:
    database(path, "m", "n", "o")
    assert export(path, file, ("o", "m", "o"), Steps()).matches == 2
    import_matches(other, file, Steps())
    assert check(other, Steps()).matches == 2
    with pytest.raises(WrongFile, match=r"matches\.sqlite3: there is no match 'x' in it$"):
        export(path, file.with_name("x"), ("x",), Steps())


async def test_an_export_is_made_and_an_import_put_beside_a_server(
    path: Path, file: Path, other: Path
) -> None:
    here, there = await opened(path), await opened(other)
    await write(here, "m")
    lease = await write(there, "n")
    export(path, file, (), Steps())
    import_matches(other, file, Steps())
    await there.append(lease, len(RECORDS) + 1, b"undisturbed")
    assert await there.load("m") == RECORDS
    await here.close()
    await there.close()


async def test_a_large_import_waits_until_no_server_waits_for_it(
    path: Path, file: Path, other: Path
) -> None:
    export(await laid_down(path, "m"), file, (), Steps())
    size = len(folder(file.parent)[file.name])
    store = await opened(other)
    with pytest.raises(
        StoreError, match=f"a server is using it, and {size} bytes .* stop it first$"
    ):
        import_matches(other, file, Steps(), largest_beside=size - 1)
    await store.close()
    assert import_matches(other, file, Steps()).matches == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in another way")
def test_only_the_user_can_read_an_export(path: Path, file: Path) -> None:
    export(database(path, "m"), file, (), Steps())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_damaged_matches_are_left_out_and_told_of(path: Path, file: Path, other: Path) -> None:
    database(path, "m", "n")
    edit(path, "UPDATE records SET record = x'00' WHERE match = 1 AND sequence = 2")
    told = "match m: record 2 is not what was written"
    assert export(path, file, (), Steps()) == Moved(1, len(RECORDS), (told,))
    assert import_matches(other, file, Steps()).matches == 1
    with pytest.raises(Damaged, match=f"nothing exported: {told}$"):
        export(path, file.with_name("m"), ("m",), Steps())
    assert not file.with_name("m").exists()


def test_a_match_whose_very_name_is_damaged_hides_no_other(
    path: Path, file: Path, other: Path
) -> None:
    database(path, "m", "n")
    edit(path, "UPDATE matches SET id = CAST(x'ff' AS TEXT) WHERE id = 'm'")
    assert export(path, file, (), Steps()) == Moved(
        *(1, len(RECORDS), ("match \N{REPLACEMENT CHARACTER}: not in the store",))
    )
    assert import_matches(other, file, Steps()).matches == 1
    assert "match \N{REPLACEMENT CHARACTER}: not in the store" in check(path, Steps()).damage


def test_an_interrupted_export_leaves_nothing(path: Path, file: Path) -> None:
    database(path, "m", "n")
    before = folder(path.parent)
    with pytest.raises(KeyboardInterrupt):
        export(path, file, (), Steps(stop_at=1))
    assert folder(path.parent) == before


def test_an_interrupted_import_leaves_nothing(path: Path, file: Path, other: Path) -> None:
    export(database(path, "m", "n"), file, (), Steps())
    with pytest.raises(KeyboardInterrupt):
        import_matches(other, file, Steps(stop_at=1))
    assert folder(other.parent) == {}
    database(other, "o")
    with pytest.raises(KeyboardInterrupt):
        import_matches(other, file, Steps(stop_at=2))
    assert check(other, Steps()) == check(database(path.with_name("o"), "o"), Steps())


def test_a_match_that_is_there_keeps_all_out(path: Path, file: Path, other: Path) -> None:
    export(database(path, "m", "n"), file, (), Steps())
    database(other, "n")
    with pytest.raises(StoreError, match=r"nothing imported: match n is there already$"):
        import_matches(other, file, Steps())
    assert check(other, Steps()).matches == 1


async def test_a_key_that_leads_elsewhere_keeps_all_out(
    path: Path, file: Path, other: Path
) -> None:
    """Two matches with one join code: nobody could say which of them is meant."""
    export(await laid_down(path, "m"), file, (), Steps())
    store = await opened(other)
    lease = await store.acquire("n")
    assert isinstance(lease, Lease)
    await store.append(lease, 1, b"first", keys=[key("m")], phase=Phase.WAITING)
    await store.close()
    with pytest.raises(StoreError, match="nothing imported: a key of match m leads to match n"):
        import_matches(other, file, Steps())
    assert check(other, Steps()).matches == 1


# What is no export, or is not what was written


def test_a_change_anywhere_in_an_export_keeps_all_out(path: Path, file: Path, other: Path) -> None:
    export(database(path, "m"), file, (), Steps())
    written = file.read_bytes()
    for place in range(0, len(written), 7):
        changed = bytearray(written)
        changed[place] ^= 1
        file.write_bytes(changed)
        with pytest.raises((Damaged, WrongFile)) as refusal:
            import_matches(other, file, Steps())
        assert str(refusal.value).startswith(f"export {file}: ")
        assert "\n" not in str(refusal.value)
    assert folder(other.parent) == {}


def test_a_torn_export_keeps_all_out(path: Path, file: Path, other: Path) -> None:
    export(database(path, "m"), file, (), Steps())
    written = file.read_bytes()
    for length in range(0, len(written), 11):
        file.write_bytes(written[:length])
        with pytest.raises((Damaged, WrongFile)):
            import_matches(other, file, Steps())
    assert folder(other.parent) == {}


Lines = list[dict[str, object]]


def _another_record(lines: Lines) -> None:
    lines[3]["record"] = "AAAA"


def _records_swapped(lines: Lines) -> None:
    lines[2], lines[3] = lines[3], lines[2]


def _one_missing(lines: Lines) -> None:
    del lines[4]


def _back_in_time(lines: Lines) -> None:
    lines[1]["epoch"] = 0


def _huge_epoch(lines: Lines) -> None:
    lines[2]["epoch"] = 2**64


def _unknown_phase(lines: Lines) -> None:
    lines[1]["phase"] = "walking"


def _short_key(lines: Lines) -> None:
    lines[1]["keys"] = ["AAAA"]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (_another_record, "match m: record 2 is not what was written"),
        (_records_swapped, "match m: record 1 is missing"),
        (_one_missing, "match m: record 3 is missing|line 14: "),
        (_back_in_time, "match m: is in epoch 0, but was written in 1"),
        (_huge_epoch, r"line 3: .* at `\$\.epoch`"),
        (_unknown_phase, r"line 2: Invalid enum value 'walking' - at `\$\.phase`"),
        (_short_key, r"line 2: .* at `\$\.keys\[0\]`"),
    ],
)
def test_an_export_that_was_made_up_is_refused(
    path: Path, file: Path, other: Path, change: Callable[[Lines], None], complaint: str
) -> None:
    """Also with a digest that fits: the chain of every match must hold."""
    export(database(path, "m"), file, (), Steps())
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    change(lines)
    body = b"".join(json.dumps(line).encode() + b"\n" for line in lines[:-1])
    digest = hashlib.sha256(body).digest()
    lines[-1]["digest"] = base64.b64encode(digest).decode()
    file.write_bytes(body + json.dumps(lines[-1]).encode() + b"\n")
    with pytest.raises(Damaged, match=f"^export {re.escape(str(file))}: {complaint}"):
        import_matches(other, file, Steps())
    assert folder(other.parent) == {}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "is none; `dilemma store export` writes one"),
        ("hello\n", "is none; `dilemma store export` writes one"),
        ('{"type": "header", "format": "recipes", "version": 1, "matches": 1}\n', "is none; "),
        (
            '{"type": "header", "format": "dilemma matches", "version": 2, "matches": 0, "x": 1}\n',
            "has version 2; this release reads 1: import it with the release it was made with",
        ),
    ],
)
def test_what_is_no_export_is_refused(file: Path, other: Path, text: str, complaint: str) -> None:
    file.write_text(text)
    with pytest.raises(WrongFile) as refusal:
        import_matches(other, file, Steps())
    assert str(refusal.value).startswith(f"export {file}: {complaint}")
    assert folder(other.parent) == {}


def test_what_is_no_database_takes_nothing_in(path: Path, file: Path, other: Path) -> None:
    export(database(path, "m"), file, (), Steps())
    other.write_bytes(b"a letter to grandmother, not a database" * 100)
    before = folder(other.parent)
    with pytest.raises(StoreError, match="belongs to another program; name another file"):
        import_matches(other, file, Steps())
    assert folder(other.parent) == before
