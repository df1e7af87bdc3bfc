"""Icons: the project's own drawings, coloured and sized when first used."""

from __future__ import annotations

from io import BytesIO

import pygame

from dilemma_client.library import asset_bytes
from dilemma_client.paint.tiles import OVERSIZE
from dilemma_client.theme import Colour


class Icons:
    """Icons by name, size and colour."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[str, int, Colour], pygame.Surface] = {}
        self._blurred: dict[tuple[str, int, Colour, int], pygame.Surface] = {}

    def draw(self, name: str, size: int, colour: Colour) -> pygame.Surface:
        """The icon as a square of `size` pixels, transparent around it."""
        key = (name, size, colour)
        icon = self._drawn.get(key)
        if icon is None:
            icon = self._drawn[key] = _draw(name, size, colour)
        return icon

    def blurred(self, name: str, size: int, colour: Colour, radius: int) -> pygame.Surface:
        """The icon out of focus by `radius` pixels, in a square of the same size."""
        if radius <= 0:
            return self.draw(name, size, colour)
        key = (name, size, colour, radius)
        icon = self._blurred.get(key)
        if icon is None:
            sharp = self.draw(name, size, colour)
            icon = self._blurred[key] = pygame.transform.gaussian_blur(sharp, radius)
        return icon


def _draw(name: str, size: int, colour: Colour) -> pygame.Surface:
    """Drawings are white on nothing: colouring them multiplies."""
    drawing = BytesIO(asset_bytes("icons", f"{name}.svg"))
    large = pygame.image.load_sized_svg(drawing, (size * OVERSIZE, size * OVERSIZE))
    large.fill((255, 255, 255, 0), special_flags=pygame.BLEND_RGBA_MAX)
    large.fill((*colour, 255), special_flags=pygame.BLEND_RGBA_MULT)
    return pygame.transform.smoothscale(large, (size, size))
