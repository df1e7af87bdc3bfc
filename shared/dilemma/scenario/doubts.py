"""Doubts: what a scenario may say but can hardly mean, each where it stands and in one line."""

from __future__ import annotations

from collections.abc import Iterator

from dilemma.scenario.lines import Path
from dilemma.scenario.scenario import Scenario
from dilemma.vocabulary import Module

BROUGHT = {
    Module.INTERNAL_SECURITY: ("internal_security", "unrest"),
    Module.DETERRENCE: ("deterrent", "shield"),
    Module.SECRECY: ("secrecy",),
}
"""The fields of a state that count only where a module is on."""


def doubts_of(scenario: Scenario) -> tuple[tuple[Path, str], ...]:
    """Where something is hardly meant, and what is said of it; the scenario can be played."""
    return (
        *_idle_fields(scenario),
        *_no_arsenals(scenario),
        *_same_names(scenario),
        *_out_of_reach(scenario),
        *_small_forum(scenario),
    )


def _idle_fields(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    """What a module would bring, given while the module is off."""
    for place, state in enumerate(scenario.states):
        for module, fields in BROUGHT.items():
            for field in fields:
                if module not in scenario.modules and getattr(state, field) > 0.0:
                    said = f"does nothing without the module '{module}' in modules"
                    yield ("states", place, field), said


def _no_arsenals(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    arsenals = (state.deterrent + state.shield for state in scenario.states)
    if Module.DETERRENCE in scenario.modules and not any(arsenals):
        yield (
            ("modules",),
            (
                "'deterrence' is on, but no state begins with a deterrent or a shield,"
                " and the budget that states begin with buys none"
            ),
        )


def _same_names(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    seen: dict[str, str] = {}
    for place, state in enumerate(scenario.states):
        name = " ".join(state.name.casefold().split())
        if name in seen:
            yield (
                ("states", place, "name"),
                f"'{state.name}' is also the name of '{seen[name]}'; nobody could tell them apart",
            )
        seen.setdefault(name, state.id)


def _out_of_reach(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    """States that nobody can reach, and whose forces reach nobody."""
    met = {
        identifier for pair in scenario.pairs if pair.contact > 0.0 for identifier in pair.between
    }
    for place, state in enumerate(scenario.states):
        if state.id not in met:
            yield (
                ("states", place),
                (
                    f"'{state.id}' has a contact above 0 with nobody: it can neither attack nor be"
                    " attacked; give it a pair"
                ),
            )


def _small_forum(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    if Module.FORUM in scenario.modules and len(scenario.states) == 2:
        yield (
            ("modules",),
            "a 'forum' of two states: no motion can carry, and nobody can mediate",
        )
