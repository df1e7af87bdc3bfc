"""Choices: what a command line names, found or refused in one line."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path

from dilemma.scenario import Scenario, ScenarioError, parse_scenario
from dilemma_assets import scenarios
from dilemma_cli.complaints import BadInput, reason_of
from dilemma_cli.likeness import guess, meant

LARGEST_SCENARIO = 1_000_000
"""Bytes of a scenario file; a larger one is something else."""


def chosen_scenario(choice: str) -> Scenario:
    """The scenario of a name or title, or of a TOML file; raises BadInput."""
    shipped = shipped_name(choice)
    try:
        if shipped is not None:
            return parse_scenario(scenarios.load_text(shipped), shipped)
        if is_here(choice):
            return parse_scenario(read_text(Path(choice), "scenario file"), choice)
    except ScenarioError as error:
        raise BadInput(str(error)) from None
    names = ", ".join(scenarios.names())
    question = guess(choice, _titles())
    raise BadInput(f"no scenario '{choice}'{question}; there are {names}, or name a .toml file")


def shipped_name(choice: str) -> str | None:
    """The name of the shipped scenario that a name or a title means; None if it means none."""
    if choice in scenarios.names():
        return choice
    if _may_be_file(choice):
        return None
    return meant(choice, _titles())


def is_here(choice: str) -> bool:
    """Whether a scenario's name or file is one that could be read here, or is meant to be."""
    return _may_be_file(choice) or shipped_name(choice) is not None


def states_of(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """What the states of a scenario are called on the screen, in any language."""
    from dilemma_client.contents import translation
    from dilemma_client.tongue import languages

    told = [words for code in languages() if (words := translation(scenario.name, code))]
    return {
        state.id: (
            state.name,
            *(words.states[state.id].name for words in told if state.id in words.states),
        )
        for state in scenario.states
    }


def _titles() -> dict[str, tuple[str, ...]]:
    """What the shipped scenarios are called on the screen, in any language."""
    from dilemma_client.contents import translation
    from dilemma_client.library import scenarios as shipped
    from dilemma_client.tongue import languages

    return {
        scenario.name: (
            scenario.title,
            *(words.title for code in languages() if (words := translation(scenario.name, code))),
        )
        for scenario in shipped()
    }


def _may_be_file(choice: str) -> bool:
    return choice.endswith(scenarios.ENDING) or _is_file(choice)


def _is_file(choice: str) -> bool:
    try:
        return Path(choice).is_file()
    except OSError:
        # Too long for a file name, or in a folder that is closed to us: nothing we could read.
        return False


def chosen_bots(choice: str) -> tuple[str, ...]:
    """The names of bots from a list with commas; raises BadInput when one is unknown."""
    from dilemma.bots import BOTS
    from dilemma_client.words.terms import BOTS as TERMS

    called = {name: [term.name for term in (TERMS.get(name),) if term] for name in BOTS}
    return tuple(_chosen_bot(each.strip(), called) for each in choice.split(","))


def _chosen_bot(written: str, called: Mapping[str, Sequence[str]]) -> str:
    name = meant(written, called)
    if name is None:
        question = guess(written, called)
        raise BadInput(
            f"--bots: there is no bot '{written}'{question}; the bots are {', '.join(called)}"
        )
    return name


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
