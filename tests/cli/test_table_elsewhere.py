"""A match on a server that is there already: opened from the command line, joined by its code."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from dilemma_assets.scenarios import load_text
from dilemma_cli.beginning import chosen_match, table_elsewhere
from dilemma_cli.local_host import LocalHost
from dilemma_cli.wishes import Wishes
from dilemma_server.app import running
from dilemma_server.settings import Settings
from support.person import Person


def wishes(server: str | None) -> Wishes:
    """To govern blueland for an hour a turn."""
    return Wishes("redland_blueland", "blueland", None, "3600", False, None, server)


def test_without_a_server_named_the_match_is_our_own() -> None:
    asked = wishes(None)
    solo, _ = chosen_match(asked)
    assert table_elsewhere(asked, solo) is None


@pytest.mark.parametrize("seat", ["blueland", "Blueland", "BLUELAND", "Blauland"])
def test_a_seat_is_called_as_it_is_on_the_screen(seat: str) -> None:
    solo, _ = chosen_match(Wishes("Redland and Blueland", seat))
    assert (solo.scenario, solo.seat) == ("redland_blueland", "blueland")


def test_an_address_is_completed() -> None:
    asked = wishes("192.168.0.5")
    solo, _ = chosen_match(asked)
    entry = table_elsewhere(asked, solo)
    assert entry is not None
    assert entry.address == "ws://192.168.0.5:8765"


async def test_a_match_opened_on_a_server_is_joined_by_its_code() -> None:
    with LocalHost() as host:
        solo, _ = chosen_match(wishes(None))
        address = (await asyncio.to_thread(host, solo)).address
        entry = table_elsewhere(wishes(address), solo)
        assert entry is not None
        async with Person(entry.address, entry.first) as opener:
            code = (await opener.seated()).code
            async with Person.guest(address, code) as guest:
                model = await guest.turn(1)
    assert model.seat == "redland"
    assert model.briefing is not None
    assert model.briefing.turn_seconds == 3600


async def test_a_scenario_that_only_the_server_has_is_asked_for_by_its_name(
    tmp_path: Path,
) -> None:
    text = load_text("redland_blueland").replace('"redland_blueland"', '"lesson_3"')
    async with running(
        Settings(tmp_path / "matches.sqlite3", scenarios=_shelf(tmp_path, text))
    ) as url:
        asked = Wishes("lesson_3", None, None, "3600", False, None, url)
        solo, extra = chosen_match(asked)
        entry = table_elsewhere(asked, solo)
        assert entry is not None
        assert extra == {}
        async with Person(entry.address, entry.first) as opener:
            briefing = (await opener.seated()).briefing
    assert briefing is not None
    assert (briefing.scenario, briefing.seat, briefing.turn_seconds) == (
        "lesson_3",
        "redland",
        3600,
    )


def _shelf(tmp_path: Path, text: str) -> Path:
    """A folder with one scenario in it."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    (folder / "mine.toml").write_text(text, encoding="utf-8")
    return folder
