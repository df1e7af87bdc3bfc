"""The window: opened once, with only those parts of pygame that are needed."""

from __future__ import annotations

import os
import sys

import pygame

SIZE = (1280, 720)
"""The window at first, in pixels; the player may change it."""

TITLE = "Security Dilemma"

WINDOWLESS = ("dummy", "offscreen")
"""SDL's drivers that draw where nobody sees it."""


class NoDisplay(Exception):
    """There is nowhere to open a window; one line says what the system says."""


def has_display() -> bool:
    """Whether a window can be opened here; opens none."""
    try:
        _start()
    except NoDisplay:
        return False
    return pygame.display.get_driver() not in WINDOWLESS


def open_window(size: tuple[int, int] = SIZE) -> pygame.Surface:
    """Open the window; raises NoDisplay."""
    _start()
    try:
        surface = pygame.display.set_mode(_within_screen(size), pygame.RESIZABLE)
    except pygame.error as error:
        raise NoDisplay(f"No window can be opened here: {error}.") from None
    pygame.display.set_caption(TITLE)
    pygame.key.set_repeat(350, 35)
    return surface


def _within_screen(size: tuple[int, int]) -> tuple[int, int]:
    """A size that was kept may be that of another, larger screen."""
    if pygame.display.get_driver() in WINDOWLESS:
        return size
    width, height = next(iter(pygame.display.get_desktop_sizes()), size)
    return min(size[0], width), min(size[1], height)


def close_window() -> None:
    """Give everything back."""
    pygame.font.quit()
    pygame.display.quit()


def _start() -> None:
    """Start display and type and nothing else: no joystick, no sound device is asked for."""
    if sys.platform.startswith("linux"):
        # Without a graphics card the accelerated way of showing a picture is the slow one.
        os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
    os.environ.setdefault("SDL_HINT_IME_SHOW_UI", "1")
    try:
        pygame.display.init()
    except pygame.error as error:
        raise NoDisplay(f"No window can be opened here: {error}.") from None
    pygame.font.init()
