"""Naming: states and words of the rules by the names they have on screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec

from dilemma.orders import Problem
from dilemma_client.words.terms import BUDGET, DEMANDS, INSTRUMENTS, SIGNALS

CALLED: dict[str, str] = {
    str(word): term.name.lower()
    for terms in (BUDGET, DEMANDS, INSTRUMENTS, SIGNALS)
    for word, term in terms.items()
    if "_" in str(word)
}
"""What words of several parts are called; words of one are plain English already."""


def in_names(problem: Problem, names: Mapping[str, str]) -> Problem:
    """A problem whose text calls states and words as the screen does, not by identifier."""
    called = {**CALLED, **names}
    identifier = re.compile(rf"\b({'|'.join(map(re.escape, called))})\b")
    text = identifier.sub(lambda found: called[found[0]], problem.text)
    return msgspec.structs.replace(problem, text=text)


def initials(names: Mapping[str, str]) -> dict[str, str]:
    """A sign for each state: its initial, and where two share it a letter that only one has."""
    return {
        state: _initial(name, [other for key, other in names.items() if key != state])
        for state, name in names.items()
    }


def _initial(name: str, others: Iterable[str]) -> str:
    rivals = [other for other in others if other[:1] == name[:1]]
    if not rivals:
        return name[:1]
    letters = (letter for letter in name[1:] if letter.isalnum())
    own = (letter for letter in letters if not any(letter in other[1:] for other in rivals))
    return name[:1] + next(own, name[1:2])
