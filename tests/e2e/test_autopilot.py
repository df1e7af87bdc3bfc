"""A whole match by autopilot: real window code, real server process, real bots."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from dilemma.record import load_record, replay
from dilemma_assets.scenarios import load_text
from dilemma_cli.local_host import LocalHost
from dilemma_client.autopilot import Stranded, run
from dilemma_client.entry import CannotHost, Entry, Solo


def test_a_match_is_flown_from_the_menu_to_the_debrief(tmp_path: Path) -> None:
    told: list[str] = []
    solo = Solo("redland_blueland", "blueland", ("fearful_planner",), "Autopilot")
    with LocalHost() as host:
        flight = run(host, solo, tmp_path / "flight", say=told.append)
    assert flight.turns == 12
    names = {path.name for path in flight.pictures}
    assert {f"turn-{turn:02d}.png" for turn in range(1, 13)} <= names
    assert {"briefing.png", "debrief.png"} <= names
    for path in flight.pictures:
        assert pygame.image.load(str(path)).get_size() == (1280, 720)
    record = load_record(flight.record.read_text(encoding="utf-8"), flight.record.name)
    assert replay(record).over
    assert told == [f"12 turns played; verdict: {flight.verdict}."]


def test_a_forum_of_two_is_flown_without_asking_for_what_it_cannot_do(tmp_path: Path) -> None:
    text = load_text("redland_blueland").replace("turns = 12", 'turns = 3\nmodules = ["forum"]')
    text = text.replace('name = "redland_blueland"', 'name = "forum_of_two"', 1)
    solo = Solo("forum_of_two", "redland", ("restrained",), "Autopilot")
    with LocalHost({"forum_of_two": text}) as host:
        flight = run(host, solo, tmp_path / "flight")
    record = load_record(flight.record.read_text(encoding="utf-8"), flight.record.name)
    motions = [turn.orders["redland"].motion for turn in record.turns]
    assert [motion is not None for motion in motions] == [True, False, True]


def test_a_flight_that_does_not_get_off_the_ground_says_why(tmp_path: Path) -> None:
    def refuse(solo: Solo) -> Entry:
        raise CannotHost(f"No server for {solo.scenario}.")

    solo = Solo("redland_blueland", "redland", ("restrained",), "Autopilot")
    with pytest.raises(Stranded, match=r"No server for redland_blueland\."):
        run(refuse, solo, tmp_path, patience=5.0)
