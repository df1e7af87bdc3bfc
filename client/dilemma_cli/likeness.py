"""Likeness: which name is meant by one that is written as on the screen, or misspelt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

MOST_GUESSES = 2

LONGEST = 60
"""Letters of a word that may be a misspelt name; a longer one is something else."""


def meant(written: str, names: Mapping[str, Iterable[str]]) -> str | None:
    """The identifier that is meant, in any case; `names` are what each one is called besides."""
    wanted = as_identifier(written)
    for identifier, called in names.items():
        if wanted in map(as_identifier, (identifier, *called)):
            return identifier
    return None


def guess(written: str, names: Mapping[str, Iterable[str]] | Iterable[str]) -> str:
    """The question whether something like it was meant, to follow it; empty if nothing is."""
    if len(written) > LONGEST:
        return ""
    called = names if isinstance(names, Mapping) else dict.fromkeys(names, ())
    forms = {as_identifier(form): name for name in called for form in (*called[name], name)}
    close = get_close_matches(as_identifier(written), forms, MOST_GUESSES)
    likely = dict.fromkeys(f"'{forms[form]}'" for form in close)
    return f" (did you mean {' or '.join(likely)}?)" if likely else ""


def as_identifier(name: str) -> str:
    """A name as scenarios write one: small, its words held together by low lines."""
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())
