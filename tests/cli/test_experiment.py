"""`dilemma experiment`: the same findings on one process and on two, told and kept."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from dilemma.lab.experiments import EXPERIMENTS, Finding
from dilemma_cli.experimenting import summary
from dilemma_cli.experimenting import told as told_of
from dilemma_cli.main import run
from support.command import COMMAND, SECONDS, dilemma

FEW = ("--matches", "600", "--seed", "3")


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the command says on standard output; nothing else is said, and all went well."""
    assert run(("experiment", *arguments)) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


def test_one_process_and_two_find_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    one, two = (
        told(capsys, "hotlines", *FEW, "--workers", workers, "--json") for workers in ("1", "2")
    )
    assert one == two
    data = json.loads(one)
    assert list(data) == ["name", "seed", "matches", "states", "passed", "cells", "notes"]
    assert (data["name"], data["seed"], data["matches"]) == ("hotlines", 3, 600)
    assert data["passed"] is True
    assert {*data["cells"][0]} == {"label", "value", "low", "high"}


def test_a_person_reads_the_claim_its_source_the_cells_and_what_held(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = told(capsys, "tang", "--matches", "200", "--workers", "1", "--states", "3")
    experiment = EXPERIMENTS["tang"]
    assert said.startswith("tang: passed  (200 matches a cell, seed 1, 3 states)\n")
    assert f"{experiment.claim} ({experiment.source}.)" in " ".join(said.split())
    assert "  Share of matches with a tragic war, with its 95 % interval\n" in said
    assert "with ill will, predatory wars" in said
    assert "200 matches a cell are few" in said
    assert "- holds: without anarchy: under a fifth of the base" in said
    assert said.endswith("1 of 1 experiments held\n")


def test_of_an_experiment_about_two_states_it_says_two(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = told(capsys, "payoffs", "--matches", "20", "--workers", "1", "--states", "8")
    assert said.startswith("payoffs: passed  (20 matches a cell, seed 1, 2 states)\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_who_ends_it_ends_its_workers(name: str) -> None:
    """Workers hold its standard output open: that it closes says that none is left."""
    command = [*COMMAND, "experiment", "all", "--matches", "10", "--workers", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b"four_worlds: ")
        number = getattr(signal, name)
        process.send_signal(number)
        _, complaint = process.communicate(timeout=SECONDS)
    assert (process.returncode, complaint) == (128 + number, b"")


def test_all_is_a_list_and_a_failed_prediction_is_no_failure_of_the_command() -> None:
    answer = dilemma("experiment", "all", "--matches", "10", "--json", "--workers", "2")
    assert (answer.status, answer.complaint) == (0, "")
    findings = json.loads(answer.out)
    assert [finding["name"] for finding in findings] == list(EXPERIMENTS)
    assert not all(finding["passed"] for finding in findings)


def test_tables_and_charts_are_kept(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "found" / "here"
    told(capsys, "payoffs", "--matches", "20", "--workers", "1", "--out", str(folder))
    assert {path.name for path in folder.iterdir()} == {"payoffs.csv", "payoffs.svg"}
    heading = (folder / "payoffs.csv").read_text().splitlines()[0]
    assert heading.startswith("label,value,low,high,interval,unit,series,experiment,seed,matches,")
    assert ",states," in heading
    ElementTree.parse(folder / "payoffs.svg")  # our own


def test_what_failed_and_what_is_not_decided_are_named_at_the_end() -> None:
    held, failed, open_ = (
        Finding(name=name, seed=1, matches=matches, states=4, passed=passed, cells=(), notes=())
        for name, matches, passed in (
            ("tang", 10, True),
            ("costly_signals", 2000, False),
            ("shield", 10, False),
        )
    )
    assert summary([held, held]) == "2 of 2 experiments held"
    assert summary([held, failed]) == "1 of 2 experiments held; failed: costly_signals"
    assert (
        summary([held, failed, open_])
        == "1 of 3 experiments held; not decided: shield; failed: costly_signals"
    )


def test_a_prediction_that_does_not_hold_is_not_decided_by_few_matches() -> None:
    notes = ("FAILED: pacts deter", "holds: another")
    few, many = (
        "\n".join(
            told_of(EXPERIMENTS["alliances"], Finding("alliances", 1, n, 4, False, (), notes))
        )
        for n in (50, 2000)
    )
    assert few.startswith("alliances: not decided  (50 matches")
    assert "- not decided: pacts deter" in few
    assert "--matches 1000 or more" in few
    assert many.startswith("alliances: FAILED  (2000 matches")
    assert "- FAILED: pacts deter" in many
    assert "docs/fidelity.md, section alliances" in many


def test_every_experiment_is_listed_with_what_the_theory_predicts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = told(capsys, "list").splitlines()
    heads = [line for line in lines if not line.startswith(" ")]
    assert [head.split()[0] for head in heads] == list(EXPERIMENTS)
    assert "Jervis" in heads[0]
    flowing = " ".join(" ".join(lines).split())
    for experiment in EXPERIMENTS.values():
        assert experiment.claim in flowing


def test_an_experiment_is_called_in_any_case(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "First-Strike", "--matches", "10").startswith("first_strike: ")


REFUSED = {
    "no such experiment": (
        ("nope",),
        f"no experiment 'nope'; there are {', '.join(EXPERIMENTS)}, 'all' or 'list'",
    ),
    "a misspelt one": (
        ("tong",),
        (
            f"no experiment 'tong' (did you mean 'tang'?); there are {', '.join(EXPERIMENTS)},"
            " 'all' or 'list'"
        ),
    ),
    "too few matches": (
        ("tang", "--matches", "9"),
        "--matches: 9 is out of range; a whole number from 10 to 1000000",
    ),
    "a seed that is none": (
        ("tang", "--seed", "-1"),
        "--seed: '-1' is not a whole number from 0 to 9223372036854775807",
    ),
    "one state": (
        ("tang", "--states", "1"),
        "--states: 1 is out of range; a whole number from 2 to 8",
    ),
    "a folder without a name": (
        ("tang", "--out", ""),
        "--out: '' names nothing; name a place to write to",
    ),
    "no workers": (
        ("tang", "--workers", "0"),
        "--workers: 0 is out of range; a whole number from 1 to 256",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_bad_input_is_answered_in_one_line(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, line = REFUSED[case]
    assert run(("experiment", *arguments)) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"dilemma experiment: {line}\n")


def test_a_folder_that_cannot_be_made_is_refused_before_anything_is_played(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert run(("experiment", "tang", "--matches", "1000000", "--out", str(blocked))) == 2
    assert capsys.readouterr().err == f"dilemma experiment: --out '{blocked}': file exists\n"


def test_without_joblib_one_process_does_and_more_are_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "joblib", None)
    asked = ("experiment", "shield", "--matches", "10", "--json")
    assert run(asked) == 0
    said = capsys.readouterr()
    assert (
        said.err == "one process only; all cores with joblib: pip install 'security-dilemma[lab]'\n"
    )
    assert run((*asked, "--workers", "1")) == 0
    assert capsys.readouterr() == (said.out, "")
    assert run((*asked, "--workers", "2")) == 2
    assert "2 processes need joblib" in capsys.readouterr().err
