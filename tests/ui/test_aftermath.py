"""The aftermath: what came of each turn is told as it was, and a score by what it is made of."""

from __future__ import annotations

import pygame
import pytest

from dilemma.protocol.hindsight import Battle, Meeting
from dilemma.vocabulary import Cause, CrisisOutcome
from dilemma_client.scenes.debrief.scores import SEEN
from dilemma_client.tongue import shown
from dilemma_client.words.aftermath import ANSWERED, tell_happening
from support import full_views, views
from support.staging import Staged


def told(happening: Battle | Meeting) -> str:
    """How it is told."""
    return tell_happening(happening, views.NAMES).text


def test_every_turn_begins_with_what_came_of_it() -> None:
    staged = Staged().in_debrief()
    assert "In force between Aster and Borea: hotline." in staged.words
    for turn in (2, 3, 4):
        staged.click("button", "Turn after")
        quiet = "Nothing: no treaty changed, no forces met, nobody attacked." in staged.words
        assert quiet == (turn == 3)
    assert "Attack on Borea by Delmark, with a chance of 62%: it took 35% of its land." in (
        staged.words
    )


def test_it_is_there_by_keyboard_at_any_size_of_text() -> None:
    staged = Staged(scale=2.0).in_debrief()
    staged.press(pygame.K_F3)
    assert "What came of it" in staged.words


@pytest.mark.parametrize(
    ("ordered_by", "taken", "words"),
    [
        ((), {"aster": "accident", "borea": "accident"}, "Their services told them so."),
        (
            (),
            {"aster": "accident", "borea": "deliberate"},
            "Told wrongly: the service of Borea called it deliberate.",
        ),
        (
            (),
            {"aster": "deliberate", "borea": "deliberate"},
            "Told wrongly: both services called it deliberate.",
        ),
        (("borea",), {"aster": "deliberate"}, "The service of Aster told it so."),
        (
            ("borea",),
            {"aster": "accident"},
            "Told wrongly: the service of Aster called it an accident.",
        ),
        (("aster", "borea"), {}, "both had ordered a probe."),
    ],
)
def test_an_incident_is_told_with_the_mistakes_that_were_made_of_it(
    ordered_by: tuple[str, ...], taken: dict[str, str], words: str
) -> None:
    causes = {state: Cause(cause) for state, cause in taken.items()}
    said = told(Meeting(1, "aster", "borea", ordered_by, causes))
    assert said.endswith(words)
    assert said.startswith("Forces of Aster and Borea met")
    assert ("by accident" in said) == (not ordered_by)


def test_a_battle_tells_who_helped_and_what_nobody_had_ordered() -> None:
    said = told(Battle(1, ("aster", "corvia"), "delmark", ("borea",), ("aster",), 0.3, False, 0.0))
    assert said == (
        "Attack on Delmark by Aster, Corvia, with a chance of 30%: thrown back. Pulled in by a"
        " pact: Borea. Nobody had ordered that of Aster: a clash became war."
    )


def test_every_end_of_a_crisis_has_its_words() -> None:
    assert ANSWERED.keys() == set(CrisisOutcome)
    texts = [tell_happening(each, views.NAMES).text for each in full_views.happened()]
    assert len(set(texts)) == len(texts)


def test_the_parts_of_a_score_stand_below_it_and_add_up() -> None:
    staged = Staged().in_debrief(full_views.hindsight())
    lines = staged.words.split("\n")
    first = lines[lines.index("Prosperity") : lines.index("Land it holds")]
    points = [float(number) for number in first[1::2]]
    assert first[::2][-1] == "above 75 a third counts"
    assert sum(points) == pytest.approx(81.0, abs=SEEN)
    assert shown(-3.0, "+.1f") in first


def test_a_judgement_is_called_by_its_name() -> None:
    staged = Staged().in_debrief()
    assert "Judgement (Brier)" in staged.words
    assert "0 is perfect, and always saying even odds earns 0.25." in staged.words
