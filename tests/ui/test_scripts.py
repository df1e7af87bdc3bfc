"""Scripts: names and talk in every direction are put in the order in which they are read."""

from __future__ import annotations

import pytest

from dilemma_client.fonts import Fonts
from dilemma_client.scripts import Passage, passages
from dilemma_client.theme import BODY

PEACE_IN_HEBREW = "\u05e9\u05dc\u05d5\u05dd"
PEACE_IN_ARABIC = "\u0633\u0644\u0627\u0645"
BOOK_IN_HINDI = "\u0915\u093f\u0924\u093e\u092c"


@pytest.mark.parametrize("text", ["", "Peace 12", "Frieden, мир, ειρήνη"])
def test_what_needs_no_shaping_is_left_as_it_is(text: str) -> None:
    assert passages(text) == [Passage(text)]


def test_a_name_that_runs_left_stays_in_its_place_in_an_english_sentence() -> None:
    cut = passages(f"{PEACE_IN_HEBREW} warned Borea.")
    assert cut[0] == Passage(PEACE_IN_HEBREW, "Hebr", True)
    assert cut[1] == Passage(" warned Borea.")


def test_a_line_that_runs_left_begins_at_the_right() -> None:
    cut = passages(f"{PEACE_IN_ARABIC} {PEACE_IN_ARABIC} Ada!")
    assert cut[-1] == Passage(f"{PEACE_IN_ARABIC} {PEACE_IN_ARABIC} ", "Arab", True)
    assert "Ada" in [passage.text for passage in cut]
    assert cut[0].text == "!"


def test_numbers_are_read_from_the_left_even_there() -> None:
    cut = passages(f"{PEACE_IN_HEBREW} 45 {PEACE_IN_HEBREW}")
    assert Passage("45", "", False) in cut


def test_scripts_that_are_shaped_are_named() -> None:
    assert passages(f"Ada {BOOK_IN_HINDI}") == [Passage("Ada "), Passage(BOOK_IN_HINDI, "Deva")]


@pytest.mark.parametrize("text", [PEACE_IN_ARABIC, BOOK_IN_HINDI])
def test_letters_are_shaped_by_their_neighbours(text: str) -> None:
    fonts = Fonts(2.0)
    assert fonts.width(text, BODY) < sum(fonts.width(letter, BODY) for letter in text)


def test_the_last_letter_of_a_line_that_runs_left_is_at_its_left() -> None:
    fonts = Fonts(2.0)
    both = fonts.draw(PEACE_IN_HEBREW[:2], BODY, (255, 255, 255))
    last = fonts.draw(PEACE_IN_HEBREW[1], BODY, (255, 255, 255))
    left = both.subsurface((0, 0, last.get_width() - 2, both.get_height()))
    same = last.subsurface((0, 0, last.get_width() - 2, last.get_height()))
    assert left.get_bounding_rect() == same.get_bounding_rect()
