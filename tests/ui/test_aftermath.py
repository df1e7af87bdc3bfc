"""The aftermath: what came of each turn is told as it was, and a score by what it is made of."""

from __future__ import annotations

import msgspec
import pygame
import pytest

from dilemma.protocol.hindsight import Battle, Hindsight, Meeting, WarFinding
from dilemma.vocabulary import Cause, CrisisOutcome, Criterion
from dilemma_client.scenes.debrief.scores import SEEN, spans
from dilemma_client.tongue import shown, speak
from dilemma_client.tongue.languages import LANGUAGES
from dilemma_client.words.aftermath import ANSWERED, tell_happening, tell_war
from dilemma_client.words.naming import player_called
from dilemma_client.words.terms import CONDITIONS
from support import full_views, six_states, views
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
        " pact: Borea. Aster had not ordered it: forces clashed in a crisis, and it became war."
    )


def war_told(war: WarFinding) -> str:
    """How it is told."""
    return tell_war(war, views.NAMES)


def test_a_war_that_nobody_ordered_is_told_as_one_and_names_both() -> None:
    grown, _ = full_views.grown_wars()
    assert war_told(grown) == (
        "Nobody ordered it: the crisis between Aster and Borea, which both sides escalated, became"
        " war. Attack on Aster by Borea, with a chance of 40%: it took 35% of its land. Attack on"
        " Borea by Aster, with a chance of 40%: it took 35% of its land."
    )


def test_a_war_in_which_both_attacked_names_both_attacks() -> None:
    _, mutual = full_views.grown_wars()
    assert war_told(mutual) == (
        "Both sides attacked in the same turn. Attack on Corvia by Borea, with a chance of 30%:"
        " thrown back. Attack on Borea by Corvia, with a chance of 70%: it took 35% of its land."
    )


def test_a_war_that_only_one_side_ordered_says_which() -> None:
    grown, _ = full_views.grown_wars()
    first, second = grown.battles
    ordered = msgspec.structs.replace(second, unordered=())
    told = war_told(
        msgspec.structs.replace(
            grown, attackers=("aster",), defenders=("borea",), battles=(ordered, first)
        )
    )
    assert told.startswith("It began when Aster attacked Borea. Attack on Borea by Aster")
    assert told.endswith("Borea had not ordered it: forces clashed in a crisis, and it became war.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_was_tested_has_its_words(language: str) -> None:
    speak(language)
    try:
        assert CONDITIONS.keys() == set(Criterion)
        names = [CONDITIONS[tested] for tested in Criterion]
        assert all(name and "_" not in name for name in names)
        words = Staged().in_debrief().words
        assert all(f"{name}: " in words for name in names)
    finally:
        speak("en")


@pytest.mark.parametrize(
    "found", [views.hindsight(), full_views.hindsight(), six_states.hindsight()]
)
def test_staged_debriefs_show_everything_that_can_be_tested(found: Hindsight) -> None:
    assert [condition.name for condition in found.conditions] == list(Criterion)


def test_what_a_bot_played_for_a_player_stands_in_scores_and_lanes() -> None:
    staged = Staged().in_debrief()
    assert staged.words.count("A bot played turns 2–3, 5.") == 1
    assert "A bot played this turn" not in staged.words
    staged.click("button", "Turn after")
    assert staged.words.count("A bot played this turn: Tit for tat.") == 1


@pytest.mark.parametrize(
    ("turns", "words"), [([4], "4"), ([2, 3], "2–3"), ([9, 1, 2, 3, 6, 7], "1–3, 6–7, 9")]
)
def test_turns_that_follow_on_each_other_are_put_together(turns: list[int], words: str) -> None:
    assert spans(turns) == words


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("tit_for_tat", "Tit for tat"),
        ("hawk 2", "Hawk 2"),
        ("Ada", "Ada"),
        ("hawk eye", "hawk eye"),
        ("", ""),
    ],
)
def test_a_bot_is_called_as_on_screen(name: str, called: str) -> None:
    assert player_called(name) == called


def test_whoever_is_not_known_is_not_named() -> None:
    plain = views.hindsight()
    states = tuple(msgspec.structs.replace(state, player="") for state in plain.states)
    staged = Staged().in_debrief(msgspec.structs.replace(plain, states=states))
    assert "Player" not in staged.words
    assert "aster" not in staged.words


def test_tension_is_a_curve_of_two_states_with_its_words() -> None:
    staged = Staged().in_debrief()
    staged.focus("choice", "Measure in the chart")
    staged.press(pygame.K_RIGHT)
    felt = views.hindsight().lanes[0].fears["borea"]
    assert f"Aster {felt * 100:.0f} wary" in staged.words
    chart = staged.find("chart", "Aster and Borea: tension towards each other")
    assert chart.value.startswith(f"turn 1: {felt * 100:.0f} wary; turn 2: ")
    assert "If both end above the dashes, it is a conflict." in staged.words
    staged.press(pygame.K_LEFT)
    assert "as Borea saw it" in staged.words


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
