"""Bad input: one line that names what, where and what would be right; exit status 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from dilemma import bots
from dilemma_assets import scenarios
from dilemma_cli.main import run
from dilemma_client.tongue import speak
from dilemma_client.tongue.languages import ENGLISH

MATCH = ("match", "--scenario", "redland_blueland")
BOTS = ", ".join(bots.BOTS)

SCENARIO = """\
name = "tiny"
title = "Tiny"
summary = ""
turns = 2

[[states]]
id = "red"
name = "Red"

[[states]]
id = "blue"
name = "Blue"
"""

SHIPPED = ", ".join(scenarios.names())

CASES = {
    "unknown command": (
        ("wage",),
        (
            "dilemma: No such command 'wage'; the commands are"
            " play, serve, bot, match, replay, experiment, scenario, store"
        ),
    ),
    "misspelt command": (
        ("pla",),
        (
            "dilemma: No such command 'pla' (did you mean 'play' or 'replay'?); the commands are"
            " play, serve, bot, match, replay, experiment, scenario, store"
        ),
    ),
    "misspelt command of a group": (
        ("scenario", "chek"),
        (
            "dilemma scenario: No such command 'chek' (did you mean 'check'?); the commands are"
            " list, show, check"
        ),
    ),
    "unknown option": (
        (*MATCH, "--fast"),
        (
            "dilemma match: No such option: --fast; the options are"
            " --scenario, --bots, --seed, --json, --record, --help"
        ),
    ),
    "misspelt option": (
        (*MATCH, "--bits", "2"),
        (
            "dilemma match: No such option: --bits (did you mean '--bots'?); the options are"
            " --scenario, --bots, --seed, --json, --record, --help"
        ),
    ),
    "missing option": (
        ("match", "--scenario", "redland_blueland"),
        "dilemma match: Missing option '--bots'; 'dilemma match --help' says how it is called",
    ),
    "unknown scenario": (
        ("match", "--scenario", "atlantis", "--bots", "random,random"),
        (f"dilemma match: no scenario 'atlantis'; there are {SHIPPED}, or name a .toml file"),
    ),
    "misspelt scenario": (
        ("match", "--scenario", "four wrolds", "--bots", "random,random"),
        (
            "dilemma match: no scenario 'four wrolds' (did you mean 'four_worlds'?); there are"
            f" {SHIPPED}, or name a .toml file"
        ),
    ),
    "misspelt title": (
        ("scenario", "show", "Redland and Bluland"),
        (
            "dilemma scenario show: no scenario 'Redland and Bluland' (did you mean"
            f" 'redland_blueland'?); there are {SHIPPED}, or name a .toml file"
        ),
    ),
    "scenario whose name is too long for a file": (
        ("match", "--scenario", "a" * 5000, "--bots", "random,random"),
        (f"dilemma match: no scenario '{'a' * 5000}'; there are {SHIPPED}, or name a .toml file"),
    ),
    "scenario file that is not there": (
        ("match", "--scenario", "atlantis.toml", "--bots", "random,random"),
        "dilemma match: scenario file 'atlantis.toml': no such file or directory",
    ),
    "unknown bot": (
        (*MATCH, "--bots", "restrained,dove"),
        f"dilemma match: --bots: there is no bot 'dove'; the bots are {BOTS}",
    ),
    "misspelt bot": (
        (*MATCH, "--bots", "restrained,hwak"),
        (
            "dilemma match: --bots: there is no bot 'hwak' (did you mean 'hawk'?);"
            f" the bots are {BOTS}"
        ),
    ),
    "no bot at all": (
        (*MATCH, "--bots", ""),
        f"dilemma match: --bots: there is no bot ''; the bots are {BOTS}",
    ),
    "too many bots": (
        (*MATCH, "--bots", "random,random,restrained"),
        (
            "dilemma match: --bots: 3 named (random, random, restrained), but redland_blueland"
            " needs 2, for redland, blueland in this order"
        ),
    ),
    "too few bots": (
        (*MATCH, "--bots", "random"),
        (
            "dilemma match: --bots: 1 named (random), but redland_blueland"
            " needs 2, for redland, blueland in this order"
        ),
    ),
    "seed that is no number": (
        (*MATCH, "--bots", "random,random", "--seed", "seven"),
        "dilemma match: --seed: 'seven' is not a whole number 0 or more",
    ),
    "negative seed": (
        (*MATCH, "--bots", "random,random", "--seed=-1"),
        "dilemma match: --seed: '-1' is not a whole number 0 or more",
    ),
    "record in a folder that is not there": (
        (*MATCH, "--bots", "random,random", "--record", "nowhere/record.json"),
        "dilemma match: --record 'nowhere/record.json': no such file or directory",
    ),
    "record that is not there": (
        ("replay", "nothing.json", "--verify"),
        "dilemma replay: record 'nothing.json': no such file or directory",
    ),
    "scenario to play that there is not": (
        ("play", "--scenario", "atlantis"),
        (f"dilemma play: no scenario 'atlantis'; there are {SHIPPED}, or name a .toml file"),
    ),
    "seat that there is not": (
        ("play", "--seat", "Oz"),
        (
            "dilemma play: --seat: no state 'Oz' in redland_blueland;"
            " the states are redland, blueland"
        ),
    ),
    "misspelt seat": (
        ("play", "--seat", "Rotlnad"),
        (
            "dilemma play: --seat: no state 'Rotlnad' in redland_blueland (did you mean"
            " 'redland'?); the states are redland, blueland"
        ),
    ),
    "bots for the player's own seat too": (
        ("play", "--bots", "random,random"),
        (
            "dilemma play: --bots: 2 named (random, random), but redland_blueland"
            " needs 1, for blueland in this order"
        ),
    ),
    "time for a turn that is none": (
        ("play", "--turn-seconds", "long"),
        "dilemma play: --turn-seconds: 'long' is not a whole number from 5 to 86400",
    ),
    "folder that cannot be": (
        ("play", "--autopilot", "--out", "file/flight"),
        "dilemma play: --out 'file/flight': not a directory",
    ),
    "server to open a match on that is no address": (
        ("play", "--server", "localhost:many"),
        (
            "dilemma play: --server: 'localhost:many' has no port that can be; it is a number"
            " from 1 to 65535, as in 192.168.0.5:8765"
        ),
    ),
    "link to a match where one is to be opened": (
        ("play", "--server", "http://192.168.0.5:8765/#7KD2QXMA"),
        "dilemma play: --server: that is a link to a match; --join with it leads there",
    ),
    "bots beside a server of others": (
        ("play", "--server", "ws://127.0.0.1:1", "--bots", "random"),
        (
            "dilemma play: --bots: does not go with --server; the other seats are for those"
            " who join; `dilemma bot` seats bots by the code"
        ),
    ),
    "server of others without a window": (
        ("play", "--server", "ws://127.0.0.1:1"),
        "dilemma play: --server: no display can be opened here, and only a window can host",
    ),
    "port that is none": (
        ("serve", "--port", "70000"),
        "dilemma serve: --port: '70000' is not allowed; use a whole number from 0 to 65535",
    ),
    "settings file that is not there": (
        ("serve", "--config", "missing.toml"),
        "dilemma serve: settings file missing.toml: cannot be read: No such file or directory",
    ),
    "turns too short": (
        ("serve", "--turn-seconds", "1"),
        "dilemma serve: --turn-seconds: '1' is not allowed; use a whole number from 5 to 86400",
    ),
    "server that is no address": (
        ("bot", "--server", "no where", "--join", "ABCDEFGH", "--bots", "random"),
        (
            "dilemma bot: --server: 'no where' names no server; write its address, such as"
            " 192.168.0.5, localhost:8765 or wss://school.example"
        ),
    ),
    "unknown bot for a server": (
        ("bot", "--server", "ws://127.0.0.1:1", "--join", "ABCDEFGH", "--bots", "dove"),
        f"dilemma bot: --bots: there is no bot 'dove'; the bots are {BOTS}",
    ),
    "a link without a code": (
        ("bot", "--join", "http://host:1/", "--bots", "hawk"),
        (
            "dilemma bot: --join: 'http://host:1/' is no invitation; an invitation is a code or a"
            " link such as http://192.168.0.5:8765/#CODE"
        ),
    ),
    "a code and no server": (
        ("bot", "--join", "7KD2QXMA", "--bots", "hawk"),
        "dilemma bot: --server: missing; a code alone does not say where the match is",
    ),
    "a link and a server": (
        ("play", "--join", "http://host:1/#7KD2QXMA", "--server", "ws://host:1"),
        ("dilemma play: --server: not needed; the link given as --join says where the match is"),
    ),
    "a scenario for a match that is there": (
        ("play", "--join", "http://host:1/#7KD2QXMA", "--scenario", "gulf"),
        "dilemma play: --scenario: does not go with --join; the match is there already",
    ),
    "unknown scenario to check": (
        ("scenario", "check", "atlantis"),
        (
            f"dilemma scenario check: no scenario 'atlantis'; there are {SHIPPED},"
            " or name a .toml file"
        ),
    ),
}


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line with which a command line is refused."""
    assert run(arguments) == 2
    said = capsys.readouterr()
    assert said.err.endswith("\n")
    assert said.err.count("\n") == 1, said.err
    return said.err.removesuffix("\n")


