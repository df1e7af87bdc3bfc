"""The setting: what the screens around a match have in common."""

from __future__ import annotations

import pygame

from dilemma_client.paint import Brush, Look
from dilemma_client.theme import SPACING, Theme
from dilemma_client.tongue import say
from dilemma_client.widgets.base import Size, Widget
from dilemma_client.widgets.boxes import Box, Centred, Column, Padded
from dilemma_client.widgets.memory import Memory
from dilemma_client.widgets.panel import Card
from dilemma_client.widgets.scroll import Scroll
from dilemma_client.widgets.text import caption

BACKDROP = ("four_worlds", ("aster", "borea", "corvia", "delmark"))
"""Whose map lies behind the screens around a match."""

_veiled: dict[tuple[int, int, str], pygame.Surface] = {}


def group(title: str, *inside: Widget, grow: float = 0.0) -> Widget:
    """Controls under their heading."""
    return Column([caption(title), *inside], gap=6, grow=grow)


class Backdrop(Box):
    """A map far behind, and a screen on it."""

    def __init__(self, inside: Widget) -> None:
        super().__init__([inside])

    def measure(self, look: Look, width: int) -> Size:
        return self.inside[0].size(look, width)

    def arrange(self, look: Look, rect: pygame.Rect) -> None:
        self.rect = rect
        self.inside[0].arrange(look, rect)

    def draw(self, brush: Brush, memory: Memory) -> None:
        if not brush.in_haste:
            brush.surface.blit(veiled_map(brush.theme, self.rect.size), self.rect.topleft)
        super().draw(brush, memory)


def veiled_map(theme: Theme, size: tuple[int, int]) -> pygame.Surface:
    """The map as large as the window, dim, and dark at the left where words are; the last is kept.

    It takes some tens of milliseconds to draw, which may be done in any thread.
    """
    key = (*size, theme.name)
    found = _veiled.get(key)
    if found is None:
        from dilemma_client.atlas.geography import geography
        from dilemma_client.atlas.picture import draw_picture

        drawn = geography(*BACKDROP)
        height = round(size[0] * 0.86 * drawn.size[1] / drawn.size[0])
        picture = draw_picture(drawn, theme, (round(size[0] * 0.86), height))
        found = pygame.Surface(size)
        found.fill(theme.sea_deep)
        found.blit(picture, (size[0] - round(size[0] * 0.72), (size[1] - height) // 2))
        found.blit(_shade(theme, size), (0, 0))
        _veiled.clear()
        _veiled[key] = found
    return found


def _shade(theme: Theme, size: tuple[int, int]) -> pygame.Surface:
    """From nearly black at the left to a light veil at the right."""
    opacities = (255, 255, 255, 240, 190, 150, 130, 120, 115)
    steps = pygame.Surface((len(opacities), 1), pygame.SRCALPHA)
    for place, opacity in enumerate(opacities):
        steps.set_at((place, 0), (*theme.backdrop, opacity))
    return pygame.transform.smoothscale(steps, size)


def sheet_of(inside: Widget, width: float) -> Widget:
    """A sheet in the middle of the window, scrolling when the window is too small for it."""
    card = Card(inside, across=28, along=22, fill=None)
    scroll = Scroll("sheet.scroll", say("Sheet"), Centred(card, width, grow=1))
    return Backdrop(Padded(scroll, SPACING.near, SPACING.near))
