"""The command as a shell sees it: real processes, exit statuses, and one line for bad input."""

from __future__ import annotations

import json
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from support.command import COMMAND, SECONDS, dilemma
from support.served import served

BOTS = "fearful_planner,opportunist,tit_for_tat,random"


def test_a_match_and_its_replay(tmp_path: Path) -> None:
    told = dilemma(
        *("match", "--scenario", "four_worlds", "--bots", BOTS, "--seed", "3"),
        *("--json", "--record", "record.json"),
        folder=tmp_path,
    )
    assert (told.status, told.complaint) == (0, "")
    final = json.loads(told.out)["hash"]
    again = dilemma("replay", "record.json", "--verify", folder=tmp_path)
    assert (again.status, again.complaint) == (0, "")
    fingerprint, reproduced = again.out.splitlines()
    promised = fingerprint.removeprefix("record.json: the fingerprint of its number is ")
    assert reproduced == f"record.json: reproduced, 12 of 12 turns, {final}"
    held = dilemma("replay", "record.json", "--fingerprint", promised, folder=tmp_path)
    assert held.status == 0


def test_the_seed_alone_decides_a_match_in_any_process() -> None:
    words = ("match", "--scenario", "four_worlds", "--bots", BOTS, "--seed", "11")
    assert dilemma(*words).out == dilemma(*words).out


def test_help_is_on_standard_output_and_no_complaint() -> None:
    for words in ((), ("--help",), ("match", "--help")):
        answer = dilemma(*words)
        assert (answer.status, answer.complaint) == (0, "")
        assert answer.out.startswith("Usage: dilemma")


def test_the_version_is_one_line() -> None:
    answer = dilemma("--version")
    assert answer.status == 0
    assert answer.out.startswith("dilemma ")
    assert answer.out.count("\n") == 1


def test_a_reader_that_has_seen_enough_is_no_reason_to_complain() -> None:
    process = subprocess.Popen(
        [*COMMAND, "match", "--scenario", "four_worlds", "--bots", BOTS, "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""


MATCH = shlex.join((*COMMAND, "match", "--scenario", "four_worlds", "--bots", BOTS, "--seed", "3"))
LIST = shlex.join((*COMMAND, "scenario", "list"))
NO_SPACE = "what it says could not be written: no space left on device\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device to write to")
@pytest.mark.parametrize(
    ("line", "status", "complaint"),
    [
        (f"{MATCH} >&-", 0, ""),
        (f"{LIST} >&-", 0, ""),
        (f"{MATCH} >/dev/full", 1, f"dilemma match: {NO_SPACE}"),
        (f"{LIST} >/dev/full", 1, f"dilemma scenario list: {NO_SPACE}"),
        (f"{MATCH} --wrong 2>&-", 2, ""),
        (f"{MATCH} --wrong 2>/dev/full", 2, ""),
    ],
)
def test_where_nothing_can_be_said_the_status_says_it(
    line: str, status: int, complaint: str
) -> None:
    done = subprocess.run(
        line, shell=True, capture_output=True, encoding="utf-8", timeout=SECONDS, check=False
    )
    assert (done.returncode, done.stderr) == (status, complaint)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to whole consoles")
@pytest.mark.parametrize(("told", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_server_that_is_told_to_stop_does_so_quietly(
    told: signal.Signals, status: int, tmp_path: Path
) -> None:
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0", "--database", str(tmp_path / "matches.sqlite3")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith("listening at ws://127.0.0.1:")
        process.send_signal(told)
        assert process.wait(SECONDS) == status
        assert "Traceback" not in process.stderr.read()


def test_two_servers_cannot_have_one_port(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        port = server.url.rpartition(":")[2]
        answer = dilemma(*("serve", "--port", port, "--database", str(tmp_path / "other.sqlite3")))
    assert answer.status == 2
    assert answer.out == ""
    line = answer.complaint.splitlines()[-1]
    assert line.startswith(f"dilemma serve: cannot listen at 127.0.0.1:{port}: ")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        pytest.param(
            ("match", "--scenario", "atlantis", "--bots", BOTS), "'atlantis'", id="scenario"
        ),
        pytest.param(("match", "--scenario", "four_worlds", "--bots", "dove"), "'dove'", id="bot"),
        pytest.param(("match", "--turns", "5"), "--turns", id="option"),
        pytest.param(("scenario", "check", "mine.toml"), "'turnz'", id="scenario file"),
        pytest.param(("replay", "mine.toml"), "mine.toml", id="record"),
    ],
)
def test_bad_input_is_one_line_and_status_2(
    words: tuple[str, ...], named: str, tmp_path: Path
) -> None:
    (tmp_path / "mine.toml").write_text('name = "mine"\nturnz = 3\n', encoding="utf-8")
    answer = dilemma(*words, folder=tmp_path)
    assert answer.status == 2
    assert answer.out == ""
    command = " ".join(words[:2] if words[0] == "scenario" else words[:1])
    assert answer.complaint.startswith(f"dilemma {command}: ")
    assert answer.complaint.count("\n") == 1
    assert named in answer.complaint
