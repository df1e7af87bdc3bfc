"""The design language in one place: colours, type scale, spacing. Sizes are logical units.

Colours follow Okabe and Ito (2008), which hold under deuteranopia and protanopia; what a colour
says is always said by a word, a shape or a hatch as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

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


@dataclass(frozen=True)
class Livery:
    """How a state looks: its land on the map, its ink for words and lines, its hatch."""

    name: str
    land: Colour
    ink: Colour
    hatch: Hatch


@dataclass(frozen=True)
class Style:
    """A size of type in logical units, regular or bold; `tracking` widens it in the same units."""

    size: int
    bold: bool = False
    tracking: float = 0.0
    capitals: bool = False

    def __post_init__(self) -> None:
        # Every word on screen is looked up by its style, many times in each picture.
        key = hash((self.size, self.bold, self.tracking, self.capitals))
        object.__setattr__(self, "_hash", key)

    def __hash__(self) -> int:
        return self.__dict__["_hash"]  # type: ignore[no-any-return]


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


Ink = Tone | Colour


@dataclass(frozen=True)
class Theme:
    """What every colour on screen is for."""

    name: str
    backdrop: Colour
    panel: Colour
    raised: Colour
    sunken: Colour
    border: Colour
    border_strong: Colour
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

    def ink(self, ink: Ink) -> Colour:
        """A colour given by what it says, or as itself."""
        return ink if isinstance(ink, tuple) else INKS[ink](self)


INKS: dict[Tone, Callable[[Theme], Colour]] = {
    Tone.TEXT: lambda theme: theme.text,
    Tone.MUTED: lambda theme: theme.muted,
    Tone.ACCENT: lambda theme: theme.accent,
    Tone.GOOD: lambda theme: theme.good,
    Tone.CAUTION: lambda theme: theme.caution,
    Tone.DANGER: lambda theme: theme.danger,
}


def _livery(name: str, land: str, ink: str, hatch: Hatch) -> Livery:
    return Livery(name, hexadecimal(land), hexadecimal(ink), hatch)


DARK = Theme(
    name="dark",
    backdrop=hexadecimal("0a0f17"),
    panel=hexadecimal("141b27"),
    raised=hexadecimal("1d2635"),
    sunken=hexadecimal("0d131d"),
    border=hexadecimal("2a3546"),
    border_strong=hexadecimal("47566c"),
    text=hexadecimal("eef2f8"),
    muted=hexadecimal("a4b1c3"),
    accent=hexadecimal("5bb5f2"),
    on_accent=hexadecimal("06121d"),
    accent_dim=hexadecimal("1c3d58"),
    focus=hexadecimal("ffffff"),
    good=hexadecimal("3cc8a0"),
    caution=hexadecimal("f2b93c"),
    danger=hexadecimal("f4865c"),
    track=hexadecimal("303c4f"),
    sea=hexadecimal("0f1a28"),
    sea_deep=hexadecimal("0b131e"),
    sea_line=hexadecimal("18273a"),
    foreign_land=hexadecimal("262e3a"),
    foreign_edge=hexadecimal("39424f"),
    ink_on_land=hexadecimal("ffffff"),
    shade=hexadecimal("04070b"),
    liveries=(
        _livery("blue", "1c5c92", "66b5f1", Hatch.RISING),
        _livery("amber", "86661a", "f0b83c", Hatch.LEVEL),
        _livery("green", "176b57", "3ac99e", Hatch.UPRIGHT),
        _livery("vermilion", "8f4324", "f58f62", Hatch.FALLING),
        _livery("mauve", "74476a", "e09bc3", Hatch.DOTS),
        _livery("yellow", "6f6c22", "e6dc52", Hatch.CROSSED),
        _livery("teal", "27666f", "7dd6de", Hatch.RINGS),
        _livery("slate", "545e6d", "c6ced9", Hatch.PLAIN),
    ),
)


@dataclass(frozen=True)
class Spacing:
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
