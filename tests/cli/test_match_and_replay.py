"""Matches between bots and their records: told, kept, and played again to the same end."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from dilemma.chance import commitment, secret_from_seed
from dilemma_cli.main import run
from dilemma_cli.matching import try_to_write

FINGERPRINT = commitment(secret_from_seed(3))
FOUR = ("--scenario", "four_worlds", "--bots", "fearful_planner,opportunist,tit_for_tat,random")


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command line prints when all is well."""
    assert run(arguments) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


def data(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    """The one JSON object that a command line prints."""
    answer: dict[str, Any] = json.loads(told(capsys, *arguments, "--json"))
    return answer


def test_a_match_is_told_turn_by_turn_to_its_scores(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys, "match", *FOUR, "--seed", "3").splitlines()
    assert lines[0].startswith("Four Worlds, seed 3: aster fearful_planner, borea opportunist")
    turns = [line for line in lines if line.startswith("turn ")]
    assert [int(line.split()[1]) for line in turns] == list(range(1, 13))
    assert "wars" in lines
    scores = lines[lines.index("scores") + 1 :][:4]
    assert [line.split()[0] for line in scores] == ["aster", "borea", "corvia", "delmark"]
    assert all(0.0 <= float(line.split()[-1]) <= 100.0 for line in scores)
    assert lines[-2].startswith("verdict: ")
    assert re.fullmatch(r"record: [0-9a-f]{64}", lines[-1])


def test_every_war_is_told_with_its_label(capsys: pytest.CaptureFixture[str]) -> None:
    """Over a few seeds of a quarrelsome table there is war, and the tellings agree."""
    for seed in map(str, range(5)):
        lines = told(capsys, "match", *FOUR, "--seed", seed).splitlines()
        wars = data(capsys, "match", *FOUR, "--seed", seed)["wars"]
        shown = lines[lines.index("wars") + 1 : lines.index("scores")]
        if wars:
            assert [line.rpartition(": ")[2] for line in shown] == [war["label"] for war in wars]
            return
        assert shown == ["  none"]
    pytest.fail("no war in five matches: nothing was tested")


def test_the_same_seed_is_the_same_match_and_another_is_another(
    capsys: pytest.CaptureFixture[str],
) -> None:
    first = data(capsys, "match", *FOUR, "--seed", "3")
    assert data(capsys, "match", *FOUR, "--seed", "3") == first
    assert data(capsys, "match", *FOUR, "--seed", "4")["hash"] != first["hash"]


def test_without_a_seed_one_is_chosen_and_told(capsys: pytest.CaptureFixture[str]) -> None:
    chosen = data(capsys, "match", *FOUR)
    again = data(capsys, "match", *FOUR, "--seed", str(chosen["seed"]))
    assert again == chosen


def test_bots_of_one_kind_do_not_share_their_chances(capsys: pytest.CaptureFixture[str]) -> None:
    played = data(
        capsys, "match", "--scenario", "redland_blueland", "--bots", "random,random", "--seed", "5"
    )
    budgets = [turn["orders"] for turn in played["turns"]]
    assert any(order["redland"]["budget"] != order["blueland"]["budget"] for order in budgets)


def recorded(capsys: pytest.CaptureFixture[str], folder: Path) -> tuple[Path, str]:
    """A record in a folder, and its final hash."""
    file = folder / "record.json"
    played = data(capsys, "match", *FOUR, "--seed", "3", "--record", str(file))
    return file, played["hash"]


def test_a_record_is_reproduced_to_its_hash(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file, final = recorded(capsys, tmp_path)
    lines = (
        f"{file}: the fingerprint of its number is {FINGERPRINT}\n"
        f"{file}: reproduced, 12 of 12 turns, {final}\n"
    )
    assert told(capsys, "replay", str(file), "--verify") == lines
    whole = told(capsys, "replay", str(file))
    assert whole.startswith(lines)
    assert whole.endswith(f"record: {final}\n")


def test_a_record_is_held_against_the_fingerprint_of_the_briefing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file, _ = recorded(capsys, tmp_path)
    same = told(capsys, "replay", str(file), "--verify", "--fingerprint", FINGERPRINT.upper())
    assert same == told(capsys, "replay", str(file), "--verify")
    other = commitment(secret_from_seed(4))
    assert run(["replay", str(file), "--verify", "--fingerprint", other]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        f"dilemma replay: {file}: the fingerprint of its number is {FINGERPRINT}, not {other}:"
        " it is the record of another match than the briefing's, or its number was chosen"
        " afterwards\n"
    )


def test_what_is_no_fingerprint_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for text in ("", FINGERPRINT[:-1], f"{FINGERPRINT}0", "g" * 64):
        assert run(["replay", str(tmp_path / "no.json"), "--fingerprint", text]) == 2
        said = f"--fingerprint: '{text}' is none; it has 64 hexadecimal digits, as in a briefing"
        assert capsys.readouterr().err == f"dilemma replay: {said}\n"


def test_a_record_that_cannot_be_written_is_refused_before_anything_is_played(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for path, reason in (
        (tmp_path / "nowhere" / "record.json", "no such file or directory"),
        (tmp_path, "is a directory"),
    ):
        assert run(["match", *FOUR, "--record", str(path)]) == 2
        assert capsys.readouterr() == ("", f"dilemma match: --record '{path}': {reason}\n")
    assert run(["match", *FOUR, "--record", ""]) == 2
    said = "--record: '' names nothing; name a place to write to"
    assert capsys.readouterr() == ("", f"dilemma match: {said}\n")


def test_to_try_a_file_changes_nothing(tmp_path: Path) -> None:
    kept, new = tmp_path / "kept", tmp_path / "new"
    kept.write_text("as it was", encoding="utf-8")
    for file in (kept, new):
        try_to_write(file)
    assert kept.read_text(encoding="utf-8") == "as it was"
    assert not new.exists()


def test_a_changed_order_is_found_in_its_turn(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file, _ = recorded(capsys, tmp_path)
    record = json.loads(file.read_text(encoding="utf-8"))
    budget = record["turns"][4]["orders"]["borea"]["budget"]
    budget["welfare"] = budget["welfare"] / 2
    file.write_text(json.dumps(record), encoding="utf-8")
    assert run(["replay", str(file), "--verify"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        f"dilemma replay: {file}: turn 5: the outcome differs from the recorded one\n"
    )


def test_a_record_of_other_rules_is_not_played(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file, _ = recorded(capsys, tmp_path)
    record = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**record, "rules": 999}), encoding="utf-8")
    assert run(["replay", str(file)]) == 2
    assert f"{file}: rules: the match was played by rules 999" in capsys.readouterr().err
