"""A few pictures as they were when a person last looked at them, with tolerance.

They notice what no label says: a map that is gone, a panel of the wrong colour, words on words.
`ui.pictures` says how they are taken anew.
"""

from __future__ import annotations

import numpy as np
import pygame
import pytest

from ui.pictures import FOLDER, PICTURES, take

MOST = 6.0
"""Mean difference of a channel, of 255, that fonts and rounding may make."""

PATCH = 40
"""Pixels of the side of a square: the squares of a picture are looked at one by one."""

MOST_IN_A_PATCH = 30.0


def pixels(surface: pygame.Surface) -> np.ndarray:
    """The colours, from 0 to 255."""
    return pygame.surfarray.array3d(surface).astype(np.float64)


@pytest.mark.parametrize("name", PICTURES)
def test_a_screen_looks_as_it_did(name: str) -> None:
    kept = pixels(pygame.image.load(FOLDER / f"{name}.png"))
    apart = np.abs(pixels(take(name)) - kept).mean(axis=2)
    assert apart.mean() < MOST
    width, height = (side // PATCH * PATCH for side in apart.shape)
    patches = apart[:width, :height].reshape(width // PATCH, PATCH, height // PATCH, PATCH)
    assert patches.mean(axis=(1, 3)).max() < MOST_IN_A_PATCH


def test_another_screen_does_not_pass() -> None:
    """The tolerance is no more than that."""
    kept = pixels(pygame.image.load(FOLDER / f"{PICTURES[0]}.png"))
    apart = np.abs(pixels(take(PICTURES[1])) - kept).mean(axis=2)
    assert apart.mean() > MOST
