"""The keeper: what was set is there the next time, and no file of any kind stops the game."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from dilemma_client.preferences import (
    Keeper,
    Preferences,
    chosen_language,
    remembered,
    settings_file,
)

SET = {
    "text": 150,
    "theme": "light",
    "palette": "distinct",
    "reduced_motion": True,
    "sound": False,
    "volume": 35,
    "language": "de",
    "name": "Zoë",
    "servers": ("ws://class.example:8765",),
    "window": (1600, 900),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where settings are kept; neither file nor folder is there yet."""
    return tmp_path / "config" / "settings.json"


def kept(path: Path, **fields: object) -> Keeper:
    """A keeper that has set something and kept it."""
    keeper = Keeper(path)
    keeper.change(**fields)
    keeper.keep()
    return keeper


def test_everything_set_is_there_the_next_time(path: Path) -> None:
    assert set(SET) == set(Preferences.__struct_fields__)
    assert kept(path, **SET).trouble == ""
    assert Keeper(path).now == Preferences(**SET)  # type: ignore[arg-type]  # a table of fields
    assert Keeper(path).now != Preferences()


def test_without_a_file_everything_is_as_at_first(path: Path) -> None:
    keeper = Keeper(path)
    assert (keeper.now, keeper.trouble) == (Preferences(), "")


def test_nothing_is_written_while_nothing_has_changed(path: Path) -> None:
    Keeper(path).keep()
    assert not path.exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"text": 110}',
        '{"volume": 101}',
        '{"theme": "sepia"}',
        '{"name": 7}',
        "\x00" * 70_000,
    ],
)
def test_a_file_that_makes_no_sense_is_said_and_put_aside(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text)
    keeper = Keeper(path)
    assert keeper.now == Preferences()
    assert str(path) in keeper.trouble
    assert "\n" not in keeper.trouble
    assert path.read_text() == text
    keeper.change(theme="light")
    keeper.keep()
    assert keeper.trouble == ""
    assert path.with_name("settings.json.broken").read_text() == text
    assert Keeper(path).now.theme == "light"


def test_a_file_that_is_no_text_makes_no_sense(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b'{"name": "\xff"}')
    assert "makes no sense" in Keeper(path).trouble


def test_a_folder_in_the_place_of_the_file_is_put_aside(path: Path) -> None:
    path.mkdir(parents=True)
    (path / "precious").write_text("kept")
    keeper = Keeper(path)
    assert "cannot be read" in keeper.trouble
    keeper.change(text=200)
    keeper.keep()
    assert (path.with_name("settings.json.broken") / "precious").read_text() == "kept"
    assert Keeper(path).now.text == 200


def test_where_nothing_can_be_written_it_counts_until_the_window_closes(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where the folder should be")
    path = tmp_path / "config" / "settings.json"
    keeper = kept(path, text=125)
    assert keeper.now.text == 125
    assert "cannot be kept" in keeper.trouble
    assert (tmp_path / "config").read_text() == "a file where the folder should be"


def test_what_cannot_be_is_refused_and_changes_nothing(path: Path) -> None:
    keeper = Keeper(path)
    with pytest.raises(msgspec.ValidationError):
        keeper.change(text=110)
    assert keeper.now == Preferences()


def test_fields_of_a_later_version_are_no_trouble(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"text": 125, "smell": "roses"}')
    keeper = Keeper(path)
    assert (keeper.now.text, keeper.trouble) == (125, "")


def test_servers_are_remembered_the_latest_first_and_not_twice() -> None:
    servers: tuple[str, ...] = ()
    for number in (*range(10), 4):
        servers = remembered(servers, f"ws://{number}")
    assert servers == tuple(f"ws://{number}" for number in (4, 9, 8, 7, 6, 5, 3, 2))


def test_a_language_that_is_set_goes_before_the_systems() -> None:
    assert chosen_language("en", {"LANG": "de_DE.UTF-8"}) == "en"
    assert chosen_language("", {"LANG": "de_DE.UTF-8"}) == "de"
    assert chosen_language("tlh", {"LANG": "C"}) == "en"


def test_the_file_lies_where_the_system_keeps_such_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert settings_file().name == "settings.json"
    assert settings_file().parent.name == "security-dilemma"
