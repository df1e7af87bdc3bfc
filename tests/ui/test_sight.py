"""Sight: every theme can be read, its colours are told apart without red and green, or not needed.

Colour vision without one kind of cone is simulated after Machado, Oliveira and Fernandes (2009) at
full strength; how far two colours are apart is measured in OKLab (Ottosson, 2020), where 0.02 is
about the least that is seen side by side.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pygame
import pytest
from msgspec.structs import fields, replace
from numpy.typing import NDArray

from dilemma.protocol.messages import Table as Seating
from dilemma_client.model import Model
from dilemma_client.paint import Brush, Look
from dilemma_client.paint.hatches import hatch
from dilemma_client.scenes.turn.topbar import Seals
from dilemma_client.theme import Colour, Theme, Tone, contrast, mix
from dilemma_client.themes import DARK, THEMES
from dilemma_client.widgets.base import Widget
from dilemma_client.widgets.button import Checkbox
from dilemma_client.widgets.choice import Choice, Option
from dilemma_client.widgets.memory import Memory
from dilemma_client.widgets.progress import Dots
from dilemma_client.widgets.slider import Slider
from support import views

Matrix = NDArray[np.float64]

READ, SEEN = 4.5, 3.0
"""Contrast at the least of words with their ground, and of signs and borders of controls (WCAG)."""

APART = 0.1
"""Distance in OKLab at the least of colours that tell things apart in a distinct palette."""

GROUNDS = ("backdrop", "panel", "raised", "sunken", "accent_dim")

EYES: dict[str, Matrix] = {
    "all cones": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}

CONES: Matrix = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
OPPONENTS: Matrix = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)

themes = pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)


def seen(colour: Colour, eye: Matrix) -> Matrix:
    """A colour in OKLab as an eye has it."""
    share = np.array(colour) / 255
    light = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    found: Matrix = OPPONENTS @ np.cbrt(CONES @ np.clip(eye @ light, 0.0, 1.0))
    return found


def least_apart(colours: tuple[Colour, ...], eye: Matrix) -> float:
    """How far the two of some colours are apart that are nearest to each other."""
    points = [seen(colour, eye) for colour in colours]
    return min(float(np.linalg.norm(a - b)) for a, b in itertools.combinations(points, 2))


def rows(theme: Theme) -> dict[str, tuple[Colour, ...]]:
    """The rows of colours that tell one thing from another."""
    lands = tuple(livery.land for livery in theme.liveries)
    inks = tuple(livery.ink for livery in theme.liveries)
    return {"lands": lands, "inks": inks, "pieces": theme.pieces}


# words and their grounds


@themes
@pytest.mark.parametrize("ground", [*GROUNDS, "shade"])
@pytest.mark.parametrize("tone", Tone)
def test_every_tone_can_be_read_on_every_ground(theme: Theme, tone: Tone, ground: str) -> None:
    assert contrast(theme.ink(tone), getattr(theme, ground)) >= READ


@themes
def test_words_in_and_on_the_colours_of_states_can_be_read(theme: Theme) -> None:
    for livery in theme.liveries:
        assert contrast(livery.ink, theme.panel) >= READ, livery.name
        assert contrast(livery.ink, theme.raised) >= READ, livery.name
        assert contrast(theme.text, livery.land) >= READ, livery.name
        assert contrast(theme.ink_on_land, livery.land) >= READ, livery.name
        assert contrast(theme.shade, livery.ink) >= READ, livery.name


@themes
def test_words_on_parts_of_a_whole_and_on_buttons_can_be_read(theme: Theme) -> None:
    assert all(contrast(theme.shade, piece) >= READ for piece in theme.pieces)
    for lifted in (0.0, 0.18):
        assert contrast(theme.on_accent, mix(theme.accent, theme.text, lifted)) >= READ
    assert contrast(theme.text, mix(theme.raised, theme.text, 0.08)) >= READ
    assert contrast(theme.muted, theme.raised) >= READ
    assert contrast(theme.ink_on_land, theme.shade) >= READ


@themes
@pytest.mark.parametrize("ground", ["backdrop", "panel", "raised", "sunken"])
def test_borders_of_controls_and_the_focus_can_be_seen(theme: Theme, ground: str) -> None:
    for part in ("edge", "accent", "focus"):
        assert contrast(getattr(theme, part), getattr(theme, ground)) >= SEEN, part
    assert contrast(theme.accent, theme.accent_dim) >= SEEN


@themes
def test_how_far_a_slider_or_a_row_of_dots_has_come_can_be_seen(theme: Theme) -> None:
    assert all(contrast(colour, theme.track) >= SEEN for colour in (*theme.pieces, theme.accent))


# colours that tell things apart


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("tone", ["dark", "light"])
def test_a_distinct_palette_is_told_apart_by_every_eye(tone: str, eye: str) -> None:
    for name, colours in rows(THEMES[tone, "distinct"]).items():
        assert least_apart(colours, EYES[eye]) >= APART, name


@pytest.mark.parametrize("eye", ["protanopia", "deuteranopia"])
@pytest.mark.parametrize("tone", ["dark", "light"])
def test_it_is_told_apart_better_than_the_standard_one(tone: str, eye: str) -> None:
    standard, distinct = rows(THEMES[tone, "standard"]), rows(THEMES[tone, "distinct"])
    for name, colours in distinct.items():
        assert least_apart(colours, EYES[eye]) > 1.5 * least_apart(standard[name], EYES[eye]), name


def test_red_and_green_of_one_lightness_are_one_colour_without_one_kind_of_cone() -> None:
    """What simulates is itself under test: a pair that is famous for it."""
    red, green = (190, 70, 60), (95, 115, 40)
    assert least_apart((red, green), EYES["all cones"]) > 0.15
    assert least_apart((red, green), EYES["deuteranopia"]) < 0.1


# nothing by colour alone


INK, GROUND = (0, 0, 0), (255, 255, 255)
GROUND_FIELDS = (
    *("backdrop", "panel", "raised", "sunken", "accent_dim", "on_accent", "track", "shade"),
    *("sea", "sea_deep", "sea_line", "foreign_land"),
)
COLOURS = [field.name for field in fields(Theme)][1:-2]
PLAIN: dict[str, Any] = {name: GROUND if name in GROUND_FIELDS else INK for name in COLOURS}
UNCOLOURED = replace(
    DARK,
    **PLAIN,
    liveries=tuple(replace(livery, land=GROUND, ink=INK) for livery in DARK.liveries),
    pieces=(INK,) * len(DARK.pieces),
)
"""A theme of one ink on one ground: what differs in it differs by shape or word."""


def drawn(widget: Widget, theme: Theme = UNCOLOURED) -> bytes:
    """A widget as it looks without colours."""
    surface = pygame.Surface((400, 60))
    look = Look(theme)
    surface.fill(theme.backdrop)
    widget.arrange(look, pygame.Rect(10, 10, 380, 40))
    widget.draw(Brush(surface, look), Memory())
    return pygame.image.tobytes(surface, "RGB")


def checkbox(is_on: bool) -> Widget:
    """A box, ticked or not."""
    return Checkbox("box", "A box", is_on, lambda _: None)


def choice(chosen: str) -> Widget:
    """Two options, one chosen."""
    options = [Option("one", "one"), Option("two", "two")]
    return Choice("choice", "A choice", options, chosen, lambda _: None)


def seals(*sealed: str) -> Widget:
    """Who has sealed."""
    everyone: dict[str, str | None] = dict(views.NAMES)
    model = Model(briefing=views.briefing(), table=Seating(everyone, tuple(everyone), sealed))
    return Seals(model, {state: place for place, state in enumerate(everyone)})


def slider(share: float) -> Widget:
    """A slider somewhere."""
    return Slider("slider", "A slider", share, lambda _: None, shown=lambda _: "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (lambda: checkbox(True), lambda: checkbox(False)),
        (lambda: choice("one"), lambda: choice("two")),
        (lambda: seals("borea"), lambda: seals("corvia")),
        (lambda: slider(0.2), lambda: slider(0.8)),
    ],
    ids=["checkbox", "choice", "seals", "slider"],
)
def test_how_a_thing_stands_shows_without_colour(
    one: Callable[[], Widget], other: Callable[[], Widget]
) -> None:
    assert drawn(one()) != drawn(other())
    assert drawn(one()) == drawn(one())


def test_a_row_of_dots_says_its_number_beside_its_colours() -> None:
    dots = Dots("Turn", 3, 12)
    assert "3" in dots.value


def test_states_have_hatches_beside_their_colours() -> None:
    kinds = [livery.hatch for livery in UNCOLOURED.liveries]
    tiles = [pygame.image.tobytes(hatch(kind, (40, 40), INK, 8), "RGBA") for kind in kinds]
    assert len(set(tiles)) == len(kinds)
