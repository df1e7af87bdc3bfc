"""The library: what the client reads from the assets, by name."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from dilemma_assets.scenarios import ENDING, load_text, names

if TYPE_CHECKING:
    from dilemma.scenario import Scenario

LESSONS = "lessons"
"""The folder of the scenarios that lessons are held in."""


def asset_bytes(folder: str, name: str) -> bytes:
    """The bytes of one asset; raises FileNotFoundError."""
    return (files("dilemma_assets") / folder / name).read_bytes()


@cache
def scenarios() -> tuple[Scenario, ...]:
    """Every scenario that is shipped, the smallest first."""
    found = [_read(load_text(name), name) for name in names()]
    return tuple(sorted(found, key=lambda scenario: (len(scenario.states), scenario.title)))


@cache
def lessons() -> tuple[Scenario, ...]:
    """The scenarios that lessons are held in; no other match is offered them."""
    found = (entry for entry in (files("dilemma_assets") / LESSONS).iterdir())
    texts = {entry.name: entry.read_text(encoding="utf-8") for entry in found}
    return tuple(_read(texts[name], name.removesuffix(ENDING)) for name in sorted(texts))


def scenario_named(name: str) -> Scenario | None:
    """The shipped scenario of this name, of a lesson or any other match, or None."""
    known = (*scenarios(), *lessons())
    return next((scenario for scenario in known if scenario.name == name), None)


def _read(text: str, name: str) -> Scenario:
    """A scenario from its text; what reads it is imported with the first one that is wanted."""
    from dilemma.scenario import parse_scenario

    return parse_scenario(text, name)
