"""The first picture: `dilemma play` shows its menu before it has imported what the menu lacks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

WATCHED = """
import json, os, sys
import pygame.display
import dilemma_client.window
dilemma_client.window.WINDOWLESS = ()  # nobody sees it, but it is a window
from dilemma_client.app import App
show = App.show
def seen(app):
    show(app)
    words = [node.label for node in app.stage.scene.interface.nodes()]
    print(json.dumps({"words": words, "modules": sorted(sys.modules)}), flush=True)
    os._exit(0)
App.show = seen
from dilemma_cli.main import run
run(["play"])
"""

LATER = (
    *("typer", "subprocess", "websockets", "asyncio", "numpy", "babel", "secrets", "msgpack"),
    *("dilemma.protocol", "dilemma.view", "dilemma.orders", "dilemma.scenario"),
    *("dilemma_client.atlas", "dilemma_client.link", "dilemma_client.words"),
    *("dilemma_client.scenes.turn", "dilemma_client.scenes.settings", "dilemma_client.thrift"),
)
"""What takes long to import, and is not needed until something is clicked."""


@pytest.fixture(scope="module", params=["en", "de"])
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[str]]:
    """What is to be read in the first picture, and all that was imported for it."""
    folder: Path = tmp_path_factory.mktemp("player")
    homes = {f"XDG_{kind}_HOME": str(folder / kind) for kind in ("CACHE", "CONFIG", "DATA")}
    homes["TMPDIR"] = str(folder)
    done = subprocess.run(
        [sys.executable, "-c", WATCHED],
        env={**os.environ, **homes, "SDL_VIDEODRIVER": "dummy", "LANGUAGE": request.param},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_every_word_and_button_of_the_menu_is_in_the_first_picture(
    told: dict[str, list[str]],
) -> None:
    german = "Einstellungen" in told["words"]
    assert ("Settings" in told["words"]) is not german
    assert len(told["words"]) == 12  # the title, what it is, eight ways, the keys, the scroll area


@pytest.mark.parametrize("name", LATER)
def test_nothing_is_imported_for_it_that_it_does_not_need(
    told: dict[str, list[str]], name: str
) -> None:
    assert not [found for found in told["modules"] if f"{found}.".startswith(f"{name}.")]