@pytest.mark.parametrize(("arguments", "line"), CASES.values(), ids=CASES.keys())
def test_bad_input_is_answered_in_one_line(
    arguments: tuple[str, ...],
    line: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert refused(capsys, *arguments) == line


def test_a_terminal_is_answered_in_one_language_whatever_the_window_speaks(
    capsys: pytest.CaptureFixture[str],
) -> None:
    try:
        line = refused(capsys, "play", "--language", "de", "--server", "no where")
    finally:
        speak(ENGLISH)
    assert line.startswith("dilemma play: --server: 'no where' names no server; write its address")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("turns = 2", "turnz = 2"), "4: turnz: there is no field 'turnz'; allowed here: name,"),
        (("turns = 2", "turns = 0"), "4: turns: 0 is not allowed; use a whole number from 1 to 40"),
        (('id = "blue"', 'id = "red"'), "11: states[1].id: 'red' is used twice; give each its own"),
        (('name = "tiny"', "name ="), "1: not valid TOML: "),
    ],
)
def test_a_scenario_file_is_refused_with_the_place_of_the_fault(
    change: tuple[str, str], complaint: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(SCENARIO.replace(*change), encoding="utf-8")
    line = refused(capsys, "match", "--scenario", str(file), "--bots", "random,random")
    assert line.startswith(f"dilemma match: {file}:{complaint}")


def test_a_scenario_file_that_is_no_text_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(b"name = \xff")
    line = refused(capsys, "scenario", "check", str(file))
    assert line == f"dilemma scenario check: scenario file '{file}': not UTF-8 text (byte 7)"


def test_what_is_hardly_meant_is_said_and_does_no_harm(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(SCENARIO.replace('name = "Red"', 'name = "Red"\nshield = 4'), encoding="utf-8")
    assert run(["scenario", "check", str(file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [
        f"{file}: 'Tiny' can be played by 2 states",
        (
            f"{file}:9: states[0].shield: warning: does nothing without the module 'deterrence'"
            " in modules"
        ),
    ]
    assert lines[2].startswith(f"{file}:6: states[0]: warning: 'red' has a contact above 0 with")


def test_a_scenario_is_shown_with_what_to_read_about_it_and_without_motives(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["scenario", "show", "gulf"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("The Gulf (gulf), advanced\n")
    assert "States:  Iran, Iraq, Saudi Arabia, Emirates" in said
    assert "F. Gregory Gause III, The International Relations of the Persian Gulf (2010)" in said
    assert "revisionist" not in said


@pytest.mark.parametrize("name", ["gulf", "Gulf", "The Gulf", "Der Golf"])
def test_a_scenario_is_called_as_it_is_on_the_screen(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["scenario", "show", name]) == 0
    assert capsys.readouterr().out.startswith("The Gulf (gulf), advanced\n")


def test_bots_are_called_as_they_are_on_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*MATCH, "--bots", "Tit for tat, HAWK", "--seed", "1"]) == 0
    assert "redland tit_for_tat, blueland hawk" in capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_good_scenario_file_can_be_checked_and_played(
    encoding: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(SCENARIO, encoding=encoding)
    assert run(["scenario", "check", str(file)]) == 0
    assert capsys.readouterr().out.startswith(f"{file}: 'Tiny' can be played by 2 states\n")
    assert run(["match", "--scenario", str(file), "--bots", "random,random", "--seed", "1"]) == 0


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "not a match record: Input data was truncated"),
        ("{}", "not a match record: Object missing required field 'format'"),
        ("[1, 2]", "not a match record: Expected 'object', got 'array'"),
        ("hello", "not a match record: JSON is malformed"),
    ],
)
def test_a_broken_record_is_refused(
    text: str, complaint: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "record.json"
    file.write_text(text, encoding="utf-8")
    assert refused(capsys, "replay", str(file)).startswith(f"dilemma replay: {file}: {complaint}")


def test_a_folder_is_no_record(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    line = refused(capsys, "replay", str(tmp_path))
    assert line == f"dilemma replay: record '{tmp_path}': is a directory"
