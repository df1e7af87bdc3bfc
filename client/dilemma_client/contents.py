"""Contents: what the scenarios and lessons that are shipped say, in the player's language.

A briefing comes from the server in the scenario's own words. Where the scenario is shipped, has
been translated and is word for word the one the server plays, the translation is shown instead. So
it is with a title in a list of matches, and with the names by which a match was kept.
"""

from __future__ import annotations

import tomllib
from contextlib import suppress
from functools import cache
from typing import TypeVar

import msgspec
from msgspec import Struct

from dilemma.scenario import Scenario
from dilemma.view import Briefing, PublicBriefing, StateName
from dilemma_client.library import LESSONS, asset_bytes, lessons, scenario_named, scenarios
from dilemma_client.replay import Heading
from dilemma_client.tongue import spoken

Told = TypeVar("Told", Briefing, PublicBriefing)


class TranslatedState(Struct, frozen=True, forbid_unknown_fields=True):
    """A state of a scenario in another language."""

    name: str
    briefing: str


class Translation(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a scenario in another language; `states` by identifier."""

    title: str
    summary: str
    map_note: str
    states: dict[str, TranslatedState]


@cache
def translation(name: str, code: str) -> Translation | None:
    """The words of a shipped scenario in a language, or None if it has not been translated."""
    for folder in ("scenarios", LESSONS):
        with suppress(FileNotFoundError):
            found = asset_bytes(f"translations/{code}/{folder}", f"{name}.toml")
            return msgspec.convert(tomllib.loads(found.decode()), Translation, strict=True)
    return None


def scenario_told(scenario: Scenario) -> Scenario:
    """A shipped scenario as the player reads it."""
    words = translation(scenario.name, spoken())
    if words is None:
        return scenario
    states = tuple(
        msgspec.structs.replace(
            state, name=words.states[state.id].name, briefing=words.states[state.id].briefing
        )
        for state in scenario.states
    )
    return msgspec.structs.replace(
        scenario,
        title=words.title,
        summary=words.summary,
        map_note=words.map_note,
        states=states,
    )


def briefing_told(briefing: Told) -> Told:
    """A briefing as the player reads it."""
    words = translation(briefing.scenario, spoken())
    shipped = scenario_named(briefing.scenario) if words is not None else None
    if words is None or shipped is None or not _is_played(shipped, briefing):
        return briefing
    states = tuple(StateName(state.id, words.states[state.id].name) for state in briefing.states)
    told = msgspec.structs.replace(
        briefing, title=words.title, summary=words.summary, states=states
    )
    if isinstance(told, Briefing):
        return msgspec.structs.replace(told, text=words.states[told.seat].briefing)
    return told


def title_told(name: str, title: str) -> str:
    """The title of a match as the player reads it; `name` is that of its scenario."""
    shipped = scenario_named(name)
    return scenario_told(shipped).title if shipped and shipped.title == title else title


def heading_told(heading: Heading) -> Heading:
    """The heading of a match that was kept as the player reads it."""
    known = (*scenarios(), *lessons())
    shipped = next((each for each in known if each.title == heading.scenario), None)
    names = {state.id: state.name for state in shipped.states} if shipped else {}
    if shipped is None or not {heading.seat, *heading.scores} <= set(names.values()):
        return heading
    told = scenario_told(shipped)
    said = {names[state.id]: state.name for state in told.states}
    return msgspec.structs.replace(
        heading,
        scenario=told.title,
        seat=said[heading.seat],
        scores={said[name]: score for name, score in heading.scores.items()},
    )


def _is_played(shipped: Scenario, briefing: Briefing | PublicBriefing) -> bool:
    """Whether the server plays the very words that are shipped here."""
    texts = {state.id: state.briefing for state in shipped.states}
    if isinstance(briefing, Briefing) and briefing.text != texts.get(briefing.seat):
        return False
    return (briefing.title, briefing.summary, {s.id: s.name for s in briefing.states}) == (
        shipped.title,
        shipped.summary,
        {s.id: s.name for s in shipped.states},
    )
