"""The tongue: texts, plurals, numbers and what a server says, in the player's language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec
import pytest

from dilemma.orders import Problem, problem
from dilemma.protocol.hindsight import Condition
from dilemma.view import Briefing, StateName
from dilemma.vocabulary import Criterion, Instrument, SignalKind, Verdict
from dilemma_client.contents import briefing_told, heading_told, scenario_told, title_told
from dilemma_client.library import scenario_named
from dilemma_client.replay import Heading
from dilemma_client.tongue import (
    NoLanguage,
    Said,
    count,
    day,
    languages,
    preferred,
    say,
    shown,
    speak,
    spoken,
    within,
)
from dilemma_client.words.naming import evidence_of, in_names
from dilemma_client.words.terms import INSTRUMENTS, SIGNALS
from support.views import NAMES


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    """German is spoken."""
    speak("de")
    yield
    speak("en")


def test_a_text_is_said_with_its_values() -> None:
    assert say("Your fear of {name}", name="Ada") == "Deine Furcht vor Ada"
    assert say("never translated {name}", name="Ada") == "never translated Ada"
    assert say("") == ""


def test_a_text_without_values_keeps_its_braces() -> None:
    assert say("{not a value}") == "{not a value}"


def test_a_plural_has_the_form_for_its_number() -> None:
    assert [count("{n} hour", "{n} hours", n) for n in (1, 2)] == ["1 Stunde", "2 Stunden"]


def test_a_table_says_what_is_looked_up() -> None:
    table = Said({1: "Back", 2: "Quit"})
    assert (table[1], table.get(2), table.get(3), len(table)) == ("Zurück", "Beenden", None, 2)


def test_a_term_says_itself_in_the_language_of_the_moment() -> None:
    term = INSTRUMENTS[Instrument.TRADE]
    assert (term.name, term.inline) == ("Handel", "Handel")
    assert "{" not in SIGNALS[SignalKind.PLEDGE_RESTRAINT].hint
    speak("en")
    assert (term.name, term.inline) == ("Trade", "trade")


def test_words_keep_their_capitals_in_german_only() -> None:
    assert within("Trade") == "Handel"
    speak("en")
    assert within("Trade") == "trade"


@pytest.mark.parametrize(
    ("number", "form", "words"),
    [
        (1234.56, ".1f", "1.234,6"),
        (12.0, ".0f", "12"),
        (0.4, ".0%", "40\u00a0%"),
        (0.125, ".1%", "12,5\u00a0%"),
        (0.2, "+.0%", "+20\u00a0%"),
        (2.5, "g", "2,5"),
        (3.0, "g", "3"),
        (7, "d", "7"),
        (104.25, ".9g", "104,25"),
    ],
)
def test_numbers_are_written_as_the_language_does(number: float, form: str, words: str) -> None:
    assert shown(number, form) == words
    speak("en")
    assert shown(number, form) == format(number, form)


def test_a_format_that_no_language_is_known_for_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no format of an amount: use"):
        shown(1.0, ">8.1f")


def test_a_day_is_written_as_the_language_does() -> None:
    moment = datetime(2026, 7, 1, 12, 30)  # noqa: DTZ001 - as it is read on the player's clock
    assert day(moment) == "01.07.2026, 12:30"
    speak("en")
    assert day(moment).split() == ["Jul", "1,", "2026,", "12:30", "PM"]


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANGUAGE": "fr:de:en", "LANG": "en_GB.UTF-8"}, "de"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_system_says_which_language_it_wants(environment: dict[str, str], code: str) -> None:
    assert preferred(environment) == code


def test_a_language_there_is_not_is_refused_and_nothing_changes() -> None:
    with pytest.raises(NoLanguage, match=r"^There is no language 'xx'; there are en, de\.$"):
        speak("xx")
    assert spoken() == "de"
    assert languages() == {"en": "English", "de": "Deutsch"}


def test_a_refusal_is_said_with_the_names_on_screen() -> None:
    away = problem(
        "action.target",
        "Cannot {action} {state}: it is out of reach.",
        action="attack",
        state="borea",
    )
    said = "Nicht möglich: Angriff gegen Borea, denn der Staat ist außer Reichweite."
    assert in_names(away, NAMES).text == said
    speak("en")
    assert in_names(away, NAMES).text == "Cannot attack Borea: it is out of reach."


def test_a_sentence_without_values_needs_no_template() -> None:
    over = Problem("turn", "The match is over.")
    assert in_names(over, NAMES).text == "Die Partie ist vorbei."


@pytest.mark.parametrize(
    "hostile",
    [
        Problem("x", "As it came.", "{state.__class__}", {"state": "borea"}),
        Problem("x", "As it came.", "Cannot {action} {state}: it is out of reach.", {}),
        Problem(
            "x",
            "As it came.",
            "The share for {line} must be between 0 and 1, not {share:g}.",
            {"line": "welfare", "share": "much"},
        ),
    ],
)
def test_what_does_not_fit_a_known_sentence_is_shown_as_it_came(hostile: Problem) -> None:
    assert in_names(hostile, NAMES).text == "As it came."


def test_evidence_is_said_with_its_numbers() -> None:
    template = (
        "All forces together reached {growth:.0%} of what they were at the start; power counts as "
        "accumulated from {limit:.0%} on."
    )
    found = Condition(
        Criterion.ACCUMULATION_OF_POWER, True, "x", template, {"growth": 1.5, "limit": 1.25}
    )
    assert "150\u00a0% des Anfangs" in evidence_of(found, {})
    speak("en")
    assert evidence_of(found, {}) == "x"


def briefing(text: str, name: str = "redland_blueland") -> Briefing:
    """What a server says of a scenario, or the first, to who sits in Redland."""
    scenario = scenario_named(name)
    assert scenario is not None
    return Briefing(
        scenario=scenario.name,
        title=scenario.title,
        summary=scenario.summary,
        states=tuple(StateName(state.id, state.name) for state in scenario.states),
        seat="redland",
        text=text or scenario.states[0].briefing,
        turns=12,
        turn_seconds=180,
        commitment="",
    )


def test_a_shipped_scenario_is_told_in_the_language() -> None:
    told = briefing_told(briefing(""))
    assert [state.name for state in told.states] == ["Rotland", "Blauland"]
    assert "Rotland" in told.text
    scenario = scenario_named("redland_blueland")
    assert scenario is not None
    assert scenario_told(scenario).title == told.title == "Rotland und Blauland"


def test_the_lesson_is_told_in_the_language() -> None:
    told = briefing_told(briefing("", "first_lesson"))
    assert told.title == "Eine erste Lektion"
    assert told.text.startswith("Du regierst Rotland")


def test_a_title_in_a_list_is_told_in_the_language_if_it_is_the_shipped_one() -> None:
    assert title_told("redland_blueland", "Redland and Blueland") == "Rotland und Blauland"
    assert title_told("redland_blueland", "Our own") == "Our own"
    assert title_told("no_such", "Our own") == "Our own"


def heading(*names: str, title: str = "Redland and Blueland") -> Heading:
    """A match that was kept, by the names of its states, the player's own first."""
    return Heading(1, 0.0, title, names[0], Verdict.SPIRAL, dict.fromkeys(names, 50.0))


def test_a_match_that_was_kept_is_told_in_the_language() -> None:
    told = heading_told(heading("Blueland", "Redland"))
    assert (told.scenario, told.seat) == ("Rotland und Blauland", "Blauland")
    assert list(told.scores) == ["Blauland", "Rotland"]


@pytest.mark.parametrize(
    "kept", [heading("Redland", "Ostland"), heading("Redland", "Blueland", title="Our own")]
)
def test_a_match_of_other_words_is_told_in_its_own(kept: Heading) -> None:
    assert heading_told(kept) == kept


def test_a_scenario_that_a_server_has_changed_is_told_in_its_own_words() -> None:
    changed = briefing("Another story.")
    assert briefing_told(changed) == changed


def test_a_scenario_without_translation_is_told_as_it_is() -> None:
    shipped = scenario_named("gulf")
    assert shipped is not None
    own = msgspec.structs.replace(shipped, name="our_gulf")
    assert scenario_told(own) is own
