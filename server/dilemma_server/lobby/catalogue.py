"""The catalogue: the scenarios a match can be created with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dilemma.orders import problem
from dilemma.scenario import Scenario, ScenarioError, parse_scenario
from dilemma_assets.scenarios import load_text, names


class NoSuchScenario(LookupError):
    """A name under which there is no scenario; one line with the names that there are."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        text = "There is no scenario '{name}'; there are {scenarios}."
        self.problem = problem("scenario", text, name=name[:40], scenarios=known)
        super().__init__(self.problem.text)


class Catalogue:
    """Scenarios by name, in alphabetical order."""

    def __init__(self, scenarios: Mapping[str, Scenario]) -> None:
        self._scenarios = dict(sorted(scenarios.items()))

    def __getitem__(self, name: str) -> Scenario:
        if name not in self._scenarios:
            raise NoSuchScenario(name, tuple(self._scenarios))
        return self._scenarios[name]


def read_catalogue(folder: Path | None = None) -> Catalogue:
    """What is shipped, and the TOML files of a folder, which come before what is shipped.

    A scenario goes by the name in it, whatever its file is called. Raises ScenarioError with one
    line that begins with the file.
    """
    found = {name: parse_scenario(load_text(name), name) for name in names()}
    if folder is not None:
        if not folder.is_dir():
            raise ScenarioError(f"{folder}: is no folder of scenarios")
        found |= _of_folder(folder)
    return Catalogue(found)


def _of_folder(folder: Path) -> dict[str, Scenario]:
    """The scenarios of a folder by name; raises ScenarioError where two have the same."""
    found: dict[str, Scenario] = {}
    files: dict[str, Path] = {}
    for file in sorted(folder.glob("*.toml")):
        scenario = _read(file)
        if scenario.name in found:
            other = files[scenario.name].name
            raise ScenarioError(
                f"{file}: name: '{scenario.name}' is the name in {other} too; give each its own"
            )
        found[scenario.name], files[scenario.name] = scenario, file
    return found


def _read(file: Path) -> Scenario:
    if not file.is_file():
        raise ScenarioError(f"{file}: is no file")
    try:
        return parse_scenario(file.read_text(encoding="utf-8-sig"), str(file))
    except (OSError, UnicodeDecodeError) as error:
        raise ScenarioError(f"{file}: cannot be read: {error}") from None
