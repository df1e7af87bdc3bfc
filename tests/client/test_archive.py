"""The archive: every match once, the newest first, no more than there is room for, none trusted."""

from __future__ import annotations

import itertools
from pathlib import Path

import msgspec
import pytest

from dilemma.protocol import SERVER_LIMITS, encode
from dilemma.protocol.messages import MatchEnded
from dilemma.vocabulary import Verdict
from dilemma_client.archive import ENDING, Archive
from dilemma_client.replay import FORMAT, LARGEST_HEADING, Heading, Kept, NoReplay, read_replay
from support import full_views, views


def ended(number: int = 0) -> MatchEnded:
    """The end of one of many matches."""
    hindsight = msgspec.structs.replace(views.hindsight(), record=f"record {number}")
    return MatchEnded(views.last_view(), hindsight)


def archive(folder: Path, most: int = 300) -> Archive:
    """An archive on whose clock a minute passes with every look."""
    ticks = itertools.count(1_700_000_000.0, 60.0)
    return Archive(folder / "replays", lambda: next(ticks), most=most)


def test_a_match_is_found_again_as_it_ended(tmp_path: Path) -> None:
    kept = archive(tmp_path)
    assert kept.volumes() == ()
    assert kept.keep(views.briefing(), ended()) == ""
    (volume,) = kept.volumes()
    assert volume.heading == Heading(
        FORMAT,
        1_700_000_000.0,
        "Four Worlds",
        "Aster",
        Verdict.SECURITY_DILEMMA,
        dict.fromkeys(("Aster", "Borea", "Corvia", "Delmark"), 50.0),
    )
    found = read_replay(volume.path)
    assert found == Kept(views.briefing(), views.last_view(), ended().hindsight)


def test_a_match_of_every_module_is_found_again(tmp_path: Path) -> None:
    kept = archive(tmp_path)
    kept.keep(views.briefing(), MatchEnded(full_views.busy_view(), full_views.hindsight()))
    assert read_replay(kept.volumes()[0].path).hindsight == full_views.hindsight()


def test_an_end_told_twice_is_kept_once(tmp_path: Path) -> None:
    kept = archive(tmp_path)
    for number in (1, 2, 1, 1):
        kept.keep(views.briefing(), ended(number))
    assert len(kept.volumes()) == 2


def test_the_newest_come_first_and_the_oldest_give_way(tmp_path: Path) -> None:
    kept = archive(tmp_path, most=3)
    for number in range(5):
        kept.keep(views.briefing(), ended(number))
    records = [read_replay(volume.path).hindsight.record for volume in kept.volumes()]
    assert records == ["record 4", "record 3", "record 2"]
    assert len(list(kept.folder.iterdir())) == 3


def test_only_a_match_of_the_archive_is_deleted(tmp_path: Path) -> None:
    kept = archive(tmp_path)
    kept.keep(views.briefing(), ended())
    stranger = tmp_path / f"mine{ENDING}"
    stranger.write_bytes(b"not yours")
    assert kept.delete(stranger) == ""
    assert stranger.exists()
    (volume,) = kept.volumes()
    assert kept.delete(volume.path) == ""
    assert kept.volumes() == ()
    assert kept.delete(volume.path) == ""


def test_a_folder_that_cannot_be_made_costs_nothing_but_the_match(tmp_path: Path) -> None:
    (tmp_path / "replays").write_text("in the way")
    kept = archive(tmp_path)
    assert kept.keep(views.briefing(), ended()) == "something of that name is there already"
    assert kept.volumes() == ()


def heading() -> bytes:
    """A heading as it stands in a file."""
    told = encode(Heading(FORMAT, 0.0, "Four Worlds", "Aster", Verdict.SPIRAL, {}))
    return len(told).to_bytes(4, "big") + told


def beyond_calendars() -> bytes:
    told = encode(Heading(FORMAT, 1e300, "Four Worlds", "Aster", Verdict.SPIRAL, {}))
    return len(told).to_bytes(4, "big") + told


def of_another_version(number: int) -> bytes:
    """A heading of another format; those before 2 did not tell what came of the orders."""
    told = encode(Heading(number, 0.0, "Four Worlds", "Aster", Verdict.SPIRAL, {}))
    return len(told).to_bytes(4, "big") + told


def nobody() -> bytes:
    """A match whose seat is none of its states."""
    briefing = msgspec.structs.replace(views.briefing(), seat="elsewhere")
    return heading() + encode(Kept(briefing, None, views.hindsight()))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "this is no replay"),
        (b"\x00\x00", "this is no replay"),
        (b"no match at all", "this is no replay"),
        ((LARGEST_HEADING + 1).to_bytes(4, "big") + b"x" * 9000, "this is no replay"),
        ((5).to_bytes(4, "big") + b"\xff\xff\xff\xff\xff", "message"),
        (heading(), "not a MessagePack message"),
        (heading() + b"\x00\x01\x02", "not a MessagePack message"),
        (heading() + encode(views.briefing()), "message"),
        (beyond_calendars(), "ended"),
        (of_another_version(1), "format 1 is that of another version of the game"),
        (of_another_version(FORMAT + 1), "is that of another version of the game"),
        (nobody(), "the seat is none of the states"),
    ],
)
def test_a_broken_file_is_told_in_one_line(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / f"broken{ENDING}"
    path.write_bytes(content)
    with pytest.raises(NoReplay) as caught:
        read_replay(path)
    assert str(caught.value).startswith(f"broken{ENDING}: ")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_every_cut_and_every_flipped_byte_is_borne(tmp_path: Path) -> None:
    kept = archive(tmp_path)
    kept.keep(views.briefing(), ended())
    (volume,) = kept.volumes()
    whole = volume.path.read_bytes()
    for at in range(0, len(whole), 97):
        volume.path.write_bytes(whole[:at])
        with pytest.raises(NoReplay):
            read_replay(volume.path)
        volume.path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        assert len(kept.volumes()) == 1  # listed, whatever it is


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / f"large{ENDING}"
    with path.open("wb") as file:
        file.truncate(SERVER_LIMITS.frame_bytes + 2 * LARGEST_HEADING)
    with pytest.raises(NoReplay, match="more than a match takes"):
        read_replay(path)
