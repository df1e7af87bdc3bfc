"""Speech: texts in the player's language, with values put in."""

from __future__ import annotations

import gettext
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any, TypeVar

from dilemma_client.tongue.amounts import shown

Key = TypeVar("Key")

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_keeps_capitals = False


class _Sentence(Formatter):
    """Puts values into a text, numbers with a format as the language writes them."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec and isinstance(value, int | float):
            return shown(value, format_spec)
        return str(format(value, format_spec))


_sentence = _Sentence()


def mark(text: str) -> str:
    """A text that is said later, marked for those who collect what is to be translated."""
    return text


def say(text: str, /, **values: object) -> str:
    """A text in the player's language, with values put in by name."""
    said = _catalogue.gettext(text) if text else text
    return _sentence.vformat(said, (), values) if values else said


def count(one: str, many: str, n: int, /, **values: object) -> str:
    """A text about a number of things, in the form the language has for that number, `{n}`."""
    return _sentence.vformat(_catalogue.ngettext(one, many, n), (), {"n": n, **values})


def knows(text: str) -> bool:
    """Whether the language has words of its own for a text."""
    return bool(text) and _catalogue.gettext(text) != text


def within(text: str) -> str:
    """A text said in the middle of a sentence: small at its start where the language has it so."""
    said = say(text)
    return said if _keeps_capitals else said.lower()


class Said(Mapping[Key, str]):
    """A table of texts that are said when they are looked up."""

    def __init__(self, texts: Mapping[Key, str]) -> None:
        self._texts = texts

    def __getitem__(self, key: Key) -> str:
        return say(self._texts[key])

    def __iter__(self) -> Iterator[Key]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def use(catalogue: gettext.NullTranslations, *, keeps_capitals: bool = False) -> None:
    """Speak from another catalogue from now on, whose words keep their capitals anywhere or not."""
    global _catalogue, _keeps_capitals
    _catalogue = catalogue
    _keeps_capitals = keeps_capitals
