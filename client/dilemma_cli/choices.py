"""Choices: what a command line names, found or refused in one line."""

from __future__ import annotations

import secrets
from pathlib import Path

from dilemma.scenario import Scenario, ScenarioError, parse_scenario
from dilemma_assets import scenarios
from dilemma_cli.complaints import BadInput, reason_of

LARGEST_SCENARIO = 1_000_000
"""Bytes of a scenario file; a larger one is something else."""


def chosen_scenario(choice: str) -> Scenario:
    """The scenario of a name, or of a TOML file; raises BadInput."""
    try:
        if choice in scenarios.names():
            return parse_scenario(scenarios.load_text(choice), choice)
        if is_here(choice):
            return parse_scenario(read_text(Path(choice), "scenario file"), choice)
    except ScenarioError as error:
        raise BadInput(str(error)) from None
    names = ", ".join(scenarios.names())
    raise BadInput(f"no scenario '{choice}'; there are {names}, or name a .toml file")


def is_here(choice: str) -> bool:
    """Whether a scenario's name or file is one that could be read here, or is meant to be."""
    return choice in scenarios.names() or choice.endswith(scenarios.ENDING) or _is_file(choice)


def _is_file(choice: str) -> bool:
    try:
        return Path(choice).is_file()
    except OSError:
        # Too long for a file name, or in a folder that is closed to us: nothing we could read.
        return False


def chosen_bots(choice: str) -> tuple[str, ...]:
    """The names of bots from a list with commas; raises BadInput when one is unknown."""
    from dilemma.bots import BOTS

    names = tuple(name.strip() for name in choice.split(","))
    for name in names:
        if name not in BOTS:
            raise BadInput(f"--bots: there is no bot '{name}'; the bots are {', '.join(BOTS)}")
    return names


def bots_for(choice: str, scenario: Scenario, seats: tuple[str, ...]) -> tuple[str, ...]:
    """One bot for each of these seats of a scenario; raises BadInput."""
    names = chosen_bots(choice)
    if len(names) != len(seats):
        raise BadInput(
            f"--bots: {len(names)} named ({', '.join(names)}), but {scenario.name} needs"
            f" {len(seats)}, for {', '.join(seats)} in this order"
        )
    return names


def whole_number(option: str, text: str, lowest: int, highest: int | None = None) -> int:
    """A whole number within bounds; raises BadInput that names the option."""
    bounds = f"{lowest} or more" if highest is None else f"from {lowest} to {highest}"
    # isdecimal also takes other scripts' digits, which int reads as well.
    if not text.isdecimal() or len(text) > 40:
        raise BadInput(f"{option}: '{text[:50]}' is not a whole number {bounds}")
    number = int(text)
    if number < lowest or (highest is not None and number > highest):
        raise BadInput(f"{option}: {number} is out of range; a whole number {bounds}")
    return number


def chosen_seed(text: str | None) -> int:
    """The seed that was asked for, or one that nobody could foresee; raises BadInput."""
    return secrets.randbits(32) if text is None else whole_number("--seed", text, 0)


def read_text(path: Path, what: str, largest: int = LARGEST_SCENARIO) -> str:
    """The text of a file; raises BadInput that says why it cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except OSError as error:
        raise BadInput(f"{what} '{path}': {reason_of(error)}") from None
    if len(data) > largest:
        raise BadInput(f"{what} '{path}': larger than {largest} bytes, so it is none")
    try:
        # Some editors begin a file with a mark of its encoding, which is no part of the text.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{what} '{path}': not UTF-8 text (byte {error.start})") from None
