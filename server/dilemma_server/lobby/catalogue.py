"""The catalogue: the scenarios a match can be created with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dilemma.scenario import Scenario, ScenarioError, parse_scenario
from dilemma_assets.scenarios import load_text, names


class NoSuchScenario(LookupError):
    """A name under which there is no scenario; one line with the names that there are."""


class Catalogue:
    """Scenarios by name, in alphabetical order."""

    def __init__(self, scenarios: Mapping[str, Scenario]) -> None:
        self._scenarios = dict(sorted(scenarios.items()))

    def __getitem__(self, name: str) -> Scenario:
        if name not in self._scenarios:
            known = ", ".join(self._scenarios)
            raise NoSuchScenario(f"There is no scenario {name[:40]!r}; there are {known}.")
        return self._scenarios[name]


def read_catalogue(folder: Path | None = None) -> Catalogue:
    """What is shipped, and the TOML files of a folder, which come before what is shipped.

    Raises ScenarioError with one line that begins with the file.
    """
    found = {name: parse_scenario(load_text(name), name) for name in names()}
    if folder is not None:
        if not folder.is_dir():
            raise ScenarioError(f"{folder}: is no folder of scenarios")
        for file in sorted(folder.glob("*.toml")):
            found[file.stem] = _read(file)
    return Catalogue(found)


def _read(file: Path) -> Scenario:
    try:
        return parse_scenario(file.read_text(encoding="utf-8-sig"), str(file))
    except (OSError, UnicodeDecodeError) as error:
        raise ScenarioError(f"{file}: cannot be read: {error}") from None
