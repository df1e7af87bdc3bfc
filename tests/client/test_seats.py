"""Seats on the disk: there for their owner from one window to the next, and for nobody else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dilemma_client.entry import Home
from dilemma_client.seats import HOMES, SEATS, WEEK, KeptSeat, Seats, same_code

SEAT = KeptSeat("ws://127.0.0.1:8765", "secret-token", "7KD2QXMA", "Four Worlds", "", 0.0)


class Player:
    """Windows of one player, each with the seats in one folder, and the time that they go by."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = 1_700_000_000.0

    def window(self) -> Seats:
        """One more window."""
        return Seats(self.folder, lambda: self.now)

    @property
    def files(self) -> list[Path]:
        """The files of the seats, and of whatever else lies there."""
        shelf = self.folder / SEATS
        return sorted(shelf.iterdir()) if shelf.exists() else []


@pytest.fixture
def player(tmp_path: Path) -> Player:
    """Somebody who has played nowhere yet."""
    return Player(tmp_path / "player")


def codes(seats: Seats) -> list[str]:
    """The codes of the matches to come back to."""
    return [seat.code for seat in seats.kept()]


def test_a_seat_is_there_for_the_next_window(player: Player) -> None:
    first = player.window()
    first.keep(SEAT)
    first.let_go()
    (found,) = player.window().kept()
    assert (found.token, found.address, found.title) == (SEAT.token, SEAT.address, SEAT.title)
    assert found.when == player.now


def test_a_seat_that_a_window_plays_is_neither_offered_nor_taken(player: Player) -> None:
    first, second = player.window(), player.window()
    first.keep(SEAT)
    assert codes(second) == []
    assert not second.take(SEAT.token)
    first.let_go()
    assert codes(second) == [SEAT.code]
    assert second.take(SEAT.token)
    assert codes(first) == []


def test_two_windows_keep_a_seat_each_in_one_match(player: Player) -> None:
    first, second = player.window(), player.window()
    first.keep(SEAT)
    second.keep(KeptSeat(SEAT.address, "another", SEAT.code, SEAT.title, SEAT.scenario, 0.0))
    first.let_go()
    second.let_go()
    assert codes(player.window()) == [SEAT.code, SEAT.code]


HOLDER = """
import sys, time
from pathlib import Path
import msgspec
from dilemma_client.seats import KeptSeat, Seats
Seats(Path(sys.argv[1]), time.time).keep(msgspec.json.decode(sys.argv[2], type=KeptSeat))
print("kept", flush=True)
sys.stdin.read()
"""


def test_who_is_killed_leaves_the_seat_and_no_lock(tmp_path: Path) -> None:
    import time

    import msgspec

    seats = Seats(tmp_path, time.time)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path), msgspec.json.encode(SEAT).decode()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == "kept\n"
        assert codes(seats) == []
        assert not seats.take(SEAT.token)
        window.kill()
        window.wait()
    assert codes(seats) == [SEAT.code]


def test_the_last_one_played_comes_first(player: Player) -> None:
    window = player.window()
    for code in ("AAAA", "BBBB", "CCCC"):
        player.now += 60
        window.keep(KeptSeat(SEAT.address, f"token {code}", code, "", "", 0.0))
    window.let_go()
    player.now += 60
    assert window.take("token AAAA")
    window.let_go()
    assert codes(window) == ["AAAA", "CCCC", "BBBB"]


def test_what_is_forgotten_leaves_nothing(player: Player) -> None:
    window = player.window()
    window.keep(SEAT)
    window.forget()
    assert player.files == []
    window.let_go()
    assert player.files == []


def test_after_a_week_nobody_is_expected(player: Player) -> None:
    window = player.window()
    window.keep(SEAT)
    window.let_go()
    player.now += WEEK
    assert codes(window) == [SEAT.code]
    player.now += 1
    assert codes(window) == []
    assert player.files == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows guards a user's folder instead")
def test_only_its_owner_may_read_a_seat(player: Player) -> None:
    before = os.umask(0)
    try:
        player.window().keep(SEAT)
    finally:
        os.umask(before)
    assert [path.stat().st_mode & 0o777 for path in player.files] == [0o600, 0o600]
    assert (player.folder / SEATS).stat().st_mode & 0o777 == 0o700


def test_no_name_and_no_description_shows_the_token(player: Player) -> None:
    player.window().keep(SEAT)
    assert SEAT.token not in " ".join(path.name for path in player.files)
    assert SEAT.token not in f"{SEAT!r} {SEAT}"


@pytest.mark.parametrize(
    "content",
    [b"", b"no seat", b"{}", b"\xff\xfe", b"[" * 20_000, b'{"token": 3}', b"null"],
)
def test_a_file_that_makes_no_sense_is_passed_over(player: Player, content: bytes) -> None:
    window = player.window()
    window.keep(SEAT)
    window.let_go()
    (player.folder / SEATS / "foreign.seat").write_bytes(content)
    (player.folder / SEATS / "folder.seat").mkdir()
    assert codes(window) == [SEAT.code]


def test_a_seat_under_another_name_is_passed_over(player: Player) -> None:
    """Two files of one seat would each be locked by another window."""
    window = player.window()
    window.keep(SEAT)
    window.let_go()
    seat = next(path for path in player.files if path.suffix == ".seat")
    seat.rename(seat.with_name("copy.seat"))
    assert codes(window) == []


@pytest.mark.parametrize("folder", ["../elsewhere", "a/b", "", ".", "home\n"])
def test_a_home_is_a_folder_beside_the_others(player: Player, folder: str) -> None:
    window = player.window()
    seat = KeptSeat(SEAT.address, "token", "AAAA", "", "", 0.0, Home(folder, ()))
    window.keep(seat)
    window.let_go()
    assert codes(window) == []


def test_a_match_of_our_own_server_is_there_as_long_as_its_folder(player: Player) -> None:
    home = player.folder / HOMES / "home-1"
    home.mkdir(parents=True)
    window = player.window()
    window.keep(KeptSeat(SEAT.address, "token", "AAAA", "", "", 0.0, Home("home-1", ("grit",))))
    assert window.inhabited() == {"home-1"}
    window.let_go()
    assert codes(window) == ["AAAA"]
    home.rmdir()
    assert codes(window) == []
    assert window.inhabited() == frozenset()


def test_without_a_folder_nothing_is_kept() -> None:
    seats = Seats()
    seats.keep(SEAT)
    assert seats.take(SEAT.token)
    seats.let_go()
    seats.forget()
    assert codes(seats) == []


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    seats = Seats(tmp_path / "file", lambda: 0.0)
    assert seats.take(SEAT.token)
    seats.keep(SEAT)
    seats.let_go()
    assert codes(seats) == []


def test_a_code_is_one_however_it_is_typed() -> None:
    assert same_code("7kd2-qxma", "7KD2QXMA")
    assert same_code(" 7KD2 QXMO", "7KD2QXM0")
    assert not same_code("7KD2QXMB", "7KD2QXMA")
