"""Reading: a scenario from TOML, or one line on what is wrong, where, and what would be right."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import msgspec

from dilemma.scenario.allowed import allowed, fields_at, shown
from dilemma.scenario.lines import Path, line_of
from dilemma.scenario.scenario import Scenario, ScenarioError

Fault = tuple[Path, str]
"""Where something is wrong, and what is said of it."""

RIGHT = {
    "Invalid statement": "a line is `name = value`, a [header], or a comment after #",
    "Invalid value": 'a value is a number like 1.5, true, false, or text in straight quotes, "so"',
    "Expected '=' after a key": "write `name = value`",
    "Expected newline": "one `name = value` on a line, and a point in a number, no comma",
    "Cannot overwrite": "a name stands once in its table; take one of the two away",
    "Cannot declare": "a header stands once; only [[states]] and other double ones may come again",
    "Expected ']'": "a header is closed like [dials] or [[states]]",
    "Illegal character": "a text ends on its line with a quote; one of several lines stands in "
    '"""three"""',
    "Unescaped": "write two backslashes for one in a text",
}
"""What would be right, by how the complaint of the reader of TOML begins."""


def parse_scenario(text: str, where: str = "scenario") -> Scenario:
    """Read a scenario from TOML; raises ScenarioError: one line, `where:line: place: what`."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ScenarioError(_no_toml(text, where, str(error))) from None
    try:
        scenario = msgspec.convert(data, Scenario, strict=True)
    except msgspec.ValidationError as error:
        fault = _fault(data, str(error))
    else:
        misfit = _misfit(scenario)
        if misfit is None:
            return scenario
        fault = misfit
    path, said = fault
    raise ScenarioError(f"{where}:{line_of(text, path)}: {spelled(path)}: {said}")


def check_references(scenario: Scenario, where: str) -> None:
    """Raise ScenarioError if states, pairs or motives of a scenario do not fit each other."""
    misfit = _misfit(scenario)
    if misfit is not None:
        path, said = misfit
        raise ScenarioError(f"{where}: {spelled(path)}: {said}")


def spelled(path: Path) -> str:
    """A path as it is written in a message: `states[2].economy`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return " ".join(text.removeprefix(".").split()) or "top level"


def _no_toml(text: str, where: str, complaint: str) -> str:
    """What is said of a text that is no TOML, with the line that its reader complains of."""
    said = " ".join(complaint.split())
    at = re.search(r" \(at line (\d+), column (\d+)\)$", said)
    if at:
        what = said[: at.start()]
        return f"{where}:{at[1]}: not valid TOML: {_righted(what)}, in column {at[2]}"
    if said.endswith(" (at end of document)"):
        last = text.rstrip("\n").count("\n") + 1
        return f"{where}:{last}: not valid TOML: {_righted(said)}"
    return f"{where}: not valid TOML: {said}"


def _righted(complaint: str) -> str:
    """What the reader of TOML complains of, after what would be right, where that is known."""
    for begin, right in RIGHT.items():
        if complaint.startswith(begin):
            return f"{right} ({complaint})"
    return complaint


def _fault(data: Mapping[str, Any], message: str) -> Fault:
    """Where the first fault is and what is wrong, from what the converter says of it."""
    complaint, _, place = message.partition(" - at ")
    path = _path(place)
    unknown = re.search(r"unknown field `(.*)`", complaint, re.DOTALL)
    if unknown:
        fields = ", ".join(fields_at(path))
        name = " ".join(unknown[1].split())
        return (*path, unknown[1]), f"there is no field '{name}'; allowed here: {fields}"
    missing = re.search(r"missing required field `(.*)`", complaint)
    if missing:
        return path, f"'{missing[1]}' is missing; give {allowed((*path, missing[1]))}"
    if path == ("motives",) and isinstance(data["motives"], dict):
        return _motive_fault(data["motives"])
    return path, f"{shown(_value_at(data, path))} is not allowed; use {allowed(path)}"


def _path(place: str) -> Path:
    """The path that the converter means by `$.states[0].economy`."""
    steps = re.findall(r"\w+|\[\d+\]", place.partition("$")[2].replace("[...]", ""))
    return tuple(int(step[1:-1]) if step.startswith("[") else step for step in steps)


def _value_at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _motive_fault(motives: Mapping[str, Any]) -> Fault:
    """Which of the motives is none, or has a weight that is none."""
    known = fields_at(("motives",))
    for name, weight in motives.items():
        path = ("motives", name)
        if name not in known:
            short = " ".join(name.split())[:40]
            return path, f"there is no '{short}'; allowed here: {', '.join(known)}"
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not _weighs(weight):
            return path, f"{shown(weight)} is not allowed; use {allowed(path)}"
    return ("motives",), f"use {allowed(('motives',))}"


def _weighs(weight: float) -> bool:
    return 0.0 <= weight <= 1000.0


def _misfit(scenario: Scenario) -> Fault | None:
    """The first thing that does not fit the rest of a scenario."""
    return (
        _state_misfit(scenario)
        or _pair_misfit(scenario)
        or _shift_misfit(scenario)
        or _motive_misfit(scenario)
    )


def _state_misfit(scenario: Scenario) -> Fault | None:
    ids = scenario.ids
    for place, identifier in enumerate(ids):
        if identifier in ids[:place]:
            return ("states", place, "id"), f"'{identifier}' is used twice; give each its own"
    return None


def _pair_misfit(scenario: Scenario) -> Fault | None:
    seen: set[frozenset[str]] = set()
    for place, pair in enumerate(scenario.pairs):
        path = ("pairs", place, "between")
        for identifier in pair.between:
            if identifier not in scenario.ids:
                return path, _no_state(scenario, identifier)
        key = frozenset(pair.between)
        if len(key) != 2 or key in seen:
            return path, "name two different states, each pair once"
        seen.add(key)
    return None


def _shift_misfit(scenario: Scenario) -> Fault | None:
    for place, shift in enumerate(scenario.power_shifts):
        if shift.state not in scenario.ids:
            return ("power_shifts", place, "state"), _no_state(scenario, shift.state)
        if shift.last < shift.first:
            return (
                ("power_shifts", place, "last"),
                f"{shift.last} is before first, {shift.first}; name the turns in order",
            )
    return None


def _motive_misfit(scenario: Scenario) -> Fault | None:
    if sum(scenario.motives.values()) > 0.0:
        return None
    return ("motives",), "at least one weight must be above 0"


def _no_state(scenario: Scenario, identifier: str) -> str:
    return f"no state '{identifier}'; the states are {', '.join(scenario.ids)}"
