"""The cartographer draws the same maps again, the invented ones that are shipped."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from architecture.tree import HOUSE

MAPS = HOUSE / "assets" / "dilemma_assets" / "maps"


def test_the_shipped_maps_are_what_the_cartographer_draws(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tools.cartographer", str(tmp_path)]
    subprocess.run(command, cwd=HOUSE, check=True, capture_output=True, timeout=120)
    drawn = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(drawn) == 4
    assert drawn == {name: (MAPS / name).read_bytes() for name in drawn}


def test_every_screen_can_be_drawn_for_a_person_to_look_at(tmp_path: Path) -> None:
    command = [sys.executable, str(HOUSE / "tools" / "screens.py"), str(tmp_path)]
    subprocess.run(command, cwd=HOUSE, check=True, capture_output=True, timeout=120)
    folders = sorted(path.name for path in tmp_path.iterdir())
    assert folders == ["1280x720-100", "1280x720-200", "1920x1080-150"]
    assert all(len(list((tmp_path / folder).glob("*.png"))) > 10 for folder in folders)
