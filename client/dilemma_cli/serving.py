"""Serving matches: the subcommand `serve`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_data_path

from dilemma_cli.children import ANNOUNCEMENT
from dilemma_cli.complaints import BadInput
from dilemma_cli.watching import run_watched
from dilemma_server.app import CannotServe, serve
from dilemma_server.settings import Chosen, SettingsError, as_toml, choose


def serve_matches(
    flags: Mapping[str, str | None], config: Path | None, until_stdin_closes: bool
) -> int:
    """Serve until told to stop; `flags` are by the names of settings; raises BadInput."""
    settings = _chosen(flags, config).settings
    try:
        return run_watched(serve(settings, announce), until_stdin_closes)
    except CannotServe as error:
        raise BadInput(str(error)) from None


def print_settings(flags: Mapping[str, str | None], config: Path | None) -> int:
    """Print the settings a server would be run with, and where each comes from."""
    print(as_toml(_chosen(flags, config)), end="")
    return 0


def announce(address: str) -> None:
    """Say where the server listens, for people and for the program that started it."""
    print(f"{ANNOUNCEMENT}{address}", flush=True)


def default_database() -> Path:
    """Where matches are kept when nobody says where."""
    return user_data_path("security-dilemma", appauthor=False) / "matches.sqlite3"


def _chosen(flags: Mapping[str, str | None], config: Path | None) -> Chosen:
    try:
        return choose(default_database(), config, os.environ, flags)
    except SettingsError as error:
        raise BadInput(str(error)) from None
