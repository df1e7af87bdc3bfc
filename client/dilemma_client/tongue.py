"""The tongue: every word on screen, in the language the player reads.

    say("Play now")
    say("{name} has sealed.", name="Ada")
    count("{n} turn left", "{n} turns left", turns)

The English text is the key (gettext's way), so that a screen reads in the code as it does in the
window. What is kept in tables is marked by `mark` and said when it is shown. One process shows one
player one language, so the catalogue is the process's own, as gettext has it.
"""

from __future__ import annotations

import gettext

_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def mark(text: str) -> str:
    """A text that is said later, marked for those who collect what is to be translated."""
    return text


def say(text: str, /, **values: object) -> str:
    """A text in the player's language, with values put in by name."""
    said = _catalogue.gettext(text) if text else text
    return said.format(**values) if values else said


def count(one: str, many: str, n: int, /, **values: object) -> str:
    """A text about a number of things, in the form the language has for that number, `{n}`."""
    return _catalogue.ngettext(one, many, n).format(n=n, **values)


def use(catalogue: gettext.NullTranslations) -> None:
    """Speak from another catalogue from now on."""
    global _catalogue
    _catalogue = catalogue
