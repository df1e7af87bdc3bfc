"""Naming: states and words of the rules by the names they have on screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import chain

import msgspec

from dilemma.orders import Problem, Value
from dilemma.protocol.hindsight import Condition
from dilemma_client.tongue import knows, say
from dilemma_client.words.terms import (
    ACTIONS,
    BOTS,
    BUDGET,
    DEMANDS,
    INSTRUMENTS,
    RESPONSES,
    SIGNALS,
    Term,
)

WORDS: dict[str, Term] = {
    str(word): term
    for word, term in chain.from_iterable(
        terms.items() for terms in (BOTS, ACTIONS, RESPONSES, DEMANDS, BUDGET, INSTRUMENTS, SIGNALS)
    )
}
"""Words of the rules, as they stand in what a server says, and what they are on screen."""


def in_names(problem: Problem, names: Mapping[str, str]) -> Problem:
    """A problem in the player's language, that calls states and words as the screen does."""
    text = _in_parts(problem.template or problem.text, problem.values, names)
    if text is None:
        called = {**_called(), **names}
        identifier = re.compile(rf"\b({'|'.join(map(re.escape, called))})\b")
        text = identifier.sub(lambda found: called[found[0]], problem.text)
    return msgspec.structs.replace(problem, text=text)


def in_words(problem: Problem) -> str:
    """A problem that is about no state, in the player's language."""
    return in_names(problem, {}).text


def evidence_of(condition: Condition, names: Mapping[str, str]) -> str:
    """The evidence for or against a condition, in the player's language."""
    said = _in_parts(condition.template or condition.evidence, condition.values, names)
    return condition.evidence if said is None else said


def _called() -> dict[str, str]:
    """What words of several parts are called; words of one are plain English already."""
    return {word: term.inline for word, term in WORDS.items() if "_" in word}


def _in_parts(template: str, values: Mapping[str, Value], names: Mapping[str, str]) -> str | None:
    """A sentence of the server's in the player's language; None where it has to stay as it came.

    Only templates that the language has are filled, and those are its own: a server can have
    nothing formatted that nobody here has written.
    """
    if not knows(template) or ("{" in template and not values):
        return None
    try:
        return say(template, **{name: _named(value, names) for name, value in values.items()})
    except (LookupError, ValueError):
        return None  # other values than the sentence asks for


def _named(value: Value, names: Mapping[str, str]) -> str | float:
    """A value as the player knows it: states by name, words of the rules as on screen."""
    if isinstance(value, tuple):
        return ", ".join(str(_named(part, names)) for part in value)
    if not isinstance(value, str):
        return value
    if value in names:
        return names[value]
    return WORDS[value].inline if value in WORDS else say(value) if knows(value) else value


def player_called(name: str) -> str:
    """What a player is called: who bears the name of a bot is one, and is called as on screen."""
    kind, _, number = name.partition(" ")
    if kind not in BOTS or (number and not number.isdecimal()):
        return name
    return f"{BOTS[kind].name} {number}".rstrip()


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
