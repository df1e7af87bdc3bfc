"""TOML: the settings in force, written as the file that would set them."""

from __future__ import annotations

from pathlib import Path

from dilemma_server.settings.settings import NAMES
from dilemma_server.settings.sources import Chosen

ESCAPES = {'"': '\\"', "\\": "\\\\"}


def as_toml(chosen: Chosen) -> str:
    """Every setting with its source; what is not set stands as a comment."""
    return "".join(f"{_line(chosen, name)}\n" for name in NAMES)


def _line(chosen: Chosen, name: str) -> str:
    value = getattr(chosen.settings, name)
    source = _on_one_line(chosen.sources[name])
    if value is None:
        return f"# {name} is not set  # {source}"
    return f"{name} = {written(value)}  # {source}"


def written(value: object) -> str:
    """A value as TOML has it."""
    match value:
        case int():
            return str(value)
        case tuple():
            return f"[{', '.join(written(part) for part in value)}]"
        case Path():
            return written(str(value.absolute()))
        case _:
            return f'"{_escaped(str(value))}"'


def _escaped(text: str) -> str:
    return "".join(
        ESCAPES.get(sign, sign if sign.isprintable() else f"\\U{ord(sign):08x}") for sign in text
    )


def _on_one_line(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)
