"""Type: measured, wrapped, shortened, and never a box where another face has the sign."""

from __future__ import annotations

import pygame
import pytest

from dilemma_client.faces import face_bytes
from dilemma_client.fonts import NO_CHARACTER, Fonts
from dilemma_client.theme import BODY, CAPTION, SMALL

INK = (255, 255, 255)


@pytest.fixture
def fonts() -> Fonts:
    """Type at its designed size."""
    return Fonts()


def picture(fonts: Fonts, text: str) -> bytes:
    """What a text looks like."""
    return pygame.image.tobytes(fonts.draw(text, BODY, INK), "RGBA")


@pytest.mark.parametrize("sign", ["Ä", "ж", "ω", "ש", "ع", "ก", "अ", "✓", "→", "∞", "♜"])
def test_signs_of_many_writings_are_drawn(fonts: Fonts, sign: str) -> None:
    assert picture(fonts, sign) != picture(fonts, NO_CHARACTER)


def test_what_no_face_of_ours_has_is_lent_by_the_system() -> None:
    """Here the system lends a face of music, which has a clef."""
    clef = "\U0001d11e"
    lending, poor = Fonts(lent=lambda: face_bytes("music")), Fonts(lent=lambda: None)
    assert picture(lending, clef) != picture(lending, NO_CHARACTER)
    assert picture(poor, clef) == picture(poor, NO_CHARACTER)
    assert picture(lending, "Ä") == picture(poor, "Ä")


def test_a_drawn_text_is_as_large_as_it_was_measured(fonts: Fonts) -> None:
    for text in ("Strength", "In force ✓ ∞", "Мир"):
        assert fonts.draw(text, BODY, INK).get_size() == fonts.size(text, BODY)


def test_a_text_is_drawn_once(fonts: Fonts) -> None:
    assert fonts.draw("peace", BODY, INK) is fonts.draw("peace", BODY, INK)


def test_lines_are_no_wider_than_the_room(fonts: Fonts) -> None:
    text = "Two equal states share one long border and nobody stands above them. " * 3
    for width in (60, 150, 400):
        lines = fonts.wrap(text, SMALL, width)
        assert all(fonts.width(line, SMALL) <= width for line in lines)
        assert " ".join(lines).split() == text.split()


def test_a_word_longer_than_the_room_is_split(fonts: Fonts) -> None:
    lines = fonts.wrap("Rindfleischetikettierungsüberwachung", SMALL, 60)
    assert len(lines) > 2
    assert "".join(lines) == "Rindfleischetikettierungsüberwachung"


def test_paragraphs_stay_apart(fonts: Fonts) -> None:
    assert fonts.wrap("one\n\ntwo", BODY, 500) == ("one", "", "two")


def test_what_does_not_fit_ends_in_an_ellipsis(fonts: Fonts) -> None:
    short = fonts.shorten("The treaty of the long river", BODY, 100)
    assert short.endswith("…")
    assert fonts.width(short, BODY) <= 100
    assert fonts.shorten("Peace", BODY, 100) == "Peace"


def test_text_at_200_per_cent_is_twice_as_large() -> None:
    width, height = Fonts(1.0).size("Assessment", BODY)
    wider, higher = Fonts(2.0).size("Assessment", BODY)
    assert wider == pytest.approx(2 * width, rel=0.06)
    assert higher == pytest.approx(2 * height, abs=2)


def test_captions_are_capitals_whatever_is_written(fonts: Fonts) -> None:
    one, other = (fonts.draw(text, CAPTION, INK) for text in ("turn", "TURN"))
    assert pygame.image.tobytes(one, "RGBA") == pygame.image.tobytes(other, "RGBA")
