"""`dilemma replay --window`: what is shown, and what is said where it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from dilemma.protocol.messages import MatchEnded
from dilemma_cli.complaints import BadInput
from dilemma_cli.replaying import kept_in
from dilemma_client.archive import ENDING, Archive
from support import views
from support.command import dilemma


def test_a_record_opens_at_the_debrief_of_its_first_state(tmp_path: Path) -> None:
    record = tmp_path / "record.json"
    match = ("match", "--scenario", "redland_blueland", "--bots", "random,random", "--seed", "3")
    assert dilemma(*match, "--record", str(record)).status == 0
    kept = kept_in(record)
    assert (kept.briefing.seat, kept.briefing.title) == ("redland", "Redland and Blueland")
    assert [state.id for state in kept.hindsight.states] == ["redland", "blueland"]


def test_a_file_that_the_game_kept_is_read_as_it_is(tmp_path: Path) -> None:
    archive = Archive(tmp_path, lambda: 0.0)
    archive.keep(views.briefing(), MatchEnded(views.last_view(), views.hindsight()))
    assert kept_in(archive.volumes()[0].path).hindsight == views.hindsight()


def test_a_file_that_the_game_kept_is_played_again_without_a_window(tmp_path: Path) -> None:
    record = tmp_path / "record.json"
    match = ("match", "--scenario", "redland_blueland", "--bots", "random,random", "--seed", "3")
    assert dilemma(*match, "--record", str(record)).status == 0
    played = kept_in(record)
    archive = Archive(tmp_path, lambda: 0.0)
    assert archive.keep(played.briefing, MatchEnded(views.last_view(), played.hindsight)) == ""
    kept = archive.volumes()[0].path
    of_record, of_kept = (dilemma("replay", str(file), "--verify") for file in (record, kept))
    assert (of_kept.status, of_kept.complaint) == (0, "")
    assert of_kept.out == of_record.out.replace(str(record), str(kept))


def test_a_broken_file_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / f"mine{ENDING}"
    path.write_bytes(b"no match")
    with pytest.raises(BadInput, match="this is no replay"):
        kept_in(path)
    answer = dilemma("replay", str(path), "--window")
    assert (answer.status, answer.out) == (2, "")
    assert answer.complaint == f"dilemma replay: mine{ENDING}: this is no replay\n"


def test_where_there_is_no_display_it_says_what_to_do(tmp_path: Path) -> None:
    archive = Archive(tmp_path, lambda: 0.0)
    archive.keep(views.briefing(), MatchEnded(views.last_view(), views.hindsight()))
    answer = dilemma("replay", str(archive.volumes()[0].path), "--window")
    assert answer.status == 2
    assert "no display can be opened here" in answer.complaint
