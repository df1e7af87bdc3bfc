"""Replays: every match that ends is kept, listed, opened, and deleted once that is confirmed."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pygame
import pytest

from dilemma.protocol.messages import MatchEnded
from dilemma_client.archive import ENDING, Archive
from dilemma_client.replay import Kept
from dilemma_client.scenes.transitions import Place
from dilemma_client.widgets.clipboard import pasted_text
from support import views
from support.staging import Staged
from ui.screens import shelf


@pytest.fixture
def staged(tmp_path: Path) -> Staged:
    """The list of two matches and a broken file."""
    staged = Staged()
    shelf(staged, 2, tmp_path)
    staged.stage.go(Place.MENU)
    staged.focus("button", "Replays")
    staged.press(pygame.K_RETURN)
    return staged


def place(staged: Staged) -> Place:
    """The scene that is shown."""
    return staged.stage.scene.place


def opens(staged: Staged) -> list[str]:
    """The buttons that open a match."""
    return [n.label for n in staged.nodes if n.role == "button" and n.label.startswith("Open")]


def test_a_match_that_ends_is_kept_and_found_in_the_list(tmp_path: Path) -> None:
    staged = Staged()
    staged.stage.keeping.archive = Archive(tmp_path, lambda: 1_700_000_000.0)
    staged.in_debrief()
    staged.hear(MatchEnded(views.last_view(), views.hindsight()))
    staged.click("button", "Back to the menu")
    staged.click("button", "Replays")
    assert "1 match, kept on this machine." in staged.words
    assert "As Aster. A true security dilemma. Aster 50, Borea 50" in staged.words
    assert len(opens(staged)) == 1


def test_a_match_is_opened_and_left_by_keyboard_alone(staged: Staged) -> None:
    staged.focus("button", opens(staged)[0])
    staged.press(pygame.K_RETURN)
    assert place(staged) is Place.DEBRIEF
    assert staged.find("slider", "Turn").value == "1"
    assert not staged.has("button", "Play again")
    staged.focus("button", "Back to the replays")
    staged.press(pygame.K_RETURN)
    assert place(staged) is Place.REPLAYS
    staged.press(pygame.K_ESCAPE)
    assert place(staged) is Place.MENU
    assert not staged.stage.model.is_over


def test_a_broken_file_is_one_line(staged: Staged) -> None:
    assert f"20200101-000000-broken{ENDING} cannot be read: this is no replay." in staged.words
    assert len(opens(staged)) == 2


def test_a_file_that_breaks_later_is_told_in_the_list(staged: Staged) -> None:
    archive = staged.stage.keeping.archive
    assert archive is not None
    path = archive.volumes()[0].path
    path.write_bytes(path.read_bytes()[:-10])
    staged.click("button", opens(staged)[0])
    assert place(staged) is Place.REPLAYS
    assert f"{path.name}: its content is broken (frame: not a MessagePack message" in staged.words


def test_deleting_is_asked_once(staged: Staged) -> None:
    archive = staged.stage.keeping.archive
    assert archive is not None
    rid = next(n.label for n in staged.nodes if n.label.startswith("Delete Four Worlds"))
    staged.click("button", rid)
    assert "Delete this match?" in staged.words
    staged.click("button", "Keep it")
    staged.click("button", rid)
    staged.press(pygame.K_ESCAPE)
    assert len(archive.volumes()) == 3
    staged.click("button", rid)
    staged.click("button", "Delete for good")
    assert len(archive.volumes()) == 2
    assert len(opens(staged)) == 1


def test_a_broken_file_can_be_deleted(staged: Staged) -> None:
    staged.click("button", f"Delete 20200101-000000-broken{ENDING}")
    staged.click("button", "Delete for good")
    assert "cannot be read" not in staged.words


def test_long_lists_have_pages(tmp_path: Path) -> None:
    staged = Staged()
    shelf(staged, 20, tmp_path)
    staged.stage.go(Place.REPLAYS)
    assert "1 of 3" in staged.words
    newest = opens(staged)[0]
    assert staged.find("button", "Newer").why_not == "These are the newest."
    staged.click("button", "Older")
    staged.click("button", "Older")
    assert "3 of 3" in staged.words
    assert newest not in opens(staged)
    assert staged.find("button", "Older").why_not == "These are the oldest."


def test_without_a_match_the_list_says_what_will_be_there(tmp_path: Path) -> None:
    staged = Staged()
    staged.stage.keeping.archive = Archive(tmp_path / "nowhere", lambda: 0.0)
    staged.stage.go(Place.REPLAYS)
    assert "No match has ended here yet." in staged.words


def test_a_match_that_cannot_be_kept_is_told_in_its_debrief(tmp_path: Path) -> None:
    (tmp_path / "replays").write_text("in the way")
    staged = Staged()
    staged.stage.keeping.archive = Archive(tmp_path / "replays", lambda: 0.0)
    staged.in_debrief()
    assert "This match cannot be kept: something of that name is there already." in staged.words


def test_the_record_of_a_match_is_saved_as_a_file_that_is_told(tmp_path: Path) -> None:
    staged = Staged()
    staged.stage.keeping.archive = Archive(tmp_path / "replays", lambda: 1_700_000_000.0)
    staged.in_debrief()
    staged.focus("button", "Save the record")
    staged.press(pygame.K_RETURN)
    (saved,) = (tmp_path / "records").iterdir()
    assert saved.read_text(encoding="utf-8") == views.hindsight().record
    assert f"The record is saved as {saved}." in staged.words
    staged.press(pygame.K_RETURN)
    assert [*(tmp_path / "records").iterdir()] == [saved]


def test_the_path_of_a_saved_record_is_copied(tmp_path: Path) -> None:
    staged = Staged()
    staged.stage.keeping.archive = Archive(tmp_path / "replays", lambda: 0.0)
    staged.in_debrief()
    assert not staged.has("button", "Copy the path of the file")
    staged.focus("button", "Save the record")
    staged.press(pygame.K_RETURN)
    staged.focus("button", "Copy the path of the file")
    staged.press(pygame.K_RETURN)
    assert Path(pasted_text()).read_text(encoding="utf-8") == views.hindsight().record


def test_a_record_that_cannot_be_saved_says_why(tmp_path: Path) -> None:
    staged = Staged()
    staged.stage.keeping.archive = Archive(tmp_path / "replays", lambda: 1_700_000_000.0)
    (tmp_path / "records").write_text("in the way")
    staged.in_debrief()
    staged.focus("button", "Save the record")
    staged.press(pygame.K_RETURN)
    assert "The record cannot be saved: something of that name is there already." in staged.words
    assert not staged.has("button", "Copy the path of the file")


def test_without_a_place_for_files_no_record_can_be_saved() -> None:
    assert not Staged().in_debrief().has("button", "Save the record")


def test_a_match_that_was_kept_before_there_were_curves_and_first_battles_is_still_shown() -> None:
    new = views.hindsight()
    old = msgspec.structs.replace(
        new,
        wars=tuple(msgspec.structs.replace(war, battles=()) for war in new.wars),
        states=tuple(msgspec.structs.replace(state, fears={}) for state in new.states),
        lanes=tuple(msgspec.structs.replace(lane, fears={}, bot="") for lane in new.lanes),
    )
    staged = Staged()
    staged.stage.show_replay(Kept(staged.briefing, views.last_view(), old))
    assert "It began when Delmark attacked Borea." in staged.words
    staged.focus("choice", "Measure in the chart")
    staged.press(pygame.K_RIGHT)
    assert staged.find("choice", "Measure in the chart").value == "Strength"
