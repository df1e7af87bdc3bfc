"""Sources: where each setting comes from, and in which order they count.

A later source stands above an earlier one: what is built in, the file, the environment, the
command line. Whatever no source may say is refused rather than passed over: a setting that is
misspelt would otherwise leave a server unprotected without a word.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from dilemma_server.settings.settings import (
    NAMES,
    TYPES,
    Settings,
    SettingsError,
    default,
    half_of_tls,
    proper,
)

PREFIX = "DILEMMA_"
FILE_VARIABLE = f"{PREFIX}CONFIG"
"""Names the file, where a command line would with --config."""

BUILT_IN = "default"
"""Named as the source of what nobody has said."""

DEFAULT_PORT = 8765
"""Where a server listens that nobody told otherwise."""

LARGEST_FILE = 100_000
"""Bytes; a larger one is something else."""


class Chosen(Struct, frozen=True):
    """The settings in force, and the source of each by its name."""

    settings: Settings
    sources: dict[str, str]


class _Said(Struct, frozen=True):
    """One setting as a source says it; `where` is file and key, variable, or flag."""

    name: str
    where: str
    value: Any
    text: bool = False


def flag(name: str) -> str:
    """A setting as a flag of the command line."""
    return f"--{name.replace('_', '-')}"


def variable(name: str) -> str:
    """A setting as a variable of the environment."""
    return f"{PREFIX}{name.upper()}"


def choose(
    database: Path,
    file: Path | None,
    environment: Mapping[str, str],
    flags: Mapping[str, str | None],
) -> Chosen:
    """The settings of all sources together; raises SettingsError.

    `database` is where matches are kept when nobody says; `flags` are by the names of settings.
    """
    values: dict[str, Any] = {"database": database, "port": DEFAULT_PORT}
    sources = dict.fromkeys(NAMES, BUILT_IN)
    if file is None and environment.get(FILE_VARIABLE):
        file = Path(environment[FILE_VARIABLE])
    for said in (*_of_file(file), *_of_environment(environment), *_of_flags(flags)):
        try:
            value = _none_or_proper(said)
        except SettingsError as error:
            raise SettingsError(f"{said.where}: {error}") from None
        values[said.name] = value
        sources[said.name] = said.where
    half = half_of_tls(values.get("tls_cert"), values.get("tls_key"))
    if half is not None:
        raise SettingsError(f"{sources[half]}: is set alone; TLS needs tls_cert and tls_key")
    return Chosen(Settings(**values), sources)


def _none_or_proper(said: _Said) -> Any:
    """A value as a setting's own type; an empty text unsets what may be unset."""
    if said.text and said.value == "" and said.name not in ("database", "port"):
        unset = default(said.name)
        if unset in (None, ()):
            return unset
    value: Any = said.value
    if said.text and _is_list(said.name):
        value = [part.strip() for part in value.split(",")]
    return proper(said.name, value, text=said.text)


def _is_list(name: str) -> bool:
    return "tuple" in str(TYPES[name])


def _of_file(path: Path | None) -> Iterator[_Said]:
    """What a file says; its relative paths start at its own folder."""
    if path is None:
        return
    for name, value in _read(path).items():
        _check_known(name, f"{path}: {name}", NAMES)
        if "Path" in str(TYPES[name]) and isinstance(value, str) and value:
            value = str(path.parent / value)
        yield _Said(name, f"{path}: {name}", value)


def _read(path: Path) -> dict[str, Any]:
    if path.exists() and not path.is_file():
        raise SettingsError(f"settings file {path}: is no file")
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SettingsError(f"settings file {path}: cannot be read: {reason}") from None
    if len(data) > LARGEST_FILE:
        raise SettingsError(
            f"settings file {path}: larger than {LARGEST_FILE} bytes, so it is none"
        )
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"settings file {path}: is no TOML: {error}") from None


def _of_environment(environment: Mapping[str, str]) -> Iterator[_Said]:
    names = {variable(name): name for name in NAMES}
    for where, value in sorted(environment.items()):
        if where.startswith(PREFIX) and where != FILE_VARIABLE:
            _check_known(where, where, (*names, FILE_VARIABLE))
            yield _Said(names[where], where, value, text=True)


def _of_flags(flags: Mapping[str, str | None]) -> Iterator[_Said]:
    for name, value in flags.items():
        if value is not None:
            yield _Said(name, flag(name), value, text=True)


def _check_known(name: str, where: str, known: tuple[str, ...]) -> None:
    if name not in known:
        raise SettingsError(f"{where}: there is no such setting; there are {', '.join(known)}")
