"""The words of the game: on the wire the word itself, in arrays its position."""

from __future__ import annotations

import pytest

from dilemma import vocabulary
from dilemma.vocabulary import BudgetLine, Demand, Instrument, Motive, Readiness, Response, Word

SETS = [kind for kind in vars(vocabulary).values() if isinstance(kind, type)]
WORDS = pytest.mark.parametrize(
    "kind", [kind for kind in SETS if issubclass(kind, Word) and kind is not Word]
)


@WORDS
def test_a_word_and_its_code_are_one(kind: type[Word]) -> None:
    for code, word in enumerate(kind):
        assert word.code == code
        assert kind.from_code(code) is word
        assert str(word) == word.value == word.name.lower()


@WORDS
@pytest.mark.parametrize("beyond", [-1, 99])
def test_a_code_outside_the_set_is_no_word(kind: type[Word], beyond: int) -> None:
    with pytest.raises(IndexError):
        kind.from_code(beyond)


def test_the_rules_may_count_on_the_order_of_some_words() -> None:
    assert list(Readiness) == ["stand_down", "routine", "mobilised"]
    assert list(Response) == ["back_down", "hold", "escalate"]
    assert list(Motive) == ["security_seeker", "revisionist", "regime_survivor"]


def test_the_words_are_those_of_the_rulebook() -> None:
    assert list(BudgetLine) == [
        *("welfare", "defence", "offence", "intelligence"),
        *("internal_security", "deterrent", "shield", "secrecy"),
    ]
    assert list(Demand) == ["stand_down", "back_down", "stop_arming"]
    assert list(Instrument) == [
        "hotline",
        "inspections",
        "arms_limit",
        "incidents_agreement",
        "trade",
        "non_aggression",
        "defence_pact",
    ]
