"""The look: a theme at a text scale, with everything kept that was drawn for it."""

from __future__ import annotations

from dilemma_client.fonts import Fonts
from dilemma_client.paint.icons import Icons
from dilemma_client.paint.tiles import Tiles
from dilemma_client.theme import Livery, Theme
from dilemma_client.themes import DARK


class Look:
    """A theme, its type and its shapes; `scale` is pixels for each logical unit.

    Without `motion` nothing on screen moves by itself.
    """

    def __init__(self, theme: Theme = DARK, scale: float = 1.0, *, motion: bool = True) -> None:
        self.theme = theme
        self.scale = scale
        self.motion = motion
        self.fonts = Fonts(scale)
        self.tiles = Tiles()
        self.icons = Icons()
        self._pixels: dict[float, int] = {}

    def px(self, units: float) -> int:
        """Pixels for a length in logical units; never 0 for a length above 0."""
        pixels = self._pixels.get(units)
        if pixels is None:
            pixels = round(units * self.scale)
            self._pixels[units] = pixels = max(1, pixels) if units > 0 else pixels
        return pixels

    def livery(self, place: int) -> Livery:
        """How the state in this place of the scenario looks."""
        return self.theme.livery(place)
