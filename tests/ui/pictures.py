"""The few pictures that screens are held to: small, so that a pixel of a letter does not matter.

Taken anew by `PYTHONPATH=tests .venv/bin/python -m ui.pictures`; look at them before they are kept.
"""

from __future__ import annotations

import os
from pathlib import Path

import pygame

from support.staging import Staged
from ui.screens import SCREENS

FOLDER = Path(__file__).with_name("kept")
PICTURES = ("menu", "turn-busy", "lobby", "debrief")
SIZE = (320, 180)


def take(name: str) -> pygame.Surface:
    """A screen at 1280x720, made small."""
    staged = Staged((1280, 720))
    SCREENS[name](staged)
    staged.stage.draw()
    return pygame.transform.smoothscale(staged.stage.surface, SIZE)


def take_all() -> None:
    """Take them all, without a window."""
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    pygame.display.init()
    pygame.font.init()
    FOLDER.mkdir(exist_ok=True)
    for name in PICTURES:
        pygame.image.save(take(name), FOLDER / f"{name}.png")


if __name__ == "__main__":
    take_all()
