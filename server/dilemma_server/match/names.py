"""Names: how a player may be called, and which two names look alike."""

from __future__ import annotations

import unicodedata

from confusable_homoglyphs import confusables

from dilemma.orders import Value, problem


class NotSeated(Exception):
    """Why somebody cannot sit down there."""

    def __init__(self, field: str, template: str, /, **values: Value) -> None:
        self.problem = problem(field, template, **values)
        super().__init__(self.problem.text)


UNSEEN = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and signs that take room and show nothing."""

MOST_MARKS = 3
"""Accents on one letter, as many as any language puts there."""

MARK_OF_DIRECTION = "\u200e"
"""Stands around letters that run from right to left in the table of look-alikes."""


def proper_name(name: str) -> str:
    """A name as it is shown: one form for what looks the same; raises NotSeated."""
    proper = " ".join(unicodedata.normalize("NFC", name).split())
    if not proper:
        raise NotSeated("name", "A player needs a name.")
    if not proper.isprintable() or _hides_something(proper):
        raise NotSeated("name", "A name must be plain text.")
    return proper


def forms(name: str) -> frozenset[str]:
    """What two names have in common that look alike: they share one of these.

    A name is compared by its letters whatever their size, and by what each letter looks like
    (Unicode Technical Standard 39), as it is written and in small letters. A figure looks like a
    capital letter, and so like that letter's own small one: B0b like Bob.
    """
    plain = unicodedata.normalize("NFKC", name)
    small = plain.casefold()
    skeleton = _skeleton(plain)
    return frozenset({small, skeleton, skeleton.casefold(), _skeleton(small)})


def _skeleton(text: str) -> str:
    """A text with each letter replaced by the one that stands for all that look like it."""
    return "".join(_prototype(letter) for letter in text)


def _prototype(letter: str) -> str:
    alike = confusables.confusables_data.get(letter, ())
    if len(alike) != 1:
        # Many look like it: it stands for them. Or nothing does.
        return letter
    other: str = alike[0]["c"].strip(MARK_OF_DIRECTION)
    mutual = [back["c"] for back in confusables.confusables_data.get(other, ())] == [letter]
    return min(letter, other) if mutual else other


def _hides_something(name: str) -> bool:
    """Whether a name holds what shows nothing, or more accents than a letter has room for."""
    if any(character in UNSEEN or _shows_nothing(character) for character in name):
        return True
    marks = "".join("m" if unicodedata.combining(character) else " " for character in name)
    return "m" * (MOST_MARKS + 1) in marks


def _shows_nothing(character: str) -> bool:
    """Selectors of variants, and the joiner of accents: without them a name looks the same."""
    name = unicodedata.name(character, "")
    return "VARIATION SELECTOR" in name or name == "COMBINING GRAPHEME JOINER"
