"""A language that nobody speaks: every text of the sources in accents, longer and in brackets.

What appears on a screen without accents was never given to be said.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO

from babel.messages.pofile import read_po
from tools.translations import TEMPLATE

from dilemma_client.tongue import speak, use

PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "åƀçðéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ"
ACCENTS = str.maketrans(PLAIN, ACCENTED)

LONGER = 0.3
"""How much longer texts of other languages may be than the English ones."""


def pseudo(text: str) -> str:
    """A text in the language that nobody speaks; what stands in braces stays."""
    parts = re.split(r"(\{[^}]*\})", text)
    said = "".join(part if part.startswith("{") else part.translate(ACCENTS) for part in parts)
    return f"[{said}{'~' * round(len(text) * LONGER)}]"


@cache
def collected() -> frozenset[str]:
    """Every text that the sources give to be said, as the template has them."""
    template = read_po(BytesIO(TEMPLATE.read_bytes()))
    ids = ((m.id,) if isinstance(m.id, str) else tuple(m.id) for m in template)
    return frozenset(text for forms in ids for text in forms if text)


class Pseudo(gettext.NullTranslations):
    """Says what was collected, and nothing else."""

    def gettext(self, message: str) -> str:
        """A collected text in accents; any other as it is."""
        return pseudo(message) if message in collected() else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The same for a text about a number of things."""
        return self.gettext(msgid1 if n == 1 else msgid2)


@contextmanager
def spoken_in_accents() -> Iterator[None]:
    """Speak the language that nobody speaks for a while."""
    use(Pseudo(), keeps_capitals=True)
    try:
        yield
    finally:
        speak("en")


@contextmanager
def spoken(code: str) -> Iterator[None]:
    """Speak a language for a while."""
    speak(code)
    try:
        yield
    finally:
        speak("en")
