"""Scenario files, read through importlib.resources: the one place that knows where they are."""

from __future__ import annotations

from importlib.resources import files

ENDING = ".toml"


class NoSuchScenario(LookupError):
    """A name under which no scenario is shipped; one line with the names that are."""


def names() -> tuple[str, ...]:
    """The names of all shipped scenarios, in alphabetical order."""
    found = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(ENDING) for name in found if name.endswith(ENDING)))


def load_text(name: str) -> str:
    """The TOML text of a shipped scenario; raises NoSuchScenario."""
    if name not in names():
        raise NoSuchScenario(f"no scenario '{name}'; there are {', '.join(names())}")
    return (files(__name__) / f"{name}{ENDING}").read_text(encoding="utf-8")
