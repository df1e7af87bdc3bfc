"""Shelving: the subcommand `scenario`, which lists, shows and checks what can be played."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

from dilemma.scenario import Scenario, doubts_of, parse_scenario
from dilemma.scenario.lines import line_of
from dilemma.scenario.reading import spelled
from dilemma_assets import scenarios
from dilemma_cli.choices import chosen_scenario, read_text, shipped_name

COLUMNS = 96


def list_scenarios() -> int:
    """Print every shipped scenario with its states and turns."""
    for name in scenarios.names():
        scenario = parse_scenario(scenarios.load_text(name), name)
        states = ", ".join(state.id for state in scenario.states)
        print(f"{name:<20} {scenario.title}: {scenario.turns} turns; {states}")
    return 0


def show_scenario(choice: str) -> int:
    """Print what a teacher wants to know before choosing; raises BadInput where there is none."""
    print("\n".join(_shown(chosen_scenario(choice))))
    return 0


def check_scenario(choice: str) -> int:
    """Say that a scenario can be played, and what in it is hardly meant; raises BadInput."""
    scenario = chosen_scenario(choice)
    print(f"{choice}: '{scenario.title}' can be played by {len(scenario.states)} states")
    text = _text(choice)
    for path, said in doubts_of(scenario):
        print(f"{choice}:{line_of(text, path)}: {spelled(path)}: warning: {said}")
    return 0


def _text(choice: str) -> str:
    """The text that a scenario was read from."""
    shipped = shipped_name(choice)
    if shipped is not None:
        return scenarios.load_text(shipped)
    return read_text(Path(choice), "scenario file")


def _shown(scenario: Scenario) -> Iterator[str]:
    """Title, summary, states, what is switched on, whose borders, and what to read.

    Nothing of motives: what was or could be dealt is for nobody to know who may yet play.
    """
    states = ", ".join(state.name for state in scenario.states)
    yield f"{scenario.title} ({scenario.name}), {scenario.difficulty}"
    yield ""
    yield from _wrapped(scenario.summary)
    yield ""
    yield f"  States:  {states}"
    yield f"  Time:    {scenario.turns} turns of {scenario.turn_seconds} s"
    yield f"  Modules: {', '.join(map(_plain, scenario.modules)) or 'none'}"
    if scenario.map_note.strip():
        yield ""
        yield from _wrapped(f"The map: {scenario.map_note}")
    yield ""
    yield from _sources(scenario)


def _sources(scenario: Scenario) -> Iterator[str]:
    """What to read about it, one line each."""
    if not scenario.sources:
        yield "  Sources: none"
        return
    yield "  Sources:"
    for source in scenario.sources:
        yield f"    {source.author}, {source.title} ({source.year})"


def _plain(word: str) -> str:
    return word.replace("_", " ")


def _wrapped(prose: str) -> list[str]:
    flowing = " ".join(prose.split())
    return textwrap.wrap(flowing, COLUMNS, initial_indent="  ", subsequent_indent="  ")
