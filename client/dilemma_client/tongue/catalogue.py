"""A catalogue: the texts of one language, read from the .po file that translators write.

The file is read as it is when the language is chosen: compiled files would have to be made, kept
and kept apart, and Babel's reader, made for editing, takes longer than the first picture may.
"""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Callable

LINE = re.compile(r'^(msgid_plural|msgid|msgstr(?:\[\d\])?)?\s*(".*")\s*$')
PLURAL = re.compile(r"Plural-Forms:[^\n]*plural=([^;\n]+)")

Entry = dict[str, str]
"""What stands under each keyword of an entry, `msgid`, `msgstr[1]`."""


class Catalogue(gettext.NullTranslations):
    """Texts by their English; for a plural all forms, of which a number chooses."""

    def __init__(self, forms: dict[str, tuple[str, ...]], choose: Callable[[int], int]) -> None:
        super().__init__()
        self._forms = forms
        self._choose = choose

    def gettext(self, message: str) -> str:
        """The text in this language; where it has none, as it is."""
        forms = self._forms.get(message)
        return forms[0] if forms else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form for a number; where the language has none, the English one."""
        forms = self._forms.get(msgid1)
        if not forms:
            return super().ngettext(msgid1, msgid2, n)
        return forms[min(self._choose(n), len(forms) - 1)]


def read_catalogue(text: str) -> Catalogue:
    """A catalogue from the text of a .po file without contexts and guesses."""
    forms: dict[str, tuple[str, ...]] = {}
    header = ""
    for block in text.split("\n\n"):
        entry = _entry(block)
        said = tuple(value for key, value in entry.items() if key.startswith("msgstr") and value)
        if entry.get("msgid"):
            forms[entry["msgid"]] = said
        else:
            header = "".join(said) or header
    found = PLURAL.search(header)
    return Catalogue(forms, gettext.c2py(found[1] if found else "n != 1"))


def _entry(block: str) -> Entry:
    entry: Entry = {}
    keyword = ""
    for line in block.splitlines():
        found = LINE.match(line)
        if found:
            keyword = found[1] or keyword
            entry[keyword] = entry.get(keyword, "") + _unquoted(found[2])
    return entry


def _unquoted(text: str) -> str:
    """What stands in quotes; what has no backslash stands there as it is, and is most of it."""
    return str(ast.literal_eval(text)) if "\\" in text else text[1:-1]
