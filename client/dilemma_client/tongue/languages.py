"""Languages: which there are, which the player's system asks for, and speaking one of them."""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from importlib.resources import files

from msgspec import Struct

from dilemma_client.tongue.amounts import write_as
from dilemma_client.tongue.catalogue import read_catalogue
from dilemma_client.tongue.speech import use

ENGLISH = "en"
"""The language of the code, which needs no catalogue."""


class Language(Struct, frozen=True):
    """A language by its own name; in some, words keep their capital in the middle of a sentence."""

    name: str
    keeps_capitals: bool = False


LANGUAGES: dict[str, Language] = {
    ENGLISH: Language("English"),
    "de": Language("Deutsch", keeps_capitals=True),
}

_spoken = ENGLISH


class NoLanguage(ValueError):
    """A language there is no catalogue of; one line that says which there are."""


def languages() -> dict[str, str]:
    """Every language there is, by its code, in its own name."""
    return {code: language.name for code, language in LANGUAGES.items()}


def spoken() -> str:
    """The code of the language that is spoken now."""
    return _spoken


def speak(code: str) -> None:
    """Speak a language from now on; raises NoLanguage."""
    global _spoken
    language = LANGUAGES.get(code)
    if language is None:
        known = ", ".join(LANGUAGES)
        raise NoLanguage(f"There is no language '{code[:20]}'; there are {known}.")
    write_as(code)
    use(catalogue_of(code), keeps_capitals=language.keeps_capitals)
    _spoken = code


def preferred(environment: Mapping[str, str]) -> str:
    """The first language there is that the system asks for, as gettext looks it up; else English.

    LANGUAGE is a list from the most wanted on; C and POSIX ask for none.
    """
    wanted = next((environment[name] for name in VARIABLES if environment.get(name)), "")
    codes = (entry.partition(".")[0].partition("_")[0].lower() for entry in wanted.split(":"))
    return next((code for code in codes if code in LANGUAGES), ENGLISH)


VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Where a system says which language it wants, the strongest first."""


def catalogue_of(code: str) -> gettext.NullTranslations:
    """The texts of a language; those of English are in the code."""
    if code == ENGLISH:
        return gettext.NullTranslations()
    folder = files("dilemma_assets") / "translations" / code / "LC_MESSAGES"
    return read_catalogue((folder / "dilemma.po").read_text(encoding="utf-8"))
