"""The library: what the client reads from the assets, by name."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from dilemma.scenario import Scenario, parse_scenario
from dilemma_assets.scenarios import load_text, names


def asset_bytes(folder: str, name: str) -> bytes:
    """The bytes of one asset; raises FileNotFoundError."""
    return (files("dilemma_assets") / folder / name).read_bytes()


@cache
def scenarios() -> tuple[Scenario, ...]:
    """Every scenario that is shipped, the smallest first."""
    found = [parse_scenario(load_text(name), name) for name in names()]
    return tuple(sorted(found, key=lambda scenario: (len(scenario.states), scenario.title)))


def scenario_named(name: str) -> Scenario | None:
    """The shipped scenario of this name, or None."""
    return next((scenario for scenario in scenarios() if scenario.name == name), None)
