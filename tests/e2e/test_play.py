"""`dilemma play` where there is no display: said in one line, and played all the same."""

from __future__ import annotations

from pathlib import Path

import pygame

from support.command import dilemma


def test_without_a_display_an_autopilot_plays_and_leaves_pictures_and_record(
    tmp_path: Path,
) -> None:
    answer = dilemma("play", folder=tmp_path)
    assert (answer.status, answer.complaint) == (0, "")
    lines = answer.out.splitlines()
    folder = tmp_path / "autopilot" / "redland_blueland-1"
    assert lines[0] == "No display can be opened here, so an autopilot plays in your seat."
    assert lines[1] == "Playing redland of redland_blueland against tit_for_tat."
    assert lines[-3].endswith(f" pictures and the record are in {folder}")
    assert "record.json: reproduced, 12 of 12 turns, " in lines[-1]
    for name in (*(f"turn-{turn:02d}" for turn in range(1, 13)), "debrief"):
        picture = pygame.image.load(folder / f"{name}.png")
        assert picture.get_size() == (1280, 720)
    again = dilemma("replay", str(folder / "record.json"), "--verify")
    assert again.status == 0


def test_an_autopilot_plays_what_is_asked_for(tmp_path: Path) -> None:
    answer = dilemma(
        *("play", "--autopilot", "--scenario", "redland_blueland", "--seat", "blueland"),
        *("--bots", "opportunist", "--out", "flight"),
        folder=tmp_path,
    )
    assert (answer.status, answer.complaint) == (0, "")
    assert answer.out.splitlines()[0] == (
        "Playing blueland of redland_blueland against opportunist."
    )
    assert (tmp_path / "flight" / "record.json").is_file()


def test_a_scenario_of_ones_own_can_be_played(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(MINE, encoding="utf-8")
    answer = dilemma(
        *("play", "--autopilot", "--scenario", "mine.toml", "--out", "flight"), folder=tmp_path
    )
    assert (answer.status, answer.complaint) == (0, "")
    assert "reproduced, 2 of 2 turns" in answer.out


MINE = """\
name = "mine"
title = "Mine"
summary = "Two states of somebody's own."
turns = 2

[[states]]
id = "ember"
name = "Émber"

[[states]]
id = "frost"
name = "Мороз"
"""
