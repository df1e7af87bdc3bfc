"""The design language in one place: what colours are for, type scale, spacing.

Sizes are logical units. Which colours they are is said in `dilemma_client.themes`; what a colour
says is always said by a word, a shape or a hatch as well.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from msgspec import Struct

Colour = tuple[int, int, int]


def hexadecimal(code: str) -> Colour:
    """A colour from six hexadecimal digits."""
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """The colour at `share` in [0, 1] of the way from the first to the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def contrast(first: Colour, second: Colour) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        channel / 3294.6 if channel <= 10 else ((channel / 255 + 0.055) / 1.055) ** 2.4
        for channel in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Hatch(Enum):
    """The second sign of a state beside its colour."""

    RISING = "rising"
    DOTS = "dots"
    LEVEL = "level"
    FALLING = "falling"
    UPRIGHT = "upright"
    CROSSED = "crossed"
    RINGS = "rings"
    PLAIN = "plain"


class Livery(Struct, frozen=True):
    """How a state looks: its land on the map, its ink for words and lines, its hatch."""

    name: str
    land: Colour
    ink: Colour
    hatch: Hatch


class Style(Struct, frozen=True, cache_hash=True):
    """A size of type in logical units, regular or bold; `tracking` widens it in the same units."""

    # Every word on screen is looked up by its style, many times in each picture: the hash is kept.
    size: int
    bold: bool = False
    tracking: float = 0.0
    capitals: bool = False


DISPLAY = Style(38, bold=True)
TITLE = Style(26, bold=True)
HEADING = Style(18, bold=True)
STRONG = Style(15, bold=True)
BODY = Style(15)
SMALL = Style(13)
SMALL_STRONG = Style(13, bold=True)
CAPTION = Style(12, bold=True, tracking=0.8, capitals=True)
FINE = Style(12)
FINE_STRONG = Style(12, bold=True)


class Tone(Enum):
    """What the colour of a word says."""

    TEXT = "text"
    MUTED = "muted"
    ACCENT = "accent"
    GOOD = "good"
    CAUTION = "caution"
    DANGER = "danger"


class Swatch(Enum):
    """Rows of colours that tell one thing from another."""

    LAND = "land"
    INK = "ink"
    PIECE = "piece"


class Dye(Struct, frozen=True):
    """A colour by its row and its place in it, whatever the theme makes of it."""

    swatch: Swatch
    place: int


def land(place: int) -> Dye:
    """The land of the state in this place of a map."""
    return Dye(Swatch.LAND, place)


def livery_ink(place: int) -> Dye:
    """The ink of the state in this place of a map."""
    return Dye(Swatch.INK, place)


def piece(place: int) -> Dye:
    """The colour of a part of a whole."""
    return Dye(Swatch.PIECE, place)


Ink = Tone | Dye | Colour


class Theme(Struct, frozen=True):
    """What every colour on screen is for.

    `border` frames groups and is there to look at; `edge` is the border of what can be used.
    `shade` is the ground of words on the map and the halo of what is drawn there. `pieces` are
    grounds for words in `shade`.
    """

    name: str
    backdrop: Colour
    panel: Colour
    raised: Colour
    sunken: Colour
    border: Colour
    border_strong: Colour
    edge: Colour
    text: Colour
    muted: Colour
    accent: Colour
    on_accent: Colour
    accent_dim: Colour
    focus: Colour
    good: Colour
    caution: Colour
    danger: Colour
    track: Colour
    sea: Colour
    sea_deep: Colour
    sea_line: Colour
    foreign_land: Colour
    foreign_edge: Colour
    ink_on_land: Colour
    shade: Colour
    liveries: tuple[Livery, ...]
    pieces: tuple[Colour, ...]

    def ink(self, ink: Ink) -> Colour:
        """A colour given by what it says, by its place, or as itself."""
        if isinstance(ink, tuple):
            return ink
        if isinstance(ink, Dye):
            return self._dyed(ink)
        return INKS[ink](self)

    def livery(self, place: int) -> Livery:
        """How the state in this place of a map looks; with more states they begin again."""
        return self.liveries[place % len(self.liveries)]

    def _dyed(self, dye: Dye) -> Colour:
        if dye.swatch is Swatch.PIECE:
            return self.pieces[dye.place % len(self.pieces)]
        livery = self.livery(dye.place)
        return livery.land if dye.swatch is Swatch.LAND else livery.ink


INKS: dict[Tone, Callable[[Theme], Colour]] = {
    Tone.TEXT: lambda theme: theme.text,
    Tone.MUTED: lambda theme: theme.muted,
    Tone.ACCENT: lambda theme: theme.accent,
    Tone.GOOD: lambda theme: theme.good,
    Tone.CAUTION: lambda theme: theme.caution,
    Tone.DANGER: lambda theme: theme.danger,
}


class Spacing(Struct, frozen=True):
    """Distances in logical units, so that screens breathe alike."""

    hair: int = 2
    tight: int = 4
    near: int = 8
    normal: int = 12
    wide: int = 16
    far: int = 24
    radius: int = 8
    control: int = 30
    border: int = 1


SPACING = Spacing()
