"""Translations: the template is what the sources say, and every language has all of it."""

from __future__ import annotations

from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from tools.translations import (
    TRANSLATIONS,
    catalogue_file,
    complaints,
    complaints_about,
    languages,
    placeholders,
    texts_of,
)

from dilemma.scenario import Scenario
from dilemma_client import tongue
from dilemma_client.contents import Translation, translation
from dilemma_client.library import lessons, scenario_named, scenarios
from dilemma_client.tongue.catalogue import read_catalogue

SHIPPED = {"scenarios": scenarios(), "lessons": lessons()}
"""What is told in other languages, by the folder it is in."""

TRANSLATED = sorted(
    (path.parents[1].name, folder, path.stem)
    for folder in SHIPPED
    for path in TRANSLATIONS.glob(f"*/{folder}/*.toml")
)


every_translation = pytest.mark.parametrize(
    ("language", "name"), [(language, name) for language, _, name in TRANSLATED]
)

MOTIVE_NAMES = ("Security seeker", "Revisionist", "Regime survivor")
"""The motives as the template names them."""


def scenario_and_words(language: str, name: str) -> tuple[Scenario, Translation]:
    """A shipped scenario, and the words it is told with in a language."""
    scenario, words = scenario_named(name), translation(name, language)
    assert scenario is not None
    assert words is not None
    return scenario, words


def texts_in(told: Scenario | Translation) -> list[str]:
    """What a scenario or its translation says, but for the names of states, which may be alike."""
    states = told.states if isinstance(told, Scenario) else told.states.values()
    return [told.title, told.summary, told.map_note, *(state.briefing for state in states)]


def test_every_text_is_in_the_template_and_translated() -> None:
    assert complaints() == []


def test_the_languages_that_can_be_chosen_are_those_with_a_catalogue() -> None:
    assert set(tongue.languages()) == {"en", *languages()}


def test_what_is_wrong_with_a_catalogue_is_said() -> None:
    template, kept = Catalog(), Catalog(locale="de")
    for text in ("Leave", "Turn {turn}", "Stay", "Seal"):
        template.add(text)
    kept.add("Leave", "Verlassen", flags=["fuzzy"])
    kept.add("Turn {turn}", "Runde {runde}")
    kept.add("Stay", "")
    kept.add("Gone", "Fort")
    found = " ".join(complaints_about(kept, template))
    for said in ("'Seal' is missing", "'Leave' is marked fuzzy", "'Stay' has no translation"):
        assert said in found
    assert "'Turn {turn}' and its translation have other placeholders" in found
    assert "'Gone' is said no more" in found


@pytest.mark.parametrize("language", languages())
def test_the_client_reads_what_the_tool_writes(language: str) -> None:
    source = catalogue_file(language).read_bytes()
    catalogue = read_catalogue(source.decode())
    for message in read_po(BytesIO(source), locale=language):
        if not isinstance(message.id, str):
            one, many = message.id
            assert [catalogue.ngettext(one, many, n) for n in (1, 2)] == list(message.string or ())
        elif message.id:
            assert catalogue.gettext(message.id) == message.string


def test_texts_are_found_wherever_they_are_given_to_be_said() -> None:
    source = """
LATER = mark("later")
def f(n):
    words = "named first"
    say("at once", n=n)
    say(words if n else "or this")
    count("{n} turn", "{n} turns", n)
    Term("a name", "icon", "a meaning")
    Said({1: "in a table"})
    problem("field", "a sentence with {n}", n=n)
    print("for nobody")
"""
    found = {text for text, _ in texts_of(source)}
    assert found == {
        "later",
        "named first",
        "at once",
        "or this",
        ("{n} turn", "{n} turns"),
        "a name",
        "a meaning",
        "in a table",
        "a sentence with {n}",
    }


def test_placeholders_are_told_by_name() -> None:
    assert placeholders("{share:.0%} of {state}") == {"share", "state"}


@every_translation
def test_a_translated_scenario_has_every_state_and_every_paragraph(
    language: str, name: str
) -> None:
    scenario, words = scenario_and_words(language, name)
    assert tuple(words.states) == scenario.ids
    assert all(state.name.strip() for state in words.states.values())
    for said, told in zip(texts_in(scenario), texts_in(words), strict=True):
        assert told.count("\n\n") == said.count("\n\n")
        assert bool(told.strip()) == bool(said.strip())
        assert "  " not in told


@every_translation
def test_no_text_of_a_translated_scenario_is_left_as_it_was(language: str, name: str) -> None:
    scenario, words = scenario_and_words(language, name)
    pairs = zip(texts_in(scenario), texts_in(words), strict=True)
    assert [told for said, told in pairs if told and told.split() == said.split()] == []


@every_translation
def test_no_translated_text_tells_what_motive_was_dealt(language: str, name: str) -> None:
    _, words = scenario_and_words(language, name)
    catalogue = read_catalogue(catalogue_file(language).read_text(encoding="utf-8"))
    motives = [catalogue.gettext(term).casefold() for term in MOTIVE_NAMES]
    told = " ".join(texts_in(words)).casefold()
    assert [motive for motive in motives if motive in told] == []


def test_only_what_is_shipped_is_translated() -> None:
    shipped = {(folder, each.name) for folder, told in SHIPPED.items() for each in told}
    assert {(folder, name) for _, folder, name in TRANSLATED} <= shipped


@pytest.mark.parametrize("language", languages())
def test_the_first_scenario_and_the_lesson_are_translated(language: str) -> None:
    first = {(language, "scenarios", "redland_blueland"), (language, "lessons", "first_lesson")}
    assert first <= set(TRANSLATED)


def test_all_that_is_shipped_is_told_in_german() -> None:
    shipped = {("de", folder, each.name) for folder, told in SHIPPED.items() for each in told}
    assert shipped - set(TRANSLATED) == set()
