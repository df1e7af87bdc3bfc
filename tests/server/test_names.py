"""Names: what looks alike cannot sit at one table."""

from __future__ import annotations

import pytest

from dilemma_server.match.names import forms

ALIKE = {
    "letters whatever their size": ("Ada", "aDA"),
    "Cyrillic letters": ("Paypal", "Раураl"),
    "one Cyrillic letter": ("Ada", "Аda"),
    "a Cyrillic capital": ("Ben", "Вen"),
    "Greek letters": ("Ada", "Αda"),
    "rn for m": ("Tom", "Torn"),
    "m for rn": ("Arnold", "Amold"),
    "a capital I for a small l": ("Alice", "AIice"),
    "a small l for a capital I": ("Ida", "lda"),
    "two of them": ("Bill", "BiII"),
    "one for l": ("Alice", "A1ice"),
    "one for I": ("Ida", "1da"),
    "nought for O": ("BOB", "B0B"),
    "nought for o": ("Bob", "B0b"),
    "a line for l": ("Alice", "A|ice"),
    "full width": ("Ada", "Ａｄａ"),
    "mathematical letters": ("Ada", "𝐀𝐝𝐚"),
    "a ligature": ("Fiona", "ﬁona"),
    "a letter in two parts": ("Zoë", "Zoe\u0308"),
    "a sharp s": ("Strasse", "Straße"),
}

APART = [
    ("Ada", "Adam"),
    ("Ben", "Den"),
    ("Zoe", "Zoë"),
    ("Tom", "Tim"),
    ("Ida", "Ada"),
    ("Player 2", "Player 3"),
    ("Player 11", "Player 10"),
    ("孫子", "孔子"),
    ("Иван", "Иванна"),
    ("Guest 1", "Guest 2"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE.values(), ids=ALIKE.keys())
def test_names_that_look_alike_share_a_form(one: str, other: str) -> None:
    assert forms(one) & forms(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_that_do_not_share_none(one: str, other: str) -> None:
    assert not forms(one) & forms(other)
