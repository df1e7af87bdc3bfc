"""Scripts: a line of text cut into passages of one script and one direction, as they are seen.

What runs from right to left is put in order by the Unicode bidirectional algorithm (UAX 9), and
every script is named, because letters that change their shape or place by their neighbours are
drawn right only when the shaper knows which script they are of.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate, groupby
from typing import Any, NamedTuple

RANGES: dict[str, str] = {
    "Hebr": "\u0590-\u05ff\ufb1d-\ufb4f",
    "Arab": "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufeff",
    "Deva": "\u0900-\u097f\ua8e0-\ua8ff",
    "Thai": "\u0e00-\u0e7f",
}
"""Scripts that need a shaper, by their ISO 15924 code, with the characters that are of them."""

SHAPED = re.compile("[" + "".join(RANGES.values()) + "]")
RIGHT_TO_LEFT = ("R", "AL")
"""Bidirectional classes of letters that run from right to left."""

_SCRIPTS = {code: re.compile(f"[{letters}]") for code, letters in RANGES.items()}


class Passage(NamedTuple):
    """Characters in reading order, their script (empty if it needs no shaper), and direction."""

    text: str
    script: str = ""
    runs_left: bool = False


def passages(text: str) -> list[Passage]:
    """A line as passages from left to right."""
    return [passage for _, passage in placed_passages(text)]


def placed_passages(text: str) -> list[tuple[int, Passage]]:
    """The same, each with the place in the line of its first character."""
    if not SHAPED.search(text):
        return [(0, Passage(text))]
    ordered = _ordered(text) if _has_letters_to_the_left(text) else [(0, text, False)]
    return [
        (start + offset, passage)
        for start, piece, runs_left in ordered
        for offset, passage in _by_script(piece, runs_left)
    ]


def runs_left(text: str) -> bool:
    """Whether a line as a whole is read from right to left."""
    return _has_letters_to_the_left(text) and _base_level(text) == 1


def _has_letters_to_the_left(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in text)


def _ordered(text: str) -> list[tuple[int, str, bool]]:
    """Pieces of one direction as they stand from left to right, each in reading order.

    Each with the place of its first character and whether it runs left.
    """
    from bidi import algorithm

    base = _base_level(text)
    line: dict[str, Any] = algorithm.get_empty_storage()
    line["base_level"], line["base_dir"] = base, "LR"[base]
    algorithm.get_embedding_levels(text, line)
    for place, character in enumerate(line["chars"]):
        character["place"] = place
    algorithm.explicit_embed_and_overrides(line)
    algorithm.resolve_weak_types(line)
    algorithm.resolve_neutral_types(line, False)
    algorithm.resolve_implicit_levels(line, False)
    algorithm.reorder_resolved_levels(line, False)
    pieces = []
    for level, characters in groupby(line["chars"], lambda character: character["level"]):
        places = sorted(character["place"] for character in characters)
        pieces.append((places[0], "".join(text[place] for place in places), level % 2 == 1))
    return pieces


def _base_level(text: str) -> int:
    """1 for a line that is mostly of letters that run left, so that one name turns no sentence."""
    classes = [unicodedata.bidirectional(letter) for letter in text]
    left = sum(kind in RIGHT_TO_LEFT for kind in classes)
    return int(left > classes.count("L"))


def _by_script(text: str, runs_left: bool) -> list[tuple[int, Passage]]:
    """A piece of one direction cut by script; signs and spaces go with what stands before them."""
    found: list[tuple[str, str]] = []
    for character in text:
        own = next((code for code, letters in _SCRIPTS.items() if letters.match(character)), "")
        plain = not own and not character.isalpha()
        script = found[-1][1] if plain and found else own
        if found and found[-1][1] == script:
            found[-1] = (found[-1][0] + character, script)
        else:
            found.append((character, script))
    starts = accumulate((len(piece) for piece, _ in found), initial=0)
    cut = [
        (start, Passage(piece, script, runs_left))
        for start, (piece, script) in zip(starts, found, strict=False)
    ]
    return cut[::-1] if runs_left else cut
