"""What every test of the screen stands on: a window that nobody sees."""

from __future__ import annotations

from collections.abc import Iterator

import pygame
import pytest

from dilemma_client.window import close_window, open_window


@pytest.fixture(scope="module", autouse=True)
def window() -> Iterator[pygame.Surface]:
    """SDL's dummy driver, started for each file of tests."""
    yield open_window()
    close_window()
