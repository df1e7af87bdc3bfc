"""The themes: which colours the screen has, dark or light, standard or more distinct.

The standard liveries follow Okabe and Ito (2008). Eight of them at the contrast that words need do
not hold under deuteranopia and protanopia (`tests/ui/test_sight.py` simulates both), so there is a
second set for each theme, chosen so that every two differ in lightness or in blue and yellow.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from dilemma_client.theme import Colour, Hatch, Livery, Theme, hexadecimal

NAMES = ("blue", "amber", "green", "vermilion", "mauve", "yellow", "teal", "slate")

HATCHES = (
    Hatch.RISING,
    Hatch.LEVEL,
    Hatch.UPRIGHT,
    Hatch.FALLING,
    Hatch.DOTS,
    Hatch.CROSSED,
    Hatch.RINGS,
    Hatch.PLAIN,
)

PIECES_BY_LIVERY = (2, 1, 3, 0, 4, 5, 6, 7)
"""The livery whose ink each piece has in the distinct palettes: what is green stays green."""


def _colours(codes: str) -> tuple[Colour, ...]:
    return tuple(hexadecimal(code) for code in codes.split())


def _liveries(lands: str, inks: str) -> tuple[Livery, ...]:
    """Liveries from their lands and inks, in the order of NAMES."""
    rows = zip(NAMES, _colours(lands), _colours(inks), HATCHES, strict=True)
    return tuple(Livery(*row) for row in rows)


def _distinct(theme: Theme, liveries: Sequence[Livery]) -> Theme:
    pieces = tuple(liveries[place].ink for place in PIECES_BY_LIVERY)
    name = f"{theme.name}, distinct"
    return replace(theme, name=name, liveries=tuple(liveries), pieces=pieces)


DARK = Theme(
    name="dark",
    backdrop=hexadecimal("0a0f17"),
    panel=hexadecimal("141b27"),
    raised=hexadecimal("1d2635"),
    sunken=hexadecimal("0d131d"),
    border=hexadecimal("2a3546"),
    border_strong=hexadecimal("47566c"),
    edge=hexadecimal("66758c"),
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
    liveries=_liveries(
        "1c5c92 86661a 176b57 8f4324 74476a 6f6c22 27666f 545e6d",
        "66b5f1 f0b83c 3ac99e f58f62 e09bc3 e6dc52 7dd6de c6ced9",
    ),
    pieces=_colours("2fb98f eeb53b ef7d4f 5bb5f2 d58fb9 e6dc52 7dd6de aab4c2"),
)

LIGHT = Theme(
    name="light",
    backdrop=hexadecimal("e3e8ee"),
    panel=hexadecimal("fafbfd"),
    raised=hexadecimal("eef1f6"),
    sunken=hexadecimal("ffffff"),
    border=hexadecimal("c8d0da"),
    border_strong=hexadecimal("97a3b3"),
    edge=hexadecimal("6c7a8d"),
    text=hexadecimal("16202e"),
    muted=hexadecimal("4a5768"),
    accent=hexadecimal("0a62a6"),
    on_accent=hexadecimal("ffffff"),
    accent_dim=hexadecimal("cfe3f5"),
    focus=hexadecimal("0b1420"),
    good=hexadecimal("0b6a4f"),
    caution=hexadecimal("7d5200"),
    danger=hexadecimal("a8331a"),
    track=hexadecimal("c3ccd8"),
    sea=hexadecimal("e6edf3"),
    sea_deep=hexadecimal("d8e2eb"),
    sea_line=hexadecimal("ccd8e3"),
    foreign_land=hexadecimal("f3f3f0"),
    foreign_edge=hexadecimal("b4bbc4"),
    ink_on_land=hexadecimal("101823"),
    shade=hexadecimal("ffffff"),
    liveries=_liveries(
        "9fc9ee f0d28a 9fd9bf f0b397 e2b6d3 e9e38c 9bd8df c9d1dc",
        "0f5c9c 855700 0d6b4f a83e12 8c3f72 625e08 0e6570 4a5768",
    ),
    pieces=_colours("0b7353 855c00 b0431a 0f63a5 8f4676 6a660c 0f6b77 56616f"),
)

DARK_DISTINCT = _distinct(
    DARK,
    _liveries(
        "1f4090 85620f 22726e 664205 082759 02301e 2669ad 474355",
        "4ba1eb bd8901 54d7b0 fea858 bd7aa0 f7f17b 61ccff e5eef9",
    ),
)

LIGHT_DISTINCT = _distinct(
    LIGHT,
    _liveries(
        "599fed ece9a7 b1c6ac c59340 c9ebff e3be48 92c6fd 83a29e",
        "025da2 321700 2e6969 6a2a03 321540 676301 163182 2f4450",
    ),
)

THEMES: dict[tuple[str, str], Theme] = {
    ("dark", "standard"): DARK,
    ("dark", "distinct"): DARK_DISTINCT,
    ("light", "standard"): LIGHT,
    ("light", "distinct"): LIGHT_DISTINCT,
}
"""Every theme by what a player sets: dark or light, and the palette."""
