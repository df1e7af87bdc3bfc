"""The subcommands of `store`: what they say, where, and with which exit status."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dilemma_cli.main import run
from support.command import COMMAND, SECONDS
from support.databases import RECORDS, database, edit
from support.served import served

COUNTS = f"2 matches, {2 * len(RECORDS)} records"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "matches.sqlite3"


def test_a_sound_database_goes_through_all_of_them(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    database(path, "m", "n")
    for words, said in {
        ("check", path.name): f"{path.name}: sound: {COUNTS}, 2 keys\n",
        ("backup", path.name, "copy"): f"copy: written, sound: {COUNTS}, 2 keys\n",
        ("export", path.name, "file"): (
            f"file: {COUNTS}; keep it secret: all that is hidden in them is in it\n"
        ),
        ("import", "other", "file"): f"other: {COUNTS} imported\n",
        ("check", "other"): f"other: sound: {COUNTS}, 2 keys\n",
        ("export", "other", "m", "--match", "m"): (
            f"m: 1 matches, {len(RECORDS)} records;"
            " keep it secret: all that is hidden in them is in it\n"
        ),
    }.items():
        assert run(("store", *words)) == 0
        told = capsys.readouterr()
        assert (told.out, told.err) == (said, "")


def test_damage_has_its_lines_and_status_1(
    path: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    edit(database(path, "m", "n"), "UPDATE records SET record = x'00' WHERE match = 2")
    line = "match n: record 1 is not what was written"
    for words, summary in {
        ("check", str(path)): f"{path}: damaged: 2 matches, 12 records, 1 keys",
        ("backup", str(path), str(tmp_path / "b")): "as damaged as what it copies: 2 matches",
        ("export", str(path), str(tmp_path / "e")): "1 matches, 12 records; 1 left out, damaged;",
    }.items():
        assert run(("store", *words)) == 1
        told = capsys.readouterr().out.splitlines()
        assert told[0] == line
        assert summary in told[1]
        assert len(told) == 2


@pytest.mark.parametrize(
    ("words", "status", "complaint"),
    [
        (("check", "nothing"), 2, "database nothing: there is no such file"),
        (("backup", "nothing", "b"), 2, "database nothing: there is no such file"),
        (("export", "matches.sqlite3", "matches.sqlite3"), 2, "matches.sqlite3: is there already"),
        (("export", "matches.sqlite3", "e", "--match", "x"), 2, "there is no match 'x' in it"),
        (("import", "other", "nothing"), 2, "export nothing: cannot be read: no such file or"),
        (("import", "other", "matches.sqlite3"), 2, "export matches.sqlite3: is none; "),
        (("mend", "matches.sqlite3"), 2, "No such command 'mend'; the commands are check, backup,"),
    ],
)
def test_bad_input_is_one_line(
    path: Path,
    words: tuple[str, ...],
    status: int,
    complaint: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    database(path, "m")
    monkeypatch.chdir(path.parent)
    assert run(("store", *words)) == status
    told = capsys.readouterr()
    assert told.out == ""
    named = "store" if words[0] == "mend" else f"store {words[0]}"
    assert told.err.startswith(f"dilemma {named}: ")
    assert told.err.count("\n") == 1
    assert complaint in told.err
    assert sorted(os.listdir(path.parent)) == ["matches.sqlite3", "matches.sqlite3.node.lock"]


def test_a_match_that_is_there_already_is_no_bad_input(
    path: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    database(path, "m")
    assert run(("store", "export", str(path), str(tmp_path / "e"))) == 0
    assert run(("store", "import", str(path), str(tmp_path / "e"))) == 1
    assert capsys.readouterr().err.endswith("nothing imported: match m is there already\n")


def test_a_database_is_checked_and_copied_while_a_server_uses_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with served(tmp_path) as server:
        database = str(tmp_path / "matches.sqlite3")
        assert run(("store", "check", database)) == 0
        assert run(("store", "backup", database, str(tmp_path / "copy"))) == 0
        assert server.stop() == 0
    assert capsys.readouterr().err == ""


def test_the_help_says_that_an_export_is_secret(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(("store", "export", "--help")) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Keep the file secret: all that is hidden in its matches is in it" in said


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_progress_is_shown_to_whoever_watches(path: Path) -> None:
    import pty

    database(path, "m", "n")
    watched, terminal = pty.openpty()
    done = subprocess.run(
        [*COMMAND, "store", "check", str(path)],
        stdout=subprocess.PIPE,
        stderr=terminal,
        encoding="utf-8",
        timeout=SECONDS,
        env={**os.environ, "TERM": "xterm"},
        check=True,
    )
    shown = os.read(watched, 65_536).decode()
    os.close(watched)
    os.close(terminal)
    assert "checking" in shown
    assert done.stdout == f"{path}: sound: {COUNTS}, 2 keys\n"
