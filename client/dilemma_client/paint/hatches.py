"""Hatches: the pattern that tells a state apart where its colour does not."""

from __future__ import annotations

import pygame

from dilemma_client.theme import Colour, Hatch


def hatch(kind: Hatch, size: tuple[int, int], colour: Colour, step: int) -> pygame.Surface:
    """An area filled with a pattern whose lines or dots lie `step` pixels apart."""
    surface = pygame.Surface(size, pygame.SRCALPHA)
    surface.fill((*colour, 0))
    _PATTERNS[kind](surface, colour, step)
    return surface


def _rising(surface: pygame.Surface, colour: Colour, step: int) -> None:
    width, height = surface.get_size()
    for x in range(-height, width, step):
        pygame.draw.aaline(surface, colour, (x, height), (x + height, 0))


def _falling(surface: pygame.Surface, colour: Colour, step: int) -> None:
    width, height = surface.get_size()
    for x in range(-height, width, step):
        pygame.draw.aaline(surface, colour, (x, 0), (x + height, height))


def _level(surface: pygame.Surface, colour: Colour, step: int) -> None:
    width, height = surface.get_size()
    for y in range(step // 2, height, step):
        pygame.draw.line(surface, colour, (0, y), (width, y))


def _upright(surface: pygame.Surface, colour: Colour, step: int) -> None:
    width, height = surface.get_size()
    for x in range(step // 2, width, step):
        pygame.draw.line(surface, colour, (x, 0), (x, height))


def _crossed(surface: pygame.Surface, colour: Colour, step: int) -> None:
    _rising(surface, colour, step * 2)
    _falling(surface, colour, step * 2)


def _dots(surface: pygame.Surface, colour: Colour, step: int) -> None:
    width, height = surface.get_size()
    for row, y in enumerate(range(step // 2, height, step)):
        for x in range(step // 2 + (row % 2) * step // 2, width, step):
            pygame.draw.circle(surface, colour, (x, y), max(1, step / 9))


def _rings(surface: pygame.Surface, colour: Colour, step: int) -> None:
    width, height = surface.get_size()
    for row, y in enumerate(range(step, height, step * 2)):
        for x in range(step + (row % 2) * step, width, step * 2):
            pygame.draw.circle(surface, colour, (x, y), step / 3, 1)


def _plain(surface: pygame.Surface, colour: Colour, step: int) -> None:
    """Nothing at all is a pattern too."""


_PATTERNS = {
    Hatch.RISING: _rising,
    Hatch.FALLING: _falling,
    Hatch.LEVEL: _level,
    Hatch.UPRIGHT: _upright,
    Hatch.CROSSED: _crossed,
    Hatch.DOTS: _dots,
    Hatch.RINGS: _rings,
    Hatch.PLAIN: _plain,
}
